"""Shapes of invitations."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.shapes import Action, Grant, id_field, text
from shared.shapes import Paged

LOGIN = r"^[^\s@/]{3,80}$"
PHONE = r"^1\d{10}$"


def _token() -> fields.String:
    return text(64, required=True, shortest=16)


def _phone() -> fields.String:
    said = "须与受邀手机号一致 / the one that was invited, where one was"
    return fields.String(validate=validate.Regexp(PHONE), metadata={"description": said})


class MakeInvitation(Schema):
    """Who is asked in, with which roles; role `unit_manager` makes a manager of the unit."""

    name = text(60, required=True, shortest=1)
    grants = fields.List(fields.Nested(Grant), required=True, validate=validate.Length(1, 10))
    phone = fields.String(validate=validate.Regexp(PHONE))
    valid_days = fields.Integer(
        validate=validate.Range(1, 30), metadata={"description": "不填则为 7 天 · 7 days when left out"}
    )


class Accept(Schema):
    """Somebody without an account takes an invitation up; the city comes with Tepai-City, or here."""

    token = _token()
    login = fields.String(required=True, validate=validate.Regexp(LOGIN))
    password = text(128, required=True, shortest=10, metadata={"format": "password"})
    phone = _phone()
    language = fields.String(validate=validate.OneOf(("zh", "en")))
    city = fields.String(validate=validate.Regexp(r"^\d{6}$"))


class AcceptInvitation(Schema):
    """The same, as it reaches the registry."""

    token = _token()
    login = fields.String(required=True, validate=validate.Regexp(LOGIN))
    password_hash = text(400, required=True, shortest=20)
    phone = _phone()
    language = fields.String(validate=validate.OneOf(("zh", "en")))
    city = fields.String(validate=validate.Regexp(r"^\d{6}$"))


class JoinByInvitation(Schema):
    """Somebody signed in takes an invitation up."""

    token = _token()
    phone = _phone()


class InvitationId(Schema):
    """Which invitation."""

    invitation_id = id_field()


class ListInvitations(Paged):
    """Those the asker may see: of the city, of one's own units, or made by oneself."""

    unit = id_field(required=False)


class Joined(Schema):
    """Whose account has the roles now."""

    account = fields.String()
    login = fields.String()
    name = fields.String()


class Invitation(Schema):
    """An invitation; the token is in the answer that made it and nowhere else."""

    id = fields.String()
    name = fields.String()
    grants = fields.List(fields.Nested(Grant))
    unit = fields.String(allow_none=True)
    phone_mask = fields.String()
    status = fields.String(validate=validate.OneOf(("open", "expired", "accepted", "revoked")))
    made_by_name = fields.String()
    made_on = fields.Date()
    valid_until = fields.Date()
    account = fields.String(allow_none=True)
    ended_on = fields.Date(allow_none=True)
    token = fields.String(metadata={"description": "only in the answer that made it"})
    actions = fields.List(fields.Nested(Action))
    version = fields.Integer()
