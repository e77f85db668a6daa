"""The platform's own forms: every placeholder has a value, and a PDF is the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.dispatch.domain import paper as papers
from services.dispatch.schemas.templates import PURPOSES
from services.dispatch.templates import make as maker
from shared.typeset import qr, typeset
from shared.word import check
from tests.factories import dispatch as make

HERE = Path(papers.__file__).parents[1]
FORM = (HERE / "papers" / "form.typ").read_text("utf-8")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_each_purpose_has_a_form_of_known_placeholders(purpose: str) -> None:
    content = (HERE / "templates" / f"{purpose}.docx").read_bytes()
    assert check(content, papers.SAMPLE)
    assert purpose in papers.PURPOSES


def test_the_forms_are_those_their_maker_makes() -> None:
    assert set(maker.FORMS) == set(PURPOSES)
    for purpose, parts in maker.FORMS.items():
        assert check(maker.form(parts), papers.SAMPLE) == check(
            (HERE / "templates" / f"{purpose}.docx").read_bytes(), papers.SAMPLE
        )


def test_the_sample_has_what_a_real_paper_has() -> None:
    values = papers.of_agreement(make.filed(), "示例市", "https://x")
    assert set(values) == set(papers.SAMPLE)
    assert all(
        set(values[name]) == set(papers.SAMPLE[name]) for name in ("terms", "before", "ending", "sender", "host")
    )


def test_an_agreement_is_the_same_pdf_each_time() -> None:
    agreement = make.filed()
    values = papers.of_agreement(agreement, "示例市", "https://x/verify/1")
    data = papers.sheet(values, qr("https://x/verify/1"))
    first = typeset(FORM, data, day=make.DAY)
    for _ in range(3):
        assert typeset(FORM, data, day=make.DAY) == first
    assert first.startswith(b"%PDF-")
