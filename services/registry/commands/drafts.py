"""Drafts: started, saved section by section, deleted, sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.registry.commands.applications import Parties, attached, mend, new_number, send
from services.registry.commands.persons import identity_of
from services.registry.domain import application as applications
from services.registry.domain import draft as drafts
from services.registry.domain import form as forms
from services.registry.domain.application import Application, Submission
from services.registry.domain.draft import Draft
from services.registry.domain.person import PROFILE, of_city
from services.registry.queries.drafts import detail, filled
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Conflict, Invalid
from shared.rulebook import Rulebook
from shared.vault import mask_phone


def start_draft(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, subject: str, kind: str, values: Mapping[str, Any]
) -> dict[str, Any]:
    """An application is begun; nothing is asked of its completeness."""
    applications.known(Rules.of(rulebook, work.today), subject, kind)
    drafts.one_too_many(work.drafts.some({"applicant": actor.account}, limit=drafts.MOST))
    began = Draft(work.new_id(), work.city, actor.account, actor.person, subject, kind, work.now, work.now)
    return _saved(work, rulebook, actor, began, values)


def start_mending(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str) -> dict[str, Any]:
    """A returned application taken up again as a draft, with all that it said. Raises Conflict when it was not."""
    application = work.applications.get(application_id)
    if application.state.status != "returned" or application.change_of is not None:
        raise Conflict("只有退回的申请可以补正", "Only what was returned is mended", status=application.state.status)
    known = work.drafts.first({"applicant": actor.account, "mends": application.id})
    if known is not None:
        return detail(work, rulebook, actor, known)
    began = Draft(
        work.new_id(), work.city, actor.account, actor.person, application.subject, application.kind, work.now,
        work.now, mends=application.id, files=application.files,
    )  # fmt: skip
    return _saved(work, rulebook, actor, began, {})


def save_draft(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    draft_id: str,
    values: Mapping[str, Any],
    materials: Sequence[dict[str, str]] = (),
    drops: Sequence[str] = (),
) -> dict[str, Any]:
    """What was typed since; held against what each field can hold, not against what is complete."""
    return _saved(work, rulebook, actor, work.drafts.get(draft_id), values, materials, drops)


def delete_draft(work: RegistryWork, actor: Actor, *, draft_id: str) -> None:
    """The draft and all that was typed in it is gone."""
    work.drafts.remove(work.drafts.get(draft_id).id)


def submit_draft(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, draft_id: str) -> dict[str, Any]:
    """Sent. Raises Refused with everything that is missing and every condition that is not met, all at once."""
    draft = work.drafts.get(draft_id)
    mended = work.applications.get(draft.mends) if draft.mends else None
    rules = Rules.of(rulebook, mended.submitted_on if mended is not None else work.today)
    form = applications.form_for_kind(draft.subject, draft.kind, rules)
    values = filled(work, actor, draft, form)
    applications.refuse_all(drafts.lacking(values))
    work.drafts.remove(draft.id)
    said = _said(values)
    people = [_declared(work, row) for row in values.get("members") or ()]
    liaison = _declared(work, values["liaison"]) if values.get("liaison") else None
    parties = Parties(people, liaison, values.get("unit"), values.get("sender_unit"), draft.values)
    if mended is not None:
        said |= {"answers": forms.answers_of(form, values), "name": values.get("team_name", "")}
        return mend(work, rules, actor, mended, {**said, **_files_mended(draft, mended)}, parties)
    submission = Submission(
        id=work.new_id(),
        city=work.city,
        number=new_number(work),
        subject=draft.subject,
        kind=draft.kind,
        name=values.get("team_name") or "",
        replaces=values.get("replaces") or None,
        files=draft.files,
        answers=forms.answers_of(form, values),
        **said,
    )
    return send(work, rules, actor, submission, parties)


def _saved(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    draft: Draft,
    values: Mapping[str, Any],
    materials: Sequence[dict[str, str]] = (),
    drops: Sequence[str] = (),
) -> dict[str, Any]:
    form = applications.form_for_kind(draft.subject, draft.kind, Rules.of(rulebook, work.today))
    typed = _sealed(work, draft, forms.checked(form, values))
    county = typed.get("unit_county")
    if county and county not in (rulebook.page.divisions or {}):
        raise Invalid.field(
            "/values/unit_county", "本市没有此旗县区", "unknown_county", en="This city has no such county"
        )
    kept = drafts.save(draft, typed, attached(work, (), materials), drops, form, work.now)
    answer = detail(work, rulebook, actor, kept)
    work.drafts.save(kept)
    return {**answer, "version": work.drafts.get(kept.id).version}


def _sealed(work: RegistryWork, draft: Draft, typed: dict[str, Any]) -> dict[str, Any]:
    """The typed values with identity numbers and phones sealed; a row that does not repeat its own keeps them."""
    errors = [one for name in ("members", "liaison") if typed.get(name)
              for one in drafts.wrong_rows(typed[name], f"/values/{name}")]  # fmt: skip
    if errors:
        raise Invalid(errors)
    before = {row["row"]: row for row in draft.values.get("members", ())}
    if draft.values.get("liaison"):
        before[draft.values["liaison"]["row"]] = draft.values["liaison"]
    sealed = dict(typed)
    if typed.get("members"):
        sealed["members"] = [
            _row(work, row, before, f"/values/members/{index}") for index, row in enumerate(typed["members"])
        ]
    if typed.get("liaison"):
        sealed["liaison"] = _row(work, typed["liaison"], before, "/values/liaison")
    return sealed


def _row(work: RegistryWork, typed: Mapping[str, Any], before: Mapping[str, Any], at: str) -> dict[str, Any]:
    said = {name: value for name, value in typed.items() if name not in ("identity_number", "phone")}
    kept = before.get(typed.get("row", ""), {})
    row = {**kept, **said, "row": kept.get("row") or work.new_code(10)}
    if row.get("person"):
        return {
            "row": row["row"],
            "person": row["person"],
            "name": of_city(work.persons.get(row["person"]), work.city).name,
        }
    if typed.get("identity_number"):
        identity = identity_of(work, typed["identity_number"], typed.get("phone") or "", f"{at}/identity_number")
        row |= {
            "number": work.vault.seal(typed["identity_number"]),
            "fingerprint": identity.fingerprint,
            "identity_mask": identity.mask,
        }
    if typed.get("phone"):
        drafts.checked_phone(typed["phone"], f"{at}/phone")
        row |= {"phone": work.vault.seal(typed["phone"]), "phone_mask": mask_phone(typed["phone"])}
    return row


def _declared(work: RegistryWork, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as an application declares a person."""
    if row.get("person"):
        return {"person": row["person"]}
    profile = {name: row[name] for name in PROFILE if name in row}
    number, phone = work.vault.open(row["number"]), work.vault.open(row["phone"])
    return {**profile, "name": row["name"], "identity_number": number, "phone": phone}


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "fields": tuple(values.get("fields") or ()),
        "declares": tuple(values.get("declares") or ()),
        "statement": values.get("statement") or "",
        "position": values.get("position") or "",
    }


def _files_mended(draft: Draft, application: Application) -> dict[str, Any]:
    held = {file.id for file in draft.files}
    before = {file.id for file in application.files}
    return {
        "files": tuple(file for file in draft.files if file.id not in before),
        "drops": [id for id in before if id not in held],
    }
