"""Word forms: what a template from outside may do, what it may name, and the same bytes for the same data."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from shared.errors import Invalid
from shared.word import LARGEST, check, fill

SAMPLE = {"host": {"name": "第一机械厂"}, "targets": [{"name": "培训", "amount": "20"}], "members": ""}


def form(*paragraphs: str, header: str = "") -> bytes:
    document, made = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    document.save(made)
    return made.getvalue()


def text_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def wrong(content: bytes) -> list[str]:
    with pytest.raises(Invalid) as problem:
        check(content, SAMPLE)
    return [error["detail"] for error in problem.value.details["errors"]]


def test_fields_loops_and_conditions_are_filled_and_named() -> None:
    content = form(
        "甲方：{{ host.name }}", "{% for one in targets %}{{ one.name }} {{ one.amount }}；{% endfor %}",
        "{% if members %}成员 {{ members }}{% else %}无成员{% endif %}",
    )  # fmt: skip
    assert check(content, SAMPLE) == ("host.name", "members", "one.amount", "one.name", "targets")
    assert text_of(fill(content, SAMPLE)) == "甲方：第一机械厂\n培训 20；\n无成员"


def test_every_unknown_placeholder_is_named_wherever_it_stands() -> None:
    content = form(
        "{{ host.uscc }} {{ price }}", "{% for one in targets %}{{ one.sum }}{% endfor %}", header="{{ logo }}"
    )
    assert set(wrong(content)) == {
        "没有这个占位符：host.uscc", "没有这个占位符：logo", "没有这个占位符：one.sum", "没有这个占位符：price",
    }  # fmt: skip


@pytest.mark.parametrize(
    "nasty",
    [
        "{{ host.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{{ cycler.__init__.__globals__ }}",
        "{% set x = 1 %}",
        "{% include '/etc/passwd' %}",
        "{% macro f() %}{% endmacro %}",
        "{{ host.name | attr('x') }}",
        "{{ 9 ** 999999 }}",
        "{{ host.name * 99999999 }}",
    ],
)
def test_a_template_from_outside_runs_nothing(nasty: str) -> None:
    assert wrong(form(nasty))


def test_a_value_never_becomes_markup_or_a_template() -> None:
    said = {**SAMPLE, "host": {"name": "<w:p>&{{ targets }}{% for %}"}}
    assert text_of(fill(form("{{ host.name }}"), said)) == "<w:p>&{{ targets }}{% for %}"


def test_the_same_data_give_the_same_bytes() -> None:
    content = form("{{ host.name }}")
    assert fill(content, SAMPLE) == fill(content, SAMPLE)


def test_what_is_no_form_is_refused() -> None:
    macros = io.BytesIO(form("x"))
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 50_000_000)
    for content in (b"%PDF-1.7", b"x" * (LARGEST + 1), macros.getvalue(), bomb.getvalue(), form("{{ host.name ")):
        assert wrong(content)
