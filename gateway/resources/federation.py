"""Federation: other installations, asked about a person and answered, without showing identity numbers (G12)."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Any

import orjson
from flask import request

from gateway import incoming
from gateway.auth import Caller
from gateway.resource import Resource
from services.registry import schemas as S
from shared.actor import platform
from shared.errors import Unavailable
from shared.outbound import NotSent, Outbound

if TYPE_CHECKING:
    from gateway.app import Gateway


def answer_peer(gateway: Gateway, _: Caller, args: dict[str, Any]) -> Any:
    """The signed answer to a peer's signed question. Nobody signs in: the signature is the proof."""
    deadline = gateway.settings.command_deadline
    return gateway.bus.command("registry", "answer_peer", args, platform("gateway"), deadline=deadline)


def ask_peer(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> Any:
    """Asks a peer about a person and records the answer. Raises Unavailable where the peer does not answer.

    Between the question and the record no transaction is open: the peer may take its ten seconds.
    """
    asked = {**args, "created": int(time.time())}
    prepared = gateway.bus.question("registry", "prepare_federation_check", asked, caller.actor)
    answer = _carried(gateway, prepared["url"], prepared["message"])
    recorded = {**asked, "question": prepared["message"], "answer": answer}
    key, deadline = incoming.idempotency_key(request), gateway.settings.command_deadline
    digest = hashlib.sha256(orjson.dumps(args, option=orjson.OPT_SORT_KEYS)).hexdigest()  # each question differs
    bus, actor = gateway.bus, caller.actor
    return bus.command("registry", "record_federation_check", recorded, actor, key, None, deadline, digest)


def _carried(gateway: Gateway, url: str, message: str) -> str:
    body, key = orjson.dumps({"message": message}), hashlib.sha256(message.encode()).hexdigest()
    headers = {"content-type": "application/json", "idempotency-key": key}
    try:
        answered = Outbound(gateway.settings.parts.private_targets).post(url, body, headers)
        said = orjson.loads(answered.body)
    except (NotSent, orjson.JSONDecodeError) as problem:
        code = problem.code if isinstance(problem, NotSent) else "unreadable"
        raise Unavailable(
            "对等平台没有应答，请稍后再试", "The peer did not answer; try again later", code=code
        ) from None
    found = said.get("message") if isinstance(said, dict) and answered.status == 200 else None
    if not isinstance(found, str):
        raise Unavailable("对等平台拒绝回答", "The peer refused to answer", code="refused", status=answered.status)
    return found


federation = Resource("federation", service="registry", may=("platform_operator",), zh="平台互认", en="Federation")
federation.question(
    "GET",
    "/",
    "federation_keys",
    gives=S.FederationKeys,
    may=("public",),
    zh="本平台的公钥",
    en="This installation's public keys",
)
federation.edge(
    "POST",
    "/answers",
    answer_peer,
    takes=S.PeerMessage,
    gives=S.PeerMessage,
    may=("public",),
    zh="答复对等平台（签名提问）",
    en="Answer a peer's signed question",
)
federation.listing(
    "GET",
    "/peers",
    "peers",
    takes=S.ListPeers,
    gives=S.Peer,
    may=("platform_operator", "city_officer"),
    zh="对等平台",
    en="Peers",
)
federation.command(
    "POST",
    "/peers",
    "add_peer",
    takes=S.AddPeer,
    gives=S.Peer,
    status=201,
    zh="登记对等平台",
    en="Name another installation",
)
federation.command(
    "DELETE", "/peers/<peer_id>", "remove_peer", takes=S.PeerId, gives=S.Peer, zh="移除对等平台", en="Remove a peer"
)
