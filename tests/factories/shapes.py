"""Arguments that fit a marshmallow schema: what is required, as plain JSON, each value within its bounds."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st
from marshmallow import Schema, fields, validate

DAY = "2025-03-03"


def fits(schema: Schema, **given: Any) -> dict[str, Any]:
    """The required fields of a schema, with `given` ones as they are."""
    made = {one.data_key or name: value(one) for name, one in schema.fields.items() if one.required}
    return {**made, **given}


def value(one: fields.Field[Any]) -> Any:
    """One value that its field takes."""
    closed = next((rule for rule in one.validators if isinstance(rule, validate.OneOf)), None)
    if closed is not None:
        return next(iter(closed.choices))
    if (one.attribute or "").endswith("_fen") or type(one).__name__ == "Yuan":
        return "600.00"
    match one:
        case fields.Nested():
            found = fits(one.schema)
            return [found] if one.many else found
        case fields.List():
            length = next((rule for rule in one.validators if isinstance(rule, validate.Length)), None)
            return [value(one.inner)] * max(1, (length and (length.min or length.equal)) or 1)
        case fields.Boolean():
            return True
        case fields.Integer() | fields.Float() | fields.Decimal():
            bounds = next((rule for rule in one.validators if isinstance(rule, validate.Range)), None)
            low = bounds.min if bounds is not None and bounds.min is not None else 1
            return low if bounds is None or bounds.max is None else min(max(low, 1), bounds.max)
        case fields.DateTime() if not isinstance(one, fields.Date):
            return f"{DAY}T02:00:00+00:00"
        case fields.Date():
            return DAY
        case fields.Dict():
            return {}
        case fields.Url():
            return "https://example.org/"
        case fields.String():
            return text(one)
    return "x"


def text(one: fields.String) -> str:
    """Text of the least length that fits, or what its pattern asks for."""
    pattern = next((rule.regex.pattern for rule in one.validators if isinstance(rule, validate.Regexp)), None)
    if pattern is not None:
        return _fitting(pattern)
    length = next((rule for rule in one.validators if isinstance(rule, validate.Length)), None)
    least = (length.equal or length.min or 1) if length is not None else 1
    return "某" * max(least, 1)


@cache
def _fitting(pattern: str) -> str:
    found: list[str] = []
    from hypothesis import HealthCheck, Phase, given, settings

    @settings(max_examples=1, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern, fullmatch=True))
    def first(one: str) -> None:
        found.append(one)

    first()
    return found[0]
