"""Whether an application's publicity (公示) stands in the way of its filing."""

from __future__ import annotations

from services.registry.domain import notice as notices
from services.registry.domain.application import Application
from services.registry.rules import Rules
from services.registry.store import RegistryWork


def publicity_allows(work: RegistryWork, rules: Rules, application: Application) -> None:
    """Raises Refused where an application's publicity stands in the way of its filing."""
    if rules.publicity is None or rules.publicity.value is None:
        return
    published = work.notices.some({"items.id": application.id})
    against = work.objections.some({"item": application.id})
    notices.may_be_filed(application, published, against, rules, work.today)
