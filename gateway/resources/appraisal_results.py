"""Appraisal results: frozen years, judges' scores, grades and what follows from them."""

from __future__ import annotations

from gateway.resource import Resource
from services.appraisal import schemas as S

JUDGES = ("city_officer", "county_officer", "dispatching_manager", "host_manager", "commissioner")

CONCERNED = ("anyone",)  # a failed year may have cost the commissioner the role: whom it is about may read why

results = Resource(
    "appraisal-results", service="appraisal", may=(*JUDGES, "inspector"), zh="评价结果", en="Appraisal results"
)

results.command(
    "POST",
    "/<result_id>/scores",
    "score_result",
    takes=S.ScoreResult,
    gives=S.Result,
    may=JUDGES,
    zh="评分（同一评分人再次评分即替换）",
    en="Score an indicator; scoring again replaces",
)
results.command(
    "POST",
    "/<result_id>/influence",
    "note_influence",
    takes=S.NoteInfluence,
    gives=S.Result,
    may=("city_officer",),
    zh="认定或撤销“造成负面影响”",
    en="Note negative influence, or take it back",
)
results.question(
    "GET",
    "/<result_id>/recomputation",
    "recompute",
    takes=S.OneResult,
    gives=S.Recomputation,
    may=CONCERNED,
    zh="以固定数据重新计算，核对是否一致",
    en="Work the result out again from what was frozen",
)
results.question(
    "GET", "/<result_id>", "result", takes=S.OneResult, gives=S.Result, may=CONCERNED,
    zh="评价结果详情", en="One result",
)  # fmt: skip
results.listing(
    "GET", "/", "results", takes=S.ListResults, gives=S.Result, may=CONCERNED,
    zh="评价结果列表", en="Results",
)  # fmt: skip
