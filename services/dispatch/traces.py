"""What a demand or achievement is found by, worked out when it is put forward: its words, and what is like it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.dispatch.domain import likeness
from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.demand import OPEN, Demand
from services.dispatch.domain.likeness import COMPARED, Similar
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared import words
from shared.rulebook import Rulebook


def synonyms(rulebook: Rulebook) -> words.Synonyms:
    """The city's groups of words that mean one thing; none where it has not set any."""
    return rulebook.synonyms


def demand(work: DispatchWork, rulebook: Rulebook, rules: Rules, item: Demand) -> Demand:
    """The demand with its keys, and the open ones of the city that say much the same."""
    alike = synonyms(rulebook)
    text = likeness.bare(item.title, item.content)
    traced = replace(
        item,
        words=words.text_keys(f"{item.title} {' '.join(item.fields)} {item.content}", alike),
        title_words=words.text_keys(f"{item.title} {' '.join(item.fields)}", alike),
        bands=likeness.bands(text),
    )
    return replace(traced, similar=like(work, rules, traced))


def achievement(rulebook: Rulebook, item: Achievement) -> Achievement:
    """The achievement with the words it is found by."""
    alike = synonyms(rulebook)
    return replace(
        item,
        words=words.text_keys(f"{item.title} {' '.join(item.fields)} {item.content}", alike),
        title_words=words.text_keys(f"{item.title} {' '.join(item.fields)}", alike),
    )


def like(work: DispatchWork, rules: Rules, item: Demand) -> tuple[Similar, ...]:
    """The open demands of the city that are like this one, from the likeness the rules name."""
    return _like(work, rules, item.id, likeness.bare(item.title, item.content), item.words, {})


def like_text(
    work: DispatchWork, rulebook: Rulebook, rules: Rules, title: str, content: str, only: dict[str, Any]
) -> tuple[Similar, ...]:
    """The same for a text that is not reported yet, among the open demands that fit `only`."""
    said = words.text_keys(f"{title} {content}", synonyms(rulebook))
    return _like(work, rules, "", likeness.bare(title, content), said, only)


def _like(
    work: DispatchWork, rules: Rules, own: str, text: str, said: tuple[str, ...], only: dict[str, Any]
) -> tuple[Similar, ...]:
    least, keys = rules.demands.similar_from.value, likeness.bands(text)
    if least is None or not keys:
        return ()
    asked = {"status": {"$in": list(OPEN)}, **only, "bands": {"$in": list(keys)}}
    near = [one for one in work.demands.some(asked, limit=COMPARED) if one.id != own]
    others = [(one.id, one.title, likeness.bare(one.title, one.content), one.words) for one in near]
    return likeness.similar(text, said, others, least)
