"""The public map of what nobody answers (未获响应需求地图)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import demands as S

demand_map = Resource(
    "demand-map",
    service="dispatch",
    may=("public",),
    zh="未获响应需求地图",
    en="What nobody answers",
    prefix="/api/public/demand-map",
)

demand_map.question(
    "GET", "/", "demand_map",
    takes=S.DemandMap, gives=S.UnansweredMap,
    zh="按旗县区和领域统计未获响应的需求", en="Unanswered demands by county and field",
)  # fmt: skip
