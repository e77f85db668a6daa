"""Quotas: places of a kind and year."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

quotas = Resource("quotas", service="registry", may=("anyone",), zh="名额", en="Quotas")

quotas.question("GET", "/", "quotas", takes=S.AskQuotas, gives=S.Quotas, zh="本年度名额", en="Places of a year")
