"""Commands on drafts of demands."""

from __future__ import annotations

from typing import Any

from services.dispatch.domain import demand_draft as drafts
from services.dispatch.domain.demand_draft import DemandDraft
from services.dispatch.store import DispatchWork
from shared.actor import Actor


def save_demand_draft(work: DispatchWork, actor: Actor, host_unit: str, **said: Any) -> DemandDraft:
    """A host writes something down that it does not report yet."""
    draft = DemandDraft(work.new_id(), work.city, host_unit, actor.account, work.today)
    kept = drafts.change(draft, said, actor, work.today)
    work.demand_drafts.add(kept)
    return kept


def change_demand_draft(work: DispatchWork, actor: Actor, draft_id: str, **said: Any) -> DemandDraft:
    """It writes on."""
    changed = drafts.change(work.demand_drafts.get(draft_id), said, actor, work.today)
    work.demand_drafts.save(changed)
    return changed


def drop_demand_draft(work: DispatchWork, draft_id: str) -> dict[str, Any]:
    """It throws the draft away."""
    draft = work.demand_drafts.get(draft_id)
    work.demand_drafts.remove(draft_id)
    return {"id": draft.id}
