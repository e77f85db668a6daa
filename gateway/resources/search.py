"""One search field over several services: each answers for its own records, only as far as the asker may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from gateway.auth import Caller
from gateway.resource import Resource
from shared.errors import Late, Unavailable

if TYPE_CHECKING:
    from gateway.app import Gateway

# Which service answers for which kinds; each of them has a question `search` that takes q, kinds, limit
# and gives {items: [{kind, id, name, city, about}], more: [kinds]}.
ANSWERS: dict[str, tuple[str, ...]] = {"registry": ("persons", "units", "filings")}
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
    href = fields.String(required=True)


class FoundAll(Schema):
    """The first of each kind. `more`: kinds with more, to be asked of their own list; `silent`: not answering now."""

    items = fields.List(fields.Nested(Found), required=True)
    more = fields.List(fields.String(), required=True)
    silent = fields.List(fields.String(), required=True)


def search(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """What every service found. A service that is away is named and does not spoil the others' answers."""
    wanted = args.get("kinds") or list(KINDS)
    items: list[dict[str, Any]] = []
    more: list[str] = []
    silent: list[str] = []
    for service, kinds in ANSWERS.items():
        asked = [kind for kind in kinds if kind in wanted]
        if not asked:
            continue
        said = {"q": args["q"], "kinds": asked, "limit": int(args.get("limit", 10))}
        try:
            found = gateway.bus.question(service, "search", said, caller.actor, gateway.settings.question_deadline)
        except (Unavailable, Late):
            silent += asked
        else:
            items += [{**item, "href": f"/api/{item['kind']}/{item['id']}"} for item in found["items"]]
            more += found["more"]
    return {"items": items, "more": more, "silent": silent}


resource = Resource("search", service="registry", may=("anyone",), zh="检索", en="Search")
resource.edge("GET", "/", search, takes=Asked, gives=FoundAll, zh="跨类检索", en="Search over several kinds")
