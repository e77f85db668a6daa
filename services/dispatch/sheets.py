"""What of the dispatch is written to Excel, with the city's own words for what is coded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.dispatch.rules import Rules
from services.dispatch.vocabulary.names import STAGES
from shared.rulebook import Rulebook
from shared.sheets import Export, Listed

DEMAND_STATUSES = {
    "reported": "已报送",
    "collected": "已汇总",
    "returned": "已退回",
    "rejected": "不予汇总",
    "published": "已公示",
    "solved": "已解决",
    "merged": "已合并",
    "withdrawn": "已撤回",
    "expired": "已到期",
}
AGREEMENT_STATUSES = {
    "draft": "待签署",
    "signed": "已签齐，待报送",
    "reported": "已报送，待备案",
    "returned": "已退回",
    "filed": "已备案",
    "ended": "已终止",
    "rejected": "不予备案",
    "withdrawn": "已撤回",
}
ENDING_STATUSES = {
    "pending": "办理中",
    "returned": "已退回",
    "approved": "已决定终止",
    "rejected": "不予终止",
    "withdrawn": "已撤回",
}
WAYS = {"mutual": "双向选择", "directed": "定向选派", "appointed": "直接聘请"}


def _demands(rulebook: Rulebook, on: date) -> Sequence[Listed]:
    return [
        Listed("title", "需求", "Demand", 40),
        Listed("host_name", "单位", "Host", 24),
        Listed("host_county", "旗县区", "County", labels=_counties(rulebook, on)),
        Listed("fields", "领域", "Fields", 30),
        Listed("people_wanted", "需要人数", "People wanted", 10),
        Listed("status", "状态", "Status", 12, DEMAND_STATUSES),
        Listed("reported_on", "报送日", "Reported", 12),
        Listed("published_on", "公示日", "Published", 12),
        Listed("until", "有效期至", "Until", 12),
        Listed("closed_on", "办结日", "Closed", 12),
        Listed("reason", "办结说明", "Reason", 30),
    ]


def _achievements(rulebook: Rulebook, on: date) -> Sequence[Listed]:
    return [
        Listed("title", "成果", "Achievement", 40),
        Listed("unit_name", "单位", "Unit", 24),
        Listed("fields", "领域", "Fields", 30),
        Listed("stage", "阶段", "Stage", 12, {name: zh for name, (zh, _) in STAGES.items()}),
        Listed("status", "状态", "Status", 12, DEMAND_STATUSES),
        Listed("published_on", "公示日", "Published", 12),
    ]


def _agreements(rulebook: Rulebook, on: date) -> Sequence[Listed]:
    grounds = {name: ending.label for name, ending in Rules.of(rulebook, on).endings.cases.items()}
    return [
        Listed("number", "协议编号", "Number"),
        Listed("commissioner_name", "科技特派员", "Commissioner", 16),
        Listed("sender_name", "派出单位", "Sender", 24),
        Listed("host_name", "派驻单位", "Host", 24),
        Listed("host_county", "旗县区", "County", labels=_counties(rulebook, on)),
        Listed("way", "方式", "Way", 12, WAYS),
        Listed("status", "状态", "Status", 14, AGREEMENT_STATUSES),
        Listed("terms.since", "起始日", "Since", 12),
        Listed("terms.until", "截止日", "Until", 12),
        Listed("filed_on", "备案日", "Filed", 12),
        Listed("ended_on", "终止日", "Ended", 12),
        Listed("ground", "终止原因", "Ground", 20, grounds),
        Listed("ending_article", "依据", "Article", 14),
        Listed("rulebook_version", "规则版本", "Rulebook"),
    ]


def _endings(rulebook: Rulebook, on: date) -> Sequence[Listed]:
    grounds = {name: ending.label for name, ending in Rules.of(rulebook, on).endings.cases.items()}
    return [
        Listed("number", "协议编号", "Agreement"),
        Listed("ground", "事由", "Ground", 24, grounds),
        Listed("commissioner_name", "科技特派员", "Commissioner", 16),
        Listed("host_name", "派驻单位", "Host", 24),
        Listed("opened_on", "立案日", "Opened", 12),
        Listed("state.status", "状态", "Status", 12, ENDING_STATUSES),
        Listed("decided_on", "决定日", "Decided", 12),
        Listed("article", "依据", "Article", 14),
    ]


def _counties(rulebook: Rulebook, on: date) -> dict[str, str]:
    return {code: division.name for code, division in rulebook.divisions(on).items()}


EXPORTS = {
    "demands": Export("技术需求", "Demands", "demands", _demands),
    "achievements": Export("科技成果", "Achievements", "achievements", _achievements),
    "agreements": Export("派驻协议", "Agreements", "agreements", _agreements),
    "endings": Export("终止事项", "Endings", "endings", _endings),
}
