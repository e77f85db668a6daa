"""Records, agreements, filings and actors for tests: everything in order, until a test says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from services.records.domain.agreement import Agreement
from services.records.domain.evidence import Evidence
from services.records.domain.filing import Competent, Filing
from services.records.domain.record import Content, Record, submit
from services.records.rules import Rules
from shared.actor import Actor, Grant
from shared.attachments import Announced, File, sign_receipt
from shared.rulebook import Rulebook

BAOTOU, SHIJIAZHUANG = "150200", "130100"
FOLDERS = {BAOTOU: "150200-baotou", SHIJIAZHUANG: "130100-shijiazhuang"}
DAY = date(2024, 6, 3)
STATION, HOST, COUNTY, PERSON = "station-1", "host-1", "150203", "person-1"
ROOT = Path(__file__).parents[2]


@cache
def rulebook(city: str = BAOTOU) -> Rulebook:
    """The city's rulebook."""
    return Rulebook(ROOT / "shared" / "rulebooks" / FOLDERS[city])


def rules(city: str = BAOTOU, on: date = DAY) -> Rules:
    """The city's rules about records of a day."""
    return Rules.of(rulebook(city), on)


def actor(role: str, city: str = BAOTOU, unit: str = "", county: str = "", person: str = "") -> Actor:
    """Somebody with one role; the account is named after it."""
    named = f"{role}-{unit or county or person or 'city'}"
    return Actor(f"account-{named}", named, city, person or None, (Grant(role, unit or None, county or None),))


def commissioner(person: str = PERSON, city: str = BAOTOU) -> Actor:
    """Who records."""
    return actor("commissioner", city, person=person)


def host_manager(unit: str = HOST, city: str = BAOTOU) -> Actor:
    """Who confirms."""
    return actor("host_manager", city, unit=unit)


def agreement(**changes: Any) -> Agreement:
    """An agreement in force from 2024 to the end of 2025."""
    made = Agreement(
        id="agreement-1",
        city=BAOTOU,
        number="B-2024-1",
        filing="filing-1",
        kind="technical_service",
        person=PERSON,
        people=(PERSON,),
        sender_unit=STATION,
        host_unit=HOST,
        host_county=COUNTY,
        since=date(2024, 1, 1),
        until=date(2025, 12, 31),
        way="mutual",
    )
    return replace(made, **changes)


def filing(**changes: Any) -> Filing:
    """A city-level workstation that answers to its own institution."""
    made = Filing(
        id="filing-station",
        city=BAOTOU,
        number="B-S-1",
        subject="workstation",
        kind="technical",
        person="",
        account="account-station",
        name="第一工作站",
        unit=STATION,
        sender_unit="",
        county=COUNTY,
        level="city",
        competent=Competent("unit", "institution-1", ""),
        members=(),
        since=date(2024, 1, 1),
    )
    return replace(made, **changes)


def photo(id: str = "file-1", taken_on: str = "") -> Evidence:
    """A photo of the service."""
    return Evidence(id, "site.jpg", "0" * 64, 200_000, "image/jpeg", taken_on)


def content(**changes: Any) -> Content:
    """Half a day of research at the host, with a photo."""
    said = Content(
        on=DAY,
        hours=4.0,
        duties=("research",),
        place="一号车间",
        content="指导热处理工艺改进，解决变形问题",
        outcomes={"problems_solved": 1},
        evidence=(photo(),),
    )
    return replace(said, **changes)


def record(said: Content | None = None, **changes: Any) -> Record:
    """A submitted record of the day."""
    made = submit("record-1", agreement(), said or content(), rules(), commissioner(), DAY)
    return replace(made, version=1, **changes)


def confirmed(**changes: Any) -> Record:
    """A confirmed record."""
    return record(**{"status": "confirmed", "step": None, "confirmed_on": DAY, **changes})


def receipt(by: Actor, secret: str, content_type: str = "image/jpeg", id: str = "file-1") -> str:
    """A receipt as the gateway signs it, for an upload of that account's."""
    file = File(id, "site.jpg", "0" * 64, 200_000, content_type)
    return sign_receipt(Announced(file, by.city, by.account), datetime(2024, 6, 3, tzinfo=UTC), secret)


def agreement_filed(**changes: Any) -> dict[str, Any]:
    """What dispatch announces of an agreement."""
    told = {
        "agreement": "agreement-1",
        "number": "B-2024-1",
        "filing": "filing-1",
        "kind": "technical_service",
        "person": PERSON,
        "members": [],
        "sender_unit": STATION,
        "host_unit": HOST,
        "host_county": COUNTY,
        "fields": ["新材料"],
        "content": "热处理",
        "form": "on_site",
        "since": "2024-01-01",
        "until": "2025-12-31",
        "way": "mutual",
    }
    return {**told, **changes}


def filing_made(**changes: Any) -> dict[str, Any]:
    """What registry announces of a city-level workstation's filing."""
    told = {
        "filing": "filing-station",
        "number": "B-S-1",
        "subject": "workstation",
        "kind": "technical",
        "person": None,
        "account": "account-station",
        "unit": STATION,
        "sender_unit": None,
        "name": "第一工作站",
        "fields": [],
        "county": COUNTY,
        "level": "city",
        "competent": {"level": "unit", "unit": "institution-1", "county": None},
        "members": [],
        "since": "2024-01-01",
        "until": None,
        "year": 2024,
    }
    return {**told, **changes}


def submission(**changes: Any) -> dict[str, Any]:
    """The body of submit_record, without evidence."""
    body = {
        "agreement_id": "agreement-1",
        "on": "2024-06-03",
        "hours": 4,
        "duties": ["research"],
        "place": "一号车间",
        "content": "指导热处理工艺改进，解决变形问题",
        "outcomes": {"problems_solved": 1},
    }
    return {**body, **changes}
