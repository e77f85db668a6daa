"""How far an application is, for anybody who knows its number and the last digits of the applicant's phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from marshmallow import fields, validate

from gateway.auth import Caller
from gateway.outsiders import in_their_name
from gateway.resource import Resource
from services.registry import schemas as S
from shared.errors import NotFound

if TYPE_CHECKING:
    from gateway.app import Gateway


class AskProgress(S.AskProgress):
    """Which application; of which city, unless the header Tepai-City says so."""

    city = fields.String(validate=validate.Regexp(r"^\d{6}$"))


def ask_progress(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The steps of the application. Raises TooMany for who guesses, NotFound alike for number and phone."""
    asker, address = in_their_name(caller, args), request.remote_addr or ""
    args.pop("city", None)
    gateway.limits.attempt(f"progress:{args['number']}", address)
    deadline = gateway.settings.question_deadline
    try:
        answer: dict[str, Any] = gateway.bus.question("registry", "application_progress", args, asker, deadline)
    except NotFound:
        gateway.limits.failure(address)
        raise
    return answer


application_progress = Resource(
    "application-progress", service="registry", may=("public",), zh="办件进度", en="Progress of an application"
)
application_progress.edge(
    "GET",
    "/",
    ask_progress,
    takes=AskProgress,
    gives=S.ApplicationProgress,
    zh="凭编号和手机尾号查询办件进度",
    en="By number and the last four digits of the phone",
)
