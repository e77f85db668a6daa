"""Commands on what is said to a public notice."""

from __future__ import annotations

from typing import Literal

from services.dispatch import events
from services.dispatch.domain import confidentiality
from services.dispatch.domain import notice_comment as comments
from services.dispatch.domain import publication_round as rounds
from services.dispatch.domain.notice_comment import Kind, NoticeComment, Outcome
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.rulebook import Rulebook

Noun = Literal["publication_round", "demand", "achievement", "bounty"]


def comment_on_round(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    round_id: str,
    kind: Kind,
    text: str,
    demand: str = "",
    achievement: str = "",
) -> NoticeComment:
    """Somebody says something to a round, or to one thing in it that everybody may read."""
    rounds.during_notice(work.publication_rounds.get(round_id), work.today)
    noun: Noun = "demand" if demand else "achievement" if achievement else "publication_round"
    item = demand or achievement or round_id
    shown = work.demands.find(demand) if demand else work.achievements.find(achievement) if achievement else None
    if item != round_id:
        if shown is None or not confidentiality.may_know(actor, shown):
            raise NotFound(noun)
        if shown.round != round_id:
            raise Conflict("不在本期公示中", "Not in this round", code="round")
    return said(work, rulebook, actor, round_id, noun, item, kind, text)


def answer_notice_comment(
    work: DispatchWork, actor: Actor, comment_id: str, outcome: Outcome, reply: str
) -> NoticeComment:
    """The city answers. What follows from an upheld objection (taking the item out) is its own step."""
    answered = comments.answer(work.notice_comments.get(comment_id), outcome, reply, actor, work.today)
    work.notice_comments.save(answered)
    work.announce(events.notice_answered(answered))
    return answered


def said(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, notice: str, noun: Noun, item: str, kind: Kind, text: str
) -> NoticeComment:
    """Keeps a remark to a notice that runs."""
    due = comments.due(Rules.of(rulebook, work.today), work.today, rulebook.calendar)
    id = work.new_id()
    made = NoticeComment(id, work.city, notice, noun, item, kind, text, actor.account, actor.name, work.today, due=due)
    work.notice_comments.add(made)
    work.announce(events.notice_commented(made))
    return made
