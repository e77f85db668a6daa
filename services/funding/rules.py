"""What a city's funding.yml can state: funds and their sources, subsidies, caps, stops, misuse. Amounts are fen.

Facts (what the CEL expressions of a funding.yml speak of) are the frozen dataclasses of the first half; dates are ISO
texts, nothing is ever None: a fact that is not known is 0, "" or false.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shared.rulebook import Amount, Chain, Cite, Condition, Rule, RulesView

Party = Literal["city", "county", "workstation", "dispatching_unit", "host_unit", "finance", "third_party"]
Basis = Literal["trip", "day", "year", "once", "grade", "rank", "tranche", "cost_share", "voucher"]
Consequence = Literal["end_agreement", "cancel_filing", "misconduct_record", "blacklist", "hand_over"]


# --- facts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordFacts:
    """The daily record a claim is drawn from. `on`: the day of the service; `hours`: its length."""

    on: str = ""
    confirmed: bool = False
    hours: float = 0.0
    claimed: bool = False


@dataclass(frozen=True)
class AgreementFacts:
    """The agreement behind it. `covers`: the service day lies in its term and before its end; `ended`: the ground."""

    since: str = ""
    until: str = ""
    covers: bool = False
    ended: str = ""


@dataclass(frozen=True)
class FilingFacts:
    """The payee's filing on the service day. `days`: how long it has been filed; `provincial`: of provincial level."""

    subject: str = ""
    kind: str = ""
    level: str = ""
    since: str = ""
    days: int = 0
    live: bool = False
    provincial: bool = False


@dataclass(frozen=True)
class ServiceFacts:
    """What the payee did in the claim's year, counted over confirmed records: visits, distinct days, hours."""

    times: int = 0
    days: int = 0
    hours: float = 0.0


@dataclass(frozen=True)
class ResultFacts:
    """The year's appraisal. `place` of `among`: rank among all appraised; `consequences`: what it led to."""

    known: bool = False
    grade: str = ""
    score: float = 0.0
    place: int = 0
    among: int = 0
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """A claim of the same subsidy made before, by the same `person` or out of the same `unit`'s account."""

    on: str
    amount: int
    whom: Literal["person", "unit"] = "person"


@dataclass(frozen=True)
class ClaimFacts:
    """All that a subsidy's conditions and amounts may speak of.

    `on` the service day, `claimed_on` the day of claiming; `rate` what the unit has set, `asked` what this claim names,
    `cost` what was spent (cost shares and vouchers), all in fen; `cost_class` what it was spent on.
    """

    on: str
    claimed_on: str
    year: int
    record: RecordFacts = RecordFacts()
    agreement: AgreementFacts = AgreementFacts()
    filing: FilingFacts = FilingFacts()
    service: ServiceFacts = ServiceFacts()
    result: ResultFacts = ResultFacts()
    taken: tuple[Taken, ...] = ()
    rate: int = 0
    asked: int = 0
    cost: int = 0
    cost_class: str = ""


@dataclass(frozen=True)
class EndingFacts:
    """Why an agreement or a filing is no more. `of`: "agreement" or "filing"; `ground`: as its service announced."""

    of: str
    ground: str
    on: str


# --- what a rulebook states -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Giver:
    """Where a fund's money comes from: the city's own, matched by another level, or received from above."""

    cite: Cite
    kind: Literal["own", "matched", "received"]
    label: str


@dataclass(frozen=True)
class Fund:
    """A fund: budgeted every year by `budgeted_by`, held by `held_by` (units hold accounts, the city a pool)."""

    label: str
    label_en: str
    cite: Cite
    purpose: str
    sources: tuple[Giver, ...]
    budgeted_by: tuple[Party, ...]
    held_by: Party
    earmarked: bool = False
    separately_accounted: bool = False
    supervised_by: tuple[Party, ...] = ()


@dataclass(frozen=True)
class Range:
    """An amount that `set_by` sets itself, between `least` and `most` fen; once for a unit, or with every claim."""

    cite: Cite
    set_by: Party
    least: Rule[int]
    most: Rule[int]
    each: Literal["unit", "claim"] = "unit"


@dataclass(frozen=True)
class Cap:
    """At most so many `times`, or so much `money` (fen), in the span, for one person or one unit."""

    cite: Cite
    per: Literal["day", "month", "year", "ever"]
    whom: Literal["person", "unit"]
    of: Literal["times", "money"]
    at_most: Rule[int]
    otherwise: str
    otherwise_en: str = ""


@dataclass(frozen=True)
class Part:
    """A tranche: so many per cent of the amount, payable once its conditions hold."""

    cite: Cite
    label: str
    percent: Rule[int]
    conditions: tuple[Condition[ClaimFacts], ...] = ()


@dataclass(frozen=True)
class Share:
    """The part of each amount that one level bears, in per cent of the whole."""

    cite: Cite
    level: Literal["province", "city", "county", "unit", "host"]
    percent: int


@dataclass(frozen=True)
class CostClass:
    """A class of spending that the fund may, or may not, be used for."""

    cite: Cite
    label: str
    eligible: bool = True


@dataclass(frozen=True)
class Subsidy:
    """One kind of money for one kind of payee.

    `basis`: what one payment is for. `conditions` and `windows` are all checked and all told at once. `stops`: held
    against the ending of the agreement or filing behind an unpaid claim; the claim stays payable only when all hold.
    `named_by`: who names the amount where the document gives none.
    """

    label: str
    label_en: str
    cite: Cite
    payee: Literal["person", "unit", "host"]
    basis: Basis
    fund: Rule[str]
    amount: Amount[ClaimFacts]
    review: Chain
    range: Range | None = None
    named_by: Rule[Party] | None = None
    conditions: tuple[Condition[ClaimFacts], ...] = ()
    windows: tuple[Condition[ClaimFacts], ...] = ()
    caps: tuple[Cap, ...] = ()
    parts: Mapping[str, Part] | None = None
    shares: tuple[Share, ...] = ()
    costs: Mapping[str, CostClass] | None = None
    stops: tuple[Condition[EndingFacts], ...] = ()


@dataclass(frozen=True)
class Misuse:
    """A ground on which the use of money is found wrong: who finds it, who decides, what follows.

    `when_suspected` follows as well where the decider suspects an offence against the law.
    """

    cite: Cite
    label: str
    label_en: str
    found_by: tuple[Party, ...]
    decided_by: tuple[Party, ...]
    then: tuple[Consequence, ...] = ()
    when_suspected: tuple[Consequence, ...] = ()


@dataclass(frozen=True)
class Rules(RulesView):
    """The root of a city's funding.yml."""

    funds: Mapping[str, Fund]
    subsidies: Mapping[str, Subsidy]
    misuse: Mapping[str, Misuse]
