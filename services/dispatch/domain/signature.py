"""Signature (签署): three parties in any order, each over the hash of exactly what it was shown.

By a click, by hand on the screen (the strokes are kept as a file), or on paper (the whole document scanned, whoever
uploads it confirming that it is the same content). Until all have signed, each may take its own back. A certified
electronic seal (电子签章) enters as the way `certified`, its file as evidence (infra/decisions/0028).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, Protocol, TypeVar

from services.dispatch.domain.evidence import Evidence
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict, Invalid

SignWay = Literal["click", "handwritten", "paper", "certified"]


@dataclass(frozen=True)
class Signature:
    """Who signed, as which party, when (UTC), and the hash of what was shown.

    `address`, `device`: where the request came from, as the edge saw it; never announced. On paper, `account` is who
    uploaded the scan and confirmed it, `signed_on` the day that stands on the paper.
    """

    party: str
    account: str
    name: str
    at: datetime
    hash: str
    way: SignWay = "click"
    evidence: tuple[Evidence, ...] = ()
    address: str = ""
    device: str = ""
    signed_on: date | None = None


class Signed(Protocol):
    """What is signed: an agreement, or a supplement to one."""

    @property
    def status(self) -> str: ...
    @property
    def signers(self) -> tuple[str, ...]: ...
    @property
    def signatures(self) -> tuple[Signature, ...]: ...
    @property
    def content_hash(self) -> str: ...
    @property
    def scope(self) -> Scope: ...


S = TypeVar("S", bound=Signed)


def left_to_sign(record: Signed) -> tuple[str, ...]:
    """The parties that have not signed yet, in the document's order."""
    done = {signature.party for signature in record.signatures}
    return tuple(party for party in record.signers if party not in done)


def sign(
    record: S,
    actor: Actor,
    hash: str,
    party: str | None,
    at: datetime,
    rules: Rules | None = None,
    *,
    way: SignWay = "click",
    evidence: tuple[Evidence, ...] = (),
    address: str = "",
    device: str = "",
) -> S:
    """Signed by one party more, over exactly what was shown.

    Raises Conflict when the content has changed since, when it is no draft, or when this party has signed; Invalid
    when the signer is several parties and does not say which, or the strokes are missing; Refused for a way of signing
    that the city does not take.
    """
    _open(record, hash)
    if rules is not None:
        check_way(rules, way)
    if way == "handwritten" and not any(file.content_type.startswith("image/") for file in evidence):
        raise Invalid.field(
            "/receipts", "手写签名须附签名图像", "required", en="A hand-written signature needs its image"
        )
    waiting = left_to_sign(record)
    own = parties(actor, record.signers, record.scope)
    left = [name for name in own if name in waiting and party in (None, name)]
    if not left:
        raise Conflict("您已签署，或不是签约方", "You have signed, or are not a party", code="signed")
    if len(left) > 1:
        raise Invalid.field(
            "/party",
            "您代表多方，请说明以哪一方签署",
            "required",
            en="You stand for several parties: say for which you sign",
        )
    made = Signature(left[0], actor.account, actor.name, at, hash, way, evidence, address, device)
    return _with(record, (*record.signatures, made))


def sign_on_paper(
    record: S,
    actor: Actor,
    hash: str,
    named: Sequence[str],
    signed_on: date,
    evidence: tuple[Evidence, ...],
    confirms: bool,
    rules: Rules,
    at: datetime,
    on: date,
) -> S:
    """The scan of a paper that some parties (none named: all that are left) signed by hand, taken for their signatures.

    Raises Invalid without a scan, without the confirmation that it is the same content, or for a day to come; Refused
    when the city takes no paper or who confirms is not whom it names; Conflict as `sign` does.
    """
    open_to_paper(record, actor, hash, rules)
    if not evidence:
        raise Invalid.field(
            "/receipts", "须上传签字盖章后的扫描件", "required", en="Upload the scan of the signed and stamped paper"
        )
    if not confirms:
        raise Invalid.field(
            "/confirms",
            "须确认扫描件与平台所载内容一致",
            "required",
            en="Confirm that the scan says what the platform holds",
        )
    if signed_on > on:
        raise Invalid.field("/signed_on", "签署日期不能晚于今天", "range", en="The day of signing must not lie ahead")
    waiting = left_to_sign(record)
    for place, party in enumerate(named):
        if party not in waiting:
            raise Invalid.field(
                f"/parties/{place}", "该方已签署，或不是签约方", "choice", en="That party has signed, or is none"
            )
    made = tuple(
        Signature(party, actor.account, actor.name, at, hash, "paper", evidence, signed_on=signed_on)
        for party in named or waiting
    )
    return _with(record, (*record.signatures, *made))


def open_to_paper(record: Signed, actor: Actor, hash: str, rules: Rules) -> None:
    """Raises what `sign_on_paper` raises whatever the scan is."""
    _open(record, hash)
    check_way(rules, "paper")
    by = rules.agreement.signing.paper_by
    if by.value is not None and not parties(actor, by.value, record.scope):
        raise by.refused("纸质协议不由您确认", "Not yours to confirm")


def revoke(record: S, actor: Actor, party: str | None) -> tuple[S, Signature]:
    """One's own signature taken back, as long as not all have signed; and the signature that it was.

    A scan is taken back by who uploaded it. Raises Conflict when all have signed or there is none of one's own.
    """
    if record.status != "draft":
        raise Conflict("各方均已签署，不能撤回签名", "All have signed; it cannot be taken back", status=record.status)
    own = parties(actor, record.signers, record.scope)
    mine = [
        one
        for one in record.signatures
        if party in (None, one.party) and (one.account == actor.account or (one.way != "paper" and one.party in own))
    ]
    if not mine:
        raise Conflict("没有您的签名", "There is no signature of yours", code="signed")
    return _with(record, tuple(one for one in record.signatures if one != mine[-1])), mine[-1]


def check_way(rules: Rules, way: SignWay) -> None:
    """Raises Refused for a way of signing that the city does not take; where it says nothing, any will do."""
    taken = rules.agreement.signing.ways
    if taken.value is not None and way not in taken.value:
        raise taken.refused("本市不采用这种签署方式", "Not a way of signing here")


def _open(record: Signed, hash: str) -> None:
    if record.status != "draft" or not record.signers:
        raise Conflict("协议不在签署阶段", "Not open for signing", status=record.status)
    if hash != record.content_hash:
        raise Conflict("协议内容已变化，请核对后重新签署", "The content has changed; read it again", code="hash")


def _with(record: S, signatures: tuple[Signature, ...]) -> S:
    complete = {signature.party for signature in signatures} >= set(record.signers)
    changed: Any = record
    return replace(changed, signatures=signatures, status="signed" if complete else "draft")
