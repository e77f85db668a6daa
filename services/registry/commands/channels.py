"""Channels: where somebody wants messages sent to, beside the platform itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.registry.domain import letter as letters
from services.registry.domain.letter import Choice, Chosen
from services.registry.domain.message import settings_id
from services.registry.message_table import TABLE
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Invalid
from shared.vault import mask_phone


def choose_channels(work: RegistryWork, actor: Actor, *, channels: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One's channels from now on; an address is kept sealed. Without one, SMS go to the phone of one's own person.

    Raises Invalid where an address is missing.
    """
    id = settings_id(actor.account, work.city)
    person = work.persons.find(actor.person) if actor.person else None
    own = person.identity.phone_mask if person is not None and person.identity.phone else ""
    choices = [_choice(work, one, own, f"/channels/{index}/address") for index, one in enumerate(channels)]
    known = work.channels.get_or(id, Chosen(id, work.city, actor.account))
    work.channels.save(letters.choose(known, choices, TABLE))
    return letters.chosen_public(work.channels.get(id))


def _choice(work: RegistryWork, said: dict[str, Any], own: str, pointer: str) -> Choice:
    address, topics = said.get("address", ""), tuple(said.get("topics", ()))
    if address:
        return Choice(said["channel"], _mask(said["channel"], address), work.vault.seal(address), topics)
    if said["channel"] != "sms" or not own:
        raise Invalid.field(pointer, "必须填写", "required", en="Has to be filled in")
    return Choice("sms", own, "", topics)


def _mask(channel: str, address: str) -> str:
    if channel == "sms":
        return mask_phone(address)
    name, at, host = address.partition("@")
    return f"{name[:1]}***{at}{host}" if channel == "email" else f"{address[:2]}***{address[-2:]}"
