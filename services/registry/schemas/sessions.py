"""Shapes of sessions, second factors and the log of sign-ins."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.registry.schemas.shapes import id_field, text
from shared.shapes import Paged


class SessionId(Schema):
    """Which session."""

    session_id = text(64, required=True)


class EndOtherSessions(Schema):
    """The session that goes on, if any."""

    keep_session = text(64, allow_none=True, load_default=None)


class AboutAccount(Schema):
    """Which account, and why."""

    account_id = id_field()
    reason = text(500, required=True, shortest=2)


class Ended(Schema):
    """How many sessions ended."""

    ended = fields.Integer()


class Code(Schema):
    """A code of the authenticator, or a recovery code."""

    code = text(20, required=True, shortest=6)


class Enrolled(Schema):
    """The secret, shown once: as text, as otpauth:// and as a QR code (SVG)."""

    secret = fields.String()
    otpauth_uri = fields.String()
    qr_svg = fields.String()


class RecoveryCodes(Schema):
    """Ten codes, each good once, shown once."""

    recovery_codes = fields.List(fields.String())


class ListSignIns(Paged):
    """One's own, newest first."""


class ListAccountSignIns(Paged):
    """Of which account."""

    account_id = id_field()


class SignIn(Schema):
    """One attempt to sign in; outcome: opened, or what was wrong (password, code), or locked by it."""

    id = fields.String()
    at = fields.DateTime()
    outcome = fields.String()
    city = fields.String()
    device = fields.String()
    address = fields.String()
    session = fields.String(allow_none=True)
