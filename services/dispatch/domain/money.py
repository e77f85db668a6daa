"""Money is integer fen inside, a string of yuan with two decimals ("650.00") outside."""

from __future__ import annotations

import re

YUAN = re.compile(r"(0|[1-9]\d{0,11})(\.\d{1,2})?")


def yuan(fen: int) -> str:
    """Fen as yuan: 65000 is "650.00"."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}"


def fen(text: str) -> int:
    """Yuan as fen: "650" and "650.5" are 65000 and 65050. Raises ValueError for anything but a plain amount."""
    if not YUAN.fullmatch(text):
        raise ValueError(f"not an amount in yuan: {text!r}")
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0") or 0)
