"""The registry's vocabulary: what a city's registry.yml can say about who may be filed, how, and how many.

Every type is structured from the file by `shared.rulebook`; unknown and missing keys are refused at load. Conditions
are CEL over `Facts`. Ranks: education none 0 … doctor 5, title none 0 … senior 4 (`rank("bachelor")`). Days are ISO
dates of Asia/Shanghai; counts are whole numbers; a fact that is not known is "", 0 or false, never null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shared.rulebook import Chain, Cite, Condition, Duty, Rule, RulesView

Holder = Literal["person", "team", "unit", "liaison"]
Competence = Literal["own_institution", "county", "city"]


@dataclass(frozen=True)
class ApplicationFacts:
    """The application as sent. `declares`: what the applicant affirms; `materials`: how many files are attached.

    `direct`: nobody applied, the city appoints the person itself.
    """

    subject: str
    kind: str
    on: str
    year: int
    direct: bool
    fields: tuple[str, ...]
    declares: tuple[str, ...]
    materials: int


@dataclass(frozen=True)
class PersonFacts:
    """A person. `full_time`: 全日制 education; `provincial`: on this province's own list; `work_years`: whole years."""

    age: int
    education_rank: int
    full_time: bool
    title_rank: int
    work_years: int
    employer_kind: str
    student: bool
    research_ability: bool
    research_results: int
    skills: tuple[str, ...]
    fields: tuple[str, ...]
    provincial: bool


@dataclass(frozen=True)
class TeamFacts:
    """A team: everybody in it, the lead first; `size` counts the lead; `employers`: how many different ones."""

    size: int
    members: tuple[PersonFacts, ...]
    employers: int


@dataclass(frozen=True)
class UnitFacts:
    """The unit the application is about. `region`, `county`: GB/T 2260 codes (registered in; works in)."""

    kind: str
    independent: bool
    region: str
    county: str
    premises: bool
    staff: int
    stable_team: bool
    service_ability: bool
    service_years: int
    size_class: str
    tech_sme: bool


@dataclass(frozen=True)
class SenderFacts:
    """The unit that sends the person or team: its kind, and whether it holds a live filing that lets it send."""

    given: bool
    filed: bool
    unit_kind: str
    station_kind: str
    level: str


@dataclass(frozen=True)
class LiaisonFacts:
    """The proposed liaison: the post held in the unit, and whether the unit holds a live host filing."""

    position: str
    unit_filed: bool


@dataclass(frozen=True)
class CreditFacts:
    """Entries in force, in any city, of the persons and the unit concerned."""

    blacklist: int
    misconduct: int


@dataclass(frozen=True)
class HistoryFacts:
    """Filings of the same person or unit in this city, live and ever cancelled, by "subject" and "subject.kind"."""

    live: dict[str, int]
    cancelled: dict[str, int]


@dataclass(frozen=True)
class Facts:
    """What a condition of eligibility or exclusion may look at."""

    application: ApplicationFacts
    person: PersonFacts
    team: TeamFacts
    unit: UnitFacts
    sender: SenderFacts
    liaison: LiaisonFacts
    credit: CreditFacts
    history: HistoryFacts


@dataclass(frozen=True)
class Party:
    """How a party of the chains is called here; `city` is whichever department leads."""

    label: str
    label_en: str
    cite: Cite


@dataclass(frozen=True)
class UnitKind:
    """A kind of institution that this city's document names."""

    label: str
    label_en: str
    cite: Cite


@dataclass(frozen=True)
class Material:
    """A document that an applicant brings."""

    label: str
    cite: Cite


@dataclass(frozen=True)
class Kind:
    """One kind of a subject. `sent_by`: the subject whose live filing lets a unit send this kind ("" for nobody).

    `competent`: which competent unit supervises it. `side`: whether a station sends or receives. `level`: which
    administration leads it.
    """

    label: str
    label_en: str
    cite: Cite
    conditions: tuple[Condition[Facts], ...] = ()
    duties: tuple[Duty, ...] = ()
    chain: Chain | None = None
    level: Literal["province", "city", "county", ""] = ""
    side: Literal["sending", "receiving"] = "sending"
    sent_by: str = ""
    competent: Rule[Competence] | None = None


@dataclass(frozen=True)
class Subject:
    """Whatever may be filed: what holds the filing, the role it gives, and what is asked of every kind of it."""

    label: str
    label_en: str
    cite: Cite
    holder: Holder
    role: str
    kinds: Mapping[str, Kind]
    conditions: tuple[Condition[Facts], ...] = ()
    duties: tuple[Duty, ...] = ()
    materials: tuple[Material, ...] = ()
    chain: Chain | None = None
    replaceable: Rule[bool] | None = None


@dataclass(frozen=True)
class Quota:
    """How many of a kind are filed in a year: `exactly` and `at_most` stop at the limit, `at_least` is a target."""

    label: str
    subject: str
    kind: str
    mode: Literal["exactly", "at_most", "at_least"]
    limit: Rule[int]
    area: Literal["city", "county"] = "city"


@dataclass(frozen=True)
class Ground:
    """A ground on which a filing is cancelled; who finds it out is another service's matter."""

    label: str
    label_en: str
    cite: Cite
    by: str = "city"


@dataclass(frozen=True)
class Register:
    """One list of the credit register. `years`: how long an entry stands (no rule: until it is lifted)."""

    label: str
    label_en: str
    cite: Cite
    years: Rule[int]


@dataclass(frozen=True)
class Rules(RulesView):
    """The root of registry.yml."""

    parties: Mapping[str, Party]
    unit_kinds: Mapping[str, UnitKind]
    subjects: Mapping[str, Subject]
    cancellations: Mapping[str, Ground]
    filing_number: Rule[str]
    filing_years: Rule[int]
    direct_appointment: Rule[bool]
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)

    def subject(self, subject: str, kind: str) -> tuple[Subject, Kind] | None:
        """The subject and kind of those names, or None where this city has no such thing."""
        found = self.subjects.get(subject)
        return (found, found.kinds[kind]) if found is not None and kind in found.kinds else None

    def quota(self, subject: str, kind: str) -> Quota | None:
        """The quota that a filing of this kind takes from, if any is in force."""
        for quota in self.quotas.values():
            if (quota.subject, quota.kind) == (subject, kind) and quota.limit.value is not None:
                return quota
        return None


def chain_of(subject: Subject, kind: Kind) -> Chain:
    """The kind's own chain, else its subject's. Raises RuntimeError when the rulebook gives neither."""
    chain = kind.chain or subject.chain
    if chain is None:
        raise RuntimeError(f"{subject.label}: no chain")
    return chain


def conditions_of(subject: Subject, kind: Kind) -> tuple[Condition[Facts], ...]:
    """Everything asked of this kind: of every kind first, then of this one."""
    return (*subject.conditions, *kind.conditions)
