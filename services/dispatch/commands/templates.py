"""Commands on a city's Word forms."""

from __future__ import annotations

from services.dispatch import events
from services.dispatch.domain import template as templates
from services.dispatch.domain.evidence import kept
from services.dispatch.domain.paper import SAMPLE
from services.dispatch.domain.template import Shelf, Template
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.attachments import object_store
from shared.errors import Invalid
from shared.offload import offload
from shared.word import DOCX, LARGEST, check


def upload_template(work: DispatchWork, actor: Actor, purpose: str, name: str, receipt: str) -> Template:
    """A new version of a form, checked by filling it with sample data; it is used once it is activated."""
    file = kept([work.cite(receipt)])[0]
    if file.content_type != DOCX or file.size > LARGEST:
        raise Invalid.field(
            "/receipt",
            "请上传不超过 2 MB 的 Word 文档（.docx）",
            "type",
            en="Upload a Word document (.docx) of at most 2 MB",
        )
    placeholders = offload(check, object_store().fetch(work.city, file.id), SAMPLE)
    id = templates.shelf_id(work.city, purpose)
    shelf = work.template_shelves.get_or(id, Shelf(id, work.city, purpose))
    made, after = templates.upload(work.new_id(), shelf, name, file, placeholders, actor, work.today)
    work.templates.add(made)
    work.template_shelves.save(after)
    work.announce(events.template_uploaded(made))
    return made


def activate_template(work: DispatchWork, template_id: str) -> Template:
    """This version is used from now on; an older one rolls back."""
    template = work.templates.get(template_id)
    shelf = work.template_shelves.get(templates.shelf_id(work.city, template.purpose))
    before = work.templates.find(shelf.active) if shelf.active else None
    active, retired, after = templates.activate(template, before, shelf, work.today)
    work.templates.save(active)
    if retired is not None:
        work.templates.save(retired)
    work.template_shelves.save(after)
    work.announce(events.template_activated(active))
    return active


def retire_template(work: DispatchWork, template_id: str) -> Template:
    """No longer used; the platform's own form stands in."""
    template = work.templates.get(template_id)
    shelf = work.template_shelves.get(templates.shelf_id(work.city, template.purpose))
    retired, after = templates.deactivate(template, shelf)
    work.templates.save(retired)
    work.template_shelves.save(after)
    return retired
