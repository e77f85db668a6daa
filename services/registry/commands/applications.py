"""Applications: sent, mended, taken back, agreed to by a team's members; what all commands about them share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from services.registry import events
from services.registry.commands.persons import declared, remember
from services.registry.domain import application as applications
from services.registry.domain import citing, review
from services.registry.domain import form as forms
from services.registry.domain import person as persons
from services.registry.domain import unit as units
from services.registry.domain.application import Application, Submission
from services.registry.domain.eligibility import Dossier
from services.registry.domain.form import Form
from services.registry.domain.material import Attached
from services.registry.domain.person import Person
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, Invalid
from shared.rulebook import Rulebook


@dataclass(frozen=True)
class Parties:
    """Whom and what an application names, as sent: other people by id or by number, units by id."""

    members: Sequence[dict[str, Any]] = ()
    liaison: dict[str, Any] | None = None
    unit: str | None = None
    sender_unit: str | None = None
    typed: Mapping[str, Any] = field(default_factory=dict)


def submit_application(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    subject: str,
    kind: str,
    name: str,
    sender_unit: str | None,
    unit: str | None,
    fields: Sequence[str],
    declares: Sequence[str],
    statement: str,
    members: Sequence[dict[str, Any]],
    liaison: dict[str, Any] | None,
    replaces: str | None,
    answers: Mapping[str, Any],
    receipts: Sequence[str] = (),
    materials: Sequence[dict[str, str]] = (),
) -> dict[str, Any]:
    """Somebody asks to be filed. Raises Refused with every unmet condition and its article."""
    rules = Rules.of(rulebook, work.today)
    submission = Submission(
        id=work.new_id(),
        city=work.city,
        number=new_number(work),
        subject=subject,
        kind=kind,
        name=name,
        fields=tuple(fields),
        declares=tuple(declares),
        statement=statement,
        position=liaison["position"] if liaison else "",
        replaces=replaces,
        files=attached(work, receipts, materials),
        answers=checked_answers(applications.form_for_kind(subject, kind, rules), answers),
    )
    return send(work, rules, actor, submission, Parties(members, liaison, unit, sender_unit))


def resubmit_application(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    application_id: str,
    members: Sequence[dict[str, Any]] | None = None,
    answers: Mapping[str, Any] | None = None,
    receipts: Sequence[str] = (),
    materials: Sequence[dict[str, str]] = (),
    **mended: Any,
) -> dict[str, Any]:
    """Sent again after a return. Raises Refused as at first."""
    application = work.applications.get(application_id)
    if application.change_of is not None:
        raise Conflict("变更申请请在变更页面补正", "A change is mended as a change", "change")
    rules = Rules.of(rulebook, application.submitted_on)
    said = {**mended, "files": attached(work, receipts, materials)}
    said |= {key: tuple(mended[key]) for key in ("fields", "declares") if key in mended}
    if answers is not None:
        said["answers"] = checked_answers(applications.form_for(application, rules), answers)
    return mend(work, rules, actor, application, said, Parties(members) if members is not None else None)


def withdraw_application(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str, note: str
) -> dict[str, Any]:
    """The applicant takes it back."""
    application = work.applications.get(application_id)
    rules = Rules.of(rulebook, application.submitted_on)
    return moved(work, rules, review.step(application, "withdraw", rules, actor, work.today, note), "withdrawn")


def consent_to_application(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, application_id: str
) -> dict[str, Any]:
    """A member confirms being part of the team, by their own account."""
    application = work.applications.get(application_id)
    given = review.consent(application, actor, work.today)
    work.applications.save(given)
    rules = Rules.of(rulebook, application.submitted_on)
    work.announce(events.consent_given(given, given.consents[-1], citing.of_consent(given, rules)))
    return answer(work, rules, given)


def send(work: RegistryWork, rules: Rules, actor: Actor, submission: Submission, parties: Parties) -> dict[str, Any]:
    """A new application kept and told of, with the people it declares and what it says of person and unit.

    Raises Refused, Invalid, Conflict and Forbidden as `applications.submit` does.
    """
    subject, _ = applications.known(rules, submission.subject, submission.kind)
    people: list[Person] = []
    if subject.holder in ("person", "team"):
        people = with_lead(work, actor.person, parties.members if subject.holder == "team" else ())
    elif subject.holder == "liaison":
        if parties.liaison is None:
            raise Invalid.field("/liaison", "必须填写", "required", en="Has to be filled in")
        people = declared(work, [parties.liaison], "/liaison")
    about = parties.unit if subject.holder in ("unit", "liaison") else None
    dossier = work.dossier(people, about, parties.sender_unit if subject.holder in ("person", "team") else None)
    described = overlay(dossier, applications.form_for(submission, rules), parties.typed, rules)
    application = applications.submit(submission, described, rules, actor, work.today)
    remember(work, people)
    _keep_described(work, dossier, described)
    work.applications.add(application)
    work.announce(events.application_moved(application, "submitted", citing.of_step(application, rules, "submitted")))
    return answer(work, rules, application)


def mend(
    work: RegistryWork,
    rules: Rules,
    actor: Actor,
    application: Application,
    said: Mapping[str, Any],
    parties: Parties | None,
) -> dict[str, Any]:
    """An application sent again after a return. `parties` None: the same as before. Raises as `send` does."""
    subject, _ = applications.known(rules, application.subject, application.kind)
    people = people_of(work, application)
    if parties is not None and subject.holder in ("person", "team"):
        people = with_lead(work, application.person, parties.members if subject.holder == "team" else ())
    elif parties is not None and parties.liaison is not None:
        people = declared(work, [parties.liaison], "/liaison")
    sender = (parties.sender_unit if parties is not None else None) or application.sender_unit
    dossier = work.dossier(people, application.unit, sender)
    described = dossier
    if parties is not None:
        described = overlay(dossier, applications.form_for(application, rules), parties.typed, rules)
    sent = review.resubmit(application, said, described, rules, actor, work.today)
    remember(work, people)
    _keep_described(work, dossier, described)
    return moved(work, rules, sent, "resubmitted")


def overlay(dossier: Dossier, form: Form, typed: Mapping[str, Any], rules: Rules) -> Dossier:
    """The dossier with what was typed of the person and the unit. Raises Invalid as a change of the unit does."""
    described = forms.overlaid(dossier, form, typed, persons.describe)
    if dossier.unit is not None and described.unit is not None and described.unit != dossier.unit:
        facts = forms.unit_facts(form, typed)
        described = replace(described, unit=units.change(dossier.unit, facts, rules))
    return described


def _keep_described(work: RegistryWork, before: Dossier, after: Dossier) -> None:
    """What an application says of its person and unit is kept with them: nothing is asked twice."""
    if after.person is not None and before.person is not None and after.person != before.person:
        work.persons.save(persons.seen_in(after.person, work.city))
    if after.unit is not None and before.unit is not None and after.unit != before.unit:
        noted = units.noted(before.unit, after.unit, work.actor.account, work.actor.name, work.today)
        work.units.save(noted)
        work.announce(events.unit_registered(noted))


def checked_answers(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The city's own answers. Raises Invalid for what its form does not ask, or a field cannot hold."""
    own = forms.answers_of(form, answers)
    unknown = [name for name in answers if name not in own]
    if unknown:
        raise Invalid(
            [
                {"pointer": f"/answers/{n}", "detail": "没有这一项 · There is no such field", "code": "unknown"}
                for n in unknown
            ]
        )
    return forms.checked(form, own, "/answers")


def people_of(work: RegistryWork, application: Application) -> list[Person]:
    """The persons an application names: single person, lead or liaison first, then the members."""
    ids = [*([application.person] if application.person else ()), *(member.person for member in application.members)]
    return [work.persons.get(id) for id in ids]


def with_lead(work: RegistryWork, lead: str | None, members: Sequence[dict[str, Any]]) -> list[Person]:
    """The lead, then the members that are declared. Raises Forbidden for an account that is no person's."""
    if lead is None:
        raise Forbidden("此账户没有登记个人信息", "This account has no person of its own")
    others = declared(work, members, "/members") if members else []
    if lead in {person.id for person in others}:
        raise Invalid.field(
            "/members", "负责人无需列入成员", "lead_listed", en="The lead is not named among the members"
        )
    return [work.persons.get(lead), *others]


def attached(
    work: RegistryWork, receipts: Iterable[str] = (), materials: Iterable[Mapping[str, str]] = ()
) -> tuple[Attached, ...]:
    """The files that receipts stand for: those that serve a material first. Raises Invalid for a false receipt."""
    files = []
    for one in (*materials, *({"receipt": receipt, "material": ""} for receipt in receipts)):
        file = work.cite(one["receipt"])
        files.append(Attached(file.id, file.name, file.sha256, one["material"], file.size, file.content_type))
    return tuple(files)


def new_number(work: RegistryWork) -> str:
    """The number an application is asked after by."""
    return f"SQ{work.today:%Y%m%d}-{work.new_code(8)}"


def moved(work: RegistryWork, rules: Rules, application: Application, told: str, article: str = "") -> dict[str, Any]:
    """Keeps an application that went a step further, and tells of it; `article`: what a refusal was given by."""
    work.applications.save(application)
    work.announce(events.application_moved(application, told, citing.of_step(application, rules, told, article)))
    return answer(work, rules, application)


def answer(work: RegistryWork, rules: Rules, application: Application) -> dict[str, Any]:
    """The application as it is kept, with what the asker may do."""
    kept = work.applications.get(application.id)
    shown = review.public(kept, rules, work.today)
    return {**shown, "actions": review.actions(kept, rules, work.actor, work.today)}
