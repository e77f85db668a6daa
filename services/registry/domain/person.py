"""Person: whoever is filed or holds an account, once on the whole platform, found again by a keyed hash.

Identity number and phone are sealed; what is shown are their masks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from services.registry.domain.sight import ONESELF, Sight
from services.registry.rules import PersonFacts
from shared.errors import Conflict, Invalid, NotFound
from shared.rulebook import rank

# GB/T 2260: provinces, and 71, 81, 82, 83 as residents of Taiwan, Hong Kong and Macao have them.
PROVINCES = frozenset(
    [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83]
)
PROFILE = (
    "education", "full_time", "title", "employer_name", "employer_kind", "work_years", "student", "research_ability",
    "research_results", "skills", "fields",
)  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """An identity number and a phone as they are kept: sealed, fingerprinted, masked; with the day of birth.

    `keyed`: sealed under the person's own key (`PersonKey`), which erasure destroys.
    """

    number: str
    fingerprint: str
    mask: str
    born: date
    phone: str = ""
    phone_fingerprint: str = ""
    phone_mask: str = ""
    keyed: bool = False


@dataclass(frozen=True)
class PersonKey:
    """The key that one person's numbers are sealed with, itself sealed; `id` is the number's fingerprint."""

    id: str
    city: str
    key: str
    version: int = 0


@dataclass(frozen=True)
class Person:
    """One human being. `provincial`: the provinces (first two digits) on whose own list of commissioners it stands.

    `counties`, `units`: whose care the person is or was in by a filing: those departments and senders may see it.
    `merged_into`: the record that stands for this one, `stands_for`: those merged into it; `erased_on`: since when name
    and numbers are gone for good.
    """

    id: str
    city: str
    name: str
    identity: Identity
    cities: tuple[str, ...] = ()
    account: str | None = None
    education: str = "none"
    full_time: bool = False
    title: str = "none"
    employer_name: str = ""
    employer_kind: str = ""
    work_years: int = 0
    student: bool = False
    research_ability: bool = False
    research_results: int = 0
    skills: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    provincial: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    merged_into: str | None = None
    stands_for: tuple[str, ...] = ()
    erased_on: date | None = None
    version: int = 0


def checked_identity(number: str, pointer: str = "/identity_number") -> tuple[str, date]:
    """The 18-digit number in its plain form and the day of birth.

    Raises Invalid when form, date, province or check digit (GB 11643) is wrong. `ric.validate` is not used: it holds
    the division against the year of birth, but numbers were first given out in 1984, with the divisions of that time,
    so it turns away people born before 1983 in a division that has had its code since 1983.
    """
    plain = ric.compact(number)
    try:
        if not re.fullmatch(r"\d{17}[\dX]", plain) or int(plain[:2]) not in PROVINCES:
            raise ValidationError
        born: date = ric.get_birth_date(plain)
        if plain[-1] != ric.calc_check_digit(plain):
            raise ValidationError
    except ValidationError:
        raise Invalid.field(
            pointer, "居民身份号码不正确", "identity_number", en="The identity number is not valid"
        ) from None
    return plain, born


def enter(id: str, name: str, identity: Identity, profile: Mapping[str, Any], city: str) -> Person:
    """A person the platform has not met before."""
    return describe(Person(id, "", name, identity, cities=(city,)), profile)


def describe(person: Person, profile: Mapping[str, Any]) -> Person:
    """The person with what the profile says; identity and name stay."""
    said: dict[str, Any] = {key: profile[key] for key in PROFILE if key in profile}
    said |= {key: tuple(dict.fromkeys(said[key])) for key in ("skills", "fields") if key in said}
    return replace(person, **said)


def entered_anew(person: Person, profile: Mapping[str, Any], city: str) -> Person:
    """Somebody known already, as a city's officer enters them again: seen there too.

    What is said of them is taken over while nobody else vouches for it: no account of their own, no other city.
    """
    alone = person.account is None and set(person.cities) <= {city}
    return seen_in(describe(person, profile) if alone else person, city)


def claim(person: Person, name: str, phone_fingerprint: str) -> Person:
    """Somebody registers as this person, so far known only from what others declared.

    Raises Conflict when the person already has an account, or when name or phone differ from what was declared: an
    identity number alone does not prove who is asking. Both are told in the same words: the answer must not say to a
    stranger whether, and how, somebody is known.
    """
    known = person.identity.phone_fingerprint
    differs = person.name != name or (known and known != phone_fingerprint)
    if person.account is not None or differs or person.merged_into or person.erased_on:
        raise Conflict(
            "不能以此身份信息注册。如已有账户请直接登录或找回密码；如由单位申报过，姓名和手机号码须与申报一致，请联系申报单位核对",
            "This identity cannot be registered here. Sign in if you have an account; if a unit has declared you, name "
            "and phone must be as declared",
            "identity_not_open",
        )
    return person


def with_account(person: Person, account: str, identity: Identity) -> Person:
    """The person with an account of their own, and the identity as they gave it themselves."""
    return replace(person, account=account, identity=identity)


def seen_in(person: Person, city: str) -> Person:
    """The person, known to be active in the city too."""
    return person if city in person.cities else replace(person, cities=(*person.cities, city))


def placed(person: Person, county: str, units: tuple[str | None, ...]) -> Person:
    """The person in the care of a county department and of these units, who may see it from now on."""
    counties = dict.fromkeys((*person.counties, *((county,) if county else ())))
    theirs = dict.fromkeys((*person.units, *(unit for unit in units if unit)))
    if (tuple(counties), tuple(theirs)) == (person.counties, person.units):
        return person
    return replace(person, counties=tuple(counties), units=tuple(theirs))


def of_city(person: Person, city: str) -> Person:
    """The person, if active in the city. Raises NotFound otherwise."""
    if city not in person.cities:
        raise NotFound("persons")
    return person


def note_provincial(person: Person, city: str, provincial: bool) -> Person:
    """The person put on, or taken off, the list of the city's province."""
    others = tuple(code for code in person.provincial if code != city[:2])
    return replace(person, provincial=(*others, city[:2]) if provincial else others)


def facts(person: Person, city: str, on: date) -> PersonFacts:
    """What rules may look at, as a city sees it on a day."""
    born = person.identity.born
    return PersonFacts(
        age=on.year - born.year - ((on.month, on.day) < (born.month, born.day)),
        education_rank=rank(person.education),
        full_time=person.full_time,
        title_rank=rank(person.title),
        work_years=person.work_years,
        employer_kind=person.employer_kind,
        student=person.student,
        research_ability=person.research_ability,
        research_results=person.research_results,
        skills=person.skills,
        fields=person.fields,
        provincial=city[:2] in person.provincial,
    )


NOBODY = PersonFacts(0, 0, False, 0, 0, "", False, False, 0, (), (), False)


def public(person: Person, seen: Sight = ONESELF) -> dict[str, Any]:
    """The person without what is sealed, and without the masks that the asker has no need of ("" then)."""
    return {
        "id": person.id,
        "name": person.name,
        "identity_mask": person.identity.mask if seen.identity_number == "mask" else "",
        "phone_mask": person.identity.phone_mask if seen.phone == "mask" else "",
        "discloses": list(seen.discloses),
        "merged_into": person.merged_into,
        "stands_for": list(person.stands_for),
        "erased_on": person.erased_on,
        **{key: getattr(person, key) for key in PROFILE},
        "provincial": list(person.provincial),
        "cities": list(person.cities),
        "version": person.version,
    }
