"""The units' earmarked accounts: balances, rates, ledgers, and a month's list of claims in one call."""

from __future__ import annotations

from gateway.resource import Resource
from services.funding import schemas as S

SEE = ("dispatching_manager", "city_officer", "finance_officer", "inspector")
UNIT = ("dispatching_manager",)

fund_accounts = Resource("fund-accounts", service="funding", may=SEE, zh="单位经费账户", en="Units' fund accounts")

fund_accounts.listing(
    "GET", "/", "fund_accounts", takes=S.ListFundAccounts, gives=S.FundAccount, zh="账户列表", en="Fund accounts"
)
fund_accounts.question(
    "GET", "/<account_id>", "fund_account", takes=S.AskFundAccount, gives=S.FundAccount,
    zh="账户详情", en="One fund account",
)  # fmt: skip
fund_accounts.listing(
    "GET", "/<account_id>/postings", "account_postings", takes=S.ListAccountPostings, gives=S.Posting,
    zh="账户分录", en="The ledger of a fund account",
)  # fmt: skip
fund_accounts.command(
    "POST", "/<account_id>/rate", "set_rate", takes=S.SetRate, gives=S.FundAccount, may=UNIT, changes=True,
    zh="确定每次补助金额", en="Set the unit's rate per trip",
)  # fmt: skip
fund_accounts.command(
    "POST", "/<account_id>/approvals", "approve_claims", takes=S.ClaimsOfAccount, gives=S.Outcomes, may=UNIT,
    zh="批量审核申领", en="Approve a list of claims",
)  # fmt: skip
fund_accounts.command(
    "POST", "/<account_id>/payments", "pay_claims", takes=S.ClaimsOfAccount, gives=S.Outcomes, may=UNIT,
    zh="批量支付", en="Pay a list of claims",
)  # fmt: skip
