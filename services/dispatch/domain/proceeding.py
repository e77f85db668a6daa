"""What a case's file holds besides the report: what was served on whom, who spoke, the decision, the appeal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.dispatch.domain.evidence import Evidence
from shared.chain import ChainState

Paper = Literal["notice", "decision", "appeal_decision"]


@dataclass(frozen=True)
class Notice:
    """One service (送达): what, on which party, how, on which day; `due`: the last day to answer it, where one runs.

    `party`: as which party whoever served it acted.
    """

    what: Paper
    to: str
    how: Literal["in_app", "paper"]
    on: date
    text: str
    account: str
    name: str
    due: date | None = None
    evidence: tuple[Evidence, ...] = ()
    party: str = ""


@dataclass(frozen=True)
class Statement:
    """What a party said for itself (陈述申辩): in writing, or at a hearing of which an officer took the minutes."""

    party: str
    kind: Literal["written", "hearing"]
    on: date
    text: str
    account: str
    name: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Decision:
    """The decision, its reasons and its article; `party`: as which party whoever made it acted."""

    outcome: Literal["approved", "rejected"]
    reasons: str
    article: str
    on: date
    account: str
    name: str
    party: str = ""


@dataclass(frozen=True)
class Appeal:
    """Against a decision, by whom it was directed against. `state` approved: upheld; rejected: dismissed."""

    party: str
    reason: str
    account: str
    name: str
    on: date
    state: ChainState
    evidence: tuple[Evidence, ...] = ()
    decision: Decision | None = None
