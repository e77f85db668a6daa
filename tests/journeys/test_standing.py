"""Certificates, their verification, and acts against a filing, in both cities over HTTP."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People, Someone
from tests.journeys.test_sheets import ended, fetched

GROUND = {BAOTOU: ("commissioner_default", "第二十九条"), SHIJIAZHUANG: ("appraisal", "五（一）")}


def certificate(people: People, someone: Someone) -> bytes:
    answer = people.http.get(f"/api/filings/{someone.filing}/certificate", headers=someone.headers())
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    return bytes(answer.content)


@pytest.mark.parametrize("city", [BAOTOU, SHIJIAZHUANG])
def test_a_certificate_follows_its_filing_through_cancellation_and_appeal(people: People, city: str) -> None:
    station = people.station(city)
    someone, officer = people.commissioner(station), people.officer(city)
    assert certificate(people, someone) == certificate(people, someone)
    ground, article = GROUND[city]
    unknown = officer.refused("/sanctions", {
        "act": "suspend", "ground": "investigation", "filing": someone.filing, "reason": "调查",
        "reply_by": "2099-01-01",
    })  # fmt: skip
    assert unknown.body["article"] == "本办法未作规定", "neither document lets anybody suspend a filing"
    notice = {"act": "cancel", "ground": ground, "filing": someone.filing, "reason": "查明的事实"}
    file = officer.post("/sanctions", {**notice, "reply_by": "2099-01-01"})
    assert file["article"] == article
    decision = {"impose": True, "reason": "属实"}
    officer.refused(f"/sanctions/{file['id']}/decision", decision, version=file["version"])
    officer.refused(f"/sanctions/{file['id']}/decision", decision, status=428)
    heard = someone.post(f"/sanctions/{file['id']}/defence", {"text": "不属实"})
    officer.refused(f"/sanctions/{file['id']}/decision", decision, status=412, version=file["version"])
    officer.post(f"/sanctions/{file['id']}/decision", decision, heard["version"])
    assert someone.get(f"/filings/{someone.filing}")["status"] == "cancelled"
    refused = people.http.get(f"/api/filings/{someone.filing}/certificate", headers=someone.headers())
    assert refused.status_code == 409
    assert not someone.renew().has("commissioner")
    appealed = someone.post(f"/sanctions/{file['id']}/appeal", {"text": "非本人原因"})
    fallen = {"overturn": True, "reason": "证据不足"}
    officer.post(f"/sanctions/{file['id']}/appeal/decision", fallen, appealed["version"])
    assert someone.renew().has("commissioner")
    lines = [line["action"] for line in someone.get(f"/filings/{someone.filing}")["history"]]
    assert lines == ["filed", "cancelled", "restored"]
    assert certificate(people, someone).startswith(b"%PDF")


def test_a_misconduct_entry_overturned_on_appeal_bars_in_no_city(people: People) -> None:
    someone, officer = people.person(BAOTOU), people.officer(BAOTOU)
    notice = {"act": "enter", "register": "misconduct", "ground": "misuse", "person": someone.person, "reason": "违规"}
    file = officer.post("/sanctions", {**notice, "reply_by": "2099-01-01"})
    heard = someone.post(f"/sanctions/{file['id']}/defence", {"text": "不属实"})
    officer.post(f"/sanctions/{file['id']}/decision", {"impose": True, "reason": "属实"}, heard["version"])
    mine = someone.get("/credit-entries")["items"]
    assert [(one["register"], one["in_force"], one["basis"]) for one in mine] == [("misconduct", True, "属实")]
    away = people.officer(SHIJIAZHUANG).get(f"/credit-entries/{mine[0]['id']}")
    assert (away["in_force"], away["basis"]) == (True, "")
    repair = f"/credit-entries/{mine[0]['id']}/repair"
    asked = someone.post(repair, {"statement": "已改正"})
    assert asked["version"] == mine[0]["version"] + 1
    refusal = {"grant": False, "reason": "尚未改正"}
    officer.refused(f"{repair}/decision", refusal, status=428)
    officer.refused(f"{repair}/decision", refusal, status=412, version=mine[0]["version"])
    assert someone.get("/credit-entries")["items"][0]["repairs"][0]["status"] == "pending", "nothing was decided unseen"
    decided = officer.post(f"{repair}/decision", refusal, asked["version"])
    assert (decided["in_force"], decided["repairs"][0]["status"]) == (True, "refused")
    officer.refused(
        f"{repair}/decision", {**refusal, "grant": True}, version=decided["version"]
    )  # once decided, closed
    appealed = someone.post(f"/sanctions/{file['id']}/appeal", {"text": "不服"})
    fallen = {"overturn": True, "reason": "证据不足"}
    officer.post(f"/sanctions/{file['id']}/appeal/decision", fallen, appealed["version"])
    assert not people.officer(SHIJIAZHUANG).get(f"/credit-entries/{mine[0]['id']}")["in_force"]
    silent = people.officer(SHIJIAZHUANG)
    other = people.person(SHIJIAZHUANG)
    refused = silent.refused("/sanctions", {**notice, "person": other.person, "reply_by": "2099-01-01"})
    assert refused.body["article"] == "本办法未作规定"


def test_certificates_in_a_batch_and_a_code_that_is_nobodys(people: People) -> None:
    station = people.station(BAOTOU)
    people.commissioner(station)
    began = station.manager.post("/filings/certificates", {"subject": "commissioner", "sender_unit": station.id})
    done = ended(station.manager, began)
    assert (done["result"]["certificates"], done["result"]["left_out"]) == (1, 0)
    archive = fetched(station.manager, f"/jobs/{began['id']}/files/{done['files'][0]['number']}")
    with zipfile.ZipFile(io.BytesIO(archive)) as zipped:
        assert [name.endswith(".pdf") for name in zipped.namelist()] == [True]
    assert people.http.get("/api/public/verifications/" + "Z" * 26).status_code == 404
    page = people.http.get("/verify/" + "Z" * 26, headers={"Accept-Language": "en"})
    assert (page.status_code, "No certificate or agreement has this code" in page.text) == (404, True)
    for path in ("/api/public/roster", "/api/public/notices"):
        assert people.http.get(path, headers={"Tepai-City": BAOTOU}).status_code == 200
    feed = people.http.get("/api/public/notices/feed", headers={"Tepai-City": BAOTOU})
    assert feed.headers["content-type"].startswith("application/atom+xml")
