"""What a city's registry.yml can say about the standing of a filing and of a credit entry, and how it is taken away.

Silence is read two ways, and both are the same principle (infra/decisions/0044): where the document names no *ground*,
nobody has the power, so an act on it is refused; where it names no *period*, nobody's right has an end, so a defence
ends on the day the notice itself names, and an appeal or a repair is never too late or too early.
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.rulebook import Cite, Rule


@dataclass(frozen=True)
class Ground:
    """A ground on which a filing is cancelled; who finds it out is another service's matter.

    `by`: the party that decides. `by_decision` false: it follows from another act (a liaison's replacement) and is
    never decided by itself. `reply`: working days to answer a notice on this ground, else `due_process.reply`.
    """

    label: str
    label_en: str
    cite: Cite
    by: str = "city"
    by_decision: bool = True
    reply: Rule[int] | None = None


@dataclass(frozen=True)
class Power:
    """A ground of suspension, restoration or entry, by an article or as the bureau's own setting (`basis`)."""

    label: str
    label_en: str
    basis: Rule[bool]
    by: str = "city"
    reply: Rule[int] | None = None


@dataclass(frozen=True)
class DueProcess:
    """The periods of an act against somebody, in working days of the city.

    `reply`: from notice to the end of the defence. `appeal`: from decision to the last day of an appeal.
    `appeal_decision`: from appeal to its decision. `appeal_suspends`: whether the act rests until then.
    `remind_days`: how many days before a last day those whose it is are reminded; nobody where it is not stated.
    """

    reply: Rule[int]
    appeal: Rule[int]
    appeal_decision: Rule[int]
    appeal_suspends: Rule[bool]
    remind_days: Rule[int] | None = None


@dataclass(frozen=True)
class Basis:
    """A ground as an act needs it: its wording, the rule and article it rests on, who decides, how long to reply."""

    ground: str
    label: str
    label_en: str
    rule: str
    article: str
    by: str
    reply: Rule[int] | None
