"""What an answer's shape declares is sent, at every depth, and nothing else."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.declared import declared


class Line(Schema):
    """A line of a file."""

    by_name = fields.String()
    on = fields.Date(data_key="at")


class Paper(Schema):
    """A record with others within it."""

    id = fields.String()
    last = fields.Nested(Line, allow_none=True)
    lines = fields.List(fields.Nested(Line))
    more = fields.Nested(Line, many=True)
    by_party = fields.Dict(keys=fields.String(), values=fields.Nested(Line))
    within = fields.List(fields.Nested(lambda: Paper()))
    open_to_all = fields.Dict()


LINE = {"by_name": "某人", "at": "2024-06-03", "by_account": "a1"}
KEPT = {"by_name": "某人", "at": "2024-06-03"}


def test_what_is_not_declared_is_left_out_wherever_it_stands():
    answer = {
        "id": "1", "account": "a1", "last": LINE, "lines": [LINE, LINE], "more": [LINE], "by_party": {"city": LINE},
        "within": [{"id": "2", "account": "a1", "lines": [LINE]}], "open_to_all": {"account": "what was asked for"},
    }  # fmt: skip
    assert declared(Paper)(answer) == {
        "id": "1", "last": KEPT, "lines": [KEPT, KEPT], "more": [KEPT], "by_party": {"city": KEPT},
        "within": [{"id": "2", "lines": [KEPT]}], "open_to_all": {"account": "what was asked for"},
    }  # fmt: skip
    assert answer["lines"][0]["by_account"] == "a1", "what the service answered stays as it was"


def test_what_is_absent_or_nothing_stays_so():
    assert declared(Paper)({"last": None, "lines": [], "by_party": {}}) == {"last": None, "lines": [], "by_party": {}}
    assert declared(Paper)(None) is None
