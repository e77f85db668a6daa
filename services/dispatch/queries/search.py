"""One search over the kinds of record that dispatch owns, each only as far as the asker may read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.dispatch import traces
from services.dispatch.access import ACCESS
from services.dispatch.domain import confidentiality
from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.demand import Demand
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.documents import plain
from shared.errors import Forbidden
from shared.rulebook import Rulebook
from shared.words import matching

KINDS = ("demands", "achievements", "agreements")
PUBLIC = frozenset({"demands", "achievements"})  # what is published in whole is found by everybody
TITLES: Mapping[str, tuple[str, ...]] = {
    "demands": ("host_name", "demand_class", "status", "host_county"),
    "achievements": ("unit_name", "stage", "status", "county"),
    "agreements": ("number", "host_name", "sender_name", "status", "until"),
}


def search(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, q: str, kinds: Sequence[str] = KINDS, limit: int = 10
) -> dict[str, Any]:
    """The first records of each kind that fit, as the registry answers its own; `published`: not one's own to read.

    Each kind's list row of the access table says what is one's own; of the rest, what is published in whole.
    """
    items: list[dict[str, Any]] = []
    more: list[str] = []
    for kind in dict.fromkeys(kinds):
        seen = _seen(work, kind, actor)
        if not seen:
            continue
        fits = matching(q, traces.synonyms(rulebook))
        page = getattr(work, kind).page({"$and": [fits, {"$or": seen} if {} not in seen else {}]}, limit=limit)
        items += [_item(kind, one, actor) for one in page.items if _readable(one, actor)]
        more += [kind] if page.next else []
    return {"items": items, "more": more}


def _seen(work: DispatchWork, kind: str, actor: Actor) -> list[dict[str, Any]]:
    """What may be seen of a kind, as filters of which one must fit; {} among them: the whole city's."""
    seen: list[dict[str, Any]] = []
    try:
        ACCESS[kind].admit(actor)
        seen.append(ACCESS[kind].filter(actor))
    except Forbidden:
        pass
    if kind in PUBLIC:
        standing = [{"expires_on": None}, {"expires_on": {"$gte": work.today.isoformat()}}]
        seen.append({"status": "published", "confidentiality": "public", "$or": standing})
    return seen


def _readable(found: Demand | Achievement | Agreement, actor: Actor) -> bool:
    """An agreement of one's list is; of what was opened to one, not what was closed again since."""
    return isinstance(found, Agreement) or confidentiality.may_read(actor, found)


def _item(kind: str, found: Demand | Achievement | Agreement, actor: Actor) -> dict[str, Any]:
    about = {name: plain(getattr(found, name)) for name in TITLES[kind]}
    name = found.commissioner_name if isinstance(found, Agreement) else found.title
    own = ACCESS[kind].allows(actor, found)
    return {"kind": kind, "id": found.id, "name": name, "city": found.city, "about": about, "published": not own}
