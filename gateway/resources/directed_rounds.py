"""Rounds of directed dispatch: many demands met by one optimal assignment (一轮定向选派)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import directed_rounds as S
from shared.jobs import JobShape

directed_rounds = Resource(
    "directed-rounds",
    service="dispatch",
    may=("city_officer", "county_officer"),
    zh="一轮定向选派",
    en="Directed rounds",
)

directed_rounds.command(
    "POST", "/", "open_directed_round",
    takes=S.OpenDirectedRound, gives=S.DirectedRound, status=201,
    zh="开始一轮定向选派", en="Begin a round",
)  # fmt: skip
directed_rounds.command(
    "POST", "/<round_id>/edits", "edit_directed_round",
    takes=S.EditDirectedRound, gives=S.DirectedRound,
    zh="锁定、排除人选，或特许“原则上”的规定", en="Lock or forbid pairs, or waive a rule in principle",
)  # fmt: skip
directed_rounds.command(
    "POST", "/<round_id>/plan", "plan_directed_round",
    takes=S.PlanDirectedRound, gives=JobShape, status=202,
    zh="计算最优方案（任务）", en="Work the optimal assignment out (a job)",
)  # fmt: skip
directed_rounds.command(
    "POST", "/<round_id>/confirmation", "confirm_directed_round",
    takes=S.ConfirmDirectedRound, gives=JobShape, status=202,
    zh="确认方案，逐项下达（任务）", en="Confirm: order pair by pair (a job)",
)  # fmt: skip
directed_rounds.command(
    "POST", "/<round_id>/abandonment", "abandon_directed_round",
    takes=S.AbandonDirectedRound, gives=S.DirectedRound,
    zh="放弃本轮", en="Give the round up",
)  # fmt: skip
directed_rounds.question(
    "GET", "/<round_id>", "directed_round",
    takes=S.GetDirectedRound, gives=S.DirectedRound,
    zh="本轮详情：方案、缺口与最少特许", en="One round: plan, gaps, fewest waivers",
)  # fmt: skip
directed_rounds.listing(
    "GET", "/", "directed_rounds",
    takes=S.ListDirectedRounds, gives=S.DirectedRound,
    zh="各轮定向选派", en="Directed rounds",
)  # fmt: skip
