"""One search field over several services: each answers for its own records, only as far as the asker may see them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from gateway.auth import Caller
from gateway.resource import Resource
from shared.errors import Late, Unavailable

if TYPE_CHECKING:
    from gateway.app import Gateway

# Which service answers for which kinds; each of them has a question `search` that takes q, kinds, limit
# and gives {items: [{kind, id, name, city, about, published?}], more: [kinds]}.
ANSWERS: dict[str, tuple[str, ...]] = {
    "registry": ("persons", "units", "filings", "applications"),
    "dispatch": ("demands", "achievements", "agreements"),
}
KINDS = tuple(kind for kinds in ANSWERS.values() for kind in kinds)


class Asked(Schema):
    """What is looked for, among which kinds (all that the asker may see), how many of each."""

    q = fields.String(
        required=True,
        validate=validate.Length(1, 100),
        metadata={"description": "姓名、单位名、拼音、首字母或词语 / name, pinyin, initials or words"},
    )
    kinds = fields.List(fields.String(validate=validate.OneOf(KINDS)), validate=validate.Length(1, 10))
    limit = fields.Integer(validate=validate.Range(1, 20), metadata={"description": "of each kind; 10"})


class Found(Schema):
    """One record found; `about` says what else tells it apart, `href` where it is read in full."""

    kind = fields.String(required=True)
    id = fields.String(required=True)
    name = fields.String(required=True)
    city = fields.String(required=True)
    about = fields.Dict(required=True)
    published = fields.Boolean(
        required=True, metadata={"description": "read where everybody reads it, not being one's own"}
    )
    href = fields.String(required=True)


class FoundAll(Schema):
    """The first of each kind. `more`: kinds with more, to be asked of their own list; `silent`: not answering now."""

    items = fields.List(fields.Nested(Found), required=True)
    more = fields.List(fields.String(), required=True)
    silent = fields.List(fields.String(), required=True)


def search(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """What every service found, asked side by side. One that is away is named, and spoils no other's answer."""
    wanted = args.get("kinds") or list(KINDS)
    told: dict[str, list[Any]] = {"items": [], "more": [], "silent": []}
    with ThreadPoolExecutor(len(ANSWERS)) as pool:
        asked = {service: [kind for kind in kinds if kind in wanted] for service, kinds in ANSWERS.items()}
        answers = {
            service: pool.submit(_asked, gateway, caller, service, kinds, args)
            for service, kinds in asked.items()
            if kinds
        }
        for service, answer in answers.items():
            try:
                found = answer.result()
            except (Unavailable, Late):
                told["silent"] += asked[service]
            else:
                told["items"] += [_shown(item) for item in found["items"]]
                told["more"] += found["more"]
    return told


def _asked(gateway: Gateway, caller: Caller, service: str, kinds: list[str], args: dict[str, Any]) -> dict[str, Any]:
    said = {"q": args["q"], "kinds": kinds, "limit": int(args.get("limit", 10))}
    found: dict[str, Any] = gateway.bus.question(
        service, "search", said, caller.actor, gateway.settings.question_deadline
    )
    return found


def _shown(item: dict[str, Any]) -> dict[str, Any]:
    """The item with where it is read in full; what is only published, where everybody reads it."""
    published = bool(item.get("published"))
    way = f"/api/{item['kind']}/published/{item['id']}" if published else f"/api/{item['kind']}/{item['id']}"
    return {**item, "published": published, "href": way}


resource = Resource("search", service="registry", may=("anyone",), zh="检索", en="Search")
resource.edge("GET", "/", search, takes=Asked, gives=FoundAll, zh="跨类检索", en="Search over several kinds")
