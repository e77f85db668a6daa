"""Other installations: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas, sending
from shared.hosting import command, errand, question


class Federation:
    """Other installations."""

    @question(schemas.Nothing)
    def federation_keys(self, call: Any) -> Any:
        return queries.federation_keys(call.work)

    @command(schemas.AddPeer)
    def add_peer(self, call: Any) -> Any:
        return commands.add_peer(call.work, call.actor, **call.args)

    @command(schemas.PeerId, loads={"peers": "peer_id"})
    def remove_peer(self, call: Any) -> Any:
        return commands.remove_peer(call.work, call.actor, **call.args)

    @question(schemas.ListPeers)
    def peers(self, call: Any) -> Any:
        return queries.list_peers(call.work, **call.args)

    @command(schemas.PeerMessage)
    def answer_peer(self, call: Any) -> Any:
        return commands.answer_peer(call.work, call.actor, **call.args)

    @question(schemas.PrepareFederationCheck)
    def prepare_federation_check(self, call: Any) -> Any:
        return queries.prepare_federation_check(call.work, **call.args)

    @command(schemas.RecordFederationCheck, loads={"persons": "person_id"})
    def record_federation_check(self, call: Any) -> Any:
        return commands.record_federation_check(call.work, call.actor, **call.args)

    @question(schemas.ListFederationChecks)
    def federation_checks(self, call: Any) -> Any:
        return queries.list_federation_checks(call.work, **call.args)

    @errand()
    def index_peers(self, trip: Any) -> Any:
        return sending.index_peers(trip)
