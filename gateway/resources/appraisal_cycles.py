"""Yearly appraisal: a city's cycles, from opening to closing, and how it appraises."""

from __future__ import annotations

from gateway.resource import Resource
from services.appraisal import schemas as S

cycles = Resource(
    "appraisal-cycles", service="appraisal", may=("city_officer",), zh="年度绩效评价", en="Yearly appraisal cycles"
)

cycles.command(
    "POST", "/", "open_cycle", takes=S.OpenCycle, gives=S.Cycle, status=201, zh="开启年度评价", en="Open a year"
)
cycles.command(
    "POST",
    "/<cycle_id>/snapshots",
    "freeze_subjects",
    takes=S.Portion,
    gives=S.Cycle,
    zh="固定下一批评价对象的年度数据（直至状态为评分中）",
    en="Freeze the next portion of subjects, until the cycle is scoring",
)
cycles.command(
    "POST",
    "/<cycle_id>/grading",
    "grade_cycle",
    takes=S.OneCycle,
    gives=S.Cycle,
    zh="结束评分并评定等次",
    en="End scoring and fix the grades' bounds",
)
cycles.command(
    "POST",
    "/<cycle_id>/reopening",
    "reopen_cycle",
    takes=S.OneCycle,
    gives=S.Cycle,
    zh="公布前恢复评分",
    en="Go back to scoring before publication",
)
cycles.command(
    "POST",
    "/<cycle_id>/publication",
    "publish_results",
    takes=S.Portion,
    gives=S.Cycle,
    zh="公布下一批结果（直至状态为已公布）",
    en="Publish the next portion of results, until the cycle is published",
)
cycles.command(
    "POST", "/<cycle_id>/closing", "close_cycle", takes=S.OneCycle, gives=S.Cycle, zh="结束年度评价", en="Close a year"
)
cycles.question(
    "GET",
    "/scheme",
    "scheme",
    takes=S.AskScheme,
    gives=S.Scheme,
    may=("anyone",),
    zh="评价办法：指标、权重、等次、后果及条文",
    en="Indicators, weights, grades and consequences, with their articles",
)
cycles.question(
    "GET", "/<cycle_id>", "cycle", takes=S.OneCycle, gives=S.Cycle, may=("anyone",), zh="年度评价详情", en="One cycle"
)
cycles.listing("GET", "/", "cycles", takes=S.ListCycles, gives=S.Cycle, may=("anyone",), zh="年度评价列表", en="Cycles")
