"""The cities' rulebooks, by article and version by version, for anybody to read."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry.schemas import rulebooks as S

rulebooks = Resource("rulebooks", service="registry", may=("public",), zh="各市规则", en="Rulebooks")

rulebooks.question("GET", "/", "rulebooks", gives=S.Rulebooks, zh="各市现行规则", en="The cities and their rules")
rulebooks.question(
    "GET", "/<city>", "rulebook_reading",
    takes=S.ReadRulebook, gives=S.RulebookReading,
    zh="按条文查看规则", en="A city's rules by article",
)  # fmt: skip
rulebooks.question(
    "GET", "/<city>/versions", "rulebook_versions",
    takes=S.CityCode, gives=S.RulebookVersions,
    zh="已公布版本", en="Published versions",
)  # fmt: skip
rulebooks.question(
    "GET", "/<city>/versions/<number>", "rulebook_version",
    takes=S.VersionNumber, gives=S.RulebookVersionTexts,
    zh="某一版本全文", en="One version with its files",
)  # fmt: skip
rulebooks.question(
    "GET", "/<city>/versions/<number>/difference", "rulebook_difference",
    takes=S.CompareVersions, gives=S.DifferenceShape,
    zh="版本差异", en="What a version changed",
)  # fmt: skip
