"""What dispatch.yml can say of bounties (揭榜挂帅). Silent `posted_by`: this city knows none, every step is refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.dispatch.vocabulary.parties import Party
from services.dispatch.vocabulary.silence import unstated
from shared.rulebook import Rule


@dataclass(frozen=True)
class Bounty:
    """挂榜、揭榜、评榜、公示、定榜. Days are calendar days.

    `posted_by`: who posts one upon a demand; `bid_by`: who may bid; `open_days`: the least time for bids;
    `reviewers_named_by`, `least_reviewers`: who names those who score, and how many must have scored each bid;
    `recusal`: who is of a bidder's unit does not score it; `decided_by`: who chooses; `notice_days`: how long the
    choice is shown before it holds.
    """

    posted_by: Rule[tuple[Party, ...]] = field(default_factory=unstated("bounty.posted_by"))
    bid_by: Rule[tuple[Party, ...]] = field(default_factory=unstated("bounty.bid_by"))
    open_days: Rule[int] = field(default_factory=unstated("bounty.open_days"))
    reviewers_named_by: Rule[tuple[Party, ...]] = field(default_factory=unstated("bounty.reviewers_named_by"))
    least_reviewers: Rule[int] = field(default_factory=unstated("bounty.least_reviewers"))
    recusal: Rule[bool] = field(default_factory=unstated("bounty.recusal"))
    decided_by: Rule[tuple[Party, ...]] = field(default_factory=unstated("bounty.decided_by"))
    notice_days: Rule[int] = field(default_factory=unstated("bounty.notice_days"))
