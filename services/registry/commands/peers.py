"""Federation: peers kept by the operator, questions answered to them, answers of theirs recorded (G12)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from services.registry import events
from services.registry.domain import peer as peers
from services.registry.domain import person as persons
from services.registry.domain.peer import Engagement, FederationCheck, Peer, PeerNonce, PeerToken
from services.registry.domain.person import Person
from services.registry.store import RegistryWork
from shared import outbound, peering
from shared.actor import Actor
from shared.documents import plain
from shared.errors import Conflict, Forbidden, Invalid
from shared.peering import Peering, Unsigned

MOST_A_DAY = 5_000  # questions of one peer: enough for every filing of a province, too few to try out numbers
IDENTITY, HOST = "identity number", "host credit code"


def add_peer(
    work: RegistryWork, actor: Actor, *, name: str, base_url: str, signing_key: str, agreement_key: str
) -> dict[str, Any]:
    """The operator names another installation, with the keys its operator gave. Raises Invalid for unfit ones."""
    try:
        outbound.checked(base_url)
    except outbound.NotSent:
        raise Invalid.field(
            "/base_url",
            "应为 http 或 https 网址，不含账号与片段",
            "url",
            en="Must be an http or https address without user or fragment",
        ) from None
    try:
        keys = peering.checked_key(signing_key), peering.checked_key(agreement_key)
        Peering(work.vault).token(keys[1], IDENTITY, "")
    except ValueError:
        raise Invalid.field(
            "/signing_key", "公钥应为 base64url 编码的 32 字节", "key", en="The key is 32 bytes in base64url"
        ) from None
    known = work.peers.some({"status": "active"})
    made = Peer(work.new_id(), "", name, base_url.rstrip("/"), *keys, peering.key_id(keys[0]), work.today)
    work.peers.add(peers.add(known, made, Peering(work.vault).public_keys()["key_id"]))
    work.announce(events.peer_changed(made, "added"))
    return peers.public(work.peers.get(made.id))


def remove_peer(work: RegistryWork, actor: Actor, *, peer_id: str) -> dict[str, Any]:
    """A peer is neither asked nor answered any more."""
    removed = peers.remove(work.peers.get(peer_id))
    work.peers.save(removed)
    work.announce(events.peer_changed(removed, "removed"))
    return peers.public(work.peers.get(peer_id))


def answer_peer(work: RegistryWork, actor: Actor, *, message: str) -> dict[str, Any]:
    """A peer's signed question, answered and signed. Raises Forbidden for an unknown or unproven one, Conflict for a
    replay, or where the peer asks too much.
    """
    peer = work.peers.first({"key_id": peering.issuer(message), "status": "active"})
    if peer is None:
        raise _unproven("unknown_peer")
    own = Peering(work.vault)
    try:
        nonce, said = own.read(message, peer.signing_key, work.now)
    except Unsigned as problem:
        raise _unproven(str(problem)) from None
    token, province, year = peers.read_question(said)
    used = f"{peer.id}:{peering.digest(nonce)[:40]}"
    if work.peer_nonces.find(used) is not None:
        raise Conflict("此提问已答复过", "This question was answered before", "replayed")
    since = plain(work.now - timedelta(days=1))
    if work.peer_nonces.count({"peer": peer.id, "used_at": {"$gte": since}}, MOST_A_DAY) >= MOST_A_DAY:
        raise Conflict("今日提问已达上限", "Too many questions today", "too_many")
    work.peer_nonces.add(PeerNonce(used, "", peer.id, work.now))
    known = work.peer_tokens.find(f"{peer.id}:{token}")
    person = work.persons.find(known.person) if known is not None else None
    answer = peers.answer(person, province, _engaged(work, peer, person, year))
    work.announce(events.federation_answered(peer, person, province, year))
    return {"message": own.sign(peer.key_id, answer, work.new_id(), work.now, answers=message)}


def record_federation_check(
    work: RegistryWork,
    actor: Actor,
    *,
    person_id: str,
    peer_id: str,
    year: int,
    created: int,
    question: str,
    answer: str,
) -> dict[str, Any]:
    """A peer's answer about a person, kept with both signed messages. Raises Forbidden where it is not what the peer
    signed in answer to our question about this person.
    """
    person, peer = persons.of_city(work.persons.get(person_id), work.city), work.peers.get(peer_id)
    own, at = Peering(work.vault), datetime.fromtimestamp(created, UTC)
    try:
        asked = own.own(question, peer.key_id)
        _, said = own.read(answer, peer.signing_key, at, answers=question)
    except Unsigned as problem:
        raise _unproven(str(problem)) from None
    if asked != peers.question(token_of(work, peer, person), work.city, year):
        raise _unproven("another_person")
    same, provincial, engaged = peers.read_answer(said)
    made = FederationCheck(
        id=work.new_id(),
        city=work.city,
        person=person.id,
        peer=peer.id,
        peer_name=peer.name,
        year=year,
        same_person=same,
        provincial=provincial,
        engagements=engaged,
        asked_by=actor.account,
        asked_by_name=actor.name,
        answered_at=at,
        question=question,
        answer=answer,
    )
    work.federation_checks.add(made)
    work.announce(events.federation_checked(made))
    return peers.check_public(work.federation_checks.get(made.id))


def token_of(work: RegistryWork, peer: Peer, person: Person) -> str:
    """The person's identity number under the key shared with the peer; opened for this only.

    Raises NotFound once it was erased.
    """
    number, _ = work.numbers_of(person)
    return Peering(work.vault).token(peer.agreement_key, IDENTITY, number)


def make_known(work: RegistryWork, peer: Peer, people: list[Person]) -> None:
    """Makes persons findable by a peer's tokens."""
    for person in (one for one in people if one.identity.number):  # an erased one has none
        token = f"{peer.id}:{token_of(work, peer, person)}"
        work.peer_tokens.put(PeerToken(token, "", peer.id, person.id))


def _engaged(work: RegistryWork, peer: Peer, person: Person | None, year: int) -> list[tuple[Engagement, str]]:
    """Whom the person serves in the year, in every city of this installation; hosts by credit code, as tokens."""
    if person is None:
        return []
    theirs = {"people": {"$in": [person.id, *person.stands_for]}, "city": {"$in": list(person.cities)}}
    found = peers.in_year(work.engagements.some(theirs, everywhere=True), year)
    own, answer = Peering(work.vault), []
    for one in found:
        units = work.units.some({"id": one.host_unit, "city": one.city}, limit=1, everywhere=True)
        host = units[0].uscc if units else one.host_unit
        answer.append((one, own.token(peer.agreement_key, HOST, host)))
    return answer


def _unproven(code: str) -> Forbidden:
    return Forbidden("对等平台的签名无法核实", "The peer's signature does not hold", code=code)
