"""Likeness of two texts, to point out demands that are one: pairs of characters, so that no word list is needed.

Each text keeps twelve bands of a MinHash over its pairs: texts that share none are not alike, so an index over the
bands finds the few to compare, whatever the number of demands. The comparison itself takes the better of two measures:
the cosine of the pairs (the order of sentences does not matter) and RapidFuzz's Indel (a changed word here and there).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from zlib import crc32

from rapidfuzz.distance import Indel

BANDS, ROWS = 12, 3  # alike by 0.7 of their pairs: found 99 times of 100; by 0.1: once in 80
PRIME = (1 << 61) - 1
LONGEST = 4_000
COMPARED, NAMED = 40, 5


@dataclass(frozen=True)
class Similar:
    """Another record that says much the same. `words`: what both say, the longest first."""

    id: str
    title: str
    score: float
    words: tuple[str, ...] = ()


def bare(*texts: str) -> str:
    """The text as it is compared: narrow forms, small letters, no spaces and punctuation."""
    normal = unicodedata.normalize("NFKC", "".join(texts)[:LONGEST]).casefold()
    return "".join(character for character in normal if character.isalnum())


def pairs(text: str) -> Counter[str]:
    """Each two characters in a row, counted; a single character stands for itself."""
    return Counter(text[at : at + 2] for at in range(max(len(text) - 1, 1))) if text else Counter()


def bands(text: str) -> tuple[str, ...]:
    """Twelve keys; two texts that are much alike have at least one in common. None for an empty text."""
    numbers = [crc32(pair.encode()) for pair in pairs(text)]
    if not numbers:
        return ()
    least = [min((a * number + b) % PRIME for number in numbers) for a, b in _mixers()]
    cut = (least[at : at + ROWS] for at in range(0, BANDS * ROWS, ROWS))
    return tuple(f"{at}:{crc32(repr(part).encode()):08x}" for at, part in enumerate(cut))


def likeness(one: str, other: str) -> float:
    """How alike two bare texts are, 0 to 1."""
    a, b = pairs(one), pairs(other)
    if not a or not b:
        return 0.0
    both = sum(count * b[pair] for pair, count in a.items() if pair in b)
    size = sqrt(sum(count * count for count in a.values()) * sum(count * count for count in b.values()))
    return round(min(1.0, max(both / size, Indel.normalized_similarity(one, other))), 4)


def similar(
    text: str, words: Iterable[str], others: Iterable[tuple[str, str, str, Iterable[str]]], least: float
) -> tuple[Similar, ...]:
    """Of `others` (id, title, bare text, words), those at least so alike, the likest first, five at most."""
    own = set(words)
    found = [
        Similar(id, title, score, tuple(sorted(own & set(theirs), key=lambda word: (-len(word), word))[:8]))
        for id, title, other, theirs in others
        if (score := likeness(text, other)) >= least
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, one.id))[:NAMED])


@lru_cache(maxsize=1)
def _mixers() -> tuple[tuple[int, int], ...]:
    """The multipliers and addends of the hash functions: fixed, or texts kept yesterday would not be found today."""
    made, state = [], 20_230_315
    for _ in range(BANDS * ROWS):
        pair = []
        for _ in range(2):
            state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % (1 << 64)
            pair.append(1 + state % (PRIME - 1))
        made.append((pair[0], pair[1]))
    return tuple(made)
