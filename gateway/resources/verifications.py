"""Whether a certificate holds, for anybody who has it in hand: no account, no identity number, each look counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from gateway.auth import Caller
from gateway.resource import Resource
from services.registry import schemas as S
from shared.actor import public
from shared.errors import NotFound

if TYPE_CHECKING:
    from gateway.app import Gateway

CERTIFICATE = ("registry", "verification")
AGREEMENT = ("dispatch", "verify_agreement")


def look_up(
    gateway: Gateway, caller: Caller, args: dict[str, Any], papers: tuple[tuple[str, str], ...]
) -> tuple[str, dict[str, Any]]:
    """The service whose paper has the code, and what it says of it; the look is counted.

    Raises TooMany for who tries codes, NotFound for a code that is nobody's.
    """
    address = request.remote_addr or ""
    gateway.limits.attempt("verify", address)
    asker = public("", caller.actor.language, caller.actor.as_of)
    for service, name in papers:
        try:
            answer = gateway.bus.question(service, name, args, asker, gateway.settings.question_deadline)
        except NotFound:
            continue
        gateway.looks.note(service, answer["city"], args["code"])
        return service, answer
    gateway.limits.failure(address)
    raise NotFound("verification")


def verify(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The standing of a certificate."""
    return look_up(gateway, caller, args, (CERTIFICATE,))[1]


verifications = Resource(
    "public.verifications", service="registry", may=("public",), zh="证书核验", en="Verification of certificates",
    prefix="/api/public/verifications",
)  # fmt: skip
verifications.edge(
    "GET", "/<code>", verify, takes=S.VerificationCode, gives=S.Verification, zh="核验证书", en="Verify a certificate"
)
