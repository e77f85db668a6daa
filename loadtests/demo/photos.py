"""Small pictures for evidence: valid baseline JPEG files, a mosaic of grey tiles, each with bytes of its own.

Only what such a picture needs of ITU-T T.81: one component, one quantisation table, the standard Huffman code of the
DC differences, and an AC code that knows nothing but "end of block".
"""

from __future__ import annotations

import struct
from functools import lru_cache
from random import Random

COLUMNS, ROWS = 20, 15  # tiles of 8 × 8 pixels: 160 × 120
_DC_LENGTHS = (0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0)  # T.81, table K.3
_DC_VALUES = tuple(range(12))
PADDING = 2_048


def photo(scene: int, caption: str) -> bytes:
    """A picture of scene number `scene`; `caption` and some noise make the file unlike any other."""
    noise = Random(f"{scene}|{caption}").randbytes(PADDING)
    comment = caption.encode("utf-8")[:200] + b"\0" + noise
    return b"\xff\xd8" + _segment(0xFE, comment) + _picture(scene)


@lru_cache(maxsize=256)
def _picture(scene: int) -> bytes:
    """Everything after the comment: the header segments and the mosaic."""
    tables = (
        _segment(0xDB, b"\0" + b"\x10" * 64)
        + _segment(0xC0, struct.pack(">BHHBBBB", 8, ROWS * 8, COLUMNS * 8, 1, 1, 0x11, 0))
        + _segment(0xC4, b"\x00" + bytes(_DC_LENGTHS) + bytes(_DC_VALUES))
        + _segment(0xC4, b"\x10" + bytes((1, *(0,) * 15)) + b"\0")
        + _segment(0xDA, struct.pack(">BBBBBB", 1, 1, 0x00, 0, 63, 0))
    )
    return tables + _mosaic(scene) + b"\xff\xd9"


def _mosaic(scene: int) -> bytes:
    random, codes = Random(scene), _codes()
    bits: list[str] = []
    before = level = 0
    for tile in range(COLUMNS * ROWS):
        if tile % COLUMNS == 0:
            level = random.randint(-40, 40)
        level = max(-60, min(60, level + random.randint(-12, 12)))
        difference, before = level - before, level
        size = abs(difference).bit_length()
        value = difference if difference >= 0 else difference + (1 << size) - 1
        bits.append(codes[size] + (f"{value:0{size}b}" if size else "") + "0")  # "0": end of block
    stream = "".join(bits)
    stream += "1" * (-len(stream) % 8)
    packed = int(stream, 2).to_bytes(len(stream) // 8, "big")
    return packed.replace(b"\xff", b"\xff\0")


@lru_cache(maxsize=1)
def _codes() -> dict[int, str]:
    """The canonical Huffman code of the DC sizes."""
    codes, code, at = {}, 0, 0
    for length, count in enumerate(_DC_LENGTHS, start=1):
        for _ in range(count):
            codes[_DC_VALUES[at]] = f"{code:0{length}b}"
            code, at = code + 1, at + 1
        code <<= 1
    return codes


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
