"""Dispatch records for tests: valid unless told otherwise. Names are made up; nobody real is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import review as reviews
from services.dispatch.domain import signature as signatures
from services.dispatch.domain.agreement import Agreement, Parties
from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.places import Places, key
from services.dispatch.domain.terms import Terms
from services.dispatch.rules import Rules
from shared.actor import Actor, Grant
from shared.rulebook import Rulebook

BAOTOU, SHIJIAZHUANG = "150200", "130100"
FOLDERS = {BAOTOU: "150200-baotou", SHIJIAZHUANG: "130100-shijiazhuang"}
COUNTIES = {BAOTOU: "150203", SHIJIAZHUANG: "130102"}
KINDS = {BAOTOU: "technical_service", SHIJIAZHUANG: "industrial"}
DAY = date(2024, 6, 3)


@cache
def rulebook(city: str) -> Rulebook:
    """The city's rulebook, as it is."""
    return Rulebook(Path("shared/rulebooks") / FOLDERS[city])


def rules(city: str = BAOTOU, on: date = DAY) -> Rules:
    """The city's dispatch rules of a day."""
    return Rules.of(rulebook(city), on)


def filing_data(subject: str, city: str = BAOTOU, number: int = 1, **over: Any) -> dict[str, Any]:
    """The data of a filing_made announcement, as the registry tells it."""
    sender_subject = "workstation" if city == BAOTOU else "dispatching_unit"
    common: dict[str, Any] = {
        "filing": f"{city}-{subject}-{number}",
        "number": f"{subject}-{number:04d}",
        "subject": subject,
        "person": None,
        "account": None,
        "unit": None,
        "sender_unit": None,
        "fields": [],
        "county": COUNTIES[city],
        "level": "city",
        "competent": {"level": "none", "unit": None, "county": None},
        "members": [],
        "size_class": "none",
        "unit_kind": "",
        "tech_sme": False,
        "provincial": False,
        "since": "2024-01-02",
        "until": None,
        "year": 2024,
    }
    own: dict[str, dict[str, Any]] = {
        "commissioner": {
            "kind": KINDS[city],
            "person": f"person-{number}",
            "account": f"account-{number}",
            "sender_unit": f"{city}-sender-1",
            "name": f"特派员{number}",
            "fields": ["新材料"],
        },
        "team": {
            "kind": "team",
            "person": f"person-{number}",
            "account": f"account-{number}",
            "sender_unit": f"{city}-sender-1",
            "name": f"团队{number}",
            "fields": ["新材料"],
            "members": [{"person": f"member-{number}-{n}", "name": f"成员{n}", "fields": []} for n in (2, 3)],
        },
        sender_subject: {
            "kind": "technical" if city == BAOTOU else "dispatching_unit",
            "unit": f"{city}-sender-{number}",
            "name": f"第{number}学院",
            "unit_kind": "university",
            "competent": {"level": "unit", "unit": f"{city}-sender-{number}", "county": None}
            if city == BAOTOU
            else {"level": "none", "unit": None, "county": None},
        },
        "host_unit": {
            "kind": "host",
            "unit": f"{city}-host-{number}",
            "name": f"第{number}机械厂",
            "unit_kind": "enterprise",
            "size_class": "above_designated",
        },
    }
    return {**common, **own[subject], **over}


def filing(subject: str, city: str = BAOTOU, number: int = 1, **over: Any) -> KnownFiling:
    """A filing as dispatch knows it; `over` replaces fields of the record."""
    from services.dispatch.domain.known import heard

    data = filing_data(subject, city, number)
    return replace(heard(None, data["filing"], city, data, live=True, at=1), **over)


def sender(city: str = BAOTOU, number: int = 1, **over: Any) -> KnownFiling:
    """The filing of a workstation (Baotou) or dispatching unit."""
    return filing("workstation" if city == BAOTOU else "dispatching_unit", city, number, **over)


def places(city: str, whom: str, **over: Any) -> Places:
    """A record of places, empty unless told otherwise."""
    return Places(key(city, whom), city, **over)


def parties(city: str = BAOTOU, **over: Any) -> Parties:
    """A commissioner, the unit that sends, a host; nobody has a place yet."""
    who = {
        "commissioner": filing("commissioner", city),
        "sender": sender(city),
        "host": filing("host_unit", city),
        "commissioner_places": places(city, "person-1"),
        "host_places": places(city, f"{city}-host-1"),
    }
    return Parties(**{**who, **over})


def terms(**over: Any) -> Terms:
    """From the third of June 2024 to the end of the next year, on site."""
    said: dict[str, Any] = {
        "content": "新材料中试线工艺改进",
        "form": "on_site",
        "since": DAY,
        "until": date(2025, 12, 31),
        "fields": ("新材料",),
    }
    return Terms(**{**said, **over})


def draft(
    city: str = BAOTOU, who: Parties | None = None, on: date = DAY, id: str = "agreement-1", **over: Any
) -> Agreement:
    """A draft of mutual selection; `over` goes to its terms."""
    return agreements.draft(id, "mutual", who or parties(city), terms(**over), rules(city), on)


def signed(city: str = BAOTOU, **over: Any) -> Agreement:
    """Signed by all three."""
    from datetime import UTC, datetime

    agreement = draft(city, **over)
    for actor in (commissioner(city), sender_manager(city), host_manager(city)):
        agreement = signatures.sign(agreement, actor, agreement.content_hash, None, datetime(2024, 6, 4, tzinfo=UTC))
    return agreement


def reported(city: str = BAOTOU, **over: Any) -> Agreement:
    """Signed, and sent to the city."""
    return reviews.report([signed(city, **over)], "batch", rules(city), sender_manager(city), DAY)[0]


def filed(city: str = BAOTOU, who: Parties | None = None, **over: Any) -> Agreement:
    """In force."""
    moved = reviews.step(reported(city, **over), rules(city), city_officer(city), "file", DAY, "", (), None)
    return reviews.put_in_force(moved, "2024-00001", who or parties(city), rules(city), DAY)[0]


def actor(account: str, city: str, *grants: Grant, person: str | None = None) -> Actor:
    """Somebody signed in."""
    return Actor(account, account, city, person, grants)


def commissioner(city: str = BAOTOU, number: int = 1) -> Actor:
    """The commissioner of `filing("commissioner")`."""
    return actor(f"account-{number}", city, Grant("commissioner"), person=f"person-{number}")


def sender_manager(city: str = BAOTOU, number: int = 1) -> Actor:
    """The manager of a sending unit."""
    return actor(f"sender-{number}", city, Grant("dispatching_manager", unit=f"{city}-sender-{number}"))


def host_manager(city: str = BAOTOU, number: int = 1) -> Actor:
    """The manager of a host."""
    return actor(f"host-{number}", city, Grant("host_manager", unit=f"{city}-host-{number}"))


def liaison(city: str = BAOTOU, number: int = 1) -> Actor:
    """The liaison of a host."""
    return actor(f"liaison-{number}", city, Grant("liaison", unit=f"{city}-host-{number}"))


def county_officer(city: str = BAOTOU, county: str | None = None) -> Actor:
    """An officer of a county: the one the hosts are in, unless told otherwise."""
    return actor("county", city, Grant("county_officer", county=county or COUNTIES[city]))


def competent_officer(city: str = BAOTOU, number: int = 1) -> Actor:
    """An officer of the institution that a city-level station reports to."""
    return actor("competent", city, Grant("competent_officer", unit=f"{city}-sender-{number}"))


def city_officer(city: str = BAOTOU) -> Actor:
    """An officer of the city bureau."""
    return actor("city", city, Grant("city_officer"))


def inspector(city: str = BAOTOU) -> Actor:
    """A third-party inspector."""
    return actor("inspector", city, Grant("inspector"))
