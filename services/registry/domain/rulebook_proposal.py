"""Rulebook proposal: a draft of a city's rules, edited, checked by every service, and published by a second officer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from services.registry.domain.rulebook_version import Origin, RulebookVersion, version_id
from shared.actions import NOTHING, action, hindrance
from shared.errors import Conflict, Forbidden, Invalid
from shared.rulebook import RulebookError
from shared.rulebook.editing import drop, put
from shared.rulebook.edition import OF_THE_CITY
from shared.rulebook.loading import Source
from shared.rulebook.reading import doubles, read

Status = Literal["draft", "published", "withdrawn"]
Texts = Mapping[str, str]
OPTIONAL = ("calendar", "words")
BEGUN = {"calendar.yml": "years: {}\n", "words.yml": "dictionaries: {}\nsynonyms: []\n"}
"""What an optional file begins as, where a form changes one that is not there yet."""
LARGEST_FILE = 300_000  # characters


@dataclass(frozen=True)
class RulebookCheck:
    """What one service said of the draft with that digest; errors are "file:line: reason".

    Apart from the draft, so that six answers do not make it a newer version under the hands of who edits it.
    """

    id: str
    city: str
    proposal: str
    service: str
    digest: str
    at: datetime
    errors: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True)
class RulebookProposal:
    """A draft. `base`: the number it began from (None for a new city), `digest` of its files as they are now.

    `changed_by`: the account that edited last; another one publishes.
    """

    id: str
    city: str
    title: str
    note: str
    origin: Origin
    base: int | None
    digest: str
    files: tuple[str, ...]
    proposed_by: str
    proposed_by_name: str
    proposed_at: datetime
    changed_by: str
    changed_at: datetime
    restores: int | None = None
    status: Status = "draft"
    published_as: int | None = None
    reason: str = ""
    version: int = 0


def replaced(texts: Texts, file: str, text: str, known: Collection[str]) -> dict[str, str]:
    """The files with one of them written anew; an empty text takes an optional one away.

    Raises Invalid for a file that no service reads, one that is too long, or one that is not YAML (line and reason).
    """
    stem = file.removesuffix(".yml")
    if not file.endswith(".yml") or stem not in {*known, *OF_THE_CITY}:
        allowed = "、".join(sorted({*known, *OF_THE_CITY}))
        raise Invalid.field("/file", f"规则文件只有：{allowed} · there is no such file", "unknown_file")
    if len(text) > LARGEST_FILE:
        raise Invalid.field("/text", f"每个文件不超过 {LARGEST_FILE} 字 · the file is too long", "too_long")
    if not text.strip() and stem in OPTIONAL:
        return {name: held for name, held in texts.items() if name != file}
    try:
        Source(file, text, stem)
        read({file: text})  # what cannot be read by article could not be shown either, nor mended
    except RulebookError as error:
        raise not_yaml(error, "/text") from None
    return {**texts, file: text}


def patched(texts: Texts, patches: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The files after patches {file, pointer, value} or {file, pointer, drop: true}, one after another.

    An optional file that is not there begins with its first value.
    Raises Invalid where a file or the way to a value does not exist, naming the patch.
    """
    changed = dict(texts)
    for index, patch in enumerate(patches):
        file, pointer = patch["file"], patch["pointer"]
        if file in BEGUN:
            changed.setdefault(file, BEGUN[file])
        if file not in changed:
            raise Invalid.field(f"/patches/{index}/file", f"没有文件 {file} · there is no such file", "unknown_file")
        try:
            if patch.get("drop"):
                changed[file] = drop(changed[file], pointer, file)
            else:
                changed[file] = put(changed[file], pointer, patch.get("value"), file)
        except RulebookError as error:
            raise not_yaml(error, f"/patches/{index}") from None
        except Invalid:
            why = f"{file} 中没有 {pointer} · there is no {pointer} in it"
            raise Invalid.field(f"/patches/{index}/pointer", why, "unknown_pointer") from None
    return changed


def ruled(texts: Texts, topic: str, ruling: str, by: str, since: date) -> dict[str, str]:
    """The files with a contradiction of the document ruled on. Raises Invalid for an unknown topic."""
    page = texts["city.yml"]
    try:
        for name, value in (("ruling", ruling), ("by", by), ("since", since.isoformat())):
            page = put(page, f"/conflicts/{topic.replace('~', '~0').replace('/', '~1')}/{name}", value, "city.yml")
    except Invalid:
        raise Invalid.field("/topic", "规则中没有此项矛盾 · no such contradiction", "unknown_topic") from None
    return {**texts, "city.yml": page}


def changed(
    proposal: RulebookProposal, digest: str, files: Iterable[str], account: str, now: datetime
) -> RulebookProposal:
    """The draft with other files; earlier checks no longer count. Raises Conflict when it is closed."""
    still_open(proposal)
    return replace(proposal, digest=digest, files=tuple(sorted(files)), changed_by=account, changed_at=now)


def counts(proposal: RulebookProposal, check: RulebookCheck) -> bool:
    """Whether a service spoke of the text as it is now; what it said of an older one is of no use."""
    return proposal.status == "draft" and check.digest == proposal.digest


def still_open(proposal: RulebookProposal) -> None:
    """Raises Conflict for a proposal that was published or withdrawn."""
    if proposal.status != "draft":
        raise Conflict("此草案已办结", "This proposal is closed", code="closed", status=proposal.status)


def withdrawn(proposal: RulebookProposal, reason: str) -> RulebookProposal:
    """The draft given up. Raises Conflict when it is closed."""
    still_open(proposal)
    return replace(proposal, status="withdrawn", reason=reason)


@dataclass(frozen=True)
class Standing:
    """How the checks of the present text stand: whose answer is missing, what is wrong, and ok or errors by service."""

    waiting: tuple[str, ...]
    errors: tuple[dict[str, str], ...]
    states: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether every service can carry it out."""
        return not self.waiting and not self.errors


def standing(proposal: RulebookProposal, checks: Iterable[RulebookCheck], services: Iterable[str]) -> Standing:
    """How the checks stand; `services` are all whose word is needed. One error told by several is told once."""
    current = {check.service: check for check in checks if check.digest == proposal.digest}
    told: dict[str, str] = {}
    for name, check in sorted(current.items()):
        for error in check.errors:
            told.setdefault(error, name)
    errors = tuple({"service": name, **_placed(error)} for error, name in sorted(told.items()))
    waiting = tuple(sorted(set(services) - set(current)))
    return Standing(waiting, errors, {name: "errors" if one.errors else "ok" for name, one in sorted(current.items())})


def warnings(
    proposal: RulebookProposal, checks: Iterable[RulebookCheck], texts: Texts, articles: Iterable[str]
) -> list[str]:
    """What does not stand in the way but should be looked at: doubles, unstated articles, what is still a sample."""
    statements = read(texts)
    found = doubles(statements)
    current = [check for check in checks if check.digest == proposal.digest]
    cited = {one for check in current for one in check.cited}
    missing = [article for article in articles if article not in cited]
    if missing and current:
        found.append(f"city.yml:1: 未写入任何规则的条文 articles that no file states: {'、'.join(missing)}")
    samples = [one for one in statements if one.origin == "sample"]
    if samples:
        first = samples[0]
        found.append(f"{first.file}:{first.line}: {len(samples)} 处仍为样本 still taken from a sample city")
    return found


def check_publishable(
    proposal: RulebookProposal, stand: Standing, latest: int | None, account: str, others: bool
) -> None:
    """Raises what stands in the way of publishing. `latest`: the number published last; `others`: the city has a
    second officer, who must then be the one that publishes.
    """
    still_open(proposal)
    if stand.errors:
        errors = [f"{one['file']}:{one['line']}: {one['reason']}" for one in stand.errors]
        raise Conflict("草案未通过检查", "The draft does not hold", code="errors", errors=errors)
    if stand.waiting:
        raise Conflict(
            f"还有 {len(stand.waiting)} 个部分未检查完，请稍候", "Not every service has checked it yet",
            code="unchecked", waiting=list(stand.waiting),
        )  # fmt: skip
    if proposal.base != latest:
        raise Conflict(
            "起草后已有新版本公布，请以最新版本重新起草",
            "A newer version was published since; begin again from it",
            code="outdated", base=proposal.base, latest=latest,
        )  # fmt: skip
    if others and account == proposal.changed_by:
        raise Forbidden(
            "规则须由另一名市级人员公布", "Somebody else of the city's officers publishes it", code="second_officer"
        )


def published(
    proposal: RulebookProposal,
    number: int,
    label: str,
    by_name: str,
    now: datetime,
    today: date,
    *,
    from_: date,
    document_from: date,
    note: str,
    retroactive: str,
) -> tuple[RulebookProposal, RulebookVersion]:
    """The proposal closed and the version that it became.

    Raises Invalid for a first day before the document's own, or, in a city whose rules are in force, before today
    without a reason: what was decided keeps its rules, and only the decisions still to come would change.
    """
    if from_ < document_from:
        why = f"不得早于文件的施行日期 {document_from} · not before the document's own first day"
        raise Invalid.field("/from", why, "too_early")
    if from_ < today and number > 1 and not retroactive:
        why = "自公布前起施行须说明理由 · to hold from before today it needs a reason (retroactive)"
        raise Invalid.field("/retroactive", why, "required")
    version = RulebookVersion(
        id=version_id(proposal.city, number),
        city=proposal.city,
        number=number,
        label=label,
        digest=proposal.digest,
        from_=from_,
        origin=proposal.origin,
        title=proposal.title,
        note=note or proposal.note,
        proposal=proposal.id,
        proposed_by=proposal.proposed_by_name,
        published_by=by_name,
        published_at=now,
        restores=proposal.restores,
        retroactive=retroactive if from_ < today else "",
    )
    return replace(proposal, status="published", published_as=number), version


def actions(
    proposal: RulebookProposal, stand: Standing, latest: int | None, account: str, others: bool
) -> list[dict[str, Any]]:
    """What the asker may do."""
    closed = NOTHING if proposal.status == "draft" else ("此草案已办结", "This draft is closed")
    found = [
        action(name, closed) for name in ("replace_file", "patch", "rule_on_conflict", "check", "simulate", "withdraw")
    ]
    stops = hindrance(lambda: check_publishable(proposal, stand, latest, account, others))
    return [*found, action("publish", **stops)]


def not_yaml(error: RulebookError, pointer: str) -> Invalid:
    """What is wrong with a text, line by line, as a client is told."""
    return Invalid(
        [{"pointer": pointer, "detail": one, "detail_en": one, "code": "rulebook"} for one in error.errors[:100]]
    )


def public(proposal: RulebookProposal) -> dict[str, Any]:
    """A proposal in a list."""
    return {
        "id": proposal.id,
        "title": proposal.title,
        "note": proposal.note,
        "status": proposal.status,
        "origin": proposal.origin,
        "base": proposal.base,
        "restores": proposal.restores,
        "files": list(proposal.files),
        "proposed_by": proposal.proposed_by_name,
        "proposed_at": proposal.proposed_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "published_as": proposal.published_as,
        "reason": proposal.reason,
        "version": proposal.version,
    }


def _placed(error: str) -> dict[str, str]:
    place, _, reason = error.partition(": ")
    file, _, line = place.rpartition(":")
    return {"file": file or place, "line": line if line.isdigit() else "1", "reason": reason or error}
