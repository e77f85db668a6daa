"""Complaints and suggestions to a city's bureau: by anybody, followed by number or in one's own list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from gateway import incoming
from gateway.auth import Caller
from gateway.outsiders import in_their_name
from gateway.resource import Resource
from services.registry import schemas as S
from shared.errors import NotFound

if TYPE_CHECKING:
    from gateway.app import Gateway

complaints = Resource("complaints", service="registry", may=("anyone",), zh="投诉建议", en="Complaints and suggestions")
complaints.command(
    "POST", "/", "file_complaint", takes=S.FileComplaint, gives=S.Filed, status=201,
    zh="提交投诉或建议（可附材料）", en="Send a complaint or a suggestion, with files",
)  # fmt: skip
complaints.listing(
    "GET", "/", "complaints", takes=S.ListComplaints, gives=S.Complaint, zh="投诉建议列表", en="Complaints"
)
complaints.question("GET", "/<complaint_id>", "complaint", takes=S.ComplaintId, gives=S.Complaint, zh="详情", en="One")
complaints.command(
    "POST", "/<complaint_id>/answer", "answer_complaint", takes=S.AnswerComplaint, gives=S.Complaint,
    may=("city_officer", "county_officer"), zh="答复", en="Answer it",
)  # fmt: skip
complaints.command(
    "POST", "/<complaint_id>/forwarding", "forward_complaint", takes=S.ForwardComplaint, gives=S.Complaint,
    may=("city_officer",), zh="转旗县区办理", en="Forward it to a county's department",
)  # fmt: skip
complaints.command(
    "POST", "/<complaint_id>/taking-back", "take_back_complaint", takes=S.TakeBackComplaint, gives=S.Complaint,
    may=("city_officer", "county_officer"), zh="由市局办理（收回或退回市级）", en="Back to the bureau",
)  # fmt: skip
complaints.command(
    "POST", "/<complaint_id>/withdrawal", "withdraw_complaint", takes=S.ComplaintId, gives=S.Complaint,
    zh="撤回", en="Take it back",
)  # fmt: skip


def file_complaint(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The complaint of somebody without an account. Raises TooMany for who sends too many."""
    gateway.limits.attempt("complaint", request.remote_addr or "")
    key, deadline = incoming.idempotency_key(request), gateway.settings.command_deadline
    actor = in_their_name(caller, args)
    answer: dict[str, Any] = gateway.bus.command("registry", "file_complaint", args, actor, key, None, deadline)
    return answer


def complaint_progress(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """How far it is. Raises TooMany for who guesses, NotFound alike for number and phone."""
    address, actor = request.remote_addr or "", in_their_name(caller, args)
    gateway.limits.attempt(f"complaint:{args['number']}", address)
    deadline = gateway.settings.question_deadline
    try:
        answer: dict[str, Any] = gateway.bus.question("registry", "complaint_progress", args, actor, deadline)
    except NotFound:
        gateway.limits.failure(address)
        raise
    return answer


public_complaints = Resource(
    "public.complaints", service="registry", may=("public",), zh="投诉建议（公众）", en="Complaints, by everybody",
    prefix="/api/public/complaints",
)  # fmt: skip
public_complaints.edge(
    "POST", "/", file_complaint, takes=S.FileComplaint, gives=S.Filed, status=201,
    zh="提交投诉或建议", en="Send a complaint or a suggestion",
)  # fmt: skip
public_complaints.edge(
    "GET", "/progress", complaint_progress, takes=S.AskComplaint, gives=S.ComplaintProgress,
    zh="凭编号和手机尾号查询答复", en="By number and the last four digits of the phone",
)  # fmt: skip
public_complaints.question(
    "GET", "/rules", "complaint_rules", takes=S.OfCity, gives=S.ComplaintRules,
    zh="联系方式与答复期限", en="Whom to reach, and by when they answer",
)  # fmt: skip
