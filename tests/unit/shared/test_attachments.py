"""Receipts and tickets, and the type that a file's content tells."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shared import attachments
from shared.actor import Actor, sign
from shared.attachments import announce, content_type_of, read_receipt, read_ticket, sign_receipt, sign_ticket
from shared.errors import Invalid

SECRET = "a-secret-for-tests-only-0123456789abcdef"
ACTOR = Actor("a1", "张", "150200")
SHA = "0" * 64
AT = datetime(2024, 5, 1, tzinfo=UTC)


def announced(**changes):
    asked = {"id": "f1", "name": "现场.jpg", "content_type": "image/jpeg", "size": 3, "sha256": SHA, **changes}
    return announce(**asked, actor=ACTOR)


def test_a_receipt_gives_back_the_file_to_the_one_who_uploaded_it():
    receipt = sign_receipt(announced(), AT, SECRET)
    assert read_receipt(receipt, SECRET, ACTOR) == attachments.File("f1", "现场.jpg", SHA, 3, "image/jpeg")


@pytest.mark.parametrize("other", [replace(ACTOR, account="a2"), replace(ACTOR, city="130100")])
def test_nobody_else_may_cite_it(other):
    with pytest.raises(Invalid):
        read_receipt(sign_receipt(announced(), AT, SECRET), SECRET, other)


def test_a_forged_receipt_is_refused():
    receipt = sign_receipt(announced(), AT, SECRET)
    body, _, mac = receipt.partition(".")
    for forged in (
        "",
        ".",
        "x",
        f"{body}.",
        f"{body}.{mac[:-1]}0",
        f"{body[:-2]}AA.{mac}",
        f"{body}x.{mac}",
        "中.文",
        sign(ACTOR, SECRET),
    ):
        if forged != receipt:
            with pytest.raises(Invalid):
                read_receipt(forged, SECRET, ACTOR)
    with pytest.raises(Invalid):
        read_receipt(receipt, "another-secret-of-the-same-length-000000", ACTOR)


def test_a_ticket_is_no_receipt_and_a_receipt_no_ticket():
    with pytest.raises(Invalid):
        read_receipt(sign_ticket(announced(), SECRET), SECRET, ACTOR)
    with pytest.raises(Invalid):
        read_ticket(sign_receipt(announced(), AT, SECRET), SECRET, ACTOR)
    assert read_ticket(sign_ticket(announced(), SECRET), SECRET, ACTOR) == announced()


@pytest.mark.parametrize(
    "changes",
    [
        {"content_type": "image/svg+xml"},
        {"content_type": "text/html"},
        {"size": 0},
        {"size": attachments.LARGEST + 1},
        {"sha256": "0" * 63},
        {"sha256": "G" * 64},
    ],
)
def test_what_is_not_accepted_is_refused_before_it_is_uploaded(changes):
    with pytest.raises(Invalid):
        announced(**changes)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\a\\b.jpg", "b.jpg"),
        ("a\u202egpj.exe\n", "agpj.exe"),
        ("...", "file"),
        ("现场 1.jpg", "现场 1.jpg"),
    ],
)
def test_a_file_name_is_only_a_name(given, kept):
    assert announced(name=given).file.name == kept


def office(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0" + b"0" * 20, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 20, "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
        (b"%PDF-1.7\n", "application/pdf"),
        (b" %PDF-1.7\n", None),
        (
            office("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            office("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (office("a.txt"), None),
        (b"PK\x03\x04 not a zip", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"<html>", None),
        (b"MZ", None),
        (b"", None),
    ],
)
def test_the_content_tells_the_type(content, kind):
    assert content_type_of(content) == kind
