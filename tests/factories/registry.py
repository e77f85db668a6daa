"""Registry records for tests: valid unless told otherwise. Names and numbers are made up; nobody real is meant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from stdnum.cn import ric, uscc

from services.registry.domain.account import Account
from services.registry.domain.application import Submission
from services.registry.domain.credit_entry import CreditEntry, person_key
from services.registry.domain.eligibility import Dossier
from services.registry.domain.filing import Competent, Filing
from services.registry.domain.person import Identity, Person
from services.registry.domain.unit import Unit
from shared.actor import Actor, Grant
from shared.rulebook import Rulebooks

BAOTOU, SHIJIAZHUANG = "150200", "130100"
DAY = date(2024, 6, 3)
NOW = datetime(2024, 6, 3, 2, 0, tzinfo=UTC)
SKILLS = ("high_tech_filing", "super_deduction", "sme_filing", "project_application", "platform_application")
DECLARES = (
    "integrity", "character", "policy_knowledge", "field_knowledge", "willing", "host_knowledge", "able_to_coordinate",
    "service_skill", "technical_knowledge", "responsible",
)  # fmt: skip


def rulebooks() -> Rulebooks:
    """Both cities, as they are."""
    return Rulebooks.from_folder("shared/rulebooks")


def identity_number(number: int, born: date = date(1985, 5, 17), division: str = "150203") -> str:
    """A well-formed identity number, a different one for each number below 1000 and day of birth."""
    start = f"{division}{born:%Y%m%d}{number % 1000:03d}"
    return start + str(ric.calc_check_digit(start + "0"))


def credit_code(number: int, region: str = "150203") -> str:
    """A well-formed unified social credit code, a different one for each number."""
    start = f"91{region}MA{number:07d}"
    return start + str(uscc.calc_check_digit(start))


def person(number: int = 1, **over: Any) -> Person:
    """Somebody with a bachelor's degree, five years of work at a university and every skill."""
    said: dict[str, Any] = {
        "name": f"申报人{number}",
        "account": f"account-{number}",
        "cities": (BAOTOU, SHIJIAZHUANG),
        "education": "bachelor",
        "full_time": True,
        "title": "intermediate",
        "employer_name": "第一学院",
        "employer_kind": "university",
        "work_years": 5,
        "skills": SKILLS,
        "fields": ("新材料",),
    }
    identity = Identity("sealed", f"print-{number}", "150203********0017", date(1985, 5, 17))
    return Person(id=f"person-{number}", city="", **{"identity": identity, **said, **over})


def unit(number: int = 1, **over: Any) -> Unit:
    """A university of Baotou that has served enterprises for years."""
    said: dict[str, Any] = {
        "city": BAOTOU,
        "name": f"第{number}单位",
        "uscc": credit_code(number),
        "unit_kind": "university",
        "county": "150203",
        "region": "150200",
        "managers": ("manager-1",),
        "registered_on": date(2024, 1, 2),
        "independent": True,
        "premises": True,
        "staff": 30,
        "stable_team": True,
        "service_ability": True,
        "service_since": date(2018, 1, 1),
    }
    return Unit(id=f"unit-{number}", **{**said, **over})


def filing(number: int = 1, **over: Any) -> Filing:
    """A live filing of a city-level workstation."""
    said: dict[str, Any] = {
        "city": BAOTOU,
        "number": f"包科特2024-{number:05d}",
        "subject": "workstation",
        "kind": "technical",
        "name": "第1单位",
        "status": "filed",
        "year": 2024,
        "since": date(2024, 1, 10),
        "until": None,
        "role": "dispatching_manager",
        "person": None,
        "account": None,
        "unit": "unit-1",
        "sender_unit": None,
        "fields": (),
        "county": "150203",
        "level": "city",
        "competent": Competent("unit", unit="unit-1"),
        "members": (),
        "size_class": "none",
        "unit_kind": "university",
        "tech_sme": False,
        "provincial": False,
        "liaison_of": None,
        "application": None,
        "rulebook_version": "test",
        "rules": (),
    }
    return Filing(id=f"filing-{number}", **{**said, **over})


def found(unmet: str = "") -> list[dict[str, Any]]:
    """What an inspection of a workstation reports of each criterion; all of it met but for one."""
    criteria = ("premises", "stable_team", "service_ability", "service_years")
    return [{"criterion": one, "met": one != unmet, "note": "现场未见" if one == unmet else ""} for one in criteria]


def credit_entry(of: str, register: str = "blacklist", **over: Any) -> CreditEntry:
    """An entry in force against a person, made in Baotou."""
    said: dict[str, Any] = {
        "city": "",
        "made_in": BAOTOU,
        "register": register,
        "party": person_key(of),
        "name": "申报人",
        "person": of,
        "unit": None,
        "basis": "连续两年评价结果为不合格，造成负面影响",
        "article": "第二十六条",
        "since": date(2024, 1, 1),
        "until": None,
        "filing": None,
        "event": "event-1",
    }
    return CreditEntry(id=f"entry-{of}-{register}", **{**said, **over})


def account(number: int = 1, **over: Any) -> Account:
    """A self-registered account of Baotou."""
    said: dict[str, Any] = {"home": BAOTOU, "password_hash": "$argon2id$made-up", "person": f"person-{number}"}
    return Account(f"account-{number}", "", f"login{number}", f"申报人{number}", **{**said, **over})


def submission(subject: str = "commissioner", kind: str = "technical_service", **over: Any) -> Submission:
    """An application that says everything a rulebook may want said."""
    said: dict[str, Any] = {"city": BAOTOU, "number": "SQ1", "fields": ("新材料",), "declares": DECLARES}
    return Submission(id="application-1", subject=subject, kind=kind, **{**said, **over})


def dossier(**over: Any) -> Dossier:
    """A person applying to a filed workstation."""
    said: dict[str, Any] = {
        "city": BAOTOU,
        "people": (person(),),
        "sender": unit(),
        "sender_filings": (filing(),),
    }
    return Dossier(**{**said, **over})


def actor(account: str = "account-1", person: str | None = "person-1", city: str = BAOTOU, *grants: Grant) -> Actor:
    """Who asks."""
    return Actor(account, f"{account}的名字", city, person=person, grants=grants)


def officer(city: str = BAOTOU) -> Actor:
    """A city officer."""
    return actor("city-1", None, city, Grant("city_officer"))


def county_officer(county: str = "150203", city: str = BAOTOU) -> Actor:
    """An officer of a county department."""
    return actor("county-1", None, city, Grant("county_officer", county=county))


def manager(unit: str = "unit-1", city: str = BAOTOU, role: str = "dispatching_manager") -> Actor:
    """The manager of a workstation, dispatching unit or host."""
    return actor("manager-1", None, city, Grant(role, unit=unit))
