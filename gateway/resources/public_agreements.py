"""The public check of an agreement by the code on it; no sign-in, every look counted (扫码核验)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gateway.auth import Caller
from gateway.resource import Resource
from gateway.resources.verifications import AGREEMENT, look_up
from services.dispatch.schemas import verifications as S

if TYPE_CHECKING:
    from gateway.app import Gateway


def verify_agreement(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The standing of an agreement."""
    return look_up(gateway, caller, args, (AGREEMENT,))[1]


public_agreements = Resource(
    "public-agreements",
    service="dispatch",
    may=("public",),
    prefix="/api/public/agreements",
    zh="协议公开核验",
    en="Public check of agreements",
)

public_agreements.edge(
    "GET", "/<code>", verify_agreement,
    takes=S.VerifyAgreement, gives=S.AgreementStanding,
    zh="扫码核验协议", en="Check an agreement by its code",
)  # fmt: skip
