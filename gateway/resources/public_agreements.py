"""The public check of an agreement by the code on it; no sign-in, every look counted (扫码核验)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import verifications as S

public_agreements = Resource(
    "public-agreements",
    service="dispatch",
    may=("public",),
    prefix="/api/public/agreements",
    zh="协议公开核验",
    en="Public check of agreements",
)

public_agreements.command(
    "GET", "/<code>", "verify_agreement",
    takes=S.VerifyAgreement, gives=S.AgreementStanding,
    zh="扫码核验协议", en="Check an agreement by its code",
)  # fmt: skip
