"""Shapes of accounts and sessions."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.shapes import Action, Grant, Human, asked, county_field, id_field, text
from shared.shapes import Paged

LOGIN = r"^[^\s@/]{3,80}$"


def _login() -> fields.String:
    return fields.String(required=True, validate=validate.Regexp(LOGIN))


def _hash() -> fields.String:
    return text(400, required=True, shortest=20)


def _consents() -> fields.List:
    said = "同意的处理目的，见 GET /api/privacy / purposes agreed to, on the notice named by notice_version"
    return fields.List(text(40, shortest=1), validate=validate.Length(max=20), metadata={"description": said})


class Register(Human):
    """Somebody opens an account for themselves; the city comes with the header Tepai-City, or here."""

    login = _login()
    password = text(128, required=True, shortest=10, metadata={"format": "password"})
    language = fields.String(validate=validate.OneOf(("zh", "en")))
    city = fields.String(validate=validate.Regexp(r"^\d{6}$"))
    consents = _consents()
    notice_version = text(20)


class RegisterAccount(Human):
    """The same, as it reaches the registry."""

    login = _login()
    password_hash = _hash()
    language = fields.String(load_default="zh", validate=validate.OneOf(("zh", "en")))
    city = fields.String(validate=validate.Regexp(r"^\d{6}$"))
    consents = _consents()
    notice_version = text(20)


class Registered(Schema):
    """The account and the person behind it."""

    account = fields.String()
    person = fields.String()
    login = fields.String()
    name = fields.String()


class Invite(Schema):
    """An officer opens an account for somebody; the answer carries a one-time password."""

    login = _login()
    name = text(60, required=True, shortest=1)
    grants = fields.List(fields.Nested(Grant), required=True, validate=validate.Length(1, 10))


class InviteAccount(Invite):
    """The same, as it reaches the registry."""

    password_hash = _hash()


class EnterCity(Schema):
    """A further city to act in."""

    target_city = fields.String(required=True, validate=validate.Regexp(r"^\d{6}$"))


class Cities(Schema):
    """The cities an account may act in."""

    account = fields.String()
    cities = fields.List(fields.String())


class OpenOfficer(Schema):
    """The first city officer of a city, opened by the platform's operator."""

    target_city = fields.String(required=True, validate=validate.Regexp(r"^\d{6}$"))
    login = _login()
    name = text(60, required=True, shortest=1)


class OpenCityOfficer(OpenOfficer):
    """The same, as it reaches the registry."""

    password_hash = _hash()


class OpenOperator(Schema):
    """The platform's operator, from the command line."""

    login = _login()
    password_hash = _hash()
    reset = fields.Boolean(load_default=False)


class AccountId(Schema):
    """Which account."""

    account_id = id_field()


class ResetPassword(AccountId):
    """A new one-time password, as it reaches the registry."""

    password_hash = _hash()


class DisableAccount(AccountId):
    """Which account, and why."""

    reason = text(500, required=True, shortest=1)


class EnableAccount(DisableAccount):
    """Which account is to be in use again, and why."""


class ListAccounts(Paged):
    """Accounts with a role in the city."""

    role = text(40)
    q = asked()


class HeldGrant(Grant):
    """A role held, and the filing it came with."""

    filing = fields.String(allow_none=True)


class Account(Schema):
    """An account as an officer of the city sees it."""

    id = fields.String()
    login = fields.String()
    name = fields.String()
    person = fields.String(allow_none=True)
    grants = fields.List(fields.Nested(HeldGrant))
    disabled = fields.Boolean()
    must_change_password = fields.Boolean()
    second_factor = fields.Boolean(metadata={"description": "a one-time code is asked for at sign-in"})
    actions = fields.List(fields.Nested(Action), metadata={"description": "in the answer about one account"})
    one_time_password = fields.String(metadata={"description": "only in the answer that made it"})
    version = fields.Integer()


class GiveRole(AccountId):
    """A role that officers give, in a unit or for a county where it is bound to one."""

    role = text(40, required=True, shortest=1)
    unit = id_field(required=False)
    county = county_field()


class EndRole(GiveRole):
    """Which of the roles given, and why it ends."""

    reason = text(500, required=True, shortest=2)


class Credential(Schema):
    """By login."""

    login = text(80, required=True, shortest=1)


class NoteSignIn(Schema):
    """The outcome of checking a password."""

    account = id_field()
    ok = fields.Boolean(required=True)
    city = text(6, allow_none=True, load_default=None)
    session_id = id_field(required=False, allow_none=True, load_default=None)
    refresh_hash = text(128, allow_none=True, load_default=None)
    device = text(200, load_default="")
    address = text(64, load_default="")
    code = text(20, allow_none=True, load_default=None)


class RenewSession(Schema):
    """The refresh token in hand and the next one, as hashes."""

    session_id = text(64, required=True)
    refresh_hash_old = text(128, required=True)
    refresh_hash_new = text(128, required=True)


class SwitchCity(EnterCity):
    """For the gateway: the session, and the city that it acts in from now on."""

    session_id = text(64, required=True)


class EndSession(Schema):
    """Which session."""

    session_id = text(64, required=True)


class ChangePassword(Schema):
    """The new password's hash, and the session that goes on."""

    password_hash = _hash()
    keep_session = text(64, allow_none=True, load_default=None)
