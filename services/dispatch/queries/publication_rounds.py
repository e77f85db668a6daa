"""The public rounds."""

from __future__ import annotations

from services.dispatch.domain.publication_round import PublicationRound
from services.dispatch.queries.answers import LIMIT
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.work import Page


def publication_round(work: DispatchWork, round_id: str, city: str = "") -> PublicationRound:
    """One round."""
    return work.publication_rounds.get(round_id)


def publication_rounds(
    work: DispatchWork, actor: Actor, after: str | None = None, limit: int = LIMIT, city: str = ""
) -> Page[PublicationRound]:
    """The published rounds; to the city its open ones too. The latest first."""
    shown = {} if actor.has("city_officer") else {"status": "published"}
    return work.publication_rounds.page(shown, after, limit, descending=True)
