"""The figures of the registry on an officer's dashboard (备案数据)."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

registry_figures = Resource(
    "registry-figures",
    service="registry",
    may=("city_officer", "county_officer"),
    zh="备案数据",
    en="Figures of the registry",
)

registry_figures.question(
    "GET", "/", "registry_figures",
    takes=S.AskRegistryFigures, gives=S.RegistryFigures,
    zh="按主体、类型、旗县区统计的有效备案", en="Filings in force by subject, kind and county",
)  # fmt: skip
