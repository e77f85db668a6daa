"""Certificate (备案证书): what is printed for a filing in force, in the city's words, with the code to verify it by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.registry.domain.filing import Filing
from services.registry.rules import Rules
from services.registry.vocabulary.certificate import TEXT, TITLE
from shared.errors import Conflict

_WORD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Names:
    """How the city, the unit of the filing and the sending unit are called ("" for none)."""

    city: str
    unit: str = ""
    sender: str = ""


def sheet(filing: Filing, rules: Rules, names: Names, address: str) -> dict[str, Any]:
    """What the template prints. `address`: where the public looks the code up.

    Raises Conflict for a filing that is not in force: a paper that says otherwise must not leave the house.
    """
    if filing.status != "filed" or filing.code is None:
        raise Conflict("备案不在有效状态，不能出具证书", "The filing is not in force", status=filing.status)
    subject, kind = rules.known(filing.subject, filing.kind)
    stated = rules.certificate
    title = stated.titles.get(filing.subject) if stated is not None else None
    text = stated.texts.get(filing.subject) if stated is not None else None
    words = {
        "name": filing.name, "subject": subject.label, "kind": kind.label, "city": names.city, "unit": names.unit,
        "sender": names.sender, "since": chinese(filing.since), "until": chinese(filing.until) if filing.until else "",
        "fields": "、".join(filing.fields),
    }  # fmt: skip
    leading = rules.parties["city"].label if "city" in rules.parties else ""
    issuer = stated.issuer.value if stated is not None and stated.issuer.value else f"{names.city}{leading}"
    rows = [
        ("编号", filing.number), ("持有人" if filing.person else "单位", filing.name), ("类别", kind.label),
        *((("成员", "、".join(member.name for member in filing.members)),) if filing.members else ()),
        *((("派出单位", names.sender),) if names.sender else ()),
        *((("所在单位", names.unit),) if names.unit and filing.person else ()),
        *((("服务领域", words["fields"]),) if filing.fields else ()),
        ("有效期", f"自{words['since']}起" + (f"至{words['until']}" if words["until"] else "")),
    ]  # fmt: skip
    return {
        "title": filled(_said(title, TITLE), words),
        "text": filled(_said(text, TEXT), words),
        "number": filing.number,
        "rows": rows,
        "issuer": issuer,
        "since": filing.since,
        "code": filing.code,
        "address": address,
        "rulebook_version": filing.rulebook_version,
    }


def filled(text: str, words: Mapping[str, str]) -> str:
    """The words in braces put in; a brace around anything else stays. Never `str.format`: bureaus word this."""
    return _WORD.sub(lambda found: words.get(found[1], found[0]), text)


def day(filing: Filing) -> date:
    """The day that dates the paper: of the last change, so that the same filing gives the same bytes."""
    return filing.history[-1].on if filing.history else filing.since


def chinese(on: date) -> str:
    """2024年6月3日."""
    return f"{on.year}年{on.month}月{on.day}日"


def _said(rule: Any, otherwise: str) -> str:
    return str(rule.value) if rule is not None and rule.value else otherwise
