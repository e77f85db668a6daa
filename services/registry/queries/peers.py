"""Federation: one's own public keys, the peers, and what they answered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from services.registry.commands.peers import token_of
from services.registry.domain import peer as domain
from services.registry.domain import person as persons
from services.registry.store import RegistryWork
from shared.errors import Conflict
from shared.peering import Peering
from shared.work import Page


def federation_keys(work: RegistryWork) -> dict[str, Any]:
    """This installation's public keys, for the operator of another."""
    return Peering(work.vault).public_keys()


def list_peers(work: RegistryWork, *, after: str | None = None, limit: int = 50) -> Page[dict[str, Any]]:
    """The peers in use."""
    page = work.peers.page({"status": "active"}, after, limit)
    return Page([domain.public(one) for one in page.items], page.next)


def prepare_federation_check(
    work: RegistryWork, *, person_id: str, peer_id: str, year: int, created: int
) -> dict[str, Any]:
    """The signed question about a person, and where to send it: the gateway carries it."""
    person, peer = persons.of_city(work.persons.get(person_id), work.city), work.peers.get(peer_id)
    if peer.status != "active":
        raise Conflict("此对等平台已移除", "The peer was removed", status=peer.status)
    said = domain.question(token_of(work, peer, person), work.city, year)
    message = Peering(work.vault).sign(peer.key_id, said, work.new_id(), datetime.fromtimestamp(created, UTC))
    return {"url": f"{peer.base_url}/api/federation/answers", "message": message}


def list_federation_checks(
    work: RegistryWork, *, person_id: str, after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """What peers answered about a person, newest first."""
    persons.of_city(work.persons.get(person_id), work.city)
    page = work.federation_checks.page({"person": person_id}, after, limit, descending=True)
    return Page([domain.check_public(one) for one in page.items], page.next)
