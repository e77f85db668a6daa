"""Papers as PDF: Typst templates filled with data, PDF/A-2b, the same bytes for the same data.

    pdf = typeset(TEMPLATE, {"title": "备案证书", "code": qr(address)}, day=filing.since)
    return paper("备案证书.pdf", pdf)

A template is Typst source that follows `typeset.typ` and reads `data`; what people wrote travels as JSON and is never
part of the source, so that a name such as `#read("/etc/passwd")` is printed and not run. Templates are ours: they come
with the code, while what a city words itself is text inside the data. Fonts are the two Noto Sans CJK packages of the
lock file; no font of the system is looked at, so every machine makes the same file. Dates inside the file are `day`.

One sheet takes about 5 ms (100 ms the first time in a process), in a native thread under the host: the compiler
releases Python's lock. Infra/decisions/0024 has the figures.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import segno
import typst

from shared.documents import plain
from shared.offload import offload

PDF = "application/pdf"
_FONTS = ("cvttf_NotoSansCJK_Regular", "cvttf_NotoSansCJK_Bold")
_HERE = Path(__file__).resolve().parent


def typeset(template: str, data: Mapping[str, Any], *, day: date) -> bytes:
    """The template as PDF/A-2b. `data`: JSON values, dates and records; `day` (Asia/Shanghai) dates the document.

    Raises RuntimeError naming Typst's complaint when the template does not hold.
    """
    given = orjson.dumps({**plain(dict(data)), "_day": day.isoformat()}).decode()
    return offload(_compiled, template, given, day)


def qr(text: str) -> str:
    """A QR code (level M) as SVG, to be put into the data and shown by `code(...)`."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()


def paper(name: str, content: bytes, content_type: str = PDF) -> dict[str, str]:
    """The answer of a question that gives a file; the edge (`Resource.document`) sends it as bytes under this name."""
    return {"name": name, "content_type": content_type, "content": base64.b64encode(content).decode()}


@cache
def _prelude() -> str:
    return (_HERE / "typeset.typ").read_text("utf-8")


@cache
def _fonts() -> typst.Fonts:
    """The fonts, read once for the process. Raises RuntimeError where a package of the lock file is missing."""
    folders: list[Any] = []
    for package in _FONTS:
        found = find_spec(package)
        if found is None or found.origin is None:
            raise RuntimeError(f"the font package {package} is not installed")
        folders.append(str(Path(found.origin).parent))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _compiled(template: str, data: str, day: date) -> bytes:
    # A compiler is no more than its settings (0.2 ms) and may not be shared between threads; fonts and what Typst
    # remembers of earlier layouts are the process's and make the second sheet twenty times faster than the first.
    compiler = typst.Compiler(root=str(_HERE), font_paths=_fonts(), ignore_system_fonts=True)
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    made = compiler.compile(
        f"{_prelude()}\n{template}".encode(),
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards="a-2b",
        timestamp=midnight,
    )
    if not isinstance(made, bytes):
        raise RuntimeError("a template gave no document")
    return made
