"""A city's Word forms, and the papers made by them or by the platform's own."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

from services.dispatch.domain import paper as papers
from services.dispatch.domain import template as templates
from services.dispatch.domain import verification as verifications
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.ending import BY_CANCELLATION, Ending
from services.dispatch.domain.template import Template
from services.dispatch.queries.answers import LIMIT, Tries, detail, given, tried
from services.dispatch.queries.batches import rows as rows_of
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.attachments import object_store
from shared.errors import Conflict, Invalid
from shared.offload import offload
from shared.rulebook import Rulebook
from shared.typeset import paper, qr, typeset
from shared.word import DOCX, fill
from shared.work import Page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HERE = Path(__file__).resolve().parent.parent
HEAD = {
    "number": "备案号", "commissioner": "科技特派员", "host": "派驻单位", "since": "开始日", "until": "截止日",
    "content": "服务内容", "outcome": "结果", "note": "意见",
}  # fmt: skip
OUTCOMES = {"": "待审核", "filed": "已备案", "returned": "退回", "rejected": "不予备案", "withdrawn": "已撤回"}
ENDING_TITLES = {"ending_notice": "终止事项告知书", "ending_decision": "终止决定书"}


def template(work: DispatchWork, actor: Actor, template_id: str) -> dict[str, Any]:
    """One version, with what may be done with it."""
    found = work.templates.get(template_id)
    shelf = work.template_shelves.get(templates.shelf_id(work.city, found.purpose))
    tries: Tries = {
        "activate_template": lambda: templates.activate(found, None, shelf, work.today),
        "retire_template": lambda: templates.deactivate(found, shelf),
    }
    return detail(found, tried(tries, found, actor))


def templates_page(work: DispatchWork, after: str | None = None, limit: int = LIMIT, **equal: Any) -> Page[Template]:
    """The city's versions, of one purpose or all."""
    return work.templates.page(given(equal), after, limit)


def template_preview(work: DispatchWork, template_id: str) -> dict[str, str]:
    """A version filled with sample data."""
    found = work.templates.get(template_id)
    filled = offload(fill, _content(work, found), papers.SAMPLE)
    return paper(f"预览-{found.name}.docx", filled, DOCX)


def default_template(work: DispatchWork, purpose: str) -> dict[str, str]:
    """The platform's own form of a purpose: what a city begins from."""
    templates.shelf_id(work.city, purpose)
    return paper(f"{purpose}.docx", _default(purpose), DOCX)


def agreement_pdf(work: DispatchWork, rulebook: Rulebook, agreement_id: str) -> dict[str, str]:
    """An agreement as PDF: the same bytes as long as it stays as it is."""
    found = work.agreements.get(agreement_id)
    values = papers.of_agreement(found, rulebook.name, _address(work, found))
    return _pdf(values, f"{found.title}-{found.number or '未备案'}", found.filed_on or found.drafted_on)


def agreement_docx(work: DispatchWork, rulebook: Rulebook, agreement_id: str) -> dict[str, str]:
    """An agreement in the city's own Word form."""
    found = work.agreements.get(agreement_id)
    values = papers.of_agreement(found, rulebook.name, _address(work, found))
    return _docx(work, "renewal" if found.renews else "agreement", values, f"{found.title}-{found.number or '未备案'}")


def supplement_pdf(work: DispatchWork, rulebook: Rulebook, supplement_id: str) -> dict[str, str]:
    """A supplement as PDF."""
    found = work.supplements.get(supplement_id)
    agreement = work.agreements.get(found.agreement)
    values = papers.of_supplement(found, agreement, rulebook.name, _address(work, agreement))
    return _pdf(values, f"补充协议-{found.number}", found.filed_on or found.drafted_on)


def supplement_docx(work: DispatchWork, rulebook: Rulebook, supplement_id: str) -> dict[str, str]:
    """A supplement in the city's own Word form."""
    found = work.supplements.get(supplement_id)
    agreement = work.agreements.get(found.agreement)
    values = papers.of_supplement(found, agreement, rulebook.name, _address(work, agreement))
    return _docx(work, "supplement", values, f"补充协议-{found.number}")


def ending_pdf(work: DispatchWork, rulebook: Rulebook, ending_id: str, what: str) -> dict[str, str]:
    """The notice or the decision of a case as PDF."""
    found = work.endings.get(ending_id)
    values, day = _of_ending(work, rulebook, found, f"ending_{what}")
    return _pdf(values, f"{values['title']}-{found.number}", day)


def ending_docx(work: DispatchWork, rulebook: Rulebook, ending_id: str, what: str) -> dict[str, str]:
    """The notice or the decision of a case in the city's own Word form."""
    found = work.endings.get(ending_id)
    values, _ = _of_ending(work, rulebook, found, f"ending_{what}")
    return _docx(work, f"ending_{what}", values, f"{values['title']}-{found.number}")


def batch_pdf(work: DispatchWork, rulebook: Rulebook, batch_id: str) -> dict[str, str]:
    """A batch's list as PDF."""
    found = work.batches.get(batch_id)
    said = [[_cell(row, name) for name in HEAD] for row in rows_of(work, found)]
    data = {
        "title": "协议批次清单", "number": found.number, "intro": "",
        "rows": [["派出单位", found.sender_name], ["协议数", str(len(found.items))], ["备注", found.note]],
        "sections": [], "table": {"heading": "", "head": list(HEAD.values()), "rows": said},
        "signatures": [], "hash": "", "qr": "", "address": "",
    }  # fmt: skip
    day = found.closed_on or found.submitted_on or found.composed_on
    return paper(f"协议批次-{found.number}.pdf", typeset(_form(), data, day=day))


def batch_xlsx(work: DispatchWork, batch_id: str) -> dict[str, str]:
    """A batch's list as a spreadsheet."""
    found = work.batches.get(batch_id)
    content = offload(_sheet, [[_cell(row, name) for name in HEAD] for row in rows_of(work, found)])
    return paper(f"协议批次-{found.number}.xlsx", content, XLSX)


def _of_ending(work: DispatchWork, rulebook: Rulebook, found: Ending, purpose: str) -> tuple[dict[str, Any], date]:
    if purpose not in ENDING_TITLES:
        raise Invalid.field("/what", "应为 notice 或 decision", "choice", en="Must be notice or decision")
    if purpose == "ending_decision" and found.decision is None:
        raise Conflict("尚未作出决定", "There is no decision yet", status=found.state.status)
    agreement, rules = work.agreements.get(found.agreement), Rules.of(rulebook, work.today)
    stated = rules.endings.cases.get(found.ground)
    label = "备案取消，服务随之终止" if found.ground == BY_CANCELLATION or stated is None else stated.label
    notices = [one for one in found.notices if one.what == purpose.removeprefix("ending_")]
    text = notices[-1].text if notices else ""
    values = papers.of_ending(found, agreement, ENDING_TITLES[purpose], label, rulebook.name, text)
    if purpose == "ending_notice":
        values["ending"] |= {"decision": "", "consequences": "", "decided_on": ""}
        return values, notices[-1].on if notices else found.opened_on
    return values, found.decided_on or found.opened_on


def _address(work: DispatchWork, agreement: Agreement) -> str:
    return verifications.address(work.public_url, agreement.code)


def _pdf(values: dict[str, Any], name: str, day: date) -> dict[str, str]:
    code = qr(values["address"]) if values["address"] else ""
    return paper(f"{name}.pdf", typeset(_form(), papers.sheet(values, code), day=day))


def _docx(work: DispatchWork, purpose: str, values: dict[str, Any], name: str) -> dict[str, str]:
    shelf = work.template_shelves.find(templates.shelf_id(work.city, purpose))
    active = work.templates.find(shelf.active) if shelf is not None and shelf.active else None
    content = _content(work, active) if active is not None else _default(purpose)
    return paper(f"{name}.docx", offload(fill, content, values), DOCX)


def _content(work: DispatchWork, found: Template) -> bytes:
    return object_store().fetch(work.city, found.file.id)


@cache
def _default(purpose: str) -> bytes:
    return (HERE / "templates" / f"{purpose}.docx").read_bytes()


@cache
def _form() -> str:
    return (HERE / "papers" / "form.typ").read_text("utf-8")


def _cell(row: dict[str, Any], name: str) -> str:
    return OUTCOMES[row[name]] if name == "outcome" else str(row[name])


def _sheet(rows: list[list[str]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("协议")
        page.write_row(0, 0, HEAD.values(), book.add_format({"bold": True}))
        for line, row in enumerate(rows, 1):
            page.write_row(line, 0, row)
        page.set_column(0, len(HEAD) - 1, 18)
        page.freeze_panes(1, 0)
    return made.getvalue()
