"""What the registry announces: the contract with the other services, one function per event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.registry.domain import complaint as complaints
from services.registry.domain.account import Account, Held
from services.registry.domain.application import Application, Consent
from services.registry.domain.complaint import Complaint
from services.registry.domain.consent import Consent as PersonConsent
from services.registry.domain.credit_entry import CreditEntry
from services.registry.domain.defect import Difference
from services.registry.domain.delegation import Delegation
from services.registry.domain.filing import Filing
from services.registry.domain.invitation import Invitation
from services.registry.domain.notice import Notice, Objection
from services.registry.domain.peer import FederationCheck, Peer
from services.registry.domain.person import Person
from services.registry.domain.rulebook_proposal import RulebookProposal
from services.registry.domain.rulebook_version import RulebookVersion
from services.registry.domain.sanction import Sanction
from services.registry.domain.session import Session
from services.registry.domain.turn import Escalation
from services.registry.domain.unit import Unit
from services.registry.domain.waiver import Waiver
from services.registry.domain.webhook import Webhook
from shared.work import Announcement

Rules = list[dict[str, Any]]
# What a function with an f-string for a type may announce (shared/contract.py, tests/contracts/test_contract.py).
TYPES = {
    "account_changed": (
        "account_disabled", "account_enabled", "account_password_reset", "account_sessions_revoked",
        "account_second_factor_enrolled", "account_second_factor_dropped", "account_second_factor_reset",
    ),
    "privacy_consent_moved": ("privacy_consent_given", "privacy_consent_withdrawn"),
    "notice_moved": ("notice_published", "notice_withdrawn"),
    "objection_moved": ("objection_raised", "objection_upheld", "objection_dismissed"),
    "complaint_moved": (
        "complaint_filed", "complaint_answered", "complaint_forwarded", "complaint_taken_back", "complaint_withdrawn",
    ),
    "complaint_clock": ("complaint_due", "complaint_late"),
    "invitation_moved": ("invitation_made", "invitation_accepted", "invitation_revoked"),
    "delegation_moved": ("delegation_made", "delegation_acted_in", "delegation_ended"),
    "application_moved": (
        "application_submitted", "application_passed", "application_inspected", "application_recommended",
        "application_returned", "application_resubmitted", "application_rejected", "application_withdrawn",
        "application_filed",
    ),
    "credit_entry_changed": (
        "credit_entry_stayed", "credit_entry_resumed", "credit_entry_annulled", "credit_entry_repair_asked",
        "credit_entry_repaired", "credit_entry_repair_refused",
    ),
    "sanction_moved": (
        "sanction_noticed", "sanction_answered", "sanction_imposed", "sanction_dropped", "sanction_appealed",
        "sanction_upheld", "sanction_overturned",
    ),
    "sanction_clock": (
        "sanction_reply_due", "sanction_reply_over", "sanction_appeal_due", "sanction_appeal_decision_due",
        "sanction_appeal_late",
    ),
    "peer_changed": ("peer_added", "peer_removed"),
    "webhook_changed": (
        "webhook_created", "webhook_changed", "webhook_paused", "webhook_resumed", "webhook_deleted",
        "webhook_secret_rotated", "webhook_disabled",
    ),
}  # fmt: skip


def account_opened(account: Account) -> Announcement:
    """Somebody can sign in."""
    data = {"account": account.id, "person": account.person, "name": account.name, "login": account.login}
    return Announcement("account_opened", f"account:{account.id}", data)


def account_changed(account: Account, what: str, reason: str = "") -> Announcement:
    """An account was disabled or enabled again, or an officer gave it a new one-time password."""
    data = {"account": account.id, "name": account.name, "reason": reason}
    return Announcement(f"account_{what}", f"account:{account.id}", data)


def grant_given(account: Account, grant: Held) -> Announcement:
    """A role is held from now on (in new sessions)."""
    data = {
        "account": account.id,
        "person": account.person,
        "role": grant.role,
        "unit": grant.unit,
        "county": grant.county,
        "filing": grant.filing,
    }
    return Announcement("grant_given", f"account:{account.id}", data)


def access_changed(account: Account) -> Announcement:
    """What an account may do has changed: a gateway that holds a token of an earlier epoch looks it up anew."""
    data = {"account": account.id, "epoch": account.epoch}
    return Announcement("access_changed", f"account:{account.id}", data)


def session_ended(session: Session) -> Announcement:
    """A session is over: no gateway takes its tokens any longer."""
    data = {"session": session.id, "account": session.account, "why": session.why}
    return Announcement("session_ended", f"session:{session.id}", data)


def role_ended(account: Account, role: str, unit: str | None, county: str | None, reason: str) -> Announcement:
    """A role that an officer had given was ended."""
    data = {"account": account.id, "role": role, "unit": unit, "county": county, "reason": reason}
    return Announcement("role_ended", f"account:{account.id}", data)


def invitation_moved(invitation: Invitation, what: str) -> Announcement:
    """Somebody was invited, accepted, or the invitation was revoked: `invitation_<what>`."""
    data = {
        "invitation": invitation.id,
        "name": invitation.name,
        "unit": invitation.unit,
        "roles": [grant.role for grant in invitation.grants],
        "valid_until": invitation.valid_until.isoformat(),
        "made_by": invitation.made_by,
        "account": invitation.account,
    }
    return Announcement(f"invitation_{what}", f"invitation:{invitation.id}", data)


def delegation_moved(delegation: Delegation, what: str) -> Announcement:
    """A delegation was made, acted in, or ended early: `delegation_<what>`."""
    data = {
        "delegation": delegation.id,
        "giver": delegation.giver,
        "giver_name": delegation.giver_name,
        "taker": delegation.taker,
        "taker_name": delegation.taker_name,
        "roles": [office.role for office in delegation.offices],
        "since": delegation.since.isoformat(),
        "until": delegation.until.isoformat(),
    }
    return Announcement(f"delegation_{what}", f"delegation:{delegation.id}", data)


def unit_manager_changed(unit: Unit, account: str, added: bool) -> Announcement:
    """An account became, or is no longer, a manager of a unit."""
    data = {"unit": unit.id, "name": unit.name, "account": account, "added": added}
    return Announcement("unit_manager_changed", f"unit:{unit.id}", data)


def grant_ended(account: Account, filing: Filing) -> Announcement:
    """The role that came with a filing is gone."""
    data = {"account": account.id, "person": account.person, "role": filing.role, "filing": filing.id}
    return Announcement("grant_ended", f"account:{account.id}", data)


def identity_disclosed(person: Person, reason: str, purpose: str, numbers: list[str]) -> Announcement:
    """Somebody read a person's identity number or phone in full, for this purpose and reason."""
    data = {"person": person.id, "account": person.account, "purpose": purpose, "reason": reason, "numbers": numbers}
    return Announcement("identity_disclosed", f"person:{person.id}", data)


def privacy_consent_moved(consent: PersonConsent, what: str) -> Announcement:
    """Somebody agreed to a purpose, or no longer does: `privacy_consent_<what>`."""
    data = {"person": consent.person, "purpose": consent.purpose, "notice": consent.notice}
    return Announcement(f"privacy_consent_{what}", f"privacy_consent:{consent.id}", data)


def person_erased(person: Person, reason: str) -> Announcement:
    """Name and numbers of a person are gone for good: whoever keeps the name in a copy drops it."""
    return Announcement("person_erased", f"person:{person.id}", {"person": person.id, "reason": reason})


def person_entered(person: Person) -> Announcement:
    """An officer entered somebody, or what is known of them, without an account of their own; no name travels."""
    return Announcement("person_entered", f"person:{person.id}", {"person": person.id})


def provincial_noted(person: Person, provincial: bool, note: str, check: str | None = None) -> Announcement:
    """A person stands, or no longer stands, on the province's list; `check`: the peer's answer it rests on."""
    data = {"person": person.id, "provincial": provincial, "note": note, "check": check}
    return Announcement("provincial_noted", f"person:{person.id}", data)


def unit_registered(unit: Unit) -> Announcement:
    """A unit is known, or what is known of it has changed."""
    data = {
        "unit": unit.id,
        "name": unit.name,
        "unit_kind": unit.unit_kind,
        "county": unit.county,
        "size_class": unit.size_class,
        "tech_sme": unit.tech_sme,
    }
    return Announcement("unit_registered", f"unit:{unit.id}", data)


def unit_merged(winner: Unit, loser: Unit, reason: str) -> Announcement:
    """Two records were one unit: `winner` stands for both. What named the loser is told by `filing_changed`."""
    data = {"winner": winner.id, "loser": loser.id, "name": winner.name, "loser_name": loser.name, "reason": reason}
    return Announcement("unit_merged", f"unit:{winner.id}", data)


def unit_unmerged(winner: Unit, loser: Unit, reason: str) -> Announcement:
    """A merger was taken back: `loser` stands for itself again."""
    data = {"winner": winner.id, "loser": loser.id, "name": winner.name, "loser_name": loser.name, "reason": reason}
    return Announcement("unit_unmerged", f"unit:{loser.id}", data)


def person_merged(winner: Person, loser: Person, reason: str) -> Announcement:
    """Two records were one human being: `winner` stands for both; their accounts, null for none."""
    data = {"winner": winner.id, "loser": loser.id, "name": winner.name, "reason": reason}
    told = {**data, "account": winner.account, "loser_account": loser.account}
    return Announcement("person_merged", f"person:{winner.id}", told)


def person_unmerged(winner: Person, loser: Person, reason: str) -> Announcement:
    """A merger was taken back: `loser` is somebody else again."""
    data = {"winner": winner.id, "loser": loser.id, "name": winner.name, "reason": reason}
    told = {**data, "account": winner.account, "loser_account": loser.account}
    return Announcement("person_unmerged", f"person:{loser.id}", told)


def application_moved(application: Application, action: str, rules: Rules) -> Announcement:
    """An application was submitted, passed, returned …: `application_<action>`; `rules`: what the step rests on."""
    entry = application.state.history[-1] if application.state.history else None
    data = {
        "application": application.id,
        "number": application.number,
        "subject": application.subject,
        "kind": application.kind,
        "name": application.name,
        "status": application.state.status,
        "step": application.state.step,
        "since": application.state.since.isoformat(),
        "due": application.state.due.isoformat() if application.state.due else None,
        "applicant": application.applicant,
        "note": entry.note if entry else "",
        "rulebook_version": application.rulebook_version,
    }
    return Announcement(f"application_{action}", f"application:{application.id}", data, rules)


def waiver_granted(application: Application, waiver: Waiver) -> Announcement:
    """A condition in principle was set aside by a named officer, with the reason."""
    data = {"application": application.id, "rule": waiver.rule, "reason": waiver.reason, "by": waiver.by_name}
    rules: Rules = [{"rule": waiver.rule, "article": _article(application, waiver.rule)}]
    return Announcement("waiver_granted", f"application:{application.id}", data, rules)


def waiver_revoked(application: Application, rule: str, reason: str) -> Announcement:
    """A waiver was taken back before filing: the condition stands in the way again."""
    data = {"application": application.id, "rule": rule, "reason": reason}
    rules: Rules = [{"rule": rule, "article": _article(application, rule)}]
    return Announcement("waiver_revoked", f"application:{application.id}", data, rules)


def consent_given(application: Application, consent: Consent, rules: Rules) -> Announcement:
    """A member of a team confirmed being part of it."""
    data = {"application": application.id, "person": consent.person, "on": consent.on.isoformat()}
    return Announcement("consent_given", f"application:{application.id}", data, rules)


def application_late(application: Application, escalation: Escalation, rules: Rules) -> Announcement:
    """A step was not taken within its term; told once for each step and term."""
    data = {
        "application": application.id,
        "number": application.number,
        "subject": application.subject,
        "kind": application.kind,
        "name": application.name,
        "step": escalation.step,
        "due": escalation.due.isoformat(),
        "on": escalation.on.isoformat(),
        "desks": list(application.turn.desks),
        "escalates_to": escalation.to,
        "escalated_to": [escalation.to] if escalation.to else [],
        "applicant": application.applicant,
    }
    return Announcement("application_late", f"application:{application.id}", data, rules)


def _article(application: Application, rule: str) -> str:
    return next((one["article"] for one in application.findings if one["rule"] == rule), "")


def filing_made(filing: Filing, rules: Rules) -> Announcement:
    """Somebody or some unit may act from now on; `rules`: every rule that it was filed by.

    `entered_on`: when it was entered, if filed before the platform.
    """
    entered = filing.entered.on.isoformat() if filing.entered is not None else None
    return Announcement("filing_made", f"filing:{filing.id}", {**_facts(filing), "entered_on": entered}, rules)


def filing_changed(filing: Filing, differences: Sequence[Difference]) -> Announcement:
    """Facts of a filing are different from now on: all of them as they are, and what differs, before and after."""
    data = {
        **_facts(filing),
        "status": filing.status,
        "differences": [{"pointer": one.pointer, "before": one.before, "after": one.after} for one in differences],
    }
    return Announcement("filing_changed", f"filing:{filing.id}", data)


def _facts(filing: Filing) -> dict[str, Any]:
    return {
        "filing": filing.id,
        **{name: getattr(filing, name) for name in _COPIED},
        "fields": list(filing.fields),
        "words": list(filing.words),
        "skills": list(filing.skills),
        "competent": {
            "level": filing.competent.level,
            "unit": filing.competent.unit,
            "county": filing.competent.county,
        },
        "members": [
            {"person": member.person, "name": member.name, "fields": list(member.fields)} for member in filing.members
        ],
        "since": filing.since.isoformat(),
        "until": filing.until.isoformat() if filing.until else None,
    }


_COPIED = (
    "number", "subject", "kind", "person", "account", "unit", "sender_unit", "name", "county", "level", "size_class",
    "unit_kind", "tech_sme", "provincial", "liaison_of", "year",
)  # fmt: skip


def filing_suspended(filing: Filing) -> Announcement:
    """A filing rests: nothing new may begin under it until `filing_resumed`."""
    rest = filing.suspended
    assert rest is not None  # only a resting filing is told of
    until = rest.until.isoformat() if rest.until else None
    told = {"ground": rest.ground, "article": rest.article, "reason": rest.reason, "on": rest.on.isoformat()}
    rules: Rules = [{"rule": f"registry.suspensions.{rest.ground}", "article": rest.article}]
    data = {**_whose(filing), **told, "until": until}
    return Announcement("filing_suspended", f"filing:{filing.id}", data, rules)


def filing_resumed(filing: Filing) -> Announcement:
    """A suspended filing is in force again."""
    return Announcement("filing_resumed", f"filing:{filing.id}", {**_whose(filing), **_last(filing)})


def filing_restored(filing: Filing) -> Announcement:
    """A cancelled filing is in force again; what ended with it stays ended."""
    return Announcement("filing_restored", f"filing:{filing.id}", {**_whose(filing), **_last(filing)})


def _whose(filing: Filing) -> dict[str, Any]:
    names = ("number", "subject", "kind", "person", "account", "unit", "sender_unit", "county")
    members = [member.person for member in filing.members]
    told = {name: getattr(filing, name) for name in names}  # no `name`: with it, others take this for the whole filing
    return {"filing": filing.id, "holder": filing.name, **told, "members": members}


def _last(filing: Filing) -> dict[str, Any]:
    last = filing.history[-1]
    told = {"ground": last.why.ground, "article": last.why.article, "reason": last.why.reason}
    return {**told, "case": last.why.case, "on": last.on.isoformat()}


def filing_cancelled(filing: Filing) -> Announcement:
    """A filing has ended: cancelled on a ground of the document, replaced, or past its term."""
    ended = filing.cancelled
    assert ended is not None  # only an ended filing is told of
    data = {
        "filing": filing.id,
        "number": filing.number,
        "subject": filing.subject,
        "kind": filing.kind,
        "person": filing.person,
        "members": [member.person for member in filing.members],
        "unit": filing.unit,
        "sender_unit": filing.sender_unit,
        "account": filing.account,
        "ground": ended.ground,
        "article": ended.article,
        "reason": ended.reason,
        "on": ended.on.isoformat(),
    }
    rules: Rules = [{"rule": f"registry.cancellations.{ended.ground}", "article": ended.article}]
    return Announcement("filing_cancelled", f"filing:{filing.id}", data, rules)


def credit_entry_made(entry: CreditEntry) -> Announcement:
    """The integrity blacklist or the misconduct record has a new entry."""
    data = {
        "entry": entry.id,
        "register": entry.register,
        "person": entry.person,
        "unit": entry.unit,
        "name": entry.name,
        "basis": entry.basis,
        "article": entry.article,
        "since": entry.since.isoformat(),
        "until": entry.until.isoformat() if entry.until else None,
    }
    rules: Rules = [{"rule": f"registry.registers.{entry.register}", "article": entry.article}]
    return Announcement("credit_entry_made", f"credit_entry:{entry.id}", data, rules)


def credit_entry_changed(entry: CreditEntry, what: str) -> Announcement:
    """An entry was stayed, resumed, annulled or repaired, or its repair asked for or refused: `credit_entry_<what>`."""
    data = {
        "entry": entry.id,
        "register": entry.register,
        "person": entry.person,
        "unit": entry.unit,
        "name": entry.name,
        "accounts": list(entry.accounts),
        "article": entry.article,
        "ended_on": entry.ended_on.isoformat() if entry.ended_on else None,
    }
    rules: Rules = [{"rule": f"registry.registers.{entry.register}", "article": entry.article}]
    return Announcement(f"credit_entry_{what}", f"credit_entry:{entry.id}", data, rules)


def sanction_moved(sanction: Sanction, action: str) -> Announcement:
    """A sanction was noticed, answered, imposed, dropped, appealed, upheld or overturned: `sanction_<action>`."""
    rules: Rules = [{"rule": rule, "article": sanction.article} for rule in sanction.rules]
    return Announcement(f"sanction_{action}", f"sanction:{sanction.id}", _sanction(sanction), rules)


def sanction_clock(sanction: Sanction, what: str, due: date, decides: str) -> Announcement:
    """A day of a sanction is near or over: `sanction_<what>`. `decides`: the party that decides on it."""
    rules: Rules = [{"rule": rule, "article": sanction.article} for rule in sanction.rules]
    data = {**_sanction(sanction), "due": due.isoformat(), "decides": [decides]}
    return Announcement(f"sanction_{what}", f"sanction:{sanction.id}", data, rules)


def _sanction(sanction: Sanction) -> dict[str, Any]:
    days = ("reply_by", "appeal_by", "appeal_due", "decided_on", "until")
    return {
        "sanction": sanction.id,
        **{name: getattr(sanction, name) for name in ("number", "act", "register", "ground", "label", "article")},
        "label_en": sanction.label_en or sanction.label,
        "status": sanction.status,
        "in_effect": sanction.in_effect,
        "filing": sanction.target.filing,
        "person": sanction.target.person,
        "unit": sanction.target.unit,
        "name": sanction.target.name,
        "county": sanction.target.county,
        "accounts": list(sanction.target.accounts),
        **{name: value.isoformat() if (value := getattr(sanction, name)) else None for name in days},
    }


def notice_moved(notice: Notice, action: str) -> Announcement:
    """Something was made public, or taken back: `notice_<action>`."""
    data = {
        "notice": notice.id,
        "number": notice.number,
        "title": notice.title,
        "stage": notice.stage,
        "items": [item.id for item in notice.items],
        "until": notice.until.isoformat(),
        "article": notice.article,
    }
    rules: Rules = [{"rule": "registry.publicity", "article": notice.article}]
    return Announcement(f"notice_{action}", f"notice:{notice.id}", data, rules)


def objection_moved(objection: Objection, action: str) -> Announcement:
    """Somebody objects to a notice, or was answered: `objection_<action>`. Who it is stays out of it."""
    data = {"objection": objection.id, "notice": objection.notice, "item": objection.item, "status": objection.status}
    return Announcement(f"objection_{action}", f"objection:{objection.id}", data)


def complaint_moved(complaint: Complaint, what: str, handler: str, handler_en: str) -> Announcement:
    """A complaint or suggestion came in, was forwarded, answered, or withdrawn: `complaint_<what>`; never what it says.

    `handler`: how whoever deals with it is called.
    """
    data = _complaint(complaint, handler, handler_en)
    note = complaint.deeds[-1].note if what in ("forwarded", "taken_back") else ""
    article = complaint.deeds[-1].article if what == "forwarded" else complaint.article
    rules: Rules = [{"rule": "registry.complaints", "article": article}]
    return Announcement(f"complaint_{what}", f"complaint:{complaint.id}", {**data, "note": note}, rules)


def complaint_clock(complaint: Complaint, what: str, handler: str, handler_en: str) -> Announcement:
    """The last day of a complaint is near or over: `complaint_<what>`; a late one at a county comes up to the city."""
    data = {**_complaint(complaint, handler, handler_en), "escalated_to": ["city"] if complaint.desk else []}
    rules: Rules = [{"rule": "registry.complaints.answer_within", "article": complaint.article}]
    return Announcement(f"complaint_{what}", f"complaint:{complaint.id}", data, rules)


def _complaint(complaint: Complaint, handler: str, handler_en: str) -> dict[str, Any]:
    return {
        "complaint": complaint.id,
        "number": complaint.number,
        "kind": complaint.kind,
        "account": complaint.account,
        "due": complaint.due.isoformat() if complaint.due is not None else None,
        "status": complaint.status,
        "desk": complaint.desk,  # not `county`: who is told is found by it, and the bureau keeps some to itself
        "decides": [complaints.party(complaint)],
        "handler": handler,
        "handler_en": handler_en,
    }


# -- rulebooks ---------------------------------------------------------------------------------------------------------


def rulebook_proposed(proposal: RulebookProposal, texts: Mapping[str, str]) -> Announcement:
    """A draft of a city's rules, or a change of one: every service tells whether it could carry it out."""
    data = {"proposal": proposal.id, "city": proposal.city, "digest": proposal.digest, "texts": dict(texts)}
    return Announcement("rulebook_proposed", f"rulebook_proposal:{proposal.id}", data, city=proposal.city)


def rulebook_withdrawn(proposal: RulebookProposal) -> Announcement:
    """A draft was given up."""
    data = {"proposal": proposal.id, "city": proposal.city, "reason": proposal.reason}
    return Announcement("rulebook_withdrawn", f"rulebook_proposal:{proposal.id}", data)


def rulebook_published(version: RulebookVersion, texts: Mapping[str, str]) -> Announcement:
    """A city's rules as they hold from a day on; every service keeps them and works by them."""
    data = {
        "city": version.city,
        "number": version.number,
        "from": version.from_.isoformat(),
        "texts": dict(texts),
        "digest": version.digest,
        "rulebook_version": version.label,
        "origin": version.origin,
        "restores": version.restores,
        "title": version.title,
        "note": version.note,
        "proposal": version.proposal,
        "proposed_by": version.proposed_by,
        "published_by": version.published_by,
    }
    return Announcement("rulebook_published", f"rulebook_version:{version.id}", data)


def webhook_changed(webhook: Webhook, what: str) -> Announcement:
    """A subscription was made, changed, paused, resumed, deleted, got a new secret, or was disabled (`reason`)."""
    data = {
        "webhook": webhook.id,
        "name": webhook.name,
        "owner": webhook.owner,
        "types": list(webhook.types),
        "status": webhook.status,
        "reason": webhook.reason,
    }
    return Announcement(f"webhook_{what}", f"webhook:{webhook.id}", data)


# -- federation --------------------------------------------------------------------------------------------------------


def peer_changed(peer: Peer, what: str) -> Announcement:
    """Another installation was named, or removed."""
    data = {"peer": peer.id, "name": peer.name, "base_url": peer.base_url, "key_id": peer.key_id}
    return Announcement(f"peer_{what}", f"peer:{peer.id}", data)


def federation_answered(peer: Peer, person: Person | None, province: str, year: int) -> Announcement:
    """Another installation asked about somebody and was answered; `person` where the somebody is known here."""
    known = person.id if person is not None else None
    data = {"peer": peer.id, "name": peer.name, "person": known, "province": province, "year": year}
    return Announcement("federation_answered", f"peer:{peer.id}", data)


def federation_checked(check: FederationCheck) -> Announcement:
    """An officer asked another installation about a person, and has its answer."""
    data = {
        "check": check.id,
        "person": check.person,
        "peer": check.peer,
        "peer_name": check.peer_name,
        "year": check.year,
        "same_person": check.same_person,
        "provincial": check.provincial,
        "engagements": len(check.engagements),
    }
    return Announcement("federation_checked", f"person:{check.person}", data)
