"""Commissioners whom the city appoints directly, where its document provides for it."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

appointments = Resource(
    "appointments", service="registry", may=("city_officer",), zh="直接聘请", en="Direct appointments"
)

appointments.command(
    "POST",
    "/",
    "appoint_commissioner",
    takes=S.AppointCommissioner,
    gives=S.Application,
    status=201,
    zh="直接聘请科技特派员",
    en="Appoint a commissioner directly",
)
