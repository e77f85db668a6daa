"""Persons: oneself, and what officers see and note; identity numbers stay masked but for a reasoned disclosure."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

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
persons.question(
    "GET", "/<person_id>", "person", takes=S.PersonId, gives=S.Person, may=CARERS, zh="人员详情", en="One person"
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
    zh="查看完整身份号码（记录在案）",
    en="Read identity number and phone in full (announced)",
)
