"""What a city can say about the due process of an ending: who is heard, by which clocks, and who decides an appeal."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.dispatch.vocabulary.parties import Party
from services.dispatch.vocabulary.silence import no_chain, unstated
from shared.rulebook import Chain, Rule


@dataclass(frozen=True)
class Process:
    """Clocks are working days from the day a notice is served. Everything silent: served, said and kept all the same,
    but nothing waits for it, and there is no appeal.

    `against`: at whom the ground is directed, who may therefore speak; `notice_first`: no decision before the notice
    is served on each of them; `defence_days`: no decision before these have run out, unless each has spoken;
    `appeal_days`: how long an appeal is open; `appeal`: by whom it is decided (a last step that passes upholds it).
    """

    against: Rule[tuple[Party, ...]] = field(default_factory=unstated("endings.process.against"))
    notice_first: Rule[bool] = field(default_factory=unstated("endings.process.notice_first"))
    defence_days: Rule[int] = field(default_factory=unstated("endings.process.defence_days"))
    appeal_days: Rule[int] = field(default_factory=unstated("endings.process.appeal_days"))
    appeal: Chain = field(default_factory=no_chain("endings.process.appeal"))
