"""Shapes of imports and exports, the same for every service."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class ExportList(Schema):
    """Which list, filtered how: `filter` takes what the list itself takes."""

    list = fields.String(required=True, validate=validate.Length(1, 40))
    filter = fields.Dict(keys=fields.String(validate=validate.Length(1, 40)), load_default=dict)


class ImportRows(Schema):
    """Which sheet, by the receipt of the uploaded file. A dry run decides every row and keeps nothing."""

    sheet = fields.String(required=True, validate=validate.Length(1, 40))
    receipt = fields.String(required=True, validate=validate.Length(1, 2000))
    dry_run = fields.Boolean(load_default=True)


class SheetName(Schema):
    """Which sheet."""

    sheet = fields.String(required=True, validate=validate.Length(1, 40))
