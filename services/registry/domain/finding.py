"""By which words a person, a unit, an application, a filing and an account are found (shared/words.py).

Persons and accounts are the platform's, not a city's: their keys carry the city, so that a city finds its own only.
Identity numbers and phones are no keys: they are found by their keyed hash, by those who may ask.
"""

from __future__ import annotations

from collections.abc import Iterable

from services.registry.domain import account as accounts
from services.registry.domain.account import Account
from services.registry.domain.application import Application
from services.registry.domain.filing import Filing
from services.registry.domain.person import Person
from services.registry.domain.unit import Unit
from shared.words import name_keys, text_keys

MOST_WORDS = 60


def in_city(city: str) -> str:
    """What stands before the keys of a platform-wide record in each of its cities."""
    return f"{city}|"


def person(person: Person) -> Iterable[str]:
    """By name, employer, fields of work; not at all once erased or merged into another."""
    if person.erased_on is not None or person.merged_into is not None:
        return ()
    said = text_keys(" ".join((*person.fields, person.employer_name)), most=MOST_WORDS)
    keys = (*name_keys(person.name), *said)
    return [in_city(city) + key for city in person.cities for key in dict.fromkeys(keys)]


def unit(unit: Unit) -> Iterable[str]:
    """By name, former names, credit code (its organisation's part too), industry; not at all once merged."""
    if unit.merged_into is not None:
        return ()
    said = text_keys(unit.industry, most=MOST_WORDS)
    return dict.fromkeys(
        (*name_keys(unit.name, unit.uscc, *unit.former_names), unit.uscc.casefold(), unit.uscc[8:17].casefold(), *said)
    )


def application(application: Application) -> Iterable[str]:
    """By name, number, applicant, the names of a team's members, fields of work."""
    members = (member.name for member in application.members)
    names = (application.name, application.number, application.applicant_name, *members)
    said = text_keys(" ".join(application.fields), most=MOST_WORDS)
    return dict.fromkeys((*name_keys(*names), application.number.casefold(), *said))


def filing(filing: Filing) -> Iterable[str]:
    """By name, number, the names of a team's members, fields of work."""
    names = (filing.name, filing.number, *(member.name for member in filing.members))
    said = text_keys(" ".join(filing.fields), most=MOST_WORDS)
    return dict.fromkeys((*name_keys(*names), filing.number.casefold(), *said))


def account(account: Account) -> Iterable[str]:
    """By name and login, in every city it acts in."""
    keys = dict.fromkeys(name_keys(account.name, account.login))
    return [in_city(city) + key for city in accounts.cities(account) for key in keys]
