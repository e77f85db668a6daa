"""marshmallow's messages as problem errors: pointers, codes, two languages."""

import pytest
from marshmallow import RAISE, Schema, ValidationError, fields, validate

from shared.shapes import Paged, errors_of


class Outcome(Schema):
    kind = fields.String(required=True)
    count = fields.Integer(strict=True, validate=validate.Range(1, 9))


class Record(Schema):
    class Meta:
        unknown = RAISE

    on = fields.Date(required=True)
    hours = fields.Float(validate=validate.Range(min=0, min_inclusive=False))
    outcomes = fields.List(fields.Nested(Outcome))
    grade = fields.String(validate=validate.OneOf(["优秀", "合格"]))
    note = fields.String(validate=validate.Length(max=5, error="备注太长"))
    by = fields.Dict(keys=fields.String(), values=fields.Integer())


def errors(given):
    with pytest.raises(ValidationError) as caught:
        Record().load(given)
    return {error["pointer"]: error for error in errors_of(caught.value.normalized_messages())}


def test_a_missing_field_is_pointed_at():
    assert errors({})["/on"] == {
        "pointer": "/on", "detail": "必须填写", "detail_en": "Missing data for required field.", "code": "required",
    }  # fmt: skip


def test_an_unknown_field_is_pointed_at():
    assert errors({"on": "2024-05-01", "extra": 1})["/extra"]["code"] == "unknown"


def test_a_field_deep_inside_is_pointed_at_by_its_place():
    found = errors({"on": "2024-05-01", "outcomes": [{"kind": "a"}, {"kind": "b", "count": 10}, {}]})
    assert found["/outcomes/1/count"]["code"] == "range"
    assert found["/outcomes/1/count"]["detail"] == "应在 1 至 9 之间"
    assert found["/outcomes/2/kind"]["code"] == "required"


def test_a_name_with_a_slash_or_a_tilde_is_escaped():
    assert "/by/a~1b~0c/value" in errors({"on": "2024-05-01", "by": {"a/b~c": "x"}})


def test_a_message_of_our_own_is_kept_in_both_languages():
    found = errors({"on": "2024-05-01", "note": "太长太长太长"})["/note"]
    assert (found["detail"], found["detail_en"], found["code"]) == ("备注太长", "备注太长", "invalid")


@pytest.mark.parametrize(
    ("given", "pointer", "code"),
    [
        ({"on": "yesterday"}, "/on", "date"),
        ({"on": None}, "/on", "null"),
        ({"on": "2024-05-01", "hours": "many"}, "/hours", "number"),
        ({"on": "2024-05-01", "hours": 0}, "/hours", "range"),
        ({"on": "2024-05-01", "hours": float("nan")}, "/hours", "number"),
        ({"on": "2024-05-01", "outcomes": 3}, "/outcomes", "list"),
        ({"on": "2024-05-01", "outcomes": [3]}, "/outcomes/0", "type"),
        ({"on": "2024-05-01", "outcomes": [{"kind": "a", "count": 1.5}]}, "/outcomes/0/count", "integer"),
        ({"on": "2024-05-01", "grade": "好"}, "/grade", "choice"),
        ({"on": "2024-05-01", "note": 3}, "/note", "string"),
        ({"on": "2024-05-01", "by": 3}, "/by", "object"),
    ],
)
def test_each_usual_message_has_a_code_and_a_chinese_sentence(given, pointer, code):
    found = errors(given)[pointer]
    assert found["code"] == code
    assert found["detail"] != found["detail_en"]


def test_something_that_is_no_object_at_all_is_pointed_at_as_the_whole():
    assert errors([1])[""]["code"] == "type"


@pytest.mark.parametrize("given", [{"limit": "0"}, {"limit": "201"}, {"limit": "-5"}, {"after": "x" * 401}])
def test_a_page_outside_its_bounds_is_refused(given):
    with pytest.raises(ValidationError):
        Paged().load(given)


def test_a_page_s_limit_may_arrive_as_text():
    assert Paged().load({"limit": "20", "after": "x|y"}) == {"limit": 20, "after": "x|y"}
