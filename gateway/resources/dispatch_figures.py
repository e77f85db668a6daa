"""The figures of the dispatch on an officer's dashboard (派驻数据)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import dispatch_figures as S

dispatch_figures = Resource(
    "dispatch-figures",
    service="dispatch",
    may=("city_officer", "county_officer"),
    zh="派驻数据",
    en="Figures of the dispatch",
)

dispatch_figures.question(
    "GET", "/", "dispatch_figures",
    takes=S.AskDispatchFigures, gives=S.DispatchFigures,
    zh="协议、需求、终止事项的数量", en="How many agreements, demands and cases",
)  # fmt: skip
