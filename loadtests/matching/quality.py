"""How good a ranking is: recall and nDCG at ten, and the word search that matching is held against."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from loadtests.matching.city import Town
from shared.words import tokens

AT = 10


def recall(ranked: Sequence[str], gains: Mapping[str, int]) -> float:
    """The share of the ten places that the wholly right ones could fill and do."""
    right = {id for id, gain in gains.items() if gain == 2}
    return len(right & set(ranked[:AT])) / min(AT, len(right)) if right else 1.0


def ndcg(ranked: Sequence[str], gains: Mapping[str, int]) -> float:
    """The gain of the order found, of the gain of the best order there is."""

    def gained(values: Sequence[int]) -> float:
        return sum((2**gain - 1) / math.log2(place + 2) for place, gain in enumerate(values[:AT]))

    best = gained(sorted(gains.values(), reverse=True))
    return gained([gains.get(id, 0) for id in ranked]) / best if best else 1.0


class WordSearch:
    """The baseline: as many of the demand's words as possible; no synonyms, no rules.

    Each word counts one, or (`rare`) the more the fewer people say it: the stronger of the two baselines.
    """

    def __init__(self, town: Town, rare: bool = False) -> None:
        self._rare, self._people = rare, len(town.people)
        self._holders: dict[str, list[str]] = {}
        for one in town.people:
            for word in one.words:
                self._holders.setdefault(word, []).append(one.id)

    def best(self, text: str) -> list[str]:
        """The ten with the most words in common; of equals the first."""
        shared: dict[str, float] = {}
        for word in tokens(text):
            holders = self._holders.get(word, ())
            weight = math.log1p(self._people / len(holders)) if self._rare and holders else 1.0
            for id in holders:
                shared[id] = shared.get(id, 0) + weight
        return sorted(shared, key=lambda id: (-shared[id], id))[:AT]
