"""Agreement (派驻协议、三方协议): who serves whom, with what content, in what form, until when.

draft -> signed -> reported -> filed -> ended; reported -> returned | rejected; anything before filed -> withdrawn.
In a way without signatures or filing (定向选派、直接聘请) it is in force once its terms are set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

import orjson

from services.dispatch.domain import places
from services.dispatch.domain.known import KnownFiling, Member
from services.dispatch.domain.party import Competent, Scope
from services.dispatch.domain.places import Places
from services.dispatch.domain.signature import Signature
from services.dispatch.domain.terms import Terms, check_terms
from services.dispatch.rules import (
    AgreementFacts,
    CommissionerFacts,
    Facts,
    HostFacts,
    Rules,
    SenderFacts,
    TermFacts,
    Way,
)
from shared.actor import Actor
from shared.chain import APPLICANT, ChainState, act
from shared.documents import plain
from shared.errors import Conflict, Invalid, Refused
from shared.rulebook import Condition, Finding, check, refuse

Status = Literal["draft", "signed", "reported", "returned", "filed", "ended", "rejected", "withdrawn"]
CHANGEABLE: tuple[Status, ...] = ("draft", "signed", "returned")


@dataclass(frozen=True)
class Waiver:
    """An officer's leave from a rule "in principle" (原则上、一般)."""

    rule: str
    reason: str
    account: str
    name: str
    on: date


@dataclass(frozen=True)
class Agreement:
    """One agreement. `person`, `account`: the commissioner, of a team the lead. `case`: the open case to end it.

    `exception`: why leave from a rule in principle is asked; `findings`: the rules that still wait for it.
    `rules`: the ids of the rules it was last decided by, in the rulebook of `rulebook_version`. `continues`: whose work
    it takes over, with its `open_items`; `supplements`: what changed its terms since. `reminded`: the fewest days
    before its end at which the parties were reminded (0: not yet); `code`: what anybody may verify it by (130 bits).
    """

    id: str
    city: str
    title: str
    way: Literal["mutual", "directed", "appointed"]
    status: Status
    filing: str
    kind: str
    person: str
    account: str
    commissioner_name: str
    members: tuple[Member, ...]
    sender_unit: str
    sender_name: str
    competent: Competent
    host_unit: str
    host_name: str
    host_county: str
    terms: Terms
    content_hash: str
    drafted_on: date
    signers: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    exception: str = ""
    findings: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    state: ChainState | None = None
    batch: str = ""
    reported_on: date | None = None
    number: str = ""
    filed_on: date | None = None
    until: date | None = None
    ended_on: date | None = None
    ground: str = ""
    ending_article: str = ""
    case: str = ""
    intent: str = ""
    demand: str = ""
    assignment: str = ""
    renews: str = ""
    continues: str = ""
    continued_by: str = ""
    open_items: tuple[str, ...] = ()
    supplements: tuple[str, ...] = ()
    reminded: int = 0
    code: str = ""
    rules: tuple[str, ...] = ()
    rulebook_version: str = ""
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is."""
        return Scope(self.person, self.sender_unit, self.host_unit, self.host_county, self.competent)

    @property
    def commissioner_key(self) -> str:
        """Whose places it takes: the person's, or the team's."""
        return commissioner_key(self.filing, self.person, self.kind)


@dataclass(frozen=True)
class Register:
    """The city's register of agreements of one year: the last number given."""

    id: str
    city: str
    year: int
    last: int = 0
    version: int = 0

    def next(self) -> tuple[str, Register]:
        """The next number (2024-00017), and the register with it given."""
        return f"{self.year}-{self.last + 1:05d}", replace(self, last=self.last + 1)


@dataclass(frozen=True)
class Parties:
    """The three sides as known today; None where no such filing was ever heard of.

    `registers`, `host_registers`: credit registers with an entry in force; `ties`: declared interests between them.
    """

    commissioner: KnownFiling
    sender: KnownFiling | None
    host: KnownFiling | None
    commissioner_places: Places
    host_places: Places
    last_grade: str = ""
    host_station: bool = False
    registers: tuple[str, ...] = ()
    host_registers: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()


def commissioner_key(filing: str, person: str, kind: str) -> str:
    """A person's places stay theirs under a later filing; a team is its filing."""
    return filing if kind == "team" or not person else person


def way_of(rules: Rules, way: str) -> Way:
    """How this way goes here. Raises Refused where the city does not know it."""
    found: Way = getattr(rules.ways, way)
    found.begun_by.require()
    return found


def facts(terms: Terms, way: str, who: Parties, renews: bool, on: date) -> Facts:
    """What the conditions look at."""
    person, sender, host = who.commissioner, who.sender, who.host
    host_unit, day_after = host.unit if host else "", terms.until + timedelta(days=1)
    whole = (day_after.year - terms.since.year) * 12 + day_after.month - terms.since.month
    left = day_after.day - terms.since.day
    own = commissioner_key(person.id, person.person, person.kind)
    filed = person.in_force(on) and person.id not in who.commissioner_places.closed
    return Facts(
        CommissionerFacts(
            kind=person.kind,
            filed=filed,
            people=person.people,
            fields=person.fields,
            provincial=person.provincial,
            other_hosts=places.other_hosts(who.commissioner_places, host_unit, terms.since, terms.until),
            last_grade=who.last_grade,
            registers=who.registers,
        ),
        SenderFacts(
            filed=bool(sender and sender.in_force(on)),
            unit_kind=sender.unit_kind if sender else "",
            level=sender.level if sender else "",
            county=sender.county if sender else "",
        ),
        HostFacts(
            filed=bool(host and host.in_force(on)),
            unit_kind=host.unit_kind if host else "",
            size_class=host.size_class if host else "",
            tech_sme=bool(host and host.tech_sme),
            county=host.county if host else "",
            people=places.most_people(who.host_places, own, terms.since, terms.until),
            has_station=who.host_station,
            registers=who.host_registers,
        ),
        AgreementFacts(
            way=way,
            form=terms.form,
            since=terms.since.isoformat(),
            until=terms.until.isoformat(),
            full_months=whole - (left < 0),
            begun_months=whole + (left > 0),
            days_a_year=terms.days_a_year,
            targets=len(terms.targets),
            outside_fields=sum(1 for field in terms.fields if field not in person.fields),
            same_unit=bool(host_unit) and host_unit == person.sender_unit,
            renews=renews,
            ties=who.ties,
        ),
    )


def conditions(rules: Rules, kind: str) -> tuple[Condition[Facts], ...]:
    """All that is asked of an agreement of a commissioner of this kind."""
    special = rules.kinds[kind].conditions if kind in rules.kinds else ()
    return (*rules.agreement.conditions, *rules.agreement.term.conditions, *special)


def usual_end(rules: Rules, since: date) -> date:
    """The last day when none is named. Raises Invalid where the document states no usual one."""
    if rules.agreement.term.usual_end.source == "silent":
        raise Invalid.field(
            "/until", "本办法未规定截止日，请填写", "required", en="The document sets no last day: give one"
        )
    return rules.agreement.term.usual_end.of(TermFacts(since.isoformat()))


def draft(
    id: str,
    way: Literal["mutual", "directed", "appointed"],
    who: Parties,
    terms: Terms,
    rules: Rules,
    on: date,
    *,
    exception: str = "",
    links: Mapping[str, str] | None = None,
    open_items: tuple[str, ...] = (),
) -> Agreement:
    """A new agreement. `links`: intent, demand, assignment, renews, continues; `open_items`: what it takes over.

    Raises Invalid when it ends before it begins, Refused with every unmet condition; those in principle are let
    through as `findings` when an exception is asked for, and then wait for an officer's waiver.
    """
    check_terms(terms, rules)
    going = way_of(rules, way)
    person, sender, host = who.commissioner, who.sender, who.host
    waiting = _checked(rules, who, terms, way, bool((links or {}).get("renews")), on, exception)
    agreement = Agreement(
        id=id,
        city=person.city,
        title=rules.agreement.title.value or "",
        way=way,
        status="draft",
        filing=person.id,
        kind=person.kind,
        person=person.person,
        account=person.account,
        commissioner_name=person.name,
        members=person.members,
        sender_unit=person.sender_unit,
        sender_name=sender.name if sender else "",
        competent=sender.competent if sender else Competent(),
        host_unit=host.unit if host else "",
        host_name=host.name if host else "",
        host_county=host.county if host else "",
        terms=terms,
        content_hash="",
        drafted_on=on,
        signers=going.signed_by.value or (),
        exception=exception,
        findings=waiting,
        open_items=open_items,
        rules=tuple(condition.id for condition in conditions(rules, person.kind)),
        rulebook_version=rules.version,
    )
    linked: Agreement = replace(agreement, **dict[str, Any](links or {}))
    return replace(linked, content_hash=content_hash(linked))


def content_hash(agreement: Agreement) -> str:
    """SHA-256 over the parties and terms in canonical JSON: what each signer is shown and signs."""
    signed = {
        **{name: getattr(agreement, name) for name in ("id", "city", "title", "way", "filing", "person", "renews")},
        **{name: getattr(agreement, name) for name in ("sender_unit", "sender_name", "host_unit", "host_name")},
        "commissioner_name": agreement.commissioner_name,
        "members": plain(agreement.members),
        "terms": plain(agreement.terms),
        "continues": agreement.continues,
        "open_items": list(agreement.open_items),
    }
    return hashlib.sha256(orjson.dumps(signed, option=orjson.OPT_SORT_KEYS)).hexdigest()


def revise(agreement: Agreement, changes: Mapping[str, Any], who: Parties, rules: Rules, on: date) -> Agreement:
    """With other terms, checked again; what was signed is void. Raises Conflict once it is reported."""
    to_be_revised(agreement)
    exception = str(changes.get("exception", agreement.exception))
    terms = replace(agreement.terms, **{name: value for name, value in changes.items() if name != "exception"})
    check_terms(terms, rules)
    waiting = _checked(rules, who, terms, agreement.way, bool(agreement.renews), on, exception)
    revised = replace(
        agreement, terms=terms, exception=exception, findings=waiting, waivers=(), status="draft", signatures=()
    )
    return replace(revised, content_hash=content_hash(revised), rulebook_version=rules.version)


def to_be_revised(agreement: Agreement) -> None:
    """Raises Conflict once it is reported."""
    if agreement.status not in CHANGEABLE:
        raise Conflict("协议已报送，不能再修改", "Already reported; it cannot be changed", status=agreement.status)


def end(agreement: Agreement, ground: str, article: str, on: date) -> Agreement:
    """Over from a day on. Raises Conflict when it is not in force."""
    if agreement.status != "filed":
        raise Conflict("协议不在执行中", "Not in force", status=agreement.status)
    return replace(agreement, status="ended", ended_on=on, ground=ground, ending_article=article, case="")


def withdraw(agreement: Agreement, rules: Rules, actor: Actor, on: date, reason: str) -> Agreement:
    """Given up before it was filed."""
    if agreement.status not in ("draft", "signed", "returned", "reported"):
        raise Conflict("协议已备案或已办结", "Already filed or closed", status=agreement.status)
    state = agreement.state
    if state is not None:
        state = act(state, way_of(rules, agreement.way).filing, "withdraw", APPLICANT, actor, on, note=reason)
    return replace(agreement, status="withdrawn", state=state, ended_on=on, ground=reason)


def _checked(
    rules: Rules, who: Parties, terms: Terms, way: str, renews: bool, on: date, exception: str
) -> tuple[str, ...]:
    """The rules in principle that an exception is asked from. Raises Refused with all that stands in the way."""
    findings = check(conditions(rules, who.commissioner.kind), facts(terms, way, who, renews, on))
    strict = [finding for finding in findings if finding.strictness == "always"]
    if strict or (findings and not exception):
        try:
            refuse(findings)
        except Refused as refused:
            raise refused if strict else _with_way_out(refused, findings) from None
    return tuple(finding.rule for finding in findings)


def _with_way_out(refused: Refused, findings: list[Finding]) -> Refused:
    return Refused(
        refused.rule,
        refused.article,
        refused.reason,
        refused.reason_en,
        todo="“原则上”“一般”的规定，可写明理由（exception），由市级同意后备案",
        todo_en="A rule in principle: give the reason (exception), and the city may waive it before filing",
        findings=[finding.as_dict() for finding in findings],
    )
