"""What can go wrong, in six kinds that travel over the bus and become RFC 9457 problem documents at the edge.

Each problem carries its sentences in Chinese and English: a refusal that does not explain itself helps nobody.
"""

from __future__ import annotations

from typing import Any, ClassVar


class Problem(Exception):
    """A call that did not take effect. Nothing of it was kept."""

    kind: ClassVar[str] = "problem"

    def __init__(self, reason: str = "", reason_en: str = "", **details: Any) -> None:
        super().__init__(reason or reason_en or self.kind)
        self.reason = reason
        self.reason_en = reason_en
        self.details = details

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain JSON: {"kind", "reason", "reason_en", ...details}."""
        return {"kind": self.kind, "reason": self.reason, "reason_en": self.reason_en, **self.details}

    @staticmethod
    def from_dict(plain: dict[str, Any]) -> Problem:
        """The problem that `as_dict` described; an unknown kind becomes Unavailable."""
        details = dict(plain)
        problem = KINDS.get(details.pop("kind", ""), Unavailable)
        built = problem.__new__(problem)
        Problem.__init__(built, details.pop("reason", ""), details.pop("reason_en", ""), **details)
        return built


class Invalid(Problem):
    """The call's own shape is wrong: `errors` is a list of {"pointer", "detail", "code"} (RFC 6901 pointers)."""

    kind = "invalid"

    def __init__(self, errors: list[dict[str, Any]], reason: str = "", reason_en: str = "") -> None:
        super().__init__(reason or "提交的内容有误", reason_en or "The content sent is not valid", errors=errors)

    @classmethod
    def field(cls, pointer: str, detail: str, code: str = "invalid", en: str = "") -> Invalid:
        """One wrong field; `en`: in English, where it is not in one line with the Chinese ("中文 · English")."""
        return cls([{"pointer": pointer, "detail": detail, "code": code, **({"detail_en": en} if en else {})}])


class Forbidden(Problem):
    """The asker's roles do not include this action."""

    kind = "forbidden"

    def __init__(self, reason: str = "", reason_en: str = "", **details: Any) -> None:
        super().__init__(
            reason or "您的角色不能办理此事项", reason_en or "Your roles do not include this action", **details
        )


class NotFound(Problem):
    """No such record, or none that the asker may know of: the two answer alike."""

    kind = "not_found"

    def __init__(self, what: str = "") -> None:
        super().__init__("没有找到，或您无权查看", "Not found, or not yours to see")
        self.what = what  # for the log; an answer does not tell the two apart


class Conflict(Problem):
    """The record is not in the state, or not at the version, that the call expects. `code` tells which."""

    kind = "conflict"

    def __init__(self, reason: str = "", reason_en: str = "", code: str = "state", **details: Any) -> None:
        super().__init__(
            reason or "记录的状态已变化", reason_en or "The record's state has changed", code=code, **details
        )


class Outdated(Conflict):
    """The record has been changed since the version that the call names (If-Match)."""

    kind = "stale"


class Refused(Problem):
    """A rule of the city stands in the way: says which one, of which article, and what to do about it.

    `findings` lists every unmet condition at once (一次性告知): {"rule", "article", "reason", "reason_en"}.
    """

    kind = "refused"

    def __init__(
        self,
        rule: str,
        article: str,
        reason: str,
        reason_en: str = "",
        todo: str = "",
        todo_en: str = "",
        findings: list[dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(
            reason,
            reason_en or "A rule of this city does not allow it",
            rule=rule,
            article=article,
            todo=todo,
            todo_en=todo_en,
            findings=findings or [{"rule": rule, "article": article, "reason": reason, "reason_en": reason_en}],
        )

    @property
    def rule(self) -> str:
        """The id of the (first) rule that refused."""
        return str(self.details["rule"])

    @property
    def article(self) -> str:
        """The article that rule is stated in, in the document's own numbering."""
        return str(self.details["article"])


class Unavailable(Problem):
    """A part that the call needs does not answer; nothing was decided, the same call may be sent again."""

    kind = "unavailable"

    def __init__(self, reason: str = "", reason_en: str = "", **details: Any) -> None:
        super().__init__(
            reason or "系统暂时无法处理，请稍后重试", reason_en or "Not available just now; please retry", **details
        )


class Late(Unavailable):
    """The call's deadline passed before an answer came: whether it took effect is told by repeating its key."""

    kind = "late"


KINDS: dict[str, type[Problem]] = {
    kind.kind: kind for kind in (Invalid, Forbidden, NotFound, Conflict, Outdated, Refused, Unavailable, Late)
}
