"""Suggestions to both sides, and who fits what, asked at once (推荐与匹配)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import suggestions as S

SIDES = ("commissioner", "dispatching_manager", "host_manager")
OFFICERS = ("county_officer", "city_officer")

suggestions = Resource("suggestions", service="dispatch", may=(*SIDES, *OFFICERS), zh="供需推荐", en="Suggestions")

suggestions.command(
    "POST", "/<suggestion_id>/dismissal", "dismiss_suggestion",
    takes=S.DismissSuggestion, gives=S.Suggestion, may=SIDES,
    zh="忽略此推荐并说明理由", en="Put a suggestion aside, with the reason",
)  # fmt: skip
suggestions.listing(
    "GET", "/", "suggestions",
    takes=S.ListSuggestions, gives=S.Suggestion,
    zh="推荐给我的", en="Suggested to me",
)  # fmt: skip
suggestions.question(
    "GET", "/demands/<demand_id>", "demand_candidates",
    takes=S.AskDemandCandidates, gives=S.Fits, may=("host_manager", "liaison", *OFFICERS),
    zh="与一项需求最相配的特派员", en="Who fits a demand best",
)  # fmt: skip
suggestions.question(
    "GET", "/filings/<filing>", "candidate_demands",
    takes=S.AskCandidateDemands, gives=S.Fits, may=("commissioner", "dispatching_manager", "city_officer"),
    zh="与一名特派员最相配的需求", en="Which demands a commissioner fits best",
)  # fmt: skip
suggestions.question(
    "GET", "/achievements/<achievement_id>", "achievement_hosts",
    takes=S.AskAchievementHosts, gives=S.HostFits, may=(*SIDES, "city_officer"),
    zh="可能需要一项成果的单位", en="Which hosts might want an achievement",
)  # fmt: skip
