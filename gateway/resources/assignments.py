"""Directed assignments and direct appointments (定向选派、直接聘请)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import assignments as S

OFFICERS = ("city_officer", "county_officer")

assignments = Resource(
    "assignments",
    service="dispatch",
    may=(*OFFICERS, "dispatching_manager", "commissioner", "host_manager"),
    zh="定向选派",
    en="Directed assignments",
)

assignments.command(
    "POST", "/", "order_assignment",
    takes=S.OrderAssignment, gives=S.Assignment, status=201, may=OFFICERS,
    zh="指定派出", en="Order a dispatch",
)  # fmt: skip
assignments.command(
    "POST", "/appointments", "appoint_commissioner",
    takes=S.AppointCommissioner, gives=S.Assignment, status=201, may=("city_officer",),
    zh="直接聘请并派驻", en="Appoint and send a commissioner",
)  # fmt: skip
assignments.command(
    "POST", "/<assignment_id>/naming", "name_commissioner",
    takes=S.NameCommissioner, gives=S.Assignment, may=("dispatching_manager",),
    zh="确定人选、内容、形式和期限", en="Name the commissioner, content, form and term",
)  # fmt: skip
assignments.command(
    "POST", "/<assignment_id>/progress", "report_progress",
    takes=S.ReportProgress, gives=S.Assignment, may=("dispatching_manager",),
    zh="报送进展", en="Report progress",
)  # fmt: skip
assignments.command(
    "POST", "/<assignment_id>/withdrawal", "withdraw_assignment",
    takes=S.WithdrawAssignment, gives=S.Assignment, may=OFFICERS,
    zh="撤销指定", en="Take an order back",
)  # fmt: skip
assignments.command(
    "POST", "/<assignment_id>/refusal", "decline_assignment",
    takes=S.DeclineAssignment, gives=S.Assignment, may=("dispatching_manager",),
    zh="说明不能派出的理由", en="Decline an order, with the reason",
)  # fmt: skip
assignments.command(
    "POST", "/<assignment_id>/reassignment", "reassign_assignment",
    takes=S.ReassignAssignment, gives=S.Assignment, may=OFFICERS,
    zh="改派其他单位", en="Order it of another unit",
)  # fmt: skip
assignments.command(
    "POST", "/<assignment_id>/extension", "extend_assignment",
    takes=S.ExtendAssignment, gives=S.Assignment, may=OFFICERS,
    zh="延长期限", en="Give more time",
)  # fmt: skip
assignments.question(
    "GET", "/<assignment_id>", "assignment",
    takes=S.GetAssignment, gives=S.Assignment,
    zh="定向选派详情", en="One assignment",
)  # fmt: skip
assignments.listing(
    "GET", "/", "assignments",
    takes=S.ListAssignments, gives=S.Assignment,
    zh="定向选派列表", en="Assignments",
)  # fmt: skip
