"""The table of all routes, with who may call: `python -m gateway.routes` writes it to gateway/routes.md."""

from __future__ import annotations

from pathlib import Path

from gateway.app import routes
from gateway.resource import Route

TABLE = Path(__file__).with_suffix(".md")
_HEAD = """# Routes, and who may call them

Made by `python -m gateway.routes`; a test compares it with the code, so that a change of the API is seen in review.
*Who* is the early answer at the edge; the service's `access.py` decides. `public`: nobody need be signed in;
`anyone`: signed in. ⟳ needs Idempotency-Key, ✎ needs If-Match.

| method | path | what | who | service |
|---|---|---|---|---|
"""


def table() -> str:
    """The table as Markdown, by path."""
    order = {"GET": 0, "POST": 1, "PUT": 2, "PATCH": 3, "DELETE": 4}
    stated = sorted(routes(), key=lambda route: (route.prefix + route.path, order[route.method]))
    return _HEAD + "".join(_row(route) for route in stated)


def _row(route: Route) -> str:
    needs = "⟳" * route.keyed + "✎" * route.versioned
    served = "gateway" if route.kind == "edge" else f"{route.service}.{route.name}"
    path, who = route.prefix + route.path, ", ".join(sorted(route.may))
    return f"| {route.method} {needs}| `{path}` | {route.zh} · {route.en} | {who} | {served} |\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
