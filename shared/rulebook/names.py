"""What the platform calls the parties and steps of chains, where a city's rulebook does not say it otherwise.

(Chinese, English) by code. A city names its parties in `registry.yml` (`parties`), a step where it states it (`label`,
`label_en`); a step of its own making needs a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from shared.rulebook.vocabulary import Chain, Condition, Formula, Step

PARTIES: Mapping[str, tuple[str, str]] = {
    "city": ("市科技局", "City bureau"),
    "county": ("旗县区科技管理部门", "County department"),
    "workstation": ("工作站", "Workstation"),
    "dispatching_unit": ("派出单位", "Dispatching unit"),
    "host_unit": ("派驻单位", "Host unit"),
    "commissioner": ("科技特派员", "Commissioner"),
    "liaison": ("科技专干", "Liaison"),
    "competent_unit": ("归口管理单位", "Competent unit"),
    "finance": ("财政部门", "Finance department"),
    "third_party": ("第三方机构", "Third party"),
    "applicant": ("申报人", "Applicant"),
    "platform": ("平台", "Platform"),
}
STEPS: Mapping[str, tuple[str, str]] = {
    "preliminary_review": ("初审", "Preliminary review"),
    "inspection": ("考察", "Inspection"),
    "recommendation": ("推荐", "Recommendation"),
    "filing": ("备案", "Filing"),
    "collection": ("汇总", "Collection"),
    "review": ("审核", "Review"),
    "consent": ("各方同意", "Consent"),
    "report_to_workstation": ("报告工作站", "Report to the workstation"),
    "report_to_city": ("报送市科技局", "Report to the city"),
    "opinion": ("提出意见", "Opinion"),
    "termination": ("终止决定", "Termination"),
    "hearing": ("听证", "Hearing"),
    "reconsideration": ("复核", "Reconsideration"),
    "unit_approval": ("单位审批", "Approval of the unit"),
    "confirmation": ("服务确认", "Confirmation"),
    "supervision": ("监督", "Supervision"),
    "acceptance": ("接收", "Acceptance"),
    "reading": ("阅办", "Reading"),
    "answer": ("答复", "Answer"),
    "approval": ("批准", "Approval"),
}


def step_name(step: Step) -> tuple[str, str]:
    """What a step is called: by its rulebook, else by the platform, else by its code."""
    zh, en = STEPS.get(step.step, (step.step, step.step.replace("_", " ").capitalize()))
    return step.label or zh, step.label_en or (step.label if step.label else en)


def chains(stated: Any) -> Iterator[Chain]:
    """Every chain within a view of a rulebook, in the order it is written."""
    return (one for one in parts(stated) if isinstance(one, Chain))


def conditions(stated: Any) -> Iterator[Condition[Any]]:
    """Every condition within a view of a rulebook, in the order it is written."""
    return (one for one in parts(stated) if isinstance(one, Condition))


def parts(stated: Any) -> Iterator[Any]:
    """Every chain and formula within a view, wherever it stands."""
    if isinstance(stated, Chain | Formula):
        yield stated
    elif isinstance(stated, Mapping):
        for inner in stated.values():
            yield from parts(inner)
    elif isinstance(stated, tuple):
        for inner in stated:
            yield from parts(inner)
    elif is_dataclass(stated):
        for one in fields(stated):
            yield from parts(getattr(stated, one.name))
