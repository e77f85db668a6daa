"""Papers: the same bytes for the same data, whatever people wrote in it."""

from __future__ import annotations

import base64
import re
import time
from datetime import date
from threading import Thread

import pytest

from shared.typeset import paper, qr, typeset

DAY = date(2024, 6, 3)
SHEET = """
#show: paper.with(title: data.title, number: data.number)
= #data.title
#data.body
*#data.strong*
#code(data.code)
#chinese-day(data.since)
"""


def sheet(**changes: object) -> dict[str, object]:
    return {
        "title": "备案证书", "number": "包科特2024-00001", "body": "张三，技术服务型。" * 30, "strong": "直骨角",
        "code": qr("https://example.org/verify/0123"), "since": DAY, **changes,
    }  # fmt: skip


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_the_same_data_gives_the_same_bytes_and_other_data_others():
    first = typeset(SHEET, sheet(), day=DAY)
    assert first == typeset(SHEET, sheet(), day=DAY)
    assert first != typeset(SHEET, sheet(strong="直骨魚"), day=DAY)
    assert first != typeset(SHEET, sheet(), day=date(2024, 6, 4)), "the day is part of the document"


def test_it_is_pdf_a_2b_with_its_fonts_inside_and_no_other():
    made = typeset(SHEET, sheet(), day=DAY)
    assert made.startswith(b"%PDF-1.7")
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>", made)
    assert re.search(rb"<pdfaid:conformance>B</pdfaid:conformance>", made)
    named = re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([\w-]+)", made)
    families = {name.removesuffix(b"-Identity-H") for name in named}
    assert families == {b"NotoSansCJKtc-Regular", b"NotoSansCJKtc-Bold"}


@pytest.mark.parametrize(
    "said", ['#read("/typeset.py")', "#panic()", "*_$x$_*", "\\ \"'", "]", "// /* ", "#import", "<b>&amp;", "\u202e"]
)
def test_what_people_wrote_is_printed_and_never_run(said):
    assert typeset(SHEET, sheet(body=said, title=said, number=said), day=DAY).startswith(b"%PDF")


def test_a_long_text_goes_on_over_pages():
    assert pages(typeset(SHEET, sheet(), day=DAY)) == 1
    assert pages(typeset(SHEET, sheet(body="很长的正文。" * 1_500), day=DAY)) > 1


def test_a_template_that_does_not_hold_says_so():
    with pytest.raises(RuntimeError, match="nowhere"):
        typeset("#nowhere", {}, day=DAY)


def test_several_threads_typeset_at_once():
    made: dict[int, bytes] = {}
    threads = [
        Thread(target=lambda n=n: made.update({n: typeset(SHEET, sheet(number=str(n % 2)), day=DAY)})) for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert len(set(made.values())) == 2


def test_a_warm_sheet_takes_less_than_a_tenth_of_a_second():
    typeset(SHEET, sheet(), day=DAY)
    spent = []
    for number in range(5):
        began = time.perf_counter()
        typeset(SHEET, sheet(number=f"warm-{number}"), day=DAY)
        spent.append(time.perf_counter() - began)
    assert min(spent) < 0.1


def test_a_paper_carries_its_name_and_its_bytes():
    given = paper("证书.pdf", b"%PDF")
    assert (given["name"], given["content_type"]) == ("证书.pdf", "application/pdf")
    assert base64.b64decode(given["content"]) == b"%PDF"
