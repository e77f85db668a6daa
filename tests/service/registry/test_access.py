"""Who may do what: every cell of the access table, and every other city's objects."""

from __future__ import annotations

from typing import Any

import pytest

from services.registry.access import ACCESS
from services.registry.service import RegistryService
from shared.actor import Actor, Grant, platform, public
from shared.errors import Forbidden, NotFound, Problem
from shared.hosting import Command, Question, entrypoints
from tests.factories import registry as make
from tests.factories.hosted import offered
from tests.factories.shapes import fits
from tests.service.registry.conftest import HASH, Registry

ROLES = (
    "city_officer", "county_officer", "competent_officer", "dispatching_manager", "commissioner", "host_manager",
    "liaison", "trainer", "inspector", "finance_officer", "platform_operator", "platform", "applicant", "public",
)  # fmt: skip
SCHEMAS = {
    name: extension.schema()
    for name, extension in entrypoints(RegistryService)
    if isinstance(extension, Command | Question)
}
QUESTIONS = {name for name, extension in entrypoints(RegistryService) if isinstance(extension, Question)}


def args(registry: Registry) -> dict[str, dict[str, Any]]:
    """Arguments of every call that fit its shape; of those named here, about objects of Baotou that exist."""
    manager, unit = registry.station()
    person = registry.register()
    sent = registry.submit(person, subject="commissioner", kind="technical_service", sender_unit=unit)
    filing = registry.question("filings", {}, registry.officer())["items"][0]["id"]
    said = {"account": person.account, "ok": True, "city": make.BAOTOU, "session_id": "s-1", "refresh_hash": "h"}
    registry.command("note_sign_in", said, platform("gateway"))
    began = {"subject": "commissioner", "kind": "technical_service"}
    draft = registry.command("start_draft", began, person)["id"]
    against = {"act": "enter", "register": "misconduct", "ground": "misuse", "person": person.person}
    file = registry.command(
        "open_sanction", {**against, "reason": "违规", "reply_by": "2024-06-17"}, registry.officer()
    )
    found = {"person": person.person, "unit": None, "ground": "misuse", "article": "第三十一条"}
    registry.hear("funding.misuse_found", {**found, "consequences": ["misconduct_record"]})
    entry = registry.question("credit_entries", {"person": person.person}, registry.officer())["items"][0]["id"]
    one, human = {"application_id": sent["id"]}, {"name": "甲", "phone": "13900000900"}
    human["identity_number"] = make.identity_number(900)
    invited = registry.command("invite", {"name": "甲", "grants": [{"role": "trainer"}]}, registry.officer())
    about = {"account_id": person.account, "reason": "核对"}
    delegation = registry.delegation()
    unit_said = {"name": "新单位", "uscc": make.credit_code(900), "unit_kind": "university", "county": "150203"}
    return {name: fits(schema) for name, schema in SCHEMAS.items()} | {
        "credential": {"login": "login1"},
        "note_sign_in": {"account": manager.account, "ok": False},
        "renew_session": {"session_id": "s", "refresh_hash_old": "a", "refresh_hash_new": "b"},
        "end_session": {"session_id": "s-1"},
        "sessions": {},
        "change_password": {"password_hash": HASH},
        "open_operator": {"login": "operator", "password_hash": HASH},
        "open_city_officer": {"target_city": make.BAOTOU, "login": "off", "name": "甲", "password_hash": HASH},
        "enter_city": {"target_city": make.SHIJIAZHUANG},
        "register_account": {**human, "login": "new-login", "password_hash": HASH},
        "invite_account": {"login": "inv", "name": "甲", "password_hash": HASH, "grants": [{"role": "trainer"}]},
        "disable_account": {"account_id": person.account, "reason": "离任"},
        "enable_account": {"account_id": person.account, "reason": "返岗"},
        "reset_password": {"account_id": person.account, "password_hash": HASH},
        "accounts": {},
        "account": {"account_id": person.account},
        "update_profile": {"title": "senior"},
        "profile": {},
        "persons": {},
        "person": {"person_id": person.person},
        "search": {"q": "申报人"},
        "enter_unit": {**unit_said, "uscc": make.credit_code(901), "region": "150203"},
        "enter_person": {"name": "丁", "identity_number": make.identity_number(903), "phone": "13900000903"},
        "enter_filing": {
            "category": "host_unit.host",
            "number": "旧1",
            "name": "甲厂",
            "since": "2024-01-10",
            "basis": "旧册",
        },
        "import_template": {"sheet": "units"},
        "messages": {},
        "unread_messages": {},
        "message_topics": {},
        "read_message": {"message_id": "m-1"},
        "read_messages": {},
        "mute_topic": {"topic": "reviews"},
        "session_powers": {"session_id": "s-1"},
        "person_presence": {"person_id": person.person},
        "end_other_sessions": {},
        "revoke_sessions": about,
        "sign_ins": {},
        "account_sign_ins": {"account_id": person.account},
        "enrol_second_factor": {},
        "confirm_second_factor": {"code": "000000"},
        "drop_second_factor": {"code": "000000"},
        "reset_second_factor": about,
        "give_role": {"account_id": person.account, "role": "trainer"},
        "end_role": {**about, "role": "trainer"},
        "invite": {"name": "乙", "grants": [{"role": "trainer"}]},
        "invitations": {},
        "revoke_invitation": {"invitation_id": invited["id"]},
        "accept_invitation": {"token": "x" * 24, "login": "accepted", "password_hash": HASH},
        "join_by_invitation": {"token": "x" * 24},
        "delegate": {"login": "login1", "until": "2030-01-01", "reason": "出差"},
        "delegations": {},
        "end_delegation": {"delegation_id": delegation},
        "switch_city": {"session_id": "s-1", "target_city": make.BAOTOU},
        "act_on_behalf": {"session_id": "s-1", "delegation_id": delegation},
        "add_manager": {"unit_id": unit, "login": "login1"},
        "remove_manager": {"unit_id": unit, "account": manager.account, "reason": "离任"},
        "mark_provincial": {"person_id": person.person, "provincial": True},
        "disclose_identity": {"person_id": person.person, "reason": "核对"},
        "register_unit": {**unit_said, "region": "150203"},
        "update_unit": {"unit_id": unit, "staff": 9},
        "units": {},
        "unit": {"unit_id": unit},
        "submit_application": {"subject": "commissioner", "kind": "technical_service", "sender_unit": unit},
        "resubmit_application": one,
        "withdraw_application": one,
        "pass_application": one,
        "inspect_application": {**one, "visited_on": "2024-06-03", "result": "属实"},
        "recommend_application": one,
        "file_application": one,
        "return_application": {**one, "note": "补正"},
        "reject_application": {**one, "reason": "不符"},
        "waive_condition": {**one, "rule": "r", "reason": "急需"},
        "revoke_waiver": {**one, "rule": "r", "reason": "有误"},
        "consent_to_application": one,
        "request_filing_change": {"filing_id": filing, "reason": "更名", "unit_name": "新名称"},
        "mend_change": one,
        "start_draft": {"subject": "commissioner", "kind": "technical_service"},
        "start_mending": one,
        "save_draft": {"draft_id": draft, "values": {"statement": "草稿"}},
        "delete_draft": {"draft_id": draft},
        "submit_draft": {"draft_id": draft},
        "drafts": {},
        "draft": {"draft_id": draft},
        "eligibility": {},
        "chain_preview": {"subject": "commissioner", "kind": "technical_service"},
        "application_counts": {},
        "application_form": one,
        "application_progress": {"number": sent["number"], "phone_tail": "0000"},
        "appoint_commissioner": {"kind": "technical_service", "person": person.person, "reason": "急需"},
        "applications": {},
        "application": one,
        "filings": {},
        "filing": {"filing_id": filing},
        "quotas": {},
        "registry_figures": {},
        "publish_notice": {"title": "公示", "items": [filing]},
        "withdraw_notice": {"notice_id": "n", "reason": "有误"},
        "object_to_notice": {
            "notice_id": "n",
            "item": "a",
            "name": "甲",
            "phone": "13900000001",
            "text": "不符",
            "consent": True,
        },
        "decide_objection": {"objection_id": "o", "uphold": False, "answer": "已核实"},
        "notices": {},
        "notice": {"notice_id": "n"},
        "notice_feed": {},
        "objections": {},
        "roster": {},
        "filing_certificate": {"filing_id": filing},
        "filing_looks": {"filing_id": filing},
        "bundle_certificates": {},
        "verification": {"code": "A" * 26},
        "note_looks": {"looks": [{"code": "A" * 26, "count": 1, "last": "2024-06-03T00:00:00+00:00"}]},
        "resume_filing": {"filing_id": filing, "reason": "查清"},
        "restore_filing": {"filing_id": filing, "ground": "settled", "reason": "已整改"},
        "open_sanction": {
            "act": "cancel",
            "ground": "sham",
            "filing": filing,
            "reason": "虚假",
            "reply_by": "2024-06-17",
        },
        "answer_sanction": {"sanction_id": file["id"], "text": "不属实"},
        "decide_sanction": {"sanction_id": file["id"], "impose": True, "reason": "属实"},
        "appeal_sanction": {"sanction_id": file["id"], "text": "不服"},
        "decide_appeal": {"sanction_id": file["id"], "overturn": True, "reason": "有误"},
        "sanctions": {},
        "sanction": {"sanction_id": file["id"]},
        "credit_entries": {},
        "credit_entry": {"entry_id": entry},
        "ask_repair": {"entry_id": entry, "statement": "已改"},
        "decide_repair": {"entry_id": entry, "grant": True, "reason": "已改"},
        "rulebook": {},
    }


def holder(role: str, city: str = make.BAOTOU) -> Actor:
    """Somebody with that role in units and counties that are not those of the objects."""
    if role == "public":
        return public(city)
    if role == "platform":
        return platform("gateway", city)
    grant = Grant(role, unit="unit-of-others", county="150299")
    return Actor(
        "account-of-others", "某人", city, person="person-of-others", grants=(grant,) if role != "applicant" else ()
    )


def allowed(role: str, name: str) -> bool:
    """Whether the table names the role for the call at all."""
    ways = {way.role for way in ACCESS[name].ways}
    return "public" in ways or role in ways or ("anyone" in ways and role != "public")


def ask(registry: Registry, name: str, said: dict[str, Any], by: Actor) -> Problem | None:
    try:
        (registry.question if name in QUESTIONS else registry.command)(name, said, by)
    except Problem as problem:
        return problem
    return None


def test_every_command_and_question_has_its_row(registry: Registry) -> None:
    assert offered(RegistryService) == set(ACCESS) == set(args(registry))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_that_a_row_does_not_name_is_forbidden(registry: Registry, role: str) -> None:
    for name, said in args(registry).items():
        if not allowed(role, name):
            assert isinstance(ask(registry, name, said, holder(role)), Forbidden), name


@pytest.mark.parametrize("role", ["city_officer", "county_officer", "dispatching_manager", "host_manager", "applicant"])
def test_another_citys_objects_are_not_found(registry: Registry, role: str) -> None:
    about_objects = {
        "disable_account", "enable_account", "reset_password", "account", "person", "mark_provincial",
        "disclose_identity", "update_unit",
        "unit", "resubmit_application", "withdraw_application", "pass_application", "inspect_application",
        "recommend_application", "file_application", "return_application", "reject_application", "waive_condition",
        "revoke_waiver", "consent_to_application", "appoint_commissioner", "application", "filing", "end_session",
        "start_mending", "save_draft", "delete_draft", "submit_draft", "draft", "application_form",
        "request_filing_change", "mend_change",
        "revoke_sessions", "account_sign_ins",
        "reset_second_factor", "give_role", "end_role", "revoke_invitation", "end_delegation", "act_on_behalf",
        "switch_city",
        "add_manager", "remove_manager",
        "filing_certificate", "filing_looks",
        "resume_filing", "restore_filing", "answer_sanction", "decide_sanction", "appeal_sanction", "decide_appeal",
        "sanction", "decide_repair",
    }  # fmt: skip
    stranger = holder(role, make.SHIJIAZHUANG)
    for name, said in args(registry).items():
        if name in about_objects and allowed(role, name):
            assert isinstance(ask(registry, name, said, stranger), NotFound), name


@pytest.mark.parametrize("role", ["county_officer", "dispatching_manager", "host_manager", "commissioner", "applicant"])
def test_somebody_elses_object_in_the_same_city_is_not_found(registry: Registry, role: str) -> None:
    scoped = {
        "update_unit", "resubmit_application", "withdraw_application", "pass_application", "inspect_application",
        "recommend_application", "file_application", "return_application", "reject_application", "application",
        "end_session", "profile", "start_mending", "save_draft", "delete_draft", "submit_draft", "draft",
        "application_form",
        "revoke_invitation", "end_delegation", "act_on_behalf", "switch_city",
        "add_manager", "remove_manager", "person",
        "answer_sanction", "decide_sanction", "appeal_sanction", "decide_appeal", "sanction",
    }  # fmt: skip
    for name, said in args(registry).items():
        if name in scoped and allowed(role, name):
            assert isinstance(ask(registry, name, said, holder(role)), NotFound), name


def test_lists_of_another_city_are_empty(registry: Registry) -> None:
    args(registry)
    officer = make.officer(make.SHIJIAZHUANG)
    for name in ("accounts", "persons", "units", "applications", "filings"):
        assert registry.question(name, {}, officer)["items"] == [], name
