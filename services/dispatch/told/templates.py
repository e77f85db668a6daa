"""What is told of a city's Word forms."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain.template import Template
from shared.work import Announcement


def template_uploaded(template: Template) -> Announcement:
    """A new version of a form was uploaded and checked."""
    return Announcement("template_uploaded", f"template:{template.id}", _template(template))


def template_activated(template: Template) -> Announcement:
    """Papers of its purpose are made by this version from now on."""
    return Announcement("template_activated", f"template:{template.id}", _template(template))


def _template(template: Template) -> dict[str, Any]:
    return {
        "template": template.id,
        "purpose": template.purpose,
        "number": template.number,
        "name": template.name,
        "sha256": template.file.sha256,
        "status": template.status,
    }
