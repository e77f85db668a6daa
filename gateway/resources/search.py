"""One search field over several services: each answers for its own records, only as far as the asker may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from gateway.auth import Caller
from gateway.gathering import gather
from gateway.resource import Resource

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
    chosen = {service: [kind for kind in kinds if kind in wanted] for service, kinds in ANSWERS.items()}
    said = {"q": args["q"], "limit": int(args.get("limit", 10))}
    asked = {service: {**said, "kinds": kinds} for service, kinds in chosen.items() if kinds}
    found, silent = gather(gateway.bus, caller.actor, "search", asked, gateway.settings.question_deadline)
    return {
        "items": [_shown(item) for answer in found.values() for item in answer["items"]],
        "more": [kind for answer in found.values() for kind in answer["more"]],
        "silent": [kind for service in silent for kind in chosen[service]],
    }


def _shown(item: dict[str, Any]) -> dict[str, Any]:
    """The item with where it is read in full; what is only published, where everybody reads it."""
    published = bool(item.get("published"))
    way = f"/api/{item['kind']}/published/{item['id']}" if published else f"/api/{item['kind']}/{item['id']}"
    return {**item, "published": published, "href": way}


resource = Resource("search", service="registry", may=("anyone",), zh="检索", en="Search")
resource.edge("GET", "/", search, takes=Asked, gives=FoundAll, zh="跨类检索", en="Search over several kinds")
