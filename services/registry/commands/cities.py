"""Cities: opened by the platform's operator, from another one's rules as a sample or with empty ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.registry.commands.rulebook_proposals import begin
from services.registry.domain import city as cities
from services.registry.domain.rulebook_version import Origin
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Rulebooks, beginning


def open_city(
    work: RegistryWork,
    rulebooks: Rulebooks,
    actor: Actor,
    *,
    city: str,
    from_: date,
    sample: str | None = None,
    **details: Any,
) -> dict[str, Any]:
    """A new city with a first draft of its rules, which its own officers finish and publish.

    Raises Conflict when it is here already, NotFound for an unknown sample, Invalid for a foreign division.
    """
    cities.check_new(city, city in rulebooks.cities() or work.cities.find(city) is not None)
    page = {"city": city, "from": from_.isoformat(), **details}
    texts = beginning.empty(page) if sample is None else beginning.sample(rulebooks.of(sample).on(work.today), page)
    origin: Origin = "empty" if sample is None else "sample"
    draft = begin(work, actor, city, texts, f"{details['name']}首版规则", "", origin, None)
    opened = cities.opened(city, details, sample, draft.id, work.today)
    work.cities.add(opened)
    return cities.public(work.cities.get(city))
