"""One of everything that a screen shows in detail, beside what two sides around a service bring along (`filled`).

Each is made as its people would, over HTTP. What a city has once a year (its appraisal) is taken where it is there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx

from services.dispatch import templates
from shared.word import DOCX
from tests.journeys.people import BAOTOU, SHIJIAZHUANG, Answer, People, Someone, eventually
from tests.journeys.test_choosing import published
from tests.journeys.test_foreign_data import DAY, Side
from tests.journeys.test_new_cities import publish, ready

BUREAU = {"by": "市科技局", "since": "2023-03-15"}
BOUNTY = {
    "posted_by": "host_unit", "bid_by": ["commissioner"], "open_days": 10, "reviewers_named_by": "city",
    "least_reviewers": 1, "recusal": True, "decided_by": "city", "notice_days": 5,
}  # fmt: skip
SHOWN = {"stage": "after_filing", "working_days": 5}
BEST = "/subjects/commissioner/grades/excellent"
# Both documents are silent on bounties and publicity, and the best of a few is nobody: no bureau that sets something,
# no bounty, notice or reward to look at.
SETTINGS: list[tuple[str, str, Answer]] = [
    *(("dispatch.yml", f"/bounty/{name}", {"setting": value, **BUREAU}) for name, value in BOUNTY.items()),
    ("registry.yml", "/publicity", {"setting": SHOWN, **BUREAU}),
    ("appraisal.yml", f"{BEST}/at_least", {"setting": 1, **BUREAU}),
    ("appraisal.yml", f"{BEST}/share/percent", {"setting": 100, **BUREAU}),
]
DECEMBER = date(2024, 12, 20)
CRITERIA = [{"code": "way", "label": "技术路线", "weight": 1}]


@dataclass
class Furnished:
    """The two cities with everything in them; `receiver` is an address that takes in what is delivered."""

    people: People
    here: Side
    there: Side
    receiver: str

    def everything(self) -> None:
        self.stated()
        for made in (self.dispatched, self.bid_for, self.judged, self.connected, self.trained, self.appraised):
            made()

    def stated(self) -> None:
        """What Baotou's bureau sets from the next day on, so that there is something to look at."""
        officer = self.people.officer(BAOTOU)
        proposal = officer.post("/rulebook-proposals", {"title": "补充规定"})["id"]
        patches = [{"file": file, "pointer": pointer, "value": value} for file, pointer, value in SETTINGS]
        version = officer.get(f"/rulebook-proposals/{proposal}")["version"]
        officer.change("PATCH", f"/rulebook-proposals/{proposal}", {"patches": patches}, version)
        shown = ready(officer, proposal)
        assert shown["ready"], shown["errors"]
        publish(self.people, self.people.invited(BAOTOU, "city_officer"), proposal, str(DAY))

    def dispatched(self) -> None:
        """A demand in public, somebody's word on it, a draft, a directed round, a changed agreement."""
        there, officer = self.there, self.people.officer(SHIJIAZHUANG)
        host, station = there.work.host, there.work.station
        demand = published(self.people, host, title="产线改造", content="焊接产线改造")
        said = {"kind": "comment", "text": "建议写明节拍", "demand": demand["id"]}
        station.manager.post(f"/publication-rounds/{demand_round(officer)}/comments", said)
        asking = self.here.roles["host_manager"]
        asking.post("/demand-drafts", {"host_unit": self.here.work.host.id, "title": "焊缝检测"})
        round = {"title": "重点企业", "reason": "重点产业链", "due": "2024-06-28", "demands": [demand["id"]]}
        terms = {"way": "appointed", "form": "on_site", "since": "2024-06-12"}
        officer.post("/directed-rounds", {**round, **terms, "filings": [there.roles["commissioner"].filing]})
        change = {"agreement_id": there.work.agreement, "reason": "企业新增产线", "content": "增加检测服务"}
        station.manager.post("/supplements", change)

    def bid_for(self) -> None:
        """A bounty and a bid."""
        people, here = self.people, self.here
        demand = published(people, here.work.host, title="余热发电", content="烟气余热发电")
        said = {"demand_id": demand["id"], "reward": "50000.00", "deadline": "2024-07-20", "criteria": CRITERIA}
        bounty = eventually(lambda: here.roles["host_manager"].post("/bounties", said))
        me = here.roles["commissioner"]
        me.post(f"/bounties/{bounty['id']}/bids", {"filing": me.filing, "proposal": "双循环机组", "price": "48000"})

    def judged(self) -> None:
        """A file against somebody with its entry, a finding, a complaint."""
        people, officer = self.people, self.people.officer(BAOTOU)
        someone = people.person(BAOTOU)
        notice = {"act": "enter", "register": "misconduct", "ground": "misuse", "person": someone.person}
        file = officer.post("/sanctions", {**notice, "reason": "违规", "reply_by": "2099-01-01"})
        heard = someone.post(f"/sanctions/{file['id']}/defence", {"text": "不属实"})
        officer.post(f"/sanctions/{file['id']}/decision", {"impose": True, "reason": "属实"}, heard["version"])
        finding = {"filing": self.here.roles["commissioner"].filing, "ground": "serious_misuse", "note": "票据不全"}
        inspector = people.invited(BAOTOU, "inspector").on(DAY)
        eventually(lambda: inspector.post("/inspections", finding))
        officer.on(DAY).post("/notices", {"title": "备案名单", "items": [self.here.roles["commissioner"].filing]})
        said = {"kind": "suggestion", "name": "热心人", "phone": "13912345678", "consent": True, "text": "增加场次"}
        someone.post("/complaints", said)

    def connected(self) -> None:
        """A subscription that has been delivered to, a form of the city's own."""
        officer = self.people.officer(BAOTOU)
        hook = officer.post("/webhooks", {"name": "省平台", "types": ["dispatch.bid_placed"], "url": self.receiver})
        officer.post(f"/webhooks/{hook['id']}/ping")
        form = (Path(templates.__path__[0]) / "agreement.docx").read_bytes()
        receipt = kept(officer, "协议.docx", form)
        officer.post("/templates", {"purpose": "agreement", "name": "本市格式", "receipt": receipt})

    def appraised(self) -> None:
        """A year of the city's, and a reward upon it."""
        officer = self.people.officer(BAOTOU)
        if officer.get("/rewards", limit=1)["items"]:
            return  # a city appraises a year once, and others have
        officer.on(DECEMBER)
        cycle = f"/appraisal-cycles/{officer.post('/appraisal-cycles', {'year': DECEMBER.year})['id']}"
        for step, until in (("snapshots", "scoring"), ("grading", "graded"), ("publication", "published")):
            while officer.get(cycle)["status"] != until:
                officer.post(f"{cycle}/{step}")
        result = f"{BAOTOU}-{DECEMBER.year}-{self.here.roles['commissioner'].filing}"
        officer.post("/budgets", {"fund": "reward", "year": DECEMBER.year, "amount": "50000.00"})
        eventually(lambda: officer.post("/rewards", {"result": result, "amount": "5000.00"}))
        officer.on(DAY)

    def trained(self) -> None:
        """A session that is open to everybody, with somebody who will come."""
        people = self.people
        trainer = people.invited(BAOTOU, "trainer")
        said = {"title": "研发费用加计扣除", "way": "on_site", "place": "科技大厦", "hours": 3, "holder": "city"}
        planned = trainer.post("/trainings", {**said, "starts_at": "2024-06-12T10:00:00+08:00"})
        trainer.post(f"/trainings/{planned['id']}/publication")
        self.here.roles["commissioner"].post(f"/trainings/{planned['id']}/enrolments")


def demand_round(officer: Someone) -> str:
    """The round that was published last."""
    return str(officer.get("/publication-rounds", limit=1)["items"][0]["id"])


def kept(by: Someone, name: str, content: bytes) -> str:
    """The receipt of a Word file put into the object store."""
    described = {"name": name, "content_type": DOCX, "size": len(content), "purpose": "template"}
    place = by.post("/attachments", {**described, "sha256": hashlib.sha256(content).hexdigest()})
    httpx.post(place["url"], data=place["fields"], files={"file": (name, content, DOCX)}).raise_for_status()
    return str(by.post(f"/attachments/{place['id']}/receipt", {"ticket": place["ticket"]})["receipt"])
