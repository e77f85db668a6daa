"""The audit log over all services: who did what to which record, when, by which article (专款等事项的全程留痕)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from gateway.auth import Caller
from gateway.resource import Resource
from shared.errors import Invalid, Late, Unavailable
from shared.shapes import Paged

if TYPE_CHECKING:
    from gateway.app import Gateway

SECONDS = 3.0  # a service that does not answer by then is named, and does not spoil the others' answers


class ListAudit(Paged):
    """Narrowed to a service, a record, an account, a type of announcement, some days."""

    service = fields.String(validate=validate.Regexp(r"^[a-z]{1,20}$"))
    record = fields.String(
        validate=validate.Regexp(r"^[a-z_]{1,40}:[A-Za-z0-9_.|-]{1,128}$"),
        metadata={"description": "事项及编号 / noun and id, as the log says them: application:7f…"},
    )
    account = fields.String(validate=validate.Length(1, 128))
    type = fields.String(
        validate=validate.Regexp(r"^[a-z]{1,20}\.[a-z_]{1,60}$"), metadata={"description": "registry.application_filed"}
    )
    from_ = fields.Date(data_key="from")
    to = fields.Date()


class AuditEntry(Schema):
    """One act. `behalf`: the account for which it was done by delegation; `articles`: what it rests on."""

    id = fields.String(required=True)
    at = fields.String(required=True)
    type = fields.String(required=True, metadata={"description": "the announcement, e.g. registry.application_filed"})
    noun = fields.String(required=True)
    object = fields.String(required=True)
    title = fields.String(required=True)
    number = fields.String(required=True)
    reason = fields.String(required=True)
    account = fields.String(required=True)
    by = fields.String(required=True)
    behalf = fields.String(required=True)
    articles = fields.List(fields.String(), required=True)


class AuditLog(Schema):
    """A page, the latest first. `silent`: services that do not answer now, whose acts are missing."""

    items = fields.List(fields.Nested(AuditEntry), required=True)
    next = fields.String(required=True, allow_none=True)
    silent = fields.List(fields.String(), required=True)


def audit_log(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The services' pages merged: ids of announcements sort by the moment of writing, whoever made them."""
    limit = int(args.get("limit") or 50)
    of, _, type = str(args.get("type") or "").partition(".")
    services = _services(gateway, args.get("service"), of)
    asked: dict[str, Any] = {name: args[name] for name in ("record", "account") if name in args}
    named = {"type": type, "since": args.get("from"), "until": args.get("to"), "before": args.get("after")}
    asked |= {"limit": limit, **{name: value for name, value in named.items() if value}}

    def ask(service: str) -> list[dict[str, Any]]:
        found = gateway.bus.question(service, "audit", asked, caller.actor, SECONDS)["items"]
        return [{**one, "type": f"{service}.{one['type']}"} for one in found]

    items: list[dict[str, Any]] = []
    silent: list[str] = []
    with ThreadPoolExecutor(len(services)) as pool:
        for service, answer in [(service, pool.submit(ask, service)) for service in services]:
            try:
                items += answer.result()
            except (Late, Unavailable):
                silent.append(service)
    items.sort(key=lambda one: str(one["id"]), reverse=True)
    shown = items[:limit]
    return {"items": shown, "next": shown[-1]["id"] if len(items) >= limit else None, "silent": silent}


def _services(gateway: Gateway, *wanted: str | None) -> list[str]:
    chosen = [service for service in gateway.services if all(one in ("", None, service) for one in wanted)]
    if not chosen:
        known = "、".join(gateway.services)
        raise Invalid.field("/service", f"可选：{known}", "unknown_service", en=f"One of: {known}")
    return chosen


resource = Resource("audit-log", service="gateway", may=("city_officer",), zh="审计日志", en="Audit log")
resource.edge(
    "GET", "/", audit_log, takes=ListAudit, gives=AuditLog,
    zh="全程留痕：何人何时对何事项依何条文办理", en="Who did what to which record, when, by which article",
)  # fmt: skip
