"""Shapes of sanctions and of the credit register."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.registry.schemas.shapes import Action, id_field, receipts, text
from shared.shapes import Paged

REGISTERS = ("blacklist", "misconduct")
ACTS = ("enter", "suspend", "cancel")


ABOUT = "未指明备案时的登记对象：人员或单位 / whom an entry is about where no filing is named"


class OpenSanction(Schema):
    """What is intended against whom: `filing`, or for an entry the `person` or `unit`; on which ground, and why."""

    act = fields.String(required=True, validate=validate.OneOf(ACTS))
    ground = text(60, required=True, shortest=1)
    register = fields.String(
        load_default="",
        validate=validate.OneOf(("", *REGISTERS)),
        metadata={"description": "只在列入诚信登记时填写 / for an entry in a register only"},
    )
    filing = id_field(
        required=False,
        load_default=None,
        metadata={"description": "暂停或取消的备案 / the filing that is suspended or cancelled"},
    )
    person = id_field(required=False, load_default=None, metadata={"description": ABOUT})
    unit = id_field(required=False, load_default=None, metadata={"description": ABOUT})
    reason = text(4000, required=True, shortest=1)
    reply_by = fields.Date(
        load_default=None, metadata={"description": "办法未规定期限时填写 · where the document states no period"}
    )
    until = fields.Date(
        load_default=None,
        metadata={"description": "暂停的最后一日（如有期限） · the last day of a suspension, if it has one"},
    )
    receipts = receipts()

    @validates_schema
    def _names_its_register(self, data: dict[str, Any], **_: Any) -> None:
        if (data["act"] == "enter") != bool(data["register"]):
            raise ValidationError(
                "登记种类只在列入诚信登记时填写，且必须填写 · Given for an entry in the credit register, and only then",
                "register",
            )


class SanctionId(Schema):
    """Which one."""

    sanction_id = id_field()


class AnswerSanction(SanctionId):
    """What whom it concerns has to say, with files."""

    text = text(8000, required=True, shortest=1)
    receipts = receipts()


class DecideSanction(SanctionId):
    """Imposed or dropped, and why."""

    impose = fields.Boolean(required=True)
    reason = text(4000, required=True, shortest=1)


class DecideAppeal(SanctionId):
    """Overturned or upheld, and why. `related`: what else followed from the same announcement falls with it."""

    overturn = fields.Boolean(required=True)
    reason = text(4000, required=True, shortest=1)
    related = fields.Boolean(load_default=False)


class ListSanctions(Paged):
    """Of a status, a filing, a person, an act."""

    status = text(20)
    act = fields.String(validate=validate.OneOf(ACTS))
    filing = id_field(required=False)
    person = id_field(required=False)


class File(Schema):
    """A file that a paper cites."""

    id = fields.String()
    name = fields.String()
    sha256 = fields.String()


class Paper(Schema):
    """One paper of the file."""

    action = fields.String()
    on = fields.Date()
    by = fields.String()
    text = fields.String()
    files = fields.List(fields.Nested(File))


class Sanction(Schema):
    """An act against somebody, with its whole file. A last day that is null has no end."""

    id = fields.String()
    number = fields.String()
    act = fields.String()
    act_label = fields.String()
    act_label_en = fields.String()
    register = fields.String()
    ground = fields.String()
    label = fields.String()
    label_en = fields.String()
    article = fields.String()
    status = fields.String()
    name = fields.String()
    person = fields.String(allow_none=True)
    unit = fields.String(allow_none=True)
    filing = fields.String(allow_none=True)
    county = fields.String()
    noticed_on = fields.Date()
    reply_by = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)
    decided_on = fields.Date(allow_none=True)
    appeal_by = fields.Date(allow_none=True)
    appealed_on = fields.Date(allow_none=True)
    appeal_due = fields.Date(allow_none=True)
    in_effect = fields.Boolean()
    entry = fields.String(allow_none=True)
    event = fields.String()
    file = fields.List(fields.Nested(Paper))
    rulebook_version = fields.String()
    actions = fields.List(fields.Nested(Action), metadata={"description": "in the answer about one"})
    version = fields.Integer()


class ListCreditEntries(Paged):
    """The credit register, of every city; `repair`: only entries of one's own city whose repair is to be decided."""

    register = fields.String(validate=validate.OneOf(REGISTERS))
    person = id_field(required=False)
    repair = fields.String(validate=validate.OneOf(("pending",)))


class CreditEntryId(Schema):
    """Which entry."""

    entry_id = id_field()


class AskRepair(CreditEntryId):
    """Why the entry should end early, with files."""

    statement = text(8000, required=True, shortest=1)
    receipts = receipts()


class DecideRepair(CreditEntryId):
    """Granted or refused, and why."""

    grant = fields.Boolean(required=True)
    reason = text(4000, required=True, shortest=1)


class Repair(Schema):
    """One request for early removal."""

    on = fields.Date()
    by = fields.String()
    statement = fields.String()
    files = fields.List(fields.Nested(File))
    status = fields.String(validate=validate.OneOf(("pending", "granted", "refused")))
    decided_on = fields.Date(allow_none=True)
    decided_by = fields.String()
    reason = fields.String()


class CreditEntry(Schema):
    """One line of the credit register; `city` made it. Basis and evidence are empty for officers of other cities."""

    id = fields.String()
    city = fields.String()
    register = fields.String()
    name = fields.String()
    person = fields.String(allow_none=True)
    unit = fields.String(allow_none=True)
    basis = fields.String()
    ground = fields.String()
    files = fields.List(fields.Nested(File))
    repairs = fields.List(fields.Nested(Repair))
    sanction = fields.String(allow_none=True)
    article = fields.String()
    since = fields.Date()
    until = fields.Date(allow_none=True)
    filing = fields.String(allow_none=True)
    in_force = fields.Boolean()
    stayed = fields.Boolean()
    ended_on = fields.Date(allow_none=True)
    ended_by = fields.String()
    actions = fields.List(fields.Nested(Action), metadata={"description": "in the answer about one"})
    version = fields.Integer()
