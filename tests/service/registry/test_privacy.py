"""Somebody's own data: who looked, what was agreed to, where one is known, a key of one's own, and being forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from services.registry.privacy import PRIVACY
from shared.actor import Actor, public
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from tests.factories import registry as make
from tests.service.registry.conftest import HASH, Registry

NOTICE = PRIVACY.notice.version


def disclose(registry: Registry, person: str, by: Actor, **said: Any) -> dict[str, Any]:
    return dict(registry.command("disclose_identity", {"person_id": person, "reason": "核对", **said}, by))


def test_each_role_reads_what_it_needs_and_the_person_sees_who_looked(registry: Registry) -> None:
    manager, unit = registry.station()
    filed = registry.commissioner(manager, unit)
    person, number = filed["person"], make.identity_number(registry._people)
    told = disclose(registry, person, registry.officer(), purpose="identity_check")
    assert told["identity_number"] == number
    assert told["phone"].startswith("139")
    told = disclose(registry, person, registry.county(), purpose="contact")
    assert (told["identity_number"], told["phone"][:3]) == ("", "139")
    assert disclose(registry, person, manager, numbers=["phone"])["phone"]
    with pytest.raises(Forbidden):
        disclose(registry, person, manager, numbers=["identity_number"])
    with pytest.raises(Invalid):
        disclose(registry, person, registry.officer(), purpose="curiosity")
    with pytest.raises(NotFound):
        disclose(registry, person, make.county_officer("150202"))
    account = registry.service.store.database["persons"].find_one({"_id": person})["account"]
    oneself = Actor(account, "本人", registry.city, person=person)
    seen = registry.question("disclosures", {}, oneself)["items"]
    assert {one["purpose_label"] for one in seen} == {"其他（须写明）", "联系本人", "核对身份"}
    assert registry.question("disclosures", {}, manager)["items"] == []
    audit = registry.question("city_disclosures", {"person": person}, registry.officer())["items"]
    assert audit == seen
    assert registry.question("city_disclosures", {}, make.officer(make.SHIJIAZHUANG))["items"] == []
    kept = str(list(registry.service.store.database["calls"].find({"name": "disclose_identity"})))
    assert number not in kept


def test_consents_are_asked_dated_and_withdrawn_and_duties_are_told(registry: Registry) -> None:
    told = registry.question("privacy_notice", {}, public(registry.city))
    assert all(purpose["article"] for purpose in told["purposes"])
    someone = registry.register(consents=["contact"], notice_version=NOTICE)
    with pytest.raises(Invalid):
        registry.register(consents=["contact"], notice_version="older")
    with pytest.raises(Invalid):
        registry.register(consents=["filing"], notice_version=NOTICE)

    def states() -> dict[str, str]:
        return {one["purpose"]: one["state"] for one in registry.question("consents", {}, someone)["items"]}

    assert states() == {
        "filing": "duty", "identity": "duty", "credit": "duty", "contact": "given", "whereabouts": "open",
        "publication": "open",
    }  # fmt: skip
    registry.command("give_consent", {"consents": ["whereabouts"], "notice_version": NOTICE}, someone)
    with pytest.raises(Conflict):
        registry.command("give_consent", {"consents": ["whereabouts"], "notice_version": NOTICE}, someone)
    registry.command("withdraw_consent", {"purpose": "whereabouts"}, someone)
    assert states()["whereabouts"] == "withdrawn"
    registry.command("give_consent", {"consents": ["whereabouts"], "notice_version": NOTICE}, someone)
    assert states()["whereabouts"] == "given"
    with pytest.raises(Refused) as duty:
        registry.command("withdraw_consent", {"purpose": "identity"}, someone)
    assert "第十三条" in duty.value.details["article"]


def test_where_a_person_is_known_shows_little_of_other_cities(registry: Registry) -> None:
    manager, unit = registry.station()
    filed = registry.commissioner(manager, unit)
    registry.service.store.database["filings"].insert_one(
        {**registry.service.store.database["filings"].find_one({"_id": filed["id"]}), "_id": "f-other",
         "city": make.SHIJIAZHUANG, "number": "elsewhere-1"}
    )  # fmt: skip
    told = registry.question("person_presence", {"person_id": filed["person"]}, registry.officer())
    assert [one["number"] for one in told["filings"]] == [filed["number"]]
    assert told["elsewhere"] == [
        {"city": make.SHIJIAZHUANG, "subject": "commissioner", "kind": "technical_service", "year": filed["year"]}
    ]
    assert told["registers"] == []
    with pytest.raises(NotFound):
        registry.question("person_presence", {"person_id": filed["person"]}, make.officer(make.SHIJIAZHUANG))


def test_everything_held_is_told_without_what_is_sealed(registry: Registry) -> None:
    _, unit = registry.station()
    someone = registry.signed_in(registry.register())
    registry.submit(someone, subject="commissioner", kind="technical_service", sender_unit=unit)
    disclose(registry, str(someone.person), registry.officer())
    told = registry.question("personal_data", {}, someone)
    assert {"persons", "accounts", "applications", "disclosures", "sessions", "sign_ins"} <= set(told)
    assert [one["id"] for one in told["persons"]["items"]] == [someone.person]
    said = str(told)
    assert "password_hash" not in said
    assert "fingerprint" not in said
    assert HASH not in said
    others = registry.question("personal_data", {}, registry.register())
    assert "applications" not in others
    with pytest.raises(Forbidden):
        registry.question("personal_data", {}, registry.officer())


def test_nobody_is_forgotten_while_matters_run_and_then_for_good(registry: Registry) -> None:
    _, unit = registry.station()
    someone = registry.signed_in(registry.register(name="某某甲"))
    sent = registry.submit(someone, subject="commissioner", kind="technical_service", sender_unit=unit)
    agreement = {"agreement": "a-1", "person": someone.person, "members": []}
    registry.hear("dispatch.agreement_filed", agreement)
    registry.hear("funding.claim_submitted", {"claim": "c-1", "person": someone.person})
    with pytest.raises(Refused) as refused:
        registry.command("erase_person", {"reason": "不再参加"}, someone)
    rules = [one["rule"].rsplit(".", 1)[-1] for one in refused.value.details["findings"]]
    assert rules == ["applications", "agreement", "claim"]
    registry.command("withdraw_application", {"application_id": sent["id"]}, someone)
    registry.service.store.database["ties"].update_many({}, {"$set": {"open": False}})
    gone = registry.command("erase_person", {"reason": "不再参加"}, someone)
    assert (gone["name"], gone["identity_mask"], gone["phone_mask"]) == ("已注销用户", "", "")
    database = registry.service.store.database
    kept = database["persons"].find_one({"_id": someone.person})
    assert kept["identity"]["fingerprint"] == f"erased:{someone.person}"
    assert kept["search"] == []
    assert database["person_keys"].count_documents({"_id": registry.service.calls.vault.fingerprint(
        make.identity_number(registry._people))}) == 0  # fmt: skip
    assert database["sessions"].count_documents({"account": someone.account, "ended_at": None}) == 0
    assert database["announcements"].count_documents({"type": "person_erased"}) == 1
    with pytest.raises(NotFound):
        disclose(registry, str(someone.person), registry.officer())
    with pytest.raises(Conflict):
        registry.command("erase_person", {"reason": "不再参加"}, someone)


def test_who_alone_manages_a_unit_on_file_hands_it_over_before_being_forgotten(registry: Registry) -> None:
    manager, unit = registry.station()
    with pytest.raises(Refused) as alone:
        registry.command("erase_person", {"reason": "不再参加"}, manager)
    (found,) = alone.value.details["findings"]
    assert found["rule"] == "privacy.erasure.managed"
    assert "增加一名管理员" in found["reason"]
    colleague = registry.register()
    registry.command("add_manager", {"unit_id": unit, "login": registry.login(colleague)}, manager)
    registry.command("erase_person", {"reason": "不再参加"}, manager)
    assert registry.service.store.database["units"].find_one({"_id": unit})["managers"] == [colleague.account]
    assert registry.told("unit_manager_changed")[-1]["data"]["added"] is False
    assert registry.again(colleague).has("dispatching_manager"), "the unit is not left without anybody"


def test_no_complaint_keeps_the_name_of_somebody_forgotten_in_any_city(registry: Registry) -> None:
    someone = registry.register(name="某某乙")
    said = {"kind": "complaint", "about": "备案", "text": "未答复", "name": "某某乙", "phone": "13912345678"}
    first = registry.command("file_complaint", {**said, "consent": True}, someone)
    elsewhere = Actor(**{**someone.__dict__, "city": make.SHIJIAZHUANG})
    second = registry.command("file_complaint", {**said, "consent": True}, elsewhere)
    other = registry.command("file_complaint", {**said, "consent": True, "name": "他人"}, registry.register())
    registry.command("erase_person", {"reason": "不再参加"}, someone)
    kept = {one["_id"]: one for one in registry.service.store.database["complaints"].find()}
    for filed in (first, second):
        one = kept[filed["complaint"]]
        assert (one["name"], one["contact"], one["contact_mask"], one["text"]) == ("已注销用户", "", "", "未答复")
    assert kept[second["complaint"]]["city"] == make.SHIJIAZHUANG
    assert kept[other["complaint"]]["name"] == "他人"


def test_a_sealed_number_is_lost_with_its_key_alone(registry: Registry) -> None:
    someone = registry.register()
    registry.service.store.database["person_keys"].delete_many({})
    with pytest.raises(NotFound):
        disclose(registry, str(someone.person), registry.officer())
