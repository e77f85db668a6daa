"""Achievements on offer (科技成果)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import achievements as S
from services.dispatch.schemas.demands import ListPublished

OWN = ("dispatching_manager", "host_manager", "commissioner")

achievements = Resource(
    "achievements", service="dispatch", may=(*OWN, "city_officer"), zh="科技成果", en="Achievements on offer"
)

achievements.command(
    "POST", "/", "report_achievement",
    takes=S.ReportAchievement, gives=S.Achievement, status=201, may=OWN,
    zh="报送科技成果", en="Report an achievement",
)  # fmt: skip
achievements.command(
    "POST", "/<achievement_id>/withdrawal", "withdraw_achievement",
    takes=S.WithdrawAchievement, gives=S.Achievement, may=OWN,
    zh="撤回成果", en="Withdraw an achievement",
)  # fmt: skip
achievements.listing(
    "GET", "/published", "published_achievements",
    takes=ListPublished, gives=S.PublishedAchievement, may=("public",),
    zh="公示的科技成果", en="Published achievements",
)  # fmt: skip
achievements.question(
    "GET", "/<achievement_id>", "achievement",
    takes=S.GetAchievement, gives=S.Achievement,
    zh="成果详情", en="One achievement",
)  # fmt: skip
achievements.listing(
    "GET", "/", "achievements",
    takes=S.ListAchievements, gives=S.Achievement,
    zh="成果列表", en="Achievements",
)  # fmt: skip
