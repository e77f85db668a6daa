"""Persons, their consents and what is disclosed of them: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, question


class Persons:
    """Persons, their consents and what is disclosed of them."""

    @command(schemas.UpdateProfile)
    def update_profile(self, call: Any) -> Any:
        return commands.update_profile(call.work, call.actor, **call.args)

    @question(schemas.Nothing)
    def profile(self, call: Any) -> Any:
        return queries.profile(call.work, call.actor)

    @question(schemas.ListPersons)
    def persons(self, call: Any) -> Any:
        return queries.list_persons(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.PersonId)
    def person(self, call: Any) -> Any:
        return queries.person(call.work, call.actor, **call.args)

    @question(schemas.Search)
    def search(self, call: Any) -> Any:
        return queries.search(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.EnterPerson)
    def enter_person(self, call: Any) -> Any:
        return commands.enter_person(call.work, call.actor, **call.args)

    @command(schemas.MarkProvincial, loads={"persons": "person_id"})
    def mark_provincial(self, call: Any) -> Any:
        return commands.mark_provincial(call.work, call.actor, **call.args)

    @question(schemas.PersonId)
    def person_presence(self, call: Any) -> Any:
        return queries.person_presence(call.work, call.actor, **call.args)

    @question(schemas.ListDisclosures)
    def disclosures(self, call: Any) -> Any:
        return queries.list_disclosures(call.work, call.actor, **call.args)

    @question(schemas.CityDisclosures)
    def city_disclosures(self, call: Any) -> Any:
        return queries.city_disclosures(call.work, **call.args)

    @question(schemas.Nothing)
    def privacy_notice(self, call: Any) -> Any:
        return queries.privacy_notice(call.work)

    @question(schemas.Nothing)
    def consents(self, call: Any) -> Any:
        return queries.list_consents(call.work, call.actor)

    @command(schemas.GiveConsent)
    def give_consent(self, call: Any) -> Any:
        return commands.give_consent(call.work, call.actor, **call.args)

    @command(schemas.WithdrawConsent)
    def withdraw_consent(self, call: Any) -> Any:
        return commands.withdraw_consent(call.work, call.actor, **call.args)

    @command(schemas.ErasePerson)
    def erase_person(self, call: Any) -> Any:
        return commands.erase_person(call.work, call.actor, **call.args)

    @command(schemas.DiscloseIdentity, loads={"persons": "person_id"}, secret=True)
    def disclose_identity(self, call: Any) -> Any:
        return commands.disclose_identity(call.work, call.actor, **call.args)
