"""/api/attendances: who attended which training."""

from __future__ import annotations

from gateway.resource import Resource
from services.training import schemas as S

attendances = Resource("attendances", service="training", may=("anyone",), zh="培训出勤", en="Attendance")

attendances.command("POST", "/", "attend", takes=S.Attend, gives=S.Attendance, status=201,
                    zh="凭签到码签到", en="Attend by the code shown in the room")  # fmt: skip
attendances.question("GET", "/standing", "training_standing", takes=S.AskStanding, gives=S.Standing,
                     zh="年度培训情况", en="A year's training and its duties")  # fmt: skip
attendances.listing("GET", "/", "attendances", takes=S.ListAttendances, gives=S.Attendance,
                    zh="出勤列表", en="Attendance")  # fmt: skip
