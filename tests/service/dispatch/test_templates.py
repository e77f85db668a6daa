"""A city's own Word forms over the real object store: uploaded, refused, previewed, used, rolled back; and papers."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from docx import Document

from services.dispatch.queries import templates as queries
from shared.attachments import Announced, File, object_store, sign_receipt
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.word import DOCX
from tests.factories import dispatch as make
from tests.parts import Parts
from tests.service.dispatch.conftest import SECRET, Dispatch

CITY = make.city_officer()


@pytest.fixture
def stored(baotou: Dispatch, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Dispatch:
    """Baotou, with the object store that its processes would find in the environment."""
    for name, value in parts.environment().items():
        monkeypatch.setenv(name, value)
    return baotou


def uploaded(dispatch: Dispatch, text: str, name: str = "本市格式", **over: Any) -> dict[str, Any]:
    document, made = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(made)
    content = made.getvalue()
    store = object_store()
    store.prepare()
    file = File(dispatch.service.calls.work.__name__.lower() + name, f"{name}.docx", "ab" * 32, len(content), DOCX)
    store.put(dispatch.city, file.id, DOCX, content)
    receipt = sign_receipt(Announced(file, dispatch.city, CITY.account), dispatch.moment(dispatch.day), SECRET)
    said = {"purpose": "agreement", "name": name, "receipt": receipt, **over}
    return dict(dispatch.command("upload_template", said, CITY))


def text_of(answer: dict[str, str]) -> str:
    content = base64.b64decode(answer["content"])
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def test_a_city_words_its_own_agreement_and_rolls_back(stored: Dispatch) -> None:
    agreement = stored.filed()
    asked = {"agreement_id": agreement["id"]}
    assert agreement["number"] in text_of(stored.question("agreement_docx", asked, make.commissioner()))
    first = uploaded(stored, "第一版：{{ host.name }} 与 {{ commissioner.name }}", "一")
    assert first["placeholders"] == ["commissioner.name", "host.name"]
    assert "（派驻单位）" in text_of(stored.question("template_preview", {"template_id": first["id"]}, CITY))
    assert "第一版" not in text_of(stored.question("agreement_docx", asked, make.commissioner()))
    stored.command("activate_template", {"template_id": first["id"]}, CITY)
    assert text_of(stored.question("agreement_docx", asked, make.commissioner())).startswith("第一版：第1机械厂")
    second = uploaded(stored, "第二版：{{ number }}", "二")
    stored.command("activate_template", {"template_id": second["id"]}, CITY)
    assert text_of(stored.question("agreement_docx", asked, CITY)) == f"第二版：{agreement['number']}"
    with pytest.raises(Conflict):
        stored.command("activate_template", {"template_id": second["id"]}, CITY)
    stored.command("activate_template", {"template_id": first["id"]}, CITY)
    assert text_of(stored.question("agreement_docx", asked, CITY)).startswith("第一版")
    statuses = {one["number"]: one["status"] for one in stored.question("templates", {}, CITY)["items"]}
    assert statuses == {1: "active", 2: "retired"}
    stored.command("retire_template", {"template_id": first["id"]}, CITY)
    assert "第一版" not in text_of(stored.question("agreement_docx", asked, CITY))


def test_a_form_with_an_unknown_placeholder_is_refused_by_name(stored: Dispatch) -> None:
    with pytest.raises(Invalid) as refused:
        uploaded(stored, "{{ host.nmae }} {{ ''.__class__ }}")
    assert "host.nmae" in str(refused.value.details["errors"]) or "str" in str(refused.value.details["errors"])
    assert stored.question("templates", {}, CITY)["items"] == []


def test_forms_are_the_citys_officers(stored: Dispatch) -> None:
    made = uploaded(stored, "{{ number }}")
    with pytest.raises(Forbidden):
        stored.command("activate_template", {"template_id": made["id"]}, make.sender_manager())
    with pytest.raises(NotFound):
        stored.question("template", {"template_id": made["id"]}, make.city_officer(make.SHIJIAZHUANG))


def test_papers_of_every_kind_are_made_for_those_concerned(stored: Dispatch) -> None:
    agreement = stored.filed(targets=[{"name": "培训", "amount": 20, "unit": "人次"}])
    asked = {"agreement_id": agreement["id"]}
    pdf = stored.question("agreement_pdf", asked, make.host_manager())
    assert base64.b64decode(pdf["content"]).startswith(b"%PDF-")
    assert stored.question("agreement_pdf", asked, make.host_manager()) == pdf
    with pytest.raises(NotFound):
        stored.question("agreement_pdf", asked, make.host_manager(number=2))
    batch = {"batch_id": agreement["batch"]}
    assert base64.b64decode(stored.question("batch_pdf", batch, CITY)["content"]).startswith(b"%PDF-")
    assert base64.b64decode(stored.question("batch_xlsx", batch, CITY)["content"]).startswith(b"PK")
    opening = {
        "agreement": agreement["id"],
        "ground": "commissioner_default",
        "circumstance": "refuses",
        "reason": "不来",
    }
    case = stored.command("open_ending", opening, make.host_manager())
    stored.command(
        "take_ending_step", {"ending_id": case["id"], "action": "recommend", "note": "属实"}, make.county_officer()
    )
    with pytest.raises(Conflict):
        stored.question("ending_pdf", {"ending_id": case["id"], "what": "decision"}, CITY)
    stored.command("take_ending_step", {"ending_id": case["id"], "action": "approve", "note": "终止并取消备案"}, CITY)
    decision = {"ending_id": case["id"], "what": "decision"}
    assert base64.b64decode(stored.question("ending_pdf", decision, make.commissioner())["content"]).startswith(
        b"%PDF-"
    )
    assert "终止并取消备案" in text_of(stored.question("ending_docx", decision, make.commissioner()))
    assert queries.ENDING_TITLES["ending_decision"] in stored.question("ending_docx", decision, CITY)["name"]
