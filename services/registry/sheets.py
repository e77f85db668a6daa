"""What of the registry is read from and written to Excel: columns follow the schemas, labels are the city's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.registry.rules import Rules
from services.registry.schemas.filings import EnterFiling
from services.registry.schemas.persons import EnterPerson
from services.registry.schemas.units import RegisterUnit
from services.registry.vocabulary.catalogue import EDUCATION, SKILLS, TITLES
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
    "expired": "已期满",
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

PERSON_LABELS = {
    "name": Label("姓名", "Name", "（与身份证一致 as on the identity card）", aliases=("人员姓名", "特派员姓名")),
    "identity_number": Label(
        "身份证号",
        "Identity number",
        "（18 位 18 characters）",
        "据此识别同一人，不会重复登记",
        ("居民身份号码", "身份证号码"),
    ),
    "phone": Label(
        "手机号码", "Phone", "（11 位 11 digits）", "本人注册账户时须与此一致", ("手机", "手机号", "联系电话")
    ),
    "education": Label("学历", "Education"),
    "full_time": Label("全日制", "Full-time education", "是"),
    "title": Label("专业技术职称", "Professional title", aliases=("职称",)),
    "employer_name": Label("工作单位", "Employer", "示例学院"),
    "employer_kind": Label("工作单位类别", "Kind of employer"),
    "work_years": Label("工作年限", "Years of work", "6"),
    "student": Label("在校研究生", "Graduate student", "否"),
    "research_ability": Label("具备科研能力", "Research ability", "是"),
    "research_results": Label("科研成果数", "Research results", "2"),
    "skills": Label("熟悉的申报流程", "Procedures known", note="多项以顿号分隔，可选项见“说明”页"),
    "fields": Label("产业领域", "Fields of work", "新材料、装备制造", "多项以顿号分隔"),
}
FILING_LABELS = {
    "category": Label("备案类别", "Category", note="先填工作站、派出单位，再填由其派出的人员"),
    "number": Label("备案编号", "Filing number", "（原编号 as it was given）", aliases=("编号", "备案号")),
    "name": Label("名称", "Name", "（姓名、单位名称或团队名称 person, unit or team）", aliases=("姓名", "单位名称")),
    "identity_number": Label(
        "身份证号",
        "Identity number",
        note="个人、团队负责人或科技专干的身份证号；人员须先导入",
        aliases=("身份证号码",),
    ),
    "members": Label("成员身份证号", "Members’ identity numbers", note="团队其他成员，多人以顿号分隔；人员须先导入"),
    "unit": Label("所属单位信用代码", "Credit code of the unit", note="单位类备案和科技专干必填；单位须先导入"),
    "sender_unit": Label("派出单位信用代码", "Credit code of the sender", note="工作站或派出单位须已备案"),
    "fields": Label("产业领域", "Fields of work", "新材料、装备制造", "多项以顿号分隔"),
    "since": Label("起始日", "Since", "2023-04-01", aliases=("备案日期", "备案日")),
    "until": Label("截止日", "Until", "2099-12-31", "不填则按本市办法；只导入仍有效的备案"),
    "year": Label("备案年度", "Year", "2023", "名额按此年度计；不填则为起始日所在年", aliases=("年度",)),
    "direct": Label("直接聘请", "Appointed directly", "否"),
    "basis": Label(
        "依据", "Basis", "（备案文件名称、文号或名册 document, number or register）", aliases=("备案文件", "文号")
    ),
}


def _unit_columns(rulebook: Rulebook, on: date) -> Sequence[Column]:
    counties = _counties(rulebook, on)
    closed = {"unit_kind": _unit_kinds(rulebook, on), "county": counties, "size_class": SIZES}
    region = replace(UNIT_LABELS["region"], example=next(iter(counties), ""))
    return columns(RegisterUnit, {**UNIT_LABELS, "region": region}, closed)


def _person_columns(rulebook: Rulebook, on: date) -> Sequence[Column]:
    named = {"education": EDUCATION, "title": TITLES, "skills": SKILLS}
    closed: dict[str, Mapping[str, str]] = {
        name: {code: words[0] for code, words in options.items()} for name, options in named.items()
    }
    return columns(EnterPerson, PERSON_LABELS, {**closed, "employer_kind": _unit_kinds(rulebook, on)})


def _filing_columns(rulebook: Rulebook, on: date) -> Sequence[Column]:
    return columns(EnterFiling, FILING_LABELS, {"category": _categories(rulebook, on)})


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
        Listed("entered.basis", "导入依据", "Entered by", 24),
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
        Listed("employer_name", "工作单位", "Employer", 30),
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


def _categories(rulebook: Rulebook, on: date) -> dict[str, str]:
    """ "subject.kind" -> what the kind is called; with its subject's name where two kinds are called the same."""
    found = Rules.of(rulebook, on).subjects
    kinds = {f"{name}.{key}": (subject, kind) for name, subject in found.items() for key, kind in subject.kinds.items()}
    named = [kind.label for _, kind in kinds.values()]
    return {
        code: kind.label if named.count(kind.label) == 1 else f"{subject.label}－{kind.label}"
        for code, (subject, kind) in kinds.items()
    }


# In the order in which a bureau's registers are brought in: who is filed, and by whom sent, must be known first.
IMPORTS = {
    "units": Import("单位", "Units", "enter_unit", _unit_columns, unique=("uscc",)),
    "persons": Import("人员", "Persons", "enter_person", _person_columns, unique=("identity_number",)),
    "filings": Import("已有备案", "Existing filings", "enter_filing", _filing_columns, unique=("number",)),
}
EXPORTS = {
    "units": Export("单位", "Units", "units", _units),
    "filings": Export("备案名册", "Filings", "filings", _filings),
    "applications": Export("备案申请", "Applications", "applications", _applications),
    "persons": Export("人员", "Persons", "persons", _persons),
}
