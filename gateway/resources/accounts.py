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
    "/<account_id>/enabling",
    "enable_account",
    takes=S.EnableAccount,
    gives=S.Account,
    zh="恢复启用账户",
    en="Put a disabled account in use again",
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
accounts.command(
    "POST", "/<account_id>/roles", "give_role", takes=S.GiveRole, gives=S.Account, zh="授予角色", en="Give a role"
)
accounts.command(
    "POST",
    "/<account_id>/roles/ending",
    "end_role",
    takes=S.EndRole,
    gives=S.Account,
    zh="终止角色",
    en="End a role that an officer gave",
)
accounts.command(
    "POST",
    "/<account_id>/second-factor/reset",
    "reset_second_factor",
    takes=S.AboutAccount,
    gives=S.Account,
    zh="停用其遗失的动态口令",
    en="Take a lost second factor out of use",
)
accounts.command(
    "POST",
    "/<account_id>/sessions/ending",
    "revoke_sessions",
    takes=S.AboutAccount,
    gives=S.Ended,
    zh="结束其全部登录",
    en="End every session of an account",
)
accounts.listing(
    "GET",
    "/<account_id>/sign-ins",
    "account_sign_ins",
    takes=S.ListAccountSignIns,
    gives=S.SignIn,
    zh="登录日志",
    en="Attempts to sign in to an account",
)
accounts.listing(
    "GET", "/", "accounts", takes=S.ListAccounts, gives=S.Account, zh="本市账户", en="Accounts with a role in the city"
)
accounts.question(
    "GET", "/<account_id>", "account", takes=S.AccountId, gives=S.Account, zh="账户详情", en="One account"
)
