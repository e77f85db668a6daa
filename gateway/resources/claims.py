"""Claims of subsidies."""

from __future__ import annotations

from gateway.resource import Resource
from services.funding import schemas as S

SEE = ("commissioner", "dispatching_manager", "city_officer", "finance_officer", "inspector")
UNIT = ("dispatching_manager",)

claims = Resource("claims", service="funding", may=SEE, zh="补助申领", en="Claims")

claims.command(
    "POST", "/", "submit_claim", takes=S.SubmitClaim, gives=S.Claim, status=201, may=("commissioner",),
    zh="申领一次补助", en="Claim a subsidy for one service",
)  # fmt: skip
claims.command(
    "POST", "/lists", "submit_claims", takes=S.SubmitClaims, gives=S.ClaimedList, may=("commissioner",),
    zh="批量申领补助", en="Claim a subsidy for several services",
)  # fmt: skip
claims.command(
    "POST", "/<claim_id>/approval", "approve_claim", takes=S.ApproveClaim, gives=S.Claim, may=UNIT, changes=True,
    zh="同意发放", en="Approve a claim",
)  # fmt: skip
claims.command(
    "POST", "/<claim_id>/refusal", "refuse_claim", takes=S.RefuseClaim, gives=S.Claim, may=UNIT, changes=True,
    zh="不予发放", en="Refuse a claim",
)  # fmt: skip
claims.command(
    "POST", "/<claim_id>/payment", "pay_claim", takes=S.PayClaim, gives=S.Claim, may=UNIT, changes=True,
    zh="支付", en="Pay a claim",
)  # fmt: skip
claims.command(
    "POST", "/<claim_id>/reversal", "reverse_claim", takes=S.ReverseClaim, gives=S.Claim,
    may=("dispatching_manager", "finance_officer"), changes=True, zh="冲正", en="Reverse a payment",
)  # fmt: skip
claims.listing("GET", "/", "claims", takes=S.ListClaims, gives=S.Claim, zh="申领列表", en="Claims")
claims.question(
    "GET", "/prospect", "claim_prospect", takes=S.AskClaimProspect, gives=S.ClaimProspect, may=("commissioner",),
    zh="一次服务可申领的补助", en="What a service would be paid if claimed now",
)  # fmt: skip
claims.question("GET", "/<claim_id>", "claim", takes=S.AskClaim, gives=S.Claim, zh="申领详情", en="One claim")
