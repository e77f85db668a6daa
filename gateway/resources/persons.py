"""Persons: oneself, and what officers see and note; identity numbers stay masked but for a reasoned disclosure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from marshmallow import fields

from gateway.auth import Caller
from gateway.gathering import Gathered, gather
from gateway.resource import Resource
from gateway.resources.federation import ask_peer
from services.registry import schemas as S

if TYPE_CHECKING:
    from gateway.app import Gateway


class MyData(Gathered):
    """By service and kind of record."""

    made_at = fields.DateTime(required=True)
    person = fields.String(required=True)
    services = fields.Dict(required=True)


def my_data(gateway: Gateway, caller: Caller, _: dict[str, Any]) -> dict[str, Any]:
    """Everything that every service keeps about the caller (PIPL article 45), machine-readable, all at once."""
    asked: dict[str, dict[str, Any]] = {service: {} for service in gateway.services}
    deadline = gateway.settings.question_deadline
    held, silent = gather(gateway.bus, caller.actor, "personal_data", asked, deadline)
    made_at = datetime.now(UTC).isoformat()
    return {"made_at": made_at, "person": caller.actor.person, "services": held, "silent": silent}


CARERS = ("city_officer", "county_officer", "dispatching_manager", "competent_officer")
persons = Resource("persons", service="registry", may=("city_officer",), zh="人员", en="Persons")

persons.question("GET", "/me", "profile", gives=S.Person, may=("anyone",), zh="本人信息", en="Oneself")
persons.command(
    "PATCH",
    "/me",
    "update_profile",
    takes=S.UpdateProfile,
    gives=S.Person,
    may=("anyone",),
    zh="更新本人信息",
    en="Change one's own profile",
)
persons.listing(
    "GET", "/", "persons", takes=S.ListPersons, gives=S.Person, may=CARERS, zh="本市人员", en="Persons of the city"
)
persons.listing(
    "GET",
    "/duplicates",
    "person_duplicates",
    takes=S.ListDuplicates,
    gives=S.PersonDuplicates,
    zh="疑似重复的人员",
    en="Persons that may be one",
)
persons.command(
    "POST",
    "/mergers",
    "merge_persons",
    takes=S.MergeRecords,
    gives=S.Person,
    zh="合并重复人员",
    en="Merge two records of one person",
)
persons.command(
    "POST",
    "/<person_id>/unmerging",
    "unmerge_person",
    takes=S.UnmergePerson,
    gives=S.Person,
    zh="撤销人员合并",
    en="Take a merger of persons back",
)
persons.question(
    "GET", "/<person_id>", "person", takes=S.PersonId, gives=S.Person, may=CARERS, zh="人员详情", en="One person"
)
persons.listing(
    "GET",
    "/me/disclosures",
    "disclosures",
    takes=S.ListDisclosures,
    gives=S.Disclosure,
    may=("anyone",),
    zh="谁因何查看过我的完整号码",
    en="Who read my numbers in full, and why",
)
persons.question(
    "GET", "/me/consents", "consents", gives=S.Consents, may=("anyone",), zh="本人的同意", en="My consents"
)
persons.command(
    "POST",
    "/me/consents",
    "give_consent",
    takes=S.GiveConsent,
    gives=S.Consents,
    may=("anyone",),
    zh="同意处理目的",
    en="Agree to purposes",
)
persons.command(
    "POST",
    "/me/consents/withdrawal",
    "withdraw_consent",
    takes=S.WithdrawConsent,
    gives=S.Consents,
    may=("anyone",),
    zh="撤回同意",
    en="Withdraw a consent",
)
persons.edge(
    "GET", "/me/data", my_data, gives=MyData, may=("anyone",), zh="导出本人全部信息", en="Everything held about me"
)
persons.command(
    "POST",
    "/me/erasure",
    "erase_person",
    takes=S.ErasePerson,
    gives=S.Person,
    may=("anyone",),
    zh="请求删除本人信息",
    en="Ask to be forgotten",
)
persons.listing(
    "GET",
    "/disclosures",
    "city_disclosures",
    takes=S.CityDisclosures,
    gives=S.Disclosure,
    zh="本市完整号码查看记录",
    en="Readings in full in the city",
)
persons.question(
    "GET",
    "/<person_id>/presence",
    "person_presence",
    takes=S.PersonId,
    gives=S.Presence,
    may=("city_officer", "county_officer"),
    zh="此人在各市、各工作站的登记情况",
    en="Where this person is known",
)
persons.command(
    "POST",
    "/<person_id>/provincial",
    "mark_provincial",
    takes=S.MarkProvincial,
    gives=S.Person,
    zh="标注是否为省级科技特派员",
    en="Note whether the province lists this person",
)
persons.command(
    "POST",
    "/<person_id>/disclosure",
    "disclose_identity",
    takes=S.DiscloseIdentity,
    gives=S.Identity,
    may=CARERS,
    zh="查看完整身份号码（记录在案）",
    en="Read identity number and phone in full (announced)",
)
persons.edge(
    "POST",
    "/<person_id>/federation-checks",
    ask_peer,
    takes=S.AskPeer,
    gives=S.FederationCheck,
    status=201,
    may=("city_officer",),
    zh="向对等平台查询此人",
    en="Ask another installation about this person",
)
persons.listing(
    "GET",
    "/<person_id>/federation-checks",
    "federation_checks",
    takes=S.ListFederationChecks,
    gives=S.FederationCheck,
    may=("city_officer",),
    zh="互认查询记录",
    en="What other installations answered",
)
