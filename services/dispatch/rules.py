"""The dispatch vocabulary: what a city's dispatch.yml can say about publishing, choosing, agreeing, serving and ending.

Conditions are CEL over `Facts` (an agreement about to be made or filed) or `EndingFacts` (a case to end one). Days are
ISO dates of Asia/Shanghai, counts whole numbers; what is not known is "", 0 or false, never null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from services.dispatch.vocabulary.agreements import Signing, Supplements, TargetType
from services.dispatch.vocabulary.bounties import Bounty
from services.dispatch.vocabulary.demands import Achievements, Demands, Publication
from services.dispatch.vocabulary.due_process import Process
from services.dispatch.vocabulary.matching import Matching
from services.dispatch.vocabulary.parties import Party
from services.dispatch.vocabulary.selection import Selection
from services.dispatch.vocabulary.silence import unstated
from shared.rulebook import Chain, Condition, Day, Rule, RulesView

Consequence = Literal["cancel_filing", "misconduct_record", "blacklist"]


@dataclass(frozen=True)
class CommissionerFacts:
    """The commissioner or team. `people`: how many come to the host (a team counts lead and members).

    `other_hosts`: the largest number of *other* hosts served in any one calendar year of the term. `last_grade`: the
    grade of the latest published appraisal, "" when there is none. `provincial`: on the province's own list.
    `registers`: the credit registers (blacklist, misconduct) with an entry in force against the person.
    """

    kind: str
    filed: bool
    people: int
    fields: tuple[str, ...]
    provincial: bool
    other_hosts: int
    last_grade: str
    registers: tuple[str, ...] = ()


@dataclass(frozen=True)
class SenderFacts:
    """The unit that sends: whether it holds a live filing to send, its kind of institution, level and county."""

    filed: bool
    unit_kind: str
    level: str
    county: str


@dataclass(frozen=True)
class HostFacts:
    """The unit that receives. `people`: the most others who serve there on any one day of the term.

    `size_class`: above_designated | below_designated | none; `tech_sme`: a filed technology SME. `has_station`: it
    holds a workstation of its own (cities whose stations stand on the receiving side). `registers`: as above.
    """

    filed: bool
    unit_kind: str
    size_class: str
    tech_sme: bool
    county: str
    people: int
    has_station: bool
    registers: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgreementFacts:
    """The terms. `full_months` are whole months served, `begun_months` also count the last, unfinished one.

    `outside_fields`: how many of its fields are not the commissioner's own. `days_a_year`: promised days of service a
    year, 0 when none are. `same_unit`: host and sender are one unit. `renews`: a new agreement of the same parties.
    `ties`: declared interests between the sides (own_firm, shareholding, family, employment, unit_firm).
    """

    way: str
    form: str
    since: str
    until: str
    full_months: int
    begun_months: int
    days_a_year: int
    targets: int
    outside_fields: int
    same_unit: bool
    renews: bool
    ties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What a condition on an agreement may look at."""

    commissioner: CommissionerFacts
    sender: SenderFacts
    host: HostFacts
    agreement: AgreementFacts


@dataclass(frozen=True)
class CaseFacts:
    """A case to end an agreement. `evidence`: how many files; `funds_obtained`: subsidy was got by it."""

    ground: str
    circumstance: str
    reporter: str
    evidence: int
    funds_obtained: bool


@dataclass(frozen=True)
class EndingFacts:
    """What a condition or consequence of an ending may look at."""

    ending: CaseFacts


@dataclass(frozen=True)
class TermFacts:
    """What the usual last day is worked out from: the first day."""

    since: str


@dataclass(frozen=True)
class Way:
    """A way to a dispatch. Silent `begun_by`: this city does not know the way.

    Silent `signed_by`: nobody has to sign. Silent `filing`: service begins once content, form and term are set.
    `progress_to`: to whom the sending unit reports progress at intervals.
    """

    label: str
    label_en: str
    begun_by: Rule[tuple[Party, ...]]
    signed_by: Rule[tuple[Party, ...]]
    sent_by: Rule[Party]
    filing: Chain
    progress_to: Rule[Party]


@dataclass(frozen=True)
class Ways:
    """Mutual selection (双向选择), directed assignment (定向选派), direct appointment (直接聘请)."""

    mutual: Way
    directed: Way
    appointed: Way


@dataclass(frozen=True)
class Term:
    """How long an agreement runs; the conditions enforce what the values tell."""

    least_months: Rule[int]
    most_months: Rule[int]
    usual_end: Day[TermFacts]
    conditions: tuple[Condition[Facts], ...] = ()


@dataclass(frozen=True)
class Agreement:
    """What an agreement is called and settles, how long it runs, who may make it, how it is extended.

    `remind_days`: how many days before its last day the parties are reminded; `renew_days`: how early before it a
    renewal may be drawn up (silent: at any time).
    """

    title: Rule[str]
    settles: Rule[tuple[str, ...]]
    term: Term
    extension: Rule[Literal["new_agreement"]]
    days_a_year: Rule[int]
    conditions: tuple[Condition[Facts], ...] = ()
    signing: Signing = field(default_factory=Signing)
    target_types: Rule[tuple[TargetType, ...]] = field(default_factory=unstated("agreement.target_types"))
    supplements: Supplements = field(default_factory=Supplements)
    remind_days: Rule[tuple[int, ...]] = field(default_factory=unstated("agreement.remind_days"))
    renew_days: Rule[int] = field(default_factory=unstated("agreement.renew_days"))


@dataclass(frozen=True)
class Kind:
    """What holds for one kind of commissioner besides. `several_hosts`: several at a time (the conditions enforce)."""

    several_hosts: Rule[bool]
    conditions: tuple[Condition[Facts], ...] = ()


@dataclass(frozen=True)
class Circumstance:
    """One of the circumstances that a ground of ending is about. `against`: at whom it is directed, if it says so."""

    code: str
    label: str
    label_en: str
    against: tuple[Party, ...] = ()


@dataclass(frozen=True)
class Follows:
    """What follows from an ending, where its condition holds."""

    then: Consequence
    where: Condition[EndingFacts]


@dataclass(frozen=True)
class Ending:
    """A ground of ending: who reports it, about what, the chain of opinion and decision, and what follows.

    Silent `reported_by` or `chain`: this city does not know the ground. `opened_by`: grounds of misuse whose finding by
    the inspection of funds opens such a case by itself.
    """

    label: str
    label_en: str
    reported_by: Rule[tuple[Party, ...]]
    chain: Chain
    circumstances: tuple[Circumstance, ...] = ()
    conditions: tuple[Condition[EndingFacts], ...] = ()
    consequences: tuple[Follows, ...] = ()
    process: Process = field(default_factory=Process)
    opened_by: Rule[tuple[str, ...]] = field(default_factory=unstated("endings.opened_by"))


@dataclass(frozen=True)
class Endings:
    """Cases by ground, and the two ends that come by themselves: the last day, and a cancelled filing.

    `cancellation`: the due process of an end that follows from a cancelled filing. `remind_days`: how many days before
    the last day to answer a paper its party is reminded.
    """

    cases: Mapping[str, Ending]
    expired: Rule[bool]
    filing_cancelled: Rule[bool]
    cancellation: Process = field(default_factory=Process)
    remind_days: Rule[int] = field(default_factory=unstated("endings.remind_days"))


@dataclass(frozen=True, kw_only=True)
class Rules(RulesView):
    """dispatch.yml. `leads`: the department that acts as `city` here."""

    leads: Rule[str]
    publication: Publication
    demands: Demands
    achievements: Achievements
    ways: Ways
    agreement: Agreement
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    endings: Endings
    selection: Selection = field(default_factory=Selection)
    bounty: Bounty = field(default_factory=Bounty)
    matching: Matching = field(default_factory=Matching)
