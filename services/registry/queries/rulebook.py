"""The city's rules of registration, by article."""

from __future__ import annotations

from typing import Any

from services.registry.domain import inspection, quota
from services.registry.rules import (
    Kind,
    Rules,
    Subject,
    chain_of,
    changeable,
    conditions_of,
    declarations_of,
    inspection_of,
    materials_of,
    sections_of,
)
from services.registry.store import RegistryWork
from shared.rulebook import Rulebook


def rulebook_page(work: RegistryWork, rulebook: Rulebook) -> dict[str, Any]:
    """The city's rules of registration, by article, for people to read."""
    rules = Rules.of(rulebook, max(work.today, rulebook.source.from_))
    source = rulebook.source
    return {
        "city": rulebook.city,
        "name": rulebook.name,
        "source": {
            "title": source.title,
            "number": source.number,
            "from": source.from_.isoformat(),
            "basis": source.basis,
        },
        "version": rules.version,
        "subjects": [
            {
                "subject": name,
                "label": subject.label,
                "label_en": subject.label_en,
                "article": subject.cite,
                "kinds": [_kind(key, kind, subject) for key, kind in subject.kinds.items()],
            }
            for name, subject in rules.subjects.items()
        ],
        "quotas": [
            quota.public(quota.empty(rulebook.city, rule.subject, rule.kind, work.today.year), rule)
            for rule in rules.quotas.values()
        ],
        "cancellations": [
            {"ground": name, "label": ground.label, "article": ground.cite}
            for name, ground in rules.cancellations.items()
        ],
        "conflicts": [
            {
                "topic": conflict.topic,
                "ruling": conflict.ruling,
                "clauses": [{"article": clause.cite, "says": clause.says} for clause in conflict.clauses],
            }
            for conflict in rulebook.page.conflicts
        ],
        "silences": [{"topic": silence.topic, "note": silence.note} for silence in rules.silences],
    }


def _kind(name: str, kind: Kind, subject: Subject) -> dict[str, Any]:
    chain = chain_of(subject, kind)
    return {
        "kind": name,
        "label": kind.label,
        "label_en": kind.label_en,
        "article": kind.cite,
        "level": kind.level,
        "side": kind.side,
        "materials": [
            {
                "article": one.article,
                "label": one.label,
                "label_en": one.label_en,
                "required": one.required,
                "source": one.source,
            }
            for one in materials_of(subject, kind)
        ],
        "sections": [
            {
                "section": one.section,
                "label": one.label,
                "label_en": one.label_en,
                "article": one.article,
                "source": one.source,
            }
            for one in sections_of(subject, kind)
        ],
        "declarations": [
            {"word": word, "label": one.label, "label_en": one.label_en, "article": one.article}
            for word, one in declarations_of(subject, kind).items()
        ],
        "inspection": inspection.public(inspection_of(subject, kind)),
        "changeable": list(changeable(subject)),
        "duties": [{"article": duty.cite, "does": duty.does} for duty in (*subject.duties, *kind.duties)],
        "conditions": [
            {
                "rule": condition.id,
                "article": condition.cite,
                "requires": condition.otherwise,
                "requires_en": condition.otherwise_en,
                "strictness": condition.strictness,
                "source": condition.source,
            }
            for condition in conditions_of(subject, kind)
        ],
        "chain": [
            {
                "step": step.step,
                "by": list(step.by),
                "may": list(step.may),
                "within_working_days": step.term,
            }
            for step in chain.steps
        ],
        "chain_article": chain.cite,
    }
