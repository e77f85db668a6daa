"""The city's rules of registration, for anybody to read."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

rulebook = Resource("rulebook", service="registry", may=("public",), zh="规则", en="Rulebook")

rulebook.question(
    "GET", "/", "rulebook", takes=S.OfCity, gives=S.RulebookPage,
    zh="注册与备案规则", en="Rules of registration by article",
)  # fmt: skip
