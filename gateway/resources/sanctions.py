"""Sanctions: an act against somebody's filing or standing, with notice, defence, reasoned decision and appeal."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

OFFICERS = ("city_officer", "county_officer")
ONE = "/<sanction_id>"

sanctions = Resource("sanctions", service="registry", may=("anyone",), zh="处理", en="Sanctions")

sanctions.command(
    "POST", "/", "open_sanction", takes=S.OpenSanction, gives=S.Sanction, status=201, may=OFFICERS,
    zh="事先告知", en="Give notice",
)  # fmt: skip
sanctions.command(
    "POST", f"{ONE}/defence", "answer_sanction", takes=S.AnswerSanction, gives=S.Sanction, zh="陈述申辩", en="Answer it"
)
sanctions.command(
    "POST", f"{ONE}/decision", "decide_sanction", takes=S.DecideSanction, gives=S.Sanction, may=OFFICERS,
    changes=True, zh="作出决定", en="Decide",
)  # fmt: skip
sanctions.command(
    "POST", f"{ONE}/appeal", "appeal_sanction", takes=S.AnswerSanction, gives=S.Sanction, zh="申诉", en="Appeal"
)
sanctions.command(
    "POST", f"{ONE}/appeal/decision", "decide_appeal", takes=S.DecideAppeal, gives=S.Sanction, may=OFFICERS,
    changes=True, zh="对申诉作出决定", en="Decide the appeal",
)  # fmt: skip
sanctions.listing("GET", "/", "sanctions", takes=S.ListSanctions, gives=S.Sanction, zh="处理列表", en="All of them")
sanctions.question("GET", ONE, "sanction", takes=S.SanctionId, gives=S.Sanction, zh="处理详情", en="One of them")
