"""Accounts that officers open and keep for others."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

accounts = Resource("accounts", service="registry", may=("city_officer",), zh="账户", en="Accounts")

accounts.command(
    "POST",
    "/",
    "invite_account",
    takes=S.Invite,
    gives=S.Account,
    status=201,
    one_time_password=True,
    zh="开设账户并授予角色",
    en="Open an account with roles",
)
accounts.command(
    "POST",
    "/<account_id>/disabling",
    "disable_account",
    takes=S.DisableAccount,
    gives=S.Account,
    zh="停用账户",
    en="Disable an account",
)
accounts.command(
    "POST",
    "/<account_id>/password-reset",
    "reset_password",
    takes=S.AccountId,
    gives=S.Account,
    one_time_password=True,
    zh="重置为一次性密码",
    en="Give a new one-time password",
)
accounts.listing(
    "GET", "/", "accounts", takes=S.ListAccounts, gives=S.Account, zh="本市账户", en="Accounts with a role in the city"
)
accounts.question(
    "GET", "/<account_id>", "account", takes=S.AccountId, gives=S.Account, zh="账户详情", en="One account"
)
