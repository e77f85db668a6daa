"""What stands on dispatch's papers: one set of values for the city's own Word form and for the platform's PDF.

The names in these mappings are the placeholders that a city's template may use; `SAMPLE` has every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.ending import Ending
from services.dispatch.domain.signature import Signature
from services.dispatch.domain.supplement import Supplement
from services.dispatch.domain.terms import Terms

PARTIES = {
    "commissioner": "科技特派员",
    "workstation": "工作站",
    "dispatching_unit": "派出单位",
    "host_unit": "派驻单位",
    "city": "市科技局",
    "county": "旗县区科技管理部门",
    "competent_unit": "归口管理单位",
    "third_party": "第三方机构",
    "platform": "平台",
}
WAYS = {"click": "点击确认", "handwritten": "手写签名", "paper": "纸质签署", "certified": "电子签章"}
FORMS = {"on_site": "现场服务", "remote": "远程服务", "mixed": "现场与远程结合"}
PURPOSES = ("agreement", "renewal", "supplement", "ending_notice", "ending_decision")
BEIJING = ZoneInfo("Asia/Shanghai")


def of_agreement(agreement: Agreement, city_name: str, address: str) -> dict[str, Any]:
    """The values of an agreement's paper."""
    return {
        **_parties(agreement, city_name),
        "title": agreement.title,
        "number": agreement.number,
        "terms": of_terms(agreement.terms),
        "open_items": list(agreement.open_items),
        "signatures": _signatures(agreement.signatures),
        "drafted_on": _day(agreement.drafted_on),
        "filed_on": _day(agreement.filed_on),
        "content_hash": agreement.content_hash,
        "address": address,
        "reason": "",
        "before": of_terms(agreement.terms),
        "ending": _ending(None),
    }


def of_supplement(supplement: Supplement, agreement: Agreement, city_name: str, address: str) -> dict[str, Any]:
    """The values of a supplement's paper: the terms after (`terms`) and before (`before`)."""
    return {
        **of_agreement(agreement, city_name, address),
        "title": f"{agreement.title}补充协议",
        "number": supplement.number,
        "terms": of_terms(supplement.terms),
        "before": of_terms(supplement.before),
        "reason": supplement.reason,
        "signatures": _signatures(supplement.signatures),
        "drafted_on": _day(supplement.drafted_on),
        "filed_on": _day(supplement.filed_on),
        "content_hash": supplement.content_hash,
    }


def of_ending(
    ending: Ending, agreement: Agreement, title: str, ground: str, city_name: str, notice: str = ""
) -> dict[str, Any]:
    """The values of a notice or a decision; `ground`: its label, `notice`: what is announced to the party."""
    return {
        **of_agreement(agreement, city_name, ""),
        "title": title,
        "reason": ending.reason,
        "signatures": [],
        "ending": _ending(ending, ground, notice),
    }


def of_terms(terms: Terms) -> dict[str, Any]:
    """Terms in the words of a paper; days as 2024年6月3日."""
    return {
        "content": terms.content,
        "form": FORMS.get(terms.form, terms.form),
        "since": _day(terms.since),
        "until": _day(terms.until),
        "fields": "、".join(terms.fields),
        "days_a_year": str(terms.days_a_year) if terms.days_a_year else "",
        "targets": [
            {
                "name": one.name,
                "amount": str(one.amount),
                "unit": one.unit,
                "year": f"{one.year}年" if one.year else "每年",
            }
            for one in terms.targets
        ],
    }


def sheet(values: dict[str, Any], qr: str) -> dict[str, Any]:
    """The values as the platform's own PDF shows them (papers/form.typ)."""
    terms, ending = values["terms"], values["ending"]
    rows = [
        ["科技特派员", values["commissioner"]["name"]],
        [values["sender"]["label"], values["sender"]["name"]],
        ["派驻单位", values["host"]["name"]],
        ["服务期限", f"{terms['since']} 至 {terms['until']}"],
    ]
    sections = [{"heading": "服务内容", "text": terms["content"]}]
    if ending["ground"]:
        rows += [["依据", ending["article"]], ["事由", ending["ground"]]]
        sections = [
            {"heading": heading, "text": text}
            for heading, text in (
                ("情况", values["reason"]),
                ("告知", ending["notice"]),
                ("决定及理由", ending["decision"]),
                ("后果", ending["consequences"]),
            )
            if text
        ]
    else:
        rows += [["服务形式", terms["form"]], ["技术领域", terms["fields"]]]
        if values["members"]:
            rows.append(["团队成员", values["members"]])
        if values["reason"]:
            sections.append({"heading": "变更原因", "text": values["reason"]})
        if values["open_items"]:
            sections.append({"heading": "接续事项", "text": "；".join(values["open_items"])})
    targets = [] if ending["ground"] else terms["targets"]
    return {
        "title": values["title"],
        "number": values["number"],
        "intro": "",
        "rows": rows,
        "sections": sections,
        "table": {
            "heading": "年度目标",
            "head": ["年度", "目标", "数量", "单位"],
            "rows": [[one["year"], one["name"], one["amount"], one["unit"]] for one in targets],
        },
        "signatures": values["signatures"],
        "hash": "" if ending["ground"] else values["content_hash"],
        "qr": qr,
        "address": values["address"],
    }


def _parties(agreement: Agreement, city_name: str) -> dict[str, Any]:
    sender = next((one for one in agreement.signers if one in ("workstation", "dispatching_unit")), "dispatching_unit")
    return {
        "city_name": city_name,
        "commissioner": {"name": agreement.commissioner_name},
        "members": "、".join(member.name for member in agreement.members),
        "sender": {"name": agreement.sender_name, "label": PARTIES[sender]},
        "host": {"name": agreement.host_name},
    }


def _signatures(signatures: Iterable[Signature]) -> list[dict[str, str]]:
    return [
        {
            "party": PARTIES.get(one.party, one.party),
            "name": one.name,
            "way": WAYS[one.way],
            "at": _moment(one.at) if one.signed_on is None else _day(one.signed_on),
        }
        for one in signatures
    ]


def _ending(ending: Ending | None, ground: str = "", notice: str = "") -> dict[str, str]:
    decision = ending.decision if ending is not None else None
    names = {
        "cancel_filing": "取消备案",
        "misconduct_record": "记入科研失信行为记录",
        "blacklist": "列入科研诚信黑名单",
    }
    return {
        "ground": ground,
        "article": ending.article if ending is not None else "",
        "opened_on": _day(ending.opened_on) if ending is not None else "",
        "decided_on": _day(ending.decided_on) if ending is not None else "",
        "decision": decision.reasons if decision is not None else "",
        "consequences": "；".join(names[one] for one in ending.consequences) if ending is not None else "",
        "notice": notice,
    }


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _moment(at: datetime) -> str:
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"


_TERMS = {
    "content": "中试线工艺改进与技术培训",
    "form": "现场服务",
    "since": "2024年6月3日",
    "until": "2025年12月31日",
    "fields": "新材料",
    "days_a_year": "30",
    "targets": [{"name": "培训企业技术人员", "amount": "20", "unit": "人次", "year": "2024年"}],
}
SAMPLE: dict[str, Any] = {
    "city_name": "示例市",
    "title": "派驻协议（样例）",
    "number": "2024-00001",
    "commissioner": {"name": "（特派员姓名）"},
    "members": "（成员甲）、（成员乙）",
    "sender": {"name": "（派出单位）", "label": "派出单位"},
    "host": {"name": "（派驻单位）"},
    "terms": _TERMS,
    "before": _TERMS,
    "open_items": ["培训企业技术人员 20人次"],
    "signatures": [{"party": "科技特派员", "name": "（签署人）", "way": "点击确认", "at": "2024-06-04 10:00"}],
    "drafted_on": "2024年6月3日",
    "filed_on": "2024年6月5日",
    "content_hash": "0" * 64,
    "address": "https://example.invalid/verify/SAMPLE",
    "reason": "（原因）",
    "ending": {
        "ground": "（事由）",
        "article": "（条文）",
        "opened_on": "2024年7月1日",
        "decided_on": "2024年7月20日",
        "decision": "（决定及理由）",
        "consequences": "取消备案",
        "notice": "（告知内容）",
    },
}
