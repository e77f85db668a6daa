"""The first officer of a city, opened by the platform's operator; from then on the city keeps its own accounts."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S
from services.registry.schemas.rulebooks import AskGazetteer, Gazetteer, OpenCity, OpenedCities, OpenedCity

cities = Resource("cities", service="registry", may=("platform_operator",), zh="城市", en="Cities")

cities.command(
    "POST", "/", "open_city", takes=OpenCity, gives=OpenedCity, status=201,
    zh="开设新城市", en="Open a new city, from a sample or empty",
)  # fmt: skip
cities.question("GET", "/", "cities", gives=OpenedCities, zh="已开设的城市", en="Cities opened here")
cities.question(
    "GET", "/gazetteer", "gazetteer", takes=AskGazetteer, gives=Gazetteer,
    zh="行政区划（GB/T 2260）", en="Provinces, cities and counties of GB/T 2260",
)  # fmt: skip
cities.command(
    "POST",
    "/<target_city>/membership",
    "enter_city",
    takes=S.EnterCity,
    gives=S.Cities,
    may=("anyone",),
    zh="在另一城市办理事项",
    en="Act in another city too",
)
cities.command(
    "POST",
    "/<target_city>/officers",
    "open_city_officer",
    takes=S.OpenOfficer,
    gives=S.Account,
    status=201,
    one_time_password=True,
    zh="开设本市首个市级账户",
    en="Open a city's first officer",
)
