"""Achievements on offer (科技成果)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import achievements as S
from services.dispatch.schemas.demands import Expired, ListPublished

OWN = ("dispatching_manager", "host_manager", "commissioner")

SEEING = (*OWN, "county_officer", "city_officer")

achievements = Resource("achievements", service="dispatch", may=SEEING, zh="科技成果", en="Achievements on offer")

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
achievements.command(
    "POST", "/<achievement_id>/steps", "take_achievement_step",
    takes=S.TakeAchievementStep, gives=S.Achievement, changes=True,
    zh="审核成果", en="Pass an achievement on, return or reject it",
)  # fmt: skip
achievements.command(
    "POST", "/<achievement_id>/resubmission", "resubmit_achievement",
    takes=S.ResubmitAchievement, gives=S.Achievement, may=OWN,
    zh="修改后重新报送", en="Report a returned achievement again",
)  # fmt: skip
achievements.command(
    "POST", "/<achievement_id>/confidentiality", "reclassify_achievement",
    takes=S.ReclassifyAchievement, gives=S.Achievement, may=OWN,
    zh="调整保密级别", en="Change who sees how much of it",
)  # fmt: skip
achievements.command(
    "POST", "/<achievement_id>/renewal", "renew_achievement",
    takes=S.RenewAchievement, gives=S.Achievement, may=OWN,
    zh="续期", en="Let it stand longer, or again",
)  # fmt: skip
achievements.command(
    "POST", "/expiry", "expire_achievements",
    takes=S.ExpireAchievements, gives=Expired, may=("city_officer",),
    zh="办结到期成果", en="Close the achievements that have run out",
)  # fmt: skip
achievements.question(
    "GET", "/published/<achievement_id>", "published_achievement",
    takes=S.GetPublished, gives=S.PublishedAchievement, may=("public",),
    zh="公示的科技成果详情", en="One published achievement",
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
