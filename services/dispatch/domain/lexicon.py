"""How many candidates have each word, kept in parts by a sum over the word, so that a question reads only a few."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.dispatch.domain.matching import Lexicon

PARTS = 256


@dataclass(frozen=True)
class LexiconPart:
    """One part of a city's counts, `<city>:<part>`, counted over `total` candidates."""

    id: str
    city: str
    total: int
    counts: Mapping[str, int] = field(default_factory=dict)
    version: int = 0


def part_of(city: str, word: str) -> str:
    """The id of the part that a word belongs to."""
    return f"{city}:{zlib.crc32(word.encode()) % PARTS}"


def parts(city: str, total: int, counts: Mapping[str, int]) -> list[LexiconPart]:
    """All parts of a fresh count, the empty ones too: they replace what was counted before."""
    split: dict[str, dict[str, int]] = {f"{city}:{number}": {} for number in range(PARTS)}
    for word, count in counts.items():
        split[part_of(city, word)][word] = count
    return [LexiconPart(id, city, total, held) for id, held in split.items()]


def together(found: Iterable[LexiconPart | None], words: Iterable[str]) -> Lexicon:
    """The counts of these words out of the parts that were read."""
    known = [part for part in found if part is not None]
    counts: dict[str, int] = {}
    for part in known:
        counts.update(part.counts)
    return Lexicon(max((part.total for part in known), default=0), {word: counts.get(word, 0) for word in words})
