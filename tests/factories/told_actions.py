"""The actions that the services' answers tell, read out of the functions that make them."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]

# Answer component -> where its actions are made: "module:function".
MADE = {
    "RegistryAccount": ["services.registry.domain.account:actions"],
    "RegistryApplication": [
        "services.registry.domain.turn:actions",
        "services.registry.domain.review:actions",
        "services.registry.domain.waiver:actions",
    ],
    "RegistryComplaint": ["services.registry.domain.complaint:actions"],
    "RegistryCreditEntry": ["services.registry.domain.credit_entry:actions"],
    "RegistryDelegation": ["services.registry.domain.delegation:public"],
    "RegistryDraft": ["services.registry.queries.drafts:detail"],
    "RegistryFiling": [
        "services.registry.domain.filing:actions",
        "services.registry.domain.filing:going_on",
        "services.registry.domain.change:actions",
    ],
    "RegistryInvitation": ["services.registry.domain.invitation:public"],
    "RegistryNotice": ["services.registry.domain.notice:public"],
    "RegistryObjection": ["services.registry.domain.notice:shown"],
    "RegistryRulebookProposal": ["services.registry.domain.rulebook_proposal:actions"],
    "RegistrySanction": ["services.registry.domain.sanction:actions"],
    "RegistryUnit": ["services.registry.domain.unit:actions"],
    "RegistryWebhook": ["services.registry.domain.webhook:actions"],
    "DispatchAchievement": ["services.dispatch.queries.achievements:achievement"],
    "DispatchAgreement": ["services.dispatch.queries.agreements:agreement"],
    "DispatchAssignment": ["services.dispatch.queries.assignments:assignment"],
    "DispatchBatch": ["services.dispatch.queries.batches:batch"],
    "DispatchBid": ["services.dispatch.queries.bounties:bid"],
    "DispatchBounty": ["services.dispatch.queries.bounties:bounty"],
    "DispatchDemand": ["services.dispatch.queries.demands:_actions"],
    "DispatchDemandDraft": ["services.dispatch.queries.demand_drafts:_shown"],
    "DispatchDirectedRound": ["services.dispatch.queries.directed_rounds:directed_round"],
    "DispatchEnding": ["services.dispatch.queries.endings:_steps", "services.dispatch.queries.endings:_proceedings"],
    "DispatchIntent": ["services.dispatch.queries.intents:intent"],
    "DispatchInterest": ["services.dispatch.queries.interests:_shown"],
    "DispatchNoticeComment": ["services.dispatch.queries.notice_comments:_shown"],
    "DispatchPublicationRound": ["services.dispatch.queries.publication_rounds:_shown"],
    "DispatchSuggestion": ["services.dispatch.queries.suggestions:_shown"],
    "DispatchSupplement": ["services.dispatch.queries.supplements:supplement"],
    "DispatchTemplate": ["services.dispatch.queries.templates:template"],
    "RecordsCase": ["services.records.domain.case:open_to"],
    "RecordsProblemReport": ["services.records.domain.problem:open_to"],
    "RecordsRecord": ["services.records.domain.record:open_to"],
    "RecordsReport": ["services.records.domain.report:open_to"],
    "FundingAllocation": ["services.funding.queries:allocation"],
    "FundingBudget": ["services.funding.queries:budget"],
    "FundingClaim": ["services.funding.queries:claim"],
    "FundingClaimProspect": ["services.funding.queries:claim_prospect"],
    "FundingFundAccount": ["services.funding.queries:_rate_action"],
    "FundingInspection": ["services.funding.queries:inspection"],
    "FundingReward": ["services.funding.queries:reward"],
    "AppraisalCycle": ["services.appraisal.queries:STEPS"],
    "AppraisalResult": ["services.appraisal.queries:_result_actions"],
    "TrainingTraining": ["services.training.domain.training:open_to"],
    "JobShape": ["shared.job:_actions"],
}
SAME = {"RegistryAccountWithPassword": "RegistryAccount", "RegistryNewWebhook": "RegistryWebhook"}
TELLS_NONE = {"FundingPosting"}  # it is corrected by reversing what made it
CALLS = {"steps_open": 0, "action": 0, "told": 0}
NAME = re.compile(r"[a-z]+(_[a-z]+)*\Z")


def told(component: str) -> set[str]:
    """Every action that answers of this component can tell, without what follows a colon."""
    found = {name for place in MADE[component] for name in _made(place)}
    if component == "RegistryApplication":  # the steps' own choices are the cities'
        found |= {"withdraw", "resubmit", "start_mending", "mend_change", "waive_condition", "revoke_waiver"} | choices(
            "registry"
        )
    return found


def choices(service: str) -> set[str]:
    """What the steps of a service's chains let one choose, in every rulebook there is."""
    found: set[str] = set()
    for path in [*ROOT.glob(f"shared/rulebooks/*/{service}.yml"), *ROOT.glob(f"tests/rulebooks/*/{service}.yml")]:
        found |= set(_may(yaml.safe_load(path.read_text())))
    return found


def _may(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if "step" in node and "may" in node:
            yield from node["may"]
        for inner in node.values():
            yield from _may(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _may(inner)


def _made(place: str) -> Iterator[str]:
    module, _, name = place.partition(":")
    made = getattr(importlib.import_module(module), name)
    if isinstance(made, dict):
        yield from made
        return
    for node in ast.walk(ast.parse(inspect.getsource(made).lstrip())):
        yield from (name for name in _named(node) if NAME.match(name))


def _named(node: ast.AST) -> Iterator[str]:
    """Names by the ways of writing them: {"action": name}, a table by name, tuples that begin with one, calls."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == "action":
                yield from _constant(value)
        if node.keys and all(isinstance(value, ast.Lambda | ast.Tuple) for value in node.values):
            yield from (name for key in node.keys for name in _constant(key))
    elif isinstance(node, ast.DictComp):
        yield from _constant(node.key)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "tries":
        yield from _constant(node.slice)
    elif isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in CALLS and node.args:
            yield from _constant(node.args[CALLS[called]])
    elif isinstance(node, ast.Tuple) and not all(isinstance(one, ast.Constant) for one in node.elts):
        yield from _constant(node.elts[0])
    elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Tuple):
        for one in node.iter.elts:
            yield from _constant(one.elts[0] if isinstance(one, ast.Tuple) else one)


def _constant(node: ast.AST | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value.partition(":")[0]
    elif isinstance(node, ast.JoinedStr) and node.values:
        yield from _constant(node.values[0])
