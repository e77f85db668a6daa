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


def verify(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The standing behind the code. Raises TooMany for who tries codes, NotFound for a code that is nobody's."""
    address = request.remote_addr or ""
    gateway.limits.attempt("verify", address)
    asker = public("", caller.actor.language, caller.actor.as_of)
    try:
        answer: dict[str, Any] = gateway.bus.question(
            "registry", "verification", args, asker, gateway.settings.question_deadline
        )
    except NotFound:
        gateway.limits.failure(address)
        raise
    gateway.looks.note(answer["city"], args["code"])
    return answer


verifications = Resource(
    "public.verifications", service="registry", may=("public",), zh="证书核验", en="Verification of certificates",
    prefix="/api/public/verifications",
)  # fmt: skip
verifications.edge(
    "GET", "/<code>", verify, takes=S.VerificationCode, gives=S.Verification, zh="核验证书", en="Verify a certificate"
)
