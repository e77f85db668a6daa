"""Forms and papers: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import templates
from services.dispatch.schemas import templates as of_templates
from shared.batches import Call
from shared.hosting import command, question


class Papers:
    """Forms and papers."""

    @command(of_templates.UploadTemplate)
    def upload_template(self, call: Call) -> Any:
        return templates.upload_template(call.work, call.actor, **call.args)

    @command(of_templates.ActivateTemplate, loads={"templates": "template_id"})
    def activate_template(self, call: Call) -> Any:
        return templates.activate_template(call.work, **call.args)

    @command(of_templates.RetireTemplate, loads={"templates": "template_id"})
    def retire_template(self, call: Call) -> Any:
        return templates.retire_template(call.work, **call.args)

    @question(of_templates.GetTemplate)
    def template(self, call: Call) -> Any:
        return queries.template(call.work, call.actor, **call.args)

    @question(of_templates.ListTemplates)
    def templates(self, call: Call) -> Any:
        return queries.templates_page(call.work, **call.args)

    @question(of_templates.PreviewTemplate)
    def template_preview(self, call: Call) -> Any:
        return queries.template_preview(call.work, **call.args)

    @question(of_templates.DefaultTemplate)
    def default_template(self, call: Call) -> Any:
        return queries.default_template(call.work, **call.args)

    @question(of_templates.AgreementPaper)
    def agreement_pdf(self, call: Call) -> Any:
        return queries.agreement_pdf(call.work, call.rulebook, **call.args)

    @question(of_templates.AgreementPaper)
    def agreement_docx(self, call: Call) -> Any:
        return queries.agreement_docx(call.work, call.rulebook, **call.args)

    @question(of_templates.SupplementPaper)
    def supplement_pdf(self, call: Call) -> Any:
        return queries.supplement_pdf(call.work, call.rulebook, **call.args)

    @question(of_templates.SupplementPaper)
    def supplement_docx(self, call: Call) -> Any:
        return queries.supplement_docx(call.work, call.rulebook, **call.args)

    @question(of_templates.EndingPaper)
    def ending_pdf(self, call: Call) -> Any:
        return queries.ending_pdf(call.work, call.rulebook, **call.args)

    @question(of_templates.EndingPaper)
    def ending_docx(self, call: Call) -> Any:
        return queries.ending_docx(call.work, call.rulebook, **call.args)

    @question(of_templates.BatchPaper)
    def batch_pdf(self, call: Call) -> Any:
        return queries.batch_pdf(call.work, call.rulebook, **call.args)

    @question(of_templates.BatchPaper)
    def batch_xlsx(self, call: Call) -> Any:
        return queries.batch_xlsx(call.work, **call.args)
