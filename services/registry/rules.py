"""The registry's vocabulary: what a city's registry.yml can say about who may be filed, how, and how many.

Every type is structured from the file by `shared.rulebook`; unknown and missing keys are refused at load. Conditions
are CEL over `Facts`. Ranks: education none 0 … doctor 5, title none 0 … senior 4 (`rank("bachelor")`). Days are ISO
dates of Asia/Shanghai; counts are whole numbers; a fact that is not known is "", 0 or false, never null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from services.registry.vocabulary.catalogue import CATALOGUE, CHANGEABLE, DEFAULTS, REASONS
from services.registry.vocabulary.certificate import Certificate
from services.registry.vocabulary.complaints import Complaints
from services.registry.vocabulary.forms import (
    Change,
    Declaration,
    InspectionForm,
    Material,
    Reason,
    Section,
    Stated,
)
from services.registry.vocabulary.publicity import Publicity
from services.registry.vocabulary.standing import Basis, DueProcess, Ground, Power
from shared.errors import Invalid, Refused
from shared.rulebook import Chain, Cite, Condition, Duty, Rule, RulesView
from shared.rulebook.names import PARTIES

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
    sections: tuple[Section, ...] = ()
    declarations: Mapping[str, Declaration] = field(default_factory=dict)
    materials: tuple[Material, ...] = ()
    inspection: InspectionForm | None = None


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
    sections: tuple[Section, ...] = ()
    declarations: Mapping[str, Declaration] = field(default_factory=dict)
    inspection: InspectionForm | None = None
    change: Change | None = None
    consent: Rule[bool] | None = None


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
class Register:
    """One list of the credit register. `years`: how long an entry stands (no rule: until it is lifted).

    `grounds`: what is entered by an officer's decision (what follows from an appraisal, an ending or misuse is entered
    by that). `repair_after_months`: how long an entry must have stood before its early removal may be asked for.
    """

    label: str
    label_en: str
    cite: Cite
    years: Rule[int]
    grounds: Mapping[str, Power] = field(default_factory=dict)
    repair_after_months: Rule[int] | None = None


@dataclass(frozen=True)
class Rules(RulesView):
    """The root of registry.yml. `second_factor`: the roles that must sign in with a one-time code as well."""

    parties: Mapping[str, Party]
    unit_kinds: Mapping[str, UnitKind]
    subjects: Mapping[str, Subject]
    cancellations: Mapping[str, Ground]
    filing_number: Rule[str]
    filing_years: Rule[int]
    direct_appointment: Rule[bool]
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    second_factor: Rule[tuple[str, ...]] | None = None
    return_reasons: Mapping[str, Reason] = field(default_factory=dict)

    def inconsistencies(self) -> Iterable[str]:
        """Forms that ask for what nobody knows of, and words that rest on nothing."""
        for name, subject in self.subjects.items():
            yield from _wrong_sections(name, subject.sections)
            for key, kind in subject.kinds.items():
                yield from _wrong_sections(f"{name}.{key}", (*subject.sections, *kind.sections))
            yield from (f"{name}: no fact `{fact}` can be changed" for fact in _unknown_facts(subject))
            yield from (f"{name}: {one} rests on nothing" for one in _baseless(subject))
        yield from (f"return_reasons.{name} rests on nothing" for name, one in self.return_reasons.items()
                    if one.source == "platform")  # fmt: skip

    suspensions: Mapping[str, Power] = field(default_factory=dict)
    restorations: Mapping[str, Power] = field(default_factory=dict)
    due_process: DueProcess | None = None
    certificate: Certificate | None = None
    publicity: Rule[Publicity] | None = None
    complaints: Complaints | None = None

    def subject(self, subject: str, kind: str) -> tuple[Subject, Kind] | None:
        """The subject and kind of those names, or None where this city has no such thing."""
        found = self.subjects.get(subject)
        return (found, found.kinds[kind]) if found is not None and kind in found.kinds else None

    def known(self, subject: str, kind: str) -> tuple[Subject, Kind]:
        """The subject and kind of this city. Raises Invalid, with those it has, where it has no such thing."""
        found = self.subject(subject, kind)
        if found is None:
            kinds = self.subjects[subject].kinds if subject in self.subjects else self.subjects
            pointer = "/kind" if subject in self.subjects else "/subject"
            raise Invalid.field(
                pointer,
                f"本市没有这一类别，可选：{'、'.join(kinds)}",
                "unknown_kind",
                en=f"This city has no such kind; it has: {', '.join(kinds)}",
            )
        return found

    def party(self, name: str) -> str:
        """How a party is called here."""
        return self.parties[name].label if name in self.parties else name

    def party_en(self, name: str) -> str:
        """How a party is called here, in English; as it is called in general where the city does not say."""
        stated = self.parties[name].label_en if name in self.parties else ""
        return stated or PARTIES.get(name, ("", name))[1]

    def basis(self, act: str, ground: str, register: str = "") -> Basis:
        """What an act against somebody rests on: "cancel", "suspend", "restore", or "enter" into a register.

        Raises Refused where the document names no such ground: silence gives no power.
        """
        entered = self.registers[register].grounds if register in self.registers else {}
        path = f"registers.{register}.grounds" if act == "enter" else _PLACES[act]
        places: dict[str, Mapping[str, Ground] | Mapping[str, Power]] = {
            "cancel": self.cancellations, "suspend": self.suspensions, "restore": self.restorations, "enter": entered,
        }  # fmt: skip
        found = places[act].get(ground)
        if isinstance(found, Ground) and found.by_decision:
            return Basis(
                ground, found.label, found.label_en, f"registry.{path}.{ground}", found.cite, found.by, found.reply
            )
        if isinstance(found, Power) and found.basis.value:
            return Basis(ground, found.label, found.label_en, found.basis.id, found.basis.cite, found.by, found.reply)
        reason = f"本办法未规定此项事由：{found.label if found is not None else ground}"
        raise Refused(
            f"registry.{path}", "本办法未作规定", reason, f"The document names no such ground: {ground}",
            todo="只能依据本办法列明的事由办理", todo_en="Act only on a ground that the document names",
        )  # fmt: skip

    def quota(self, subject: str, kind: str) -> Quota | None:
        """The quota that a filing of this kind takes from, if any is in force."""
        for quota in self.quotas.values():
            if (quota.subject, quota.kind) == (subject, kind) and quota.limit.value is not None:
                return quota
        return None


_PLACES = {"cancel": "cancellations", "suspend": "suspensions", "restore": "restorations"}


def chain_of(subject: Subject, kind: Kind) -> Chain:
    """The kind's own chain, else its subject's. Raises RuntimeError when the rulebook gives neither."""
    chain = kind.chain or subject.chain
    if chain is None:
        raise RuntimeError(f"{subject.label}: no chain")
    return chain


def conditions_of(subject: Subject, kind: Kind) -> tuple[Condition[Facts], ...]:
    """Everything asked of this kind: of every kind first, then of this one."""
    return (*subject.conditions, *kind.conditions)


def sections_of(subject: Subject, kind: Kind) -> tuple[Section, ...]:
    """The form: every kind's sections first, then this one's; the platform's own where the city states none."""
    return (*subject.sections, *kind.sections) or DEFAULTS[subject.holder]


def materials_of(subject: Subject, kind: Kind) -> tuple[Material, ...]:
    """What is brought: for every kind first, then for this one."""
    return (*subject.materials, *kind.materials)


def declarations_of(subject: Subject, kind: Kind) -> dict[str, Declaration]:
    """What is affirmed, by the word that conditions know it by."""
    return {**subject.declarations, **kind.declarations}


def inspection_of(subject: Subject, kind: Kind) -> InspectionForm | None:
    """The form of an inspection on site; None where the city states none."""
    return kind.inspection or subject.inspection


def changeable(subject: Subject) -> tuple[str, ...]:
    """What the holder of a live filing may ask to have changed."""
    return subject.change.facts if subject.change is not None and subject.change.facts else CHANGEABLE[subject.holder]


def change_chain(subject: Subject, kind: Kind) -> Chain:
    """The way a change goes: the city's own for changes, else the way the filing itself went."""
    own = subject.change.chain if subject.change is not None else None
    return own or chain_of(subject, kind)


def reasons_for_return(rules: Rules) -> dict[str, Reason]:
    """The coded reasons for return; the platform's own where the city states none."""
    own = {code: Reason(label=zh, label_en=en) for code, (zh, en) in REASONS.items()}
    return dict(rules.return_reasons) or own


def _wrong_sections(where: str, sections: tuple[Section, ...]) -> Iterator[str]:
    names = [section.section for section in sections]
    for section in sections:
        if names.count(section.section) > 1:
            yield f"{where}: section `{section.section}` stands there twice"
        if section.source == "platform":
            yield f"{where}: section `{section.section}` rests on nothing: cite, or by and since"
        own = {one.field for one in section.fields}
        unknown = [name for name in section.asks if name not in CATALOGUE]
        unknown += [name for name in section.requires if name not in {*section.asks, *own}]
        unknown += [name for name in section.after if name not in names]
        unknown += [name for name in own if name in CATALOGUE]
        yield from (f"{where}: section `{section.section}` names `{name}`" for name in unknown)
        yield from (f"{where}: `{one.field}` is no answer" for one in section.fields if one.holds != "answers")


def _unknown_facts(subject: Subject) -> list[str]:
    known = CHANGEABLE[subject.holder]
    return [fact for fact in (subject.change.facts if subject.change is not None else ()) if fact not in known]


def _baseless(subject: Subject) -> Iterator[str]:
    holders: list[Subject | Kind] = [subject, *subject.kinds.values()]
    for holder in holders:
        stated: list[tuple[str, Stated]] = [*holder.declarations.items()]
        stated += [(material.id, material) for material in holder.materials]
        stated += [(one.criterion, one) for one in (holder.inspection.criteria if holder.inspection else ())]
        yield from (name for name, one in stated if one.source == "platform")
    if subject.change is not None and subject.change.source == "platform":
        yield "change"
