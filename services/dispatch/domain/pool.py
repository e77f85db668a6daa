"""All candidates of a directed round at once: the same points as `matching.py` gives one by one, worked out in columns.

A round weighs every demand against the whole pool; twenty thousand by five hundred pairs one at a time would take
minutes. A test holds both ways of counting against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.dispatch.domain import matching
from services.dispatch.domain.candidate import Candidate
from services.dispatch.domain.matching import CITY_DIGITS, HALF_AT, NEUTRAL, Lexicon, Wanted
from services.dispatch.vocabulary.matching import Weights


class Pool:
    """The candidates in a fixed order, with what of their points does not depend on the demand."""

    def __init__(
        self, candidates: Sequence[Candidate], serving: Mapping[str, tuple[int, int]], weights: Weights
    ) -> None:
        """`serving`: filing -> agreements running, agreements renewed; who is not in it has none of either."""
        import numpy as np  # only where a round is worked out

        self.candidates = tuple(candidates)
        self.weights = weights
        self._scale = 100 / matching.total(weights)
        held = [serving.get(one.id, (0, 0)) for one in self.candidates]
        grade = np.array([one.grade_score / 100 if one.grade_year else NEUTRAL for one in self.candidates])
        services = _half(np.array([one.services for one in self.candidates], dtype=float), "services")
        renewals = _half(np.array([renewed for _, renewed in held], dtype=float), "renewals")
        load = 1 / (1 + np.array([running for running, _ in held], dtype=float))
        self._own = weights.grade * grade + weights.services * services
        self._own = self._own + weights.renewals * renewals + weights.load * load
        self._counties = np.array([one.county for one in self.candidates], dtype=object)
        self._having: dict[str, Any] = {}
        rows: dict[str, list[int]] = {}
        for at, one in enumerate(self.candidates):
            for word in one.words:
                rows.setdefault(word, []).append(at)
        self._having = {word: np.array(found) for word, found in rows.items()}
        self.lexicon = Lexicon(len(self.candidates), {word: len(found) for word, found in rows.items()})
        self._near: dict[str, Any] = {}

    def points(self, wanted: Wanted) -> Any:
        """The points of every candidate for a demand (an array, in the order of `candidates`)."""
        import numpy as np

        weighed = matching.weigh(wanted, self.lexicon)
        cover = np.zeros(len(self.candidates))
        for word, weight in weighed.weights.items():
            if word in self._having:
                cover[self._having[word]] += weight
        field = np.full(len(self.candidates), NEUTRAL)
        if wanted.fields:
            field = np.zeros(len(self.candidates))
            for name in wanted.fields:
                if f"#{name}" in self._having:
                    field[self._having[f"#{name}"]] += 1 / len(wanted.fields)
        words = self.weights.words * np.minimum(1.0, cover / weighed.full)
        near = self.weights.distance * self._distance(wanted.county)
        return self._scale * (words + self.weights.field * field + near + self._own)

    def _distance(self, county: str) -> Any:
        import numpy as np

        if county not in self._near:
            same = [1.0 if county and one == county else 0.0 for one in self._counties]
            city = [
                0.5 if county and one and one[:CITY_DIGITS] == county[:CITY_DIGITS] else 0.0 for one in self._counties
            ]
            self._near[county] = np.maximum(np.array(same), np.array(city))
        return self._near[county]


def _half(count: Any, part: str) -> Any:
    return count / (count + HALF_AT[part])
