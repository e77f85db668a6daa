"""Achievements: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import achievements
from services.dispatch.schemas import achievements as of_achievements
from services.dispatch.schemas import demands as of_demands
from shared.batches import Call
from shared.hosting import command, question


class Achievements:
    """Achievements."""

    @command(of_achievements.ReportAchievement)
    def report_achievement(self, call: Call) -> Any:
        return achievements.report_achievement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_achievements.TakeAchievementStep, loads={"achievements": "achievement_id"})
    def take_achievement_step(self, call: Call) -> Any:
        return achievements.take_achievement_step(call.work, call.rulebook, call.actor, **call.args)

    @command(of_achievements.ResubmitAchievement, loads={"achievements": "achievement_id"})
    def resubmit_achievement(self, call: Call) -> Any:
        return achievements.resubmit_achievement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_achievements.ReclassifyAchievement, loads={"achievements": "achievement_id"})
    def reclassify_achievement(self, call: Call) -> Any:
        return achievements.reclassify_achievement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_achievements.RenewAchievement, loads={"achievements": "achievement_id"})
    def renew_achievement(self, call: Call) -> Any:
        return achievements.renew_achievement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_achievements.ExpireAchievements)
    def expire_achievements(self, call: Call) -> Any:
        return achievements.expire_achievements(call.work)

    @command(of_achievements.WithdrawAchievement, loads={"achievements": "achievement_id"})
    def withdraw_achievement(self, call: Call) -> Any:
        return achievements.withdraw_achievement(call.work, call.actor, **call.args)

    @question(of_achievements.GetAchievement)
    def achievement(self, call: Call) -> Any:
        return queries.achievement(call.work, call.rulebook, call.actor, **call.args)

    @question(of_achievements.ListAchievements)
    def achievements(self, call: Call) -> Any:
        return queries.achievements_page(call.work, call.rulebook, call.actor, **call.args)

    @question(of_achievements.GetPublished)
    def published_achievement(self, call: Call) -> Any:
        return queries.published_achievement(call.work, **call.args)

    @question(of_demands.ListPublished)
    def published_achievements(self, call: Call) -> Any:
        return queries.published_achievements(call.work, call.rulebook, **call.args)
