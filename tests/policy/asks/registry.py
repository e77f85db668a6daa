"""What the registry's policy cases ask: each function takes (rules, given, on), answers plainly or raises Refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.registry.domain import application, quota, review, turn, waiver
from services.registry.domain.eligibility import Dossier
from services.registry.domain.inspection import Found, Inspection
from services.registry.domain.quota import Counter
from services.registry.domain.review import Supply
from services.registry.rules import (
    Rules,
    chain_of,
    change_chain,
    declarations_of,
    inspection_of,
    materials_of,
    reasons_for_return,
    sections_of,
)
from shared.rulebook import Rule
from tests.factories import registry as make
from tests.policy.asks.standing import act, entry, file_public, restore

__all__ = ["act", "entry", "file_public", "restore"]

HOLDER_GRANT = {"liaison": "host_manager"}


def apply(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """Applies with an eligible applicant, but for what is `given`; where it then waits, and what has to be waived."""
    sent = _submitted(rules, given, on)
    waits = turn.waits_on(sent, rules, on)
    return {
        "status": sent.state.status,
        "waits_on": waits["party"] if waits else None,
        "step": sent.state.step,
        "to_be_waived": [finding["rule"].rsplit(".", 1)[-1] for finding in sent.findings],
        "level": sent.level,
    }


def file(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """Walks the whole chain, each step by the party whose turn it is, with `taken` places taken before."""
    sent = _submitted(rules, given, on)
    dossier = _dossier(rules, given, on)
    passed = sent
    for _ in range(10):
        chain = chain_of(*application.known(rules, sent.subject, sent.kind))
        step = chain.step(passed.state.step or "")
        assert step is not None
        if "file" in step.may:
            break
        passed = review.step(passed, step.may[0], rules, _by(step.by[0], passed), on)
    for rule in given.get("waived", ()):
        full = next(finding["rule"] for finding in passed.findings if finding["rule"].endswith(rule))
        passed = waiver.waive(passed, full, "确有需要", rules, make.officer(dossier.city), on)
    places = replace(quota.empty("", sent.subject, sent.kind, on.year), taken=given.get("taken", 0))
    supply = Supply(places, Counter("counter", ""))
    outcome = review.file(passed, dossier, rules, supply, _by(step.by[0], passed), "filing-9", on)
    assert outcome.filing is not None
    return {
        "filed": outcome.filing.status,
        "by": step.by[0],
        "number": outcome.filing.number,
        "until": outcome.filing.until,
        "competent": outcome.filing.competent.level,
        "level": outcome.filing.level,
        "role": outcome.filing.role,
        "taken": outcome.quota.taken if outcome.quota else None,
    }


def file_jointly(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """Where the application stands after the first and after the second party of a joint step."""
    sent, dossier = _submitted(rules, given, on), _dossier(rules, given, on)
    supply = Supply(quota.empty("", sent.subject, sent.kind, on.year), Counter("counter", ""))
    first = review.file(sent, dossier, rules, supply, _by("county", sent), "filing-9", on)
    assert first.filing is None
    second = review.file(first.application, dossier, rules, supply, _by("city", sent), "filing-9", on)
    return {"first": first.application.state.status, "second": second.application.state.status}


def party(rules: Rules, given: dict[str, Any], on: date) -> str:
    """What a party is called here."""
    return rules.parties[given["party"]].label


def steps(rules: Rules, given: dict[str, Any], on: date) -> list[str]:
    """The chain of a subject and kind, as "step by party"."""
    chain = chain_of(*application.known(rules, given["subject"], given["kind"]))
    return [f"{step.step} by {'+'.join(step.by)}" for step in chain.steps]


def chain_source(rules: Rules, given: dict[str, Any], on: date) -> str:
    """Whether the document states the chain, or the bureau set it."""
    return str(chain_of(*application.known(rules, given["subject"], given["kind"])).source)


def clock(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """How many working days a step may take, and who says so."""
    chain = chain_of(*application.known(rules, given["subject"], given["kind"]))
    step = chain.step(given["step"])
    assert step is not None
    stated = step.within_working_days
    return {"days": step.term, "source": stated.source if isinstance(stated, Rule) else "document"}


def appoint(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """The city appoints a person directly."""
    dossier = replace(_dossier(rules, given, on), sender=None, sender_filings=())
    supply = Supply(quota.empty("", "commissioner", given["kind"], on.year), Counter("counter", ""))
    draft = _draft({**given, "subject": "commissioner"}, dossier.city)
    officer = make.officer(dossier.city)
    outcome = review.appoint(draft, "重点产业急需", dossier, rules, supply, officer, "filing-9", on)
    assert outcome.filing is not None
    return {"filed": outcome.filing.status, "direct": outcome.filing.direct}


def replace_liaison(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """The host proposes another liaison in place of the one on file; it goes the same way again."""
    former = make.filing(7, subject="liaison", kind="liaison", unit="unit-1", person="person-7", role="liaison")
    dossier = _dossier(rules, {"subject": "liaison", "kind": "liaison"}, on)
    dossier = replace(dossier, unit_filings=(*dossier.unit_filings, former))
    draft = replace(_draft({"subject": "liaison", "kind": "liaison"}, dossier.city), replaces=former.id)
    sent = application.submit(draft, dossier, rules, make.manager(role="host_manager"), on)
    ended = review.replaced(sent, former, make.county_officer(), rules, on)
    assert ended.cancelled is not None
    return {"waits_on": sent.state.step, "former": ended.status, "article": ended.cancelled.article}


def sections(rules: Rules, given: dict[str, Any], on: date) -> list[str]:
    """The sections of a kind's form, as "section by article"."""
    stated = application.known(rules, given["subject"], given["kind"])
    return [f"{one.section} by {one.article if one.cite else one.source}" for one in sections_of(*stated)]


def affirms(rules: Rules, given: dict[str, Any], on: date) -> str | None:
    """The article by which a word is affirmed; None where it is not asked for."""
    found = declarations_of(*application.known(rules, given["subject"], given["kind"])).get(given["word"])
    return found.article if found is not None else None


def material(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any] | None:
    """Whether a material is required, and who asks for it; None where nobody does."""
    found = {one.id: one for one in materials_of(*application.known(rules, given["subject"], given["kind"]))}
    one = found.get(given["material"])
    return {"required": one.required, "source": one.source} if one is not None else None


def criterion(rules: Rules, given: dict[str, Any], on: date) -> str | None:
    """The article of a criterion of the inspection on site; None where it is none."""
    form = inspection_of(*application.known(rules, given["subject"], given["kind"]))
    return next((one.article for one in (form.criteria if form else ()) if one.criterion == given["criterion"]), None)


def photos(rules: Rules, given: dict[str, Any], on: date) -> str:
    """Who says how many photos an inspection needs: document, setting, silent."""
    form = inspection_of(*application.known(rules, given["subject"], given["kind"]))
    assert form is not None
    assert form.photos is not None
    return str(form.photos.source)


def inspect_and_file(rules: Rules, given: dict[str, Any], on: date) -> str:
    """A workstation inspected on site, with one criterion found unmet, and then filed."""
    sent, dossier = _submitted(rules, given, on), _dossier(rules, given, on)
    found = tuple(Found(**one) for one in make.found(given.get("unmet", "")))
    seen = review.inspect(sent, Inspection(on, "已考察", "市局", found=found), rules, _by("city", sent), on)
    supply = Supply(quota.empty("", sent.subject, sent.kind, on.year), Counter("counter", ""))
    filed = review.file(seen, dossier, rules, supply, _by("city", sent), "filing-9", on)
    return filed.application.state.status


def escalates(rules: Rules, given: dict[str, Any], on: date) -> str | None:
    """Who may act beside the party of a step once it is late."""
    step = chain_of(*application.known(rules, given["subject"], given["kind"])).step(given["step"])
    assert step is not None
    return step.escalates_to


def reason(rules: Rules, given: dict[str, Any], on: date) -> str | None:
    """Who stated a coded reason for return; None for one that is none."""
    found = reasons_for_return(rules).get(given["code"])
    return found.source if found is not None else None


def member_consent(rules: Rules, given: dict[str, Any], on: date) -> str:
    """Who says whether a team's members agree for themselves."""
    stated = rules.subjects["team"].consent
    return str(stated.source) if stated is not None else "silent"


def change_goes(rules: Rules, given: dict[str, Any], on: date) -> list[str]:
    """The way of a change of a live filing."""
    chain = change_chain(*application.known(rules, given["subject"], given["kind"]))
    return [f"{step.step} by {'+'.join(step.by)}" for step in chain.steps]


def ground(rules: Rules, given: dict[str, Any], on: date) -> str | None:
    """The article by which a filing is cancelled on a ground; None where the document knows no such ground."""
    found = rules.cancellations.get(given["ground"])
    return found.cite if found is not None else None


def quota_of(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any] | None:
    """How many of a kind and year, and how strictly."""
    rule = rules.quota("commissioner", given["kind"])
    return {"mode": rule.mode, "limit": rule.limit.value, "article": rule.limit.cite} if rule else None


def kinds(rules: Rules, given: dict[str, Any], on: date) -> list[str]:
    """The kinds of a subject; nothing where the city has no such subject."""
    found = rules.subjects.get(given["subject"])
    return list(found.kinds) if found is not None else []


def states(rules: Rules, given: dict[str, Any], on: date) -> bool:
    """Whether a duty under this article names this party."""
    duties = list(rules.duties)
    for subject in rules.subjects.values():
        duties += [*subject.duties, *(duty for kind in subject.kinds.values() for duty in kind.duties)]
    return any(duty.cite == given["article"] and given["who"] in duty.who for duty in duties)


def silent(rules: Rules, given: dict[str, Any], on: date) -> bool:
    """Whether the rulebook says that the document does not speak of this."""
    return any(given["topic"] in silence.topic for silence in rules.silences)


def filing_term(rules: Rules, given: dict[str, Any], on: date) -> str:
    """Whether the document, the bureau or nobody says how long a filing stands."""
    return str(rules.filing_years.source)


def _submitted(rules: Rules, given: dict[str, Any], on: date) -> application.Application:
    dossier = _dossier(rules, given, on)
    return application.submit(_draft(given, dossier.city), dossier, rules, _applicant(given), on)


def _dossier(rules: Rules, given: dict[str, Any], on: date) -> Dossier:
    subject, kind = application.known(rules, given["subject"], given["kind"])
    city = make.SHIJIAZHUANG if "dispatching_unit" in rules.subjects else make.BAOTOU
    at_home = {} if city == make.BAOTOU else {"county": "130102", "region": "130100"}
    about = {"city": city, **at_home, **given.get("unit", {})}
    people = [make.person(number, **_said(given.get("person", {}))) for number in range(1, given.get("people", 1) + 1)]
    for index, over in enumerate(given.get("members", ()), start=1):
        people[index] = make.person(index + 1, **_said(over))
    sender = make.unit(2, city=city, **at_home, **given.get("sender", {}))
    sent_by = make.filing(
        2, city=city, unit="unit-2", subject=kind.sent_by or "workstation", kind=given.get("station", "technical"),
        level=given.get("station_level", "city"),
    )  # fmt: skip
    host = make.filing(3, city=city, unit="unit-1", subject="host_unit", kind="host", role="host_manager")
    personal = subject.holder in ("person", "team")
    entries = [make.credit_entry(f"person-{n}", register) for n, register in given.get("credit", {}).items()]
    if given.get("unit_credit"):
        entries.append(make.credit_entry("unit", given["unit_credit"]))
    return Dossier(
        city=city,
        people=() if subject.holder == "unit" else tuple(people),
        unit=None if personal else make.unit(1, **{"managers": ("account-1",), **about}),
        sender=sender if personal else None,
        own_filings=tuple(make.filing(5 + n, city=city, **over) for n, over in enumerate(given.get("own", ()))),
        sender_filings=(sent_by,) if personal and given.get("sender_filed", True) else (),
        unit_filings=(host,) if subject.holder == "liaison" and given.get("host_filed", True) else (),
        entries=tuple(entries),
    )


def _said(over: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in over.items()}


def _draft(given: dict[str, Any], city: str) -> application.Submission:
    without = set(given.get("without", ()))
    declares = tuple(word for word in make.DECLARES if word not in without)
    fields = tuple(given.get("fields", ("新材料",)))
    return make.submission(
        given["subject"], given["kind"], city=city, name="团队", declares=declares, fields=fields,
        position=given.get("position", "technology_management"),
    )  # fmt: skip


def _applicant(given: dict[str, Any]) -> Any:
    if given["subject"] == "liaison":
        return make.manager("unit-1", role="host_manager")
    return make.actor("account-1", "person-1")


def _by(party: str, one: application.Application) -> Any:
    if party == "city":
        return make.officer(one.city)
    if party == "county":
        return make.county_officer(one.county, one.city)
    return make.manager(one.sender_unit or "", one.city)
