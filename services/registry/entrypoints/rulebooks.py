"""Rulebooks, proposals and cities: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, reactions, schemas
from services.registry.rules import Rules
from services.registry.schemas import rulebooks as rulebook_shapes
from services.registry.simulations import PASTS
from shared.dictionaries import AskDictionaries
from shared.hosting import command, heard, job, question
from shared.simulation import Simulate, simulate

ONE_PROPOSAL = {"rulebook_proposals": "proposal_id"}


class Rulebooks:
    """Rulebooks, proposals and cities."""

    @question(schemas.OfCity)
    def rulebook(self, call: Any) -> Any:
        return queries.rulebook_page(call.work, call.rulebook)

    @question(AskDictionaries)
    def dictionaries(self, call: Any) -> Any:
        return queries.dictionaries(call.work, call.rulebooks, call.actor.city)

    @question(schemas.Nothing)
    def rulebooks(self, call: Any) -> Any:
        return queries.list_rulebooks(call.work, call.rulebooks)

    @question(rulebook_shapes.ReadRulebook)
    def rulebook_reading(self, call: Any) -> Any:
        return queries.rulebook_reading(call.work, call.rulebooks, **call.args)

    @question(rulebook_shapes.CityCode)
    def rulebook_versions(self, call: Any) -> Any:
        return queries.rulebook_versions(call.work, call.rulebooks, **call.args)

    @question(rulebook_shapes.VersionNumber)
    def rulebook_version(self, call: Any) -> Any:
        return queries.rulebook_version(call.work, call.rulebooks, **call.args)

    @question(rulebook_shapes.CompareVersions)
    def rulebook_difference(self, call: Any) -> Any:
        return queries.rulebook_difference(call.work, call.rulebooks, **call.args)

    @command(rulebook_shapes.OpenRulebookProposal)
    def open_rulebook_proposal(self, call: Any) -> Any:
        return commands.open_rulebook_proposal(call.work, call.rulebook, call.actor, **call.args)

    @command(rulebook_shapes.ReplaceRulebookFile, loads=ONE_PROPOSAL)
    def replace_rulebook_file(self, call: Any) -> Any:
        return commands.replace_rulebook_file(call.work, call.rulebooks, call.actor, **call.args)

    @command(rulebook_shapes.PatchRulebookProposal, loads=ONE_PROPOSAL)
    def patch_rulebook_proposal(self, call: Any) -> Any:
        return commands.patch_rulebook_proposal(call.work, call.actor, **call.args)

    @command(rulebook_shapes.RuleOnConflict, loads=ONE_PROPOSAL)
    def rule_on_conflict(self, call: Any) -> Any:
        return commands.rule_on_conflict(call.work, call.actor, **call.args)

    @command(rulebook_shapes.ProposalId, loads=ONE_PROPOSAL)
    def check_rulebook_proposal(self, call: Any) -> Any:
        return commands.check_rulebook_proposal(call.work, call.actor, **call.args)

    @command(rulebook_shapes.WithdrawRulebookProposal, loads=ONE_PROPOSAL)
    def withdraw_rulebook_proposal(self, call: Any) -> Any:
        return commands.withdraw_rulebook_proposal(call.work, call.actor, **call.args)

    @command(rulebook_shapes.PublishRulebookProposal, loads=ONE_PROPOSAL)
    def publish_rulebook_proposal(self, call: Any) -> Any:
        return commands.publish_rulebook_proposal(call.work, call.rulebooks, call.actor, **call.args)

    @question(rulebook_shapes.ListRulebookProposals)
    def rulebook_proposals(self, call: Any) -> Any:
        return queries.list_rulebook_proposals(call.work, **call.args)

    @question(rulebook_shapes.ProposalId)
    def rulebook_proposal(self, call: Any) -> Any:
        return queries.rulebook_proposal(call.work, call.rulebooks, call.actor, **call.args)

    @question(rulebook_shapes.ProposalFile)
    def rulebook_proposal_file(self, call: Any) -> Any:
        return queries.rulebook_proposal_file(call.work, **call.args)

    @question(rulebook_shapes.CompareProposal)
    def rulebook_proposal_difference(self, call: Any) -> Any:
        return queries.rulebook_proposal_difference(call.work, call.rulebooks, **call.args)

    @command(rulebook_shapes.OpenCity)
    def open_city(self, call: Any) -> Any:
        return commands.open_city(call.work, call.rulebooks, call.actor, **call.args)

    @question(schemas.Nothing)
    def cities(self, call: Any) -> Any:
        return queries.list_cities(call.work)

    @question(rulebook_shapes.AskGazetteer)
    def gazetteer(self, call: Any) -> Any:
        return queries.read_gazetteer(**call.args)

    @heard("registry.rulebook_checked")
    @heard("dispatch.rulebook_checked")
    @heard("records.rulebook_checked")
    @heard("appraisal.rulebook_checked")
    @heard("funding.rulebook_checked")
    @heard("training.rulebook_checked")
    def on_rulebook_checked(self, event: Any) -> None:
        reactions.on_rulebook_checked(event.work, event)

    @job(Simulate)
    def simulate_rulebook(self, run: Any) -> None:
        simulate(run, PASTS, Rules)
