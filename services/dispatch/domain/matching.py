"""Soft scores: how well somebody fits a demand, part by part, each with its reason. Hard rules are elsewhere
(`eligibility.py`) and are never traded against points.

Words are weighed by how few candidates have them (inverse document frequency, counted beforehand and kept by word), so
that one demand needs no matrix: the rarest of its words name the few hundred who are looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.dispatch.domain.candidate import Candidate
from services.dispatch.vocabulary.matching import Weights

MOST_WORDS = 80  # of one demand: beyond that a description repeats itself
SHOWN_WORDS = 6  # in a reason
FULL_COVER = 0.6  # who shares this much of the demand's weight in words knows the matter: the full mark
NEUTRAL = 0.5  # of a part that nothing is known about: a newcomer is neither favoured nor put last
HALF_AT = {"services": 10, "renewals": 1}  # so many earn half of the part's points
PARTS = ("words", "field", "grade", "services", "renewals", "distance", "load")
CITY_DIGITS = 4  # of a GB/T 2260 code: the counties of one city share them


@dataclass(frozen=True)
class Wanted:
    """What is sought. `words`: without the fields; `county`: where the host is."""

    id: str
    words: tuple[str, ...]
    fields: tuple[str, ...]
    county: str


@dataclass(frozen=True)
class Lexicon:
    """How many candidates (`total` in all) have a word, as last counted; a word not in it is new and so rare."""

    total: int
    counts: Mapping[str, int]

    def weight(self, word: str) -> float:
        """The rarer the heavier; never negative."""
        known = min(self.counts.get(word, 0), self.total)
        return math.log1p((self.total - known + 0.5) / (known + 0.5))


@dataclass(frozen=True)
class Reason:
    """One part of a score: `points` of at most `weight`, and why, in both languages."""

    part: str
    weight: int
    points: float
    text: str
    text_en: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scored:
    """A candidate's sum of points, of at most 100, with the reasons."""

    filing: str
    score: float
    reasons: tuple[Reason, ...]


def telling(wanted: Wanted, lexicon: Lexicon, most: int) -> list[str]:
    """The words to look for in the index: the rarest first, until about `most` candidates have one of them.

    Words that nobody has are left out; the fields come as any other word does, and so mostly last.
    """
    known = [(lexicon.counts.get(word, 0), word) for word in (*wanted.words, *(f"#{one}" for one in wanted.fields))]
    chosen: list[str] = []
    reached = 0
    for count, word in sorted(known):
        if count == 0 and lexicon.total:
            continue
        if chosen and reached + count > most:
            break
        chosen.append(word)
        reached += count
    return chosen


def weigh(wanted: Wanted, lexicon: Lexicon) -> Weighed:
    """The demand's words with their weights, once for all its candidates."""
    weights = {word: lexicon.weight(word) for word in wanted.words[:MOST_WORDS]}
    known = [weight for word, weight in weights.items() if lexicon.counts.get(word, 0) or not lexicon.total]
    return Weighed(weights, sum(known) * FULL_COVER or 1.0)


@dataclass(frozen=True)
class Weighed:
    """`full`: the weight that earns the full mark. A word that no candidate has counts for nobody, nor against."""

    weights: Mapping[str, float]
    full: float

    def cover(self, words: Iterable[str]) -> tuple[float, list[str]]:
        """The share of the full mark (0 to 1) that these words reach, and the shared ones, the heaviest first."""
        shared = [word for word in words if word in self.weights]
        shared.sort(key=lambda word: (-self.weights[word], word))
        return min(1.0, sum(self.weights[word] for word in shared) / self.full), shared


def quick(wanted: Wanted, weighed: Weighed, one: Candidate, weights: Weights) -> float:
    """The parts that the candidate's own copy tells, as points of 100; without renewals and load."""
    cover = sum(weighed.weights.get(word, 0.0) for word in one.words) / weighed.full
    points = weights.words * min(1.0, cover) + weights.field * _field(wanted.fields, one.fields)
    points += weights.grade * _grade(one) + weights.services * _half(one.services, "services")
    points += weights.distance * _near(wanted, one)
    return 100 * points / total(weights)


def total(weights: Weights) -> int:
    """All parts together; at least 1."""
    return max(1, sum(getattr(weights, part) for part in PARTS))


def most_besides(weights: Weights) -> float:
    """What renewals and load can add at most to a quick score."""
    return 100 * (weights.load + weights.renewals) / total(weights)


def score(wanted: Wanted, weighed: Weighed, one: Candidate, load: int, renewals: int, weights: Weights) -> Scored:
    """The whole score with its reasons. `load`: agreements running today; `renewals`: of the last years."""
    scale = 100 / total(weights)
    cover, shared = weighed.cover(one.words)
    own = [field for field in wanted.fields if field in one.fields]
    shown = tuple(shared[:SHOWN_WORDS])
    parts = {
        "words": (
            cover,
            f"{len(shared)}个词相符：{'、'.join(shown)}" if shared else "没有相同的词",
            _words_en(shared),
            shown,
        ),
        "field": (_field(wanted.fields, one.fields), *_field_text(wanted.fields, own), tuple(own)),
        "grade": (_grade(one), *_grade_text(one), ()),
        "services": (
            _half(one.services, "services"),
            f"已确认服务{one.services}次",
            f"{one.services} confirmed services",
            (),
        ),
        "renewals": (
            _half(renewals, "renewals"),
            f"续签{renewals}次",
            f"renewed {renewals} times",
            (),
        ),
        "distance": (_near(wanted, one), *_near_text(wanted, one), ()),
        "load": (1 / (1 + load), f"在执行协议{load}份", f"{load} agreements running", ()),
    }
    reasons = tuple(
        Reason(part, getattr(weights, part), round(scale * getattr(weights, part) * value, 2), text, text_en, words)
        for part, (value, text, text_en, words) in parts.items()
    )
    return Scored(one.id, round(sum(reason.points for reason in reasons), 2), reasons)


def ranked(scored: Iterable[Scored]) -> list[Scored]:
    """The best first; of equals the one filed first (ids sort by time)."""
    return sorted(scored, key=lambda one: (-one.score, one.filing))


def _field(wanted: Sequence[str], own: Sequence[str]) -> float:
    return sum(1 for field in wanted if field in own) / len(wanted) if wanted else NEUTRAL


def _grade(one: Candidate) -> float:
    return one.grade_score / 100 if one.grade_year else NEUTRAL


def _half(count: int, part: str) -> float:
    return count / (count + HALF_AT[part])


def _near(wanted: Wanted, one: Candidate) -> float:
    if not wanted.county or not one.county:
        return 0.0
    if wanted.county == one.county:
        return 1.0
    return 0.5 if wanted.county[:CITY_DIGITS] == one.county[:CITY_DIGITS] else 0.0


def _near_text(wanted: Wanted, one: Candidate) -> tuple[str, str]:
    if not wanted.county or not one.county:
        return "所在地不详", "county not known"
    if wanted.county == one.county:
        return "同一旗县区", "the same county"
    if wanted.county[:CITY_DIGITS] == one.county[:CITY_DIGITS]:
        return "同一城市", "the same city"
    return "不在同一城市", "another city"


def _field_text(wanted: Sequence[str], own: Sequence[str]) -> tuple[str, str]:
    if not wanted:
        return "需求未写明领域", "the demand names no field"
    if not own:
        return "领域不同", "no field in common"
    return f"领域相符：{'、'.join(own)}", f"fields in common: {', '.join(own)}"


def _grade_text(one: Candidate) -> tuple[str, str]:
    if not one.grade_year:
        return "尚无考核结果，按中间值计", "not appraised yet: counted in the middle"
    return f"{one.grade_year}年考核{one.grade_score:g}分", f"appraised in {one.grade_year}: {one.grade_score:g} points"


def _words_en(shared: Sequence[str]) -> str:
    return f"{len(shared)} words in common: {', '.join(shared[:SHOWN_WORDS])}" if shared else "no words in common"
