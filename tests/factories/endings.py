"""What follows from every ending that a city's rulebook knows, ground by ground, as its document says it.

One table for the tests of all services: dispatch is held to tell it so, the others to do it so. A ground that a
rulebook gains and that is not here fails a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BAOTOU, SHIJIAZHUANG = "150200", "130100"
BUREAU = "包头市科学技术局设定（2023-03-15）"  # where the document is silent and the bureau has set it
DECIDED_ELSEWHERE = ("expired", "filing_cancelled")


@dataclass(frozen=True)
class Follows:
    """`consequences`: told with the end; `recorded_before`: a service of an earlier day may still be recorded.

    `stops`: the basis (an article, or the bureau whose setting it is) by which unpaid claims stop, "" where they stay
    payable; `fails`: the basis by which the
    year of whoever was ended fails, "" where it does not.
    """

    city: str
    ground: str
    article: str
    consequences: tuple[str, ...] = ()
    recorded_before: bool = True
    stops: str = ""
    fails: str = ""

    @property
    def named(self) -> str:
        """How a test calls it."""
        return f"{self.city}-{self.ground}"


TABLE = (
    Follows(BAOTOU, "consent", "第二十八条"),
    Follows(
        BAOTOU,
        "commissioner_default",
        "第二十九条",
        ("cancel_filing",),
        recorded_before=False,
        fails=BUREAU,
    ),
    Follows(BAOTOU, "party_default", "第三十条"),
    Follows(
        BAOTOU,
        "sham",
        "第三十一条",
        ("cancel_filing", "misconduct_record"),
        recorded_before=False,
        fails=BUREAU,
    ),
    Follows(BAOTOU, "expired", "第十一条第1项"),
    Follows(BAOTOU, "filing_cancelled", "第二十六条、第二十九条、第三十一条", recorded_before=False),
    Follows(SHIJIAZHUANG, "expired", "四（二）"),
    Follows(
        SHIJIAZHUANG,
        "filing_cancelled",
        "五（一）",
        recorded_before=False,
        stops="石家庄市科学技术局设定（2021-01-01）",
    ),
)


def ended(follows: Follows, **data: Any) -> dict[str, Any]:
    """The telling part of the announcement that an agreement ended so."""
    told = {"ground": follows.ground, "article": follows.article, "consequences": list(follows.consequences)}
    return {**told, **data}
