"""What the registry itself can ask for, labelled once; and the form that serves where a city states none.

Neither is policy: these are the platform's own fields (of a person, a unit, an application), in some order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.registry.vocabulary.forms import FieldKind, FormField, Holds, Option, Section

EDUCATION = {
    "none": ("无", "none"), "senior_high": ("高中", "senior high school"), "junior_college": ("大专", "junior college"),
    "bachelor": ("本科", "bachelor"), "master": ("硕士", "master"), "doctor": ("博士", "doctor"),
}  # fmt: skip
TITLES = {
    "none": ("无", "none"), "junior": ("初级", "junior"), "intermediate": ("中级", "intermediate"),
    "associate_senior": ("副高级", "associate senior"), "senior": ("正高级", "senior"),
}  # fmt: skip
SIZES = {
    "above_designated": ("规模以上", "above designated size"),
    "below_designated": ("规模以下", "below designated size"),
    "none": ("不适用", "not applicable"),
}
POSITIONS = {
    "administration": ("行政管理岗位", "administration"),
    "technology_management": ("科技管理岗位", "technology management"),
    "other_management": ("其他管理岗位", "other management"),
}
SKILLS = {
    "high_tech_filing": ("高新技术企业申报", "high-tech enterprise filing"),
    "super_deduction": ("研发费用加计扣除", "super-deduction of R&D expense"),
    "sme_filing": ("科技型中小企业备案", "technology SME filing"),
    "project_application": ("科技项目申报", "project applications"),
    "platform_application": ("创新平台申报", "innovation-platform applications"),
}
_Row = tuple[str, str, FieldKind, Mapping[str, tuple[str, str]], tuple[int, int]]


def _row(
    label: str,
    label_en: str,
    kind: FieldKind = "text",
    options: Mapping[str, tuple[str, str]] | None = None,
    bounds: tuple[int, int] = (0, 200),
) -> _Row:
    return label, label_en, kind, options or {}, bounds


_PERSON = {
    "education": _row("学历", "education", "choice", EDUCATION),
    "full_time": _row("全日制", "full-time education", "boolean"),
    "title": _row("专业技术职称", "professional title", "choice", TITLES),
    "employer_name": _row("工作单位", "employer"),
    "employer_kind": _row("工作单位类别", "kind of employer", bounds=(0, 40)),
    "work_years": _row("工作年限", "years of work", "number", bounds=(0, 70)),
    "student": _row("在校研究生", "graduate student", "boolean"),
    "research_ability": _row("具备科研能力", "research ability", "boolean"),
    "research_results": _row("科研成果数", "research results", "number", bounds=(0, 10_000)),
    "skills": _row("熟悉的申报流程", "procedures known", "choices", SKILLS, (0, 20)),
}
_UNIT = {
    "name": _row("单位名称", "name of the unit", bounds=(2, 120)),
    "unit_kind": _row("单位类别", "kind of unit", bounds=(1, 40)),
    "county": _row("所在旗县区", "county", "county"),
    "region": _row("注册地区划代码", "registered in", "text", bounds=(6, 6)),
    "size_class": _row("企业规模", "size class", "choice", SIZES),
    "tech_sme": _row("科技型中小企业", "technology SME", "boolean"),
    "independent": _row("独立法人", "independent legal person", "boolean"),
    "premises": _row("固定办公场所", "fixed premises", "boolean"),
    "staff": _row("技术人员数", "technical staff", "number", bounds=(0, 1_000_000)),
    "stable_team": _row("稳定的技术人员队伍", "stable technical staff", "boolean"),
    "service_ability": _row("技术服务与资源整合能力", "ability to serve", "boolean"),
    "service_since": _row("开始为企业服务的日期", "serves enterprises since", "date"),
    "industry": _row("行业", "industry", bounds=(0, 60)),
    "address": _row("地址", "address"),
}
_APPLICATION = {
    "team_name": _row("团队名称", "name of the team", bounds=(0, 100)),
    "sender_unit": _row("选派单位（工作站、派出单位）", "sending unit", "unit"),
    "unit": _row("申报单位", "unit", "unit"),
    "fields": _row("产业领域", "fields of work", "words", bounds=(0, 20)),
    "declares": _row("承诺事项", "declarations", "choices", bounds=(0, 20)),
    "statement": _row("申报说明", "statement", "long_text", bounds=(0, 5_000)),
    "members": _row("团队成员（负责人除外）", "members beside the lead", "members", bounds=(0, 30)),
    "liaison": _row("拟任科技专干", "proposed liaison", "person"),
    "position": _row("岗位", "post", "choice", POSITIONS),
    "replaces": _row("接替的备案", "takes the place of", "filing"),
    "materials": _row("申报材料", "materials", "materials"),
}


# A unit's name would meet a team's, its county an application's: units' facts carry their holder in their name.
UNIT_PREFIX = "unit_"


def _fields(rows: Mapping[str, _Row], holds: Holds) -> dict[str, FormField]:
    named = {
        (UNIT_PREFIX + name if holds == "unit" and not name.startswith(UNIT_PREFIX) else name): row
        for name, row in rows.items()
    }
    return {
        name: FormField(
            field=name,
            label=label,
            label_en=label_en,
            kind=kind,
            holds=holds,
            options={value: Option(*words) for value, words in options.items()} or None,
            least=bounds[0],
            most=bounds[1],
        )
        for name, (label, label_en, kind, options, bounds) in named.items()
    }


CATALOGUE: Mapping[str, FormField] = {
    **_fields(_PERSON, "person"),
    **_fields(_UNIT, "unit"),
    **_fields(_APPLICATION, "application"),
}


def fact_of(field: FormField) -> str:
    """The name a person's or unit's record has for the field."""
    name = field.field
    if field.holds == "unit" and name != "unit_kind":
        return name.removeprefix(UNIT_PREFIX)
    return "name" if name == "team_name" else name


def _section(section: str, label: str, label_en: str, *asks: str, **more: Any) -> Section:
    return Section(section=section, label=label, label_en=label_en, asks=asks, **more)


_PROFILE = _section(
    "person", "个人情况", "about you", "education", "full_time", "title", "employer_name", "employer_kind", "work_years"
)
_DECLARES = _section("declarations", "承诺", "declarations", "declares")
_MATERIALS = _section("materials", "申报材料", "materials", "materials")
DEFAULTS: Mapping[str, tuple[Section, ...]] = {
    "person": (
        _PROFILE,
        _section("service", "申报内容", "what you apply for", "sender_unit", "fields", "statement"),
        _DECLARES,
        _MATERIALS,
    ),
    "team": (
        _section("team", "团队", "team", "team_name", "sender_unit", "fields", "statement", requires=("team_name",)),
        _section("members", "团队成员", "members", "members"),
        _DECLARES,
        _MATERIALS,
    ),
    "unit": (
        _section("unit", "申报单位", "the unit", "unit", requires=("unit",)),
        _section(
            "unit_facts", "单位情况", "about the unit", "unit_kind", "unit_county", "unit_region", "unit_independent",
            "unit_premises", "unit_staff", "unit_stable_team", "unit_service_ability", "unit_service_since",
            "unit_size_class", "unit_tech_sme", "unit_industry", "unit_address", after=("unit",),
        ),
        _section("statement", "申报说明", "statement", "statement"),
        _DECLARES,
        _MATERIALS,
    ),
    "liaison": (
        _section("unit", "派驻单位", "the host unit", "unit", "replaces", requires=("unit",)),
        _section("liaison", "拟任科技专干", "the proposed liaison", "liaison", "position", "fields",
                 requires=("liaison",), after=("unit",)),
        _section("statement", "申报说明", "statement", "statement"),
        _DECLARES,
        _MATERIALS,
    ),
}  # fmt: skip
REASONS: Mapping[str, tuple[str, str]] = {
    "missing": ("缺少内容或材料", "something is missing"),
    "unclear": ("内容不清楚", "not clear"),
    "inconsistent": ("前后不一致", "inconsistent"),
    "unproven": ("缺少佐证", "not proven"),
    "wrong": ("内容有误", "wrong"),
}
# What the holder of a live filing may ask to have changed where a city says nothing, by who holds it.
CHANGEABLE: Mapping[str, tuple[str, ...]] = {
    "person": ("sender_unit", "fields"),
    "team": ("team_name", "sender_unit", "fields", "members"),
    "unit": ("unit_name", "unit_kind", "unit_county", "unit_size_class", "unit_tech_sme", "fields"),
    "liaison": ("fields",),
}
