"""The audit log over all services: who did what to which record, when, by which article (专款等事项的全程留痕)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from gateway import subjects
from gateway.auth import Caller
from gateway.gathering import GatheredPage, gather, latest_first
from gateway.resource import Resource
from shared.errors import Invalid
from shared.shapes import Paged

if TYPE_CHECKING:
    from gateway.app import Gateway

SECONDS = 3.0


class ListAudit(Paged):
    """Narrowed to a service, a record, an account, a type of announcement, some days."""

    service = fields.String(validate=validate.Regexp(r"^[a-z]{1,20}$"))
    record = fields.String(
        validate=validate.Regexp(r"^[a-z_-]{1,40}:[A-Za-z0-9_.|-]{1,128}$"),
        metadata={"description": "事项及编号 / noun and id, as the log or the address says them: application(s):7f…"},
    )
    account = fields.String(validate=validate.Length(1, 128))
    type = fields.String(
        validate=validate.Regexp(r"^[a-z]{1,20}\.[a-z_]{1,60}$"), metadata={"description": "registry.application_filed"}
    )
    from_ = fields.Date(data_key="from")
    to = fields.Date()


class AuditEntry(Schema):
    """One act. `behalf`: the account for which it was done by delegation; `articles`: what it rests on.

    `opens`: GET /api/<opens>/<object> answers the record; "" where it has no address of its own.
    """

    id = fields.String(required=True)
    at = fields.String(required=True)
    type = fields.String(required=True, metadata={"description": "the announcement, e.g. registry.application_filed"})
    noun = fields.String(required=True)
    object = fields.String(required=True)
    opens = fields.String(required=True)
    title = fields.String(required=True)
    number = fields.String(required=True)
    reason = fields.String(required=True)
    account = fields.String(required=True)
    by = fields.String(required=True)
    behalf = fields.String(required=True)
    articles = fields.List(fields.String(), required=True)


class AuditLog(GatheredPage):
    """A page, the latest first."""

    items = fields.List(fields.Nested(AuditEntry), required=True)


def audit_log(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The services' pages merged: ids of announcements sort by the moment of writing, whoever made them."""
    limit = int(args.get("limit") or 50)
    of, _, type = str(args.get("type") or "").partition(".")
    record, its_service = _record(args.get("record"))
    services = _services(gateway, args.get("service"), of, its_service)
    asked: dict[str, Any] = {"account": args["account"]} if "account" in args else {}
    asked |= {"record": record} if record else {}
    named = {"type": type, "since": args.get("from"), "until": args.get("to"), "before": args.get("after")}
    asked |= {"limit": limit, **{name: value for name, value in named.items() if value}}
    told, silent = gather(gateway.bus, caller.actor, "audit", dict.fromkeys(services, asked), SECONDS)
    items = [_named(service, one) for service, answer in told.items() for one in answer["items"]]
    shown, after = latest_first(items, limit)
    return {"items": shown, "next": after, "silent": silent}


def _named(service: str, one: dict[str, Any]) -> dict[str, Any]:
    """The act as the API says it: its type with its service, and where its record opens."""
    detail = subjects.details().get((service, str(one["noun"])))
    return {**one, "type": f"{service}.{one['type']}", "opens": detail.resource if detail is not None else ""}


def _record(record: str | None) -> tuple[str, str | None]:
    """A record as announcements name it; the service whose it is, where the noun is that of the address."""
    noun, colon, id = (record or "").partition(":")
    detail = subjects.by_resource().get(noun)
    return (f"{detail.name}:{id}", detail.service) if detail is not None else (noun + colon + id, None)


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
