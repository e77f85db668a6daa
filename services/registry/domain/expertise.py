"""What a filed person or team is good at, in words that may be told to others: for finding who fits a demand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shared.words import tokens

MOST_WORDS = 80
PRIVATE = re.compile(r"\d{5}|@")  # phones, identity numbers, addresses of mail: never told, whoever wrote them here


def words_of(statement: str, fields: Iterable[str]) -> tuple[str, ...]:
    """The words of the fields and of the applicant's own statement, at most 80, nothing that could be a number."""
    found = tokens("\n".join([*fields, statement]))
    return tuple(word for word in found if len(word) > 1 and not PRIVATE.search(word))[:MOST_WORDS]
