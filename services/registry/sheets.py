"""What of the registry is read from and written to Excel: columns follow the schemas, labels are the city's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.registry.rules import Rules
from services.registry.schemas.units import RegisterUnit
from shared.rulebook import Rulebook
from shared.sheets import Column, Export, Import, Label, Listed, columns

SIZES = {"above_designated": "规模以上", "below_designated": "规模以下", "none": "不适用"}
STATUSES = {
    "pending": "办理中",
    "returned": "已退回",
    "approved": "已通过",
    "rejected": "不予通过",
    "withdrawn": "已撤回",
    "filed": "已备案",
    "suspended": "已暂停",
    "cancelled": "已取消",
    "replaced": "已调整",
}
UNIT_LABELS = {
    "name": Label("单位名称", "Name", "示例机械有限公司"),
    "uscc": Label("统一社会信用代码", "Credit code", "（18 位 18 characters）", aliases=("信用代码",)),
    "unit_kind": Label("单位类型", "Kind"),
    "county": Label("所在旗县区", "County", note="开展工作的旗县区，决定由谁审核"),
    "region": Label("注册地代码", "Registered in", note="注册地的六位区划代码（GB/T 2260）"),
    "size_class": Label("规模", "Size"),
    "tech_sme": Label("科技型中小企业", "Technology SME", "是"),
    "independent": Label("独立法人", "Legal person", "是"),
    "premises": Label("固定场所", "Premises", "是"),
    "staff": Label("人员数", "Staff", "35"),
    "stable_team": Label("稳定团队", "Stable team", "是"),
    "service_ability": Label("服务能力", "Service ability", "是"),
    "service_since": Label("服务企业起始日", "Serves since", "2020-01-01"),
    "industry": Label("行业", "Industry", "装备制造"),
    "address": Label("地址", "Address"),
}


def _unit_columns(rulebook: Rulebook, on: date) -> Sequence[Column]:
    counties = _counties(rulebook, on)
    closed = {"unit_kind": _unit_kinds(rulebook, on), "county": counties, "size_class": SIZES}
    region = replace(UNIT_LABELS["region"], example=next(iter(counties), ""))
    return columns(RegisterUnit, {**UNIT_LABELS, "region": region}, closed)


def _units(rulebook: Rulebook, on: date) -> Sequence[Listed]:
    closed: dict[str, Mapping[str, str]] = {
        "unit_kind": _unit_kinds(rulebook, on),
        "county": _counties(rulebook, on),
        "size_class": SIZES,
    }
    return [Listed(name, one.zh, one.en, labels=closed.get(name, {})) for name, one in UNIT_LABELS.items()]


def _filings(rulebook: Rulebook, on: date) -> Sequence[Listed]:
    subjects, kinds = _subjects(rulebook, on)
    return [
        Listed("number", "备案编号", "Number"),
        Listed("name", "名称", "Name", 24),
        Listed("subject", "对象", "Subject", labels=subjects),
        Listed("kind", "类型", "Kind", labels=kinds),
        Listed("status", "状态", "Status", 10, STATUSES),
        Listed("since", "起始日", "Since", 12),
        Listed("until", "截止日", "Until", 12),
        Listed("county", "旗县区", "County", labels=_counties(rulebook, on)),
        Listed("fields", "领域", "Fields", 30),
        Listed("cancelled.reason", "取消原因", "Why cancelled", 30),
        Listed("cancelled.article", "取消依据", "Article"),
        Listed("rulebook_version", "规则版本", "Rulebook"),
    ]


def _applications(rulebook: Rulebook, on: date) -> Sequence[Listed]:
    subjects, kinds = _subjects(rulebook, on)
    return [
        Listed("number", "申请编号", "Number", 24),
        Listed("name", "名称", "Name", 24),
        Listed("subject", "对象", "Subject", labels=subjects),
        Listed("kind", "类型", "Kind", labels=kinds),
        Listed("state.status", "状态", "Status", 10, STATUSES),
        Listed("submitted_on", "提交日", "Submitted", 12),
        Listed("waits_on.label", "现由谁办理", "Waits on"),
        Listed("waits_on.due", "办理期限", "Due", 12),
        Listed("county", "旗县区", "County", labels=_counties(rulebook, on)),
    ]


def _persons(rulebook: Rulebook, on: date) -> Sequence[Listed]:
    return [
        Listed("name", "姓名", "Name"),
        Listed("identity_mask", "身份号码（掩码）", "Identity number (masked)", 24),
        Listed("phone_mask", "手机（掩码）", "Phone (masked)"),
        Listed("employer", "工作单位", "Employer", 30),
        Listed("fields", "领域", "Fields", 30),
    ]


def _unit_kinds(rulebook: Rulebook, on: date) -> dict[str, str]:
    return {name: kind.label for name, kind in Rules.of(rulebook, on).unit_kinds.items()}


def _counties(rulebook: Rulebook, on: date) -> dict[str, str]:
    return {code: division.name for code, division in rulebook.divisions(on).items()}


def _subjects(rulebook: Rulebook, on: date) -> tuple[dict[str, str], dict[str, str]]:
    found = Rules.of(rulebook, on).subjects
    kinds = {name: kind.label for subject in found.values() for name, kind in subject.kinds.items()}
    return {name: subject.label for name, subject in found.items()}, kinds


IMPORTS = {"units": Import("单位", "Units", "enter_unit", _unit_columns, unique=("uscc",))}
EXPORTS = {
    "units": Export("单位", "Units", "units", _units),
    "filings": Export("备案名册", "Filings", "filings", _filings),
    "applications": Export("备案申请", "Applications", "applications", _applications),
    "persons": Export("人员", "Persons", "persons", _persons),
}
