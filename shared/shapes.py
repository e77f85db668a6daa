"""Additions to marshmallow that both ends use: paging arguments, and its messages as errors in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from marshmallow import Schema, fields, validate

PAGE_LIMIT = 200


class Paged(Schema):
    """What every list takes: `after` is the `next` of the page before, `limit` is 1..200."""

    after = fields.String(
        validate=validate.Length(max=400), metadata={"description": "上一页的 next / `next` of the page before"}
    )
    limit = fields.Integer(validate=validate.Range(1, PAGE_LIMIT), metadata={"description": "1–200"})


# marshmallow says what is wrong in English only. (pattern, code, Chinese); groups are filled in.
_MESSAGES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), code, zh)
    for pattern, code, zh in (
        (r"Missing data for required field\.", "required", "必须填写"),
        (r"Field may not be null\.", "null", "不能为空值"),
        (r"Unknown field\.", "unknown", "没有这一项"),
        (r"Not a valid (?:utf-8 )?string\.", "string", "应为文字"),
        (r"Not a valid integer\.", "integer", "应为整数"),
        (r"Not a valid number\.", "number", "应为数字"),
        (r"Number too large\.", "number", "数字过大"),
        (r"Special numeric values .*", "number", "应为有限的数字"),
        (r"Not a valid boolean\.", "boolean", "应为是或否（true / false）"),
        (r"Not a valid date\.", "date", "应为日期，如 2024-05-01"),
        (r"Not a valid (?:naive |aware )?datetime\.", "datetime", "应为带时区的时刻，如 2024-05-01T09:00:00+08:00"),
        (r"Not a valid time\.", "time", "应为时间，如 09:00"),
        (r"Not a valid (?:list|tuple)\.", "list", "应为列表"),
        (r"Not a valid mapping type\.", "object", "应为对象"),
        (r"Invalid (?:input )?type\.", "type", "类型不对"),
        (r"Not a valid UUID\.", "uuid", "应为 UUID"),
        (r"Not a valid URL\.", "url", "应为网址"),
        (r"Not a valid email address\.", "email", "应为电子邮箱地址"),
        (r"Shorter than minimum length (\d+)\.", "length", "至少 {0} 个字符或项"),
        (r"Longer than maximum length (\d+)\.", "length", "最多 {0} 个字符或项"),
        (r"Length must be between (\d+) and (\d+)\.", "length", "长度应在 {0} 至 {1} 之间"),
        (r"Length must be (\d+)\.", "length", "长度应为 {0}"),
        (r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.", "range", "应在 {0} 至 {1} 之间"),
        (r"Must be greater than or equal to (\S+)\.", "range", "不得小于 {0}"),
        (r"Must be less than or equal to (\S+)\.", "range", "不得大于 {0}"),
        (r"Must be greater than (\S+)\.", "range", "应大于 {0}"),
        (r"Must be less than (\S+)\.", "range", "应小于 {0}"),
        (r"Must be equal to (.*)\.", "equal", "应为 {0}"),
        (r"Must be one of: (.*)\.", "choice", "应为其中之一：{0}"),
        (r"One or more of the choices you made was not in: (.*)\.", "choice", "只能从中选择：{0}"),
        (r"String does not match expected pattern\.", "pattern", "格式不对"),
        (r"Invalid (?:value|input)\.", "invalid", "内容不对"),
    )
)


def errors_of(messages: Any) -> list[dict[str, str]]:
    """The messages of a marshmallow ValidationError as [{"pointer", "detail", "detail_en", "code"}].

    `pointer` is an RFC 6901 pointer into the object that was validated; "" is the whole of it. A message of our own
    (written in Chinese in the schema) is kept as it is, in both languages.
    """
    return [_error(pointer, str(message)) for pointer, message in _walk(messages, "")]


def _walk(messages: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            step = "" if key == "_schema" else "/" + str(key).replace("~", "~0").replace("/", "~1")
            yield from _walk(inner, pointer + step)
    elif isinstance(messages, list | tuple):
        for message in messages:
            yield from _walk(message, pointer)
    else:
        yield pointer, messages


def _error(pointer: str, message: str) -> dict[str, str]:
    for pattern, code, zh in _MESSAGES:
        if found := pattern.fullmatch(message):
            return {"pointer": pointer, "detail": zh.format(*found.groups()), "detail_en": message, "code": code}
    return {"pointer": pointer, "detail": message, "detail_en": message, "code": "invalid"}
