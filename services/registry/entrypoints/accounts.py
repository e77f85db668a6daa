"""Accounts, sessions and second factors: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, question


class Accounts:
    """Accounts, sessions and second factors."""

    @question(schemas.Credential)
    def credential(self, call: Any) -> Any:
        return queries.credential(call.work, **call.args)

    @command(schemas.NoteSignIn, loads={"accounts": "account"})
    def note_sign_in(self, call: Any) -> Any:
        return commands.note_sign_in(call.work, call.rulebooks, call.actor, **call.args)

    @command(schemas.RenewSession, loads={"sessions": "session_id"})
    def renew_session(self, call: Any) -> Any:
        return commands.renew_session(call.work, call.actor, **call.args)

    @command(schemas.SwitchCity, loads={"sessions": "session_id"})
    def switch_city(self, call: Any) -> Any:
        return commands.switch_city(call.work, call.rulebooks, call.actor, **call.args)

    @command(schemas.EndSession, loads={"sessions": "session_id"})
    def end_session(self, call: Any) -> Any:
        return commands.end_session(call.work, call.actor, **call.args)

    @question(schemas.Nothing)
    def sessions(self, call: Any) -> Any:
        return queries.open_sessions(call.work, call.actor)

    @question(schemas.SessionId)
    def session_powers(self, call: Any) -> Any:
        return queries.session_powers(call.work, **call.args)

    @command(schemas.EndOtherSessions)
    def end_other_sessions(self, call: Any) -> Any:
        return commands.end_other_sessions(call.work, call.actor, **call.args)

    @command(schemas.AboutAccount, loads={"accounts": "account_id"})
    def revoke_sessions(self, call: Any) -> Any:
        return commands.revoke_sessions(call.work, call.actor, **call.args)

    @question(schemas.ListSignIns)
    def sign_ins(self, call: Any) -> Any:
        return queries.list_sign_ins(call.work, call.actor, **call.args)

    @question(schemas.ListAccountSignIns)
    def account_sign_ins(self, call: Any) -> Any:
        return queries.account_sign_ins(call.work, **call.args)

    @command(schemas.Nothing, secret=True)
    def enrol_second_factor(self, call: Any) -> Any:
        return commands.enrol_second_factor(call.work, call.actor)

    @command(schemas.Code, secret=True)
    def confirm_second_factor(self, call: Any) -> Any:
        return commands.confirm_second_factor(call.work, call.actor, **call.args)

    @command(schemas.Code)
    def drop_second_factor(self, call: Any) -> Any:
        return commands.drop_second_factor(call.work, call.actor, **call.args)

    @command(schemas.AboutAccount, loads={"accounts": "account_id"})
    def reset_second_factor(self, call: Any) -> Any:
        return commands.reset_second_factor(call.work, call.actor, **call.args)

    @command(schemas.ChangePassword)
    def change_password(self, call: Any) -> Any:
        return commands.change_password(call.work, call.actor, **call.args)

    @command(schemas.OpenOperator)
    def open_operator(self, call: Any) -> Any:
        return commands.open_operator(call.work, call.actor, **call.args)

    @command(schemas.OpenCityOfficer)
    def open_city_officer(self, call: Any) -> Any:
        queries.check_city(call.work, call.rulebooks, call.args["target_city"])
        return commands.open_city_officer(call.work, call.actor, **call.args)

    @command(schemas.EnterCity)
    def enter_city(self, call: Any) -> Any:
        call.rulebooks.of(call.args["target_city"])
        return commands.enter_city(call.work, call.actor, **call.args)

    @command(schemas.RegisterAccount)
    def register_account(self, call: Any) -> Any:
        return commands.register_account(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.InviteAccount)
    def invite_account(self, call: Any) -> Any:
        return commands.invite_account(call.work, queries.counties(call.work, call.rulebooks), call.actor, **call.args)

    @command(schemas.DisableAccount, loads={"accounts": "account_id"})
    def disable_account(self, call: Any) -> Any:
        return commands.disable_account(call.work, call.actor, **call.args)

    @command(schemas.EnableAccount, loads={"accounts": "account_id"})
    def enable_account(self, call: Any) -> Any:
        return commands.enable_account(call.work, call.actor, **call.args)

    @command(schemas.ResetPassword, loads={"accounts": "account_id"})
    def reset_password(self, call: Any) -> Any:
        return commands.reset_password(call.work, call.actor, **call.args)

    @command(schemas.GiveRole, loads={"accounts": "account_id"})
    def give_role(self, call: Any) -> Any:
        return commands.give_role(call.work, queries.counties(call.work, call.rulebooks), call.actor, **call.args)

    @command(schemas.EndRole, loads={"accounts": "account_id"})
    def end_role(self, call: Any) -> Any:
        return commands.end_role(call.work, call.actor, **call.args)

    @question(schemas.ListAccounts)
    def accounts(self, call: Any) -> Any:
        return queries.list_accounts(call.work, **call.args)

    @question(schemas.AccountId)
    def account(self, call: Any) -> Any:
        return queries.account(call.work, call.actor, **call.args)
