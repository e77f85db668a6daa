"""The registry's interface: who may act, and what they hold. The only file here that knows how it is hosted."""

from __future__ import annotations

from typing import Any

from services.registry import bundling, commands, copies, posting, queries, reactions, schemas, sending
from services.registry.access import ACCESS
from services.registry.rules import Rules
from services.registry.schemas import rulebooks as rulebook_shapes
from services.registry.sheets import EXPORTS, IMPORTS
from services.registry.simulations import PASTS
from services.registry.store import RegistryWork
from shared.dictionaries import AskDictionaries
from shared.hosting import command, errand, every, heard, job, overheard, question
from shared.sheets import export_list, import_rows
from shared.sheets.shapes import ExportList, ImportRows, SheetName
from shared.simulation import Simulate, simulate

ONE_APPLICATION = {"applications": "application_id"}
ONE_PROPOSAL = {"rulebook_proposals": "proposal_id"}
ONE_WEBHOOK = {"webhooks": "webhook_id"}


class RegistryService:
    """Persons, units, accounts and roles, applications, filings, the credit register."""

    name = "registry"
    work = RegistryWork
    access = ACCESS
    rules = Rules

    @question(schemas.Credential)
    def credential(self, call: Any) -> Any:
        return queries.credential(call.work, **call.args)

    @command(schemas.NoteSignIn, loads={"accounts": "account"})
    def note_sign_in(self, call: Any) -> Any:
        return commands.note_sign_in(call.work, call.rulebooks, call.actor, **call.args)

    @command(schemas.RenewSession, loads={"sessions": "session_id"})
    def renew_session(self, call: Any) -> Any:
        return commands.renew_session(call.work, call.actor, **call.args)

    @command(schemas.EndSession, loads={"sessions": "session_id"})
    def end_session(self, call: Any) -> Any:
        return commands.end_session(call.work, call.actor, **call.args)

    @question(schemas.Nothing)
    def sessions(self, call: Any) -> Any:
        return queries.open_sessions(call.work, call.actor)

    @question(schemas.SessionId)
    def session_powers(self, call: Any) -> Any:
        return queries.session_powers(call.work, **call.args)

    @command(schemas.EndOtherSessions)
    def end_other_sessions(self, call: Any) -> Any:
        return commands.end_other_sessions(call.work, call.actor, **call.args)

    @command(schemas.AboutAccount, loads={"accounts": "account_id"})
    def revoke_sessions(self, call: Any) -> Any:
        return commands.revoke_sessions(call.work, call.actor, **call.args)

    @question(schemas.ListSignIns)
    def sign_ins(self, call: Any) -> Any:
        return queries.list_sign_ins(call.work, call.actor, **call.args)

    @question(schemas.ListAccountSignIns)
    def account_sign_ins(self, call: Any) -> Any:
        return queries.account_sign_ins(call.work, **call.args)

    @command(schemas.Nothing, secret=True)
    def enrol_second_factor(self, call: Any) -> Any:
        return commands.enrol_second_factor(call.work, call.actor)

    @command(schemas.Code, secret=True)
    def confirm_second_factor(self, call: Any) -> Any:
        return commands.confirm_second_factor(call.work, call.actor, **call.args)

    @command(schemas.Code)
    def drop_second_factor(self, call: Any) -> Any:
        return commands.drop_second_factor(call.work, call.actor, **call.args)

    @command(schemas.AboutAccount, loads={"accounts": "account_id"})
    def reset_second_factor(self, call: Any) -> Any:
        return commands.reset_second_factor(call.work, call.actor, **call.args)

    @command(schemas.MakeInvitation, secret=True)
    def invite(self, call: Any) -> Any:
        return commands.invite(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AcceptInvitation)
    def accept_invitation(self, call: Any) -> Any:
        return commands.accept_invitation(call.work, call.actor, **call.args)

    @command(schemas.JoinByInvitation)
    def join_by_invitation(self, call: Any) -> Any:
        return commands.join_by_invitation(call.work, call.actor, **call.args)

    @command(schemas.InvitationId, loads={"invitations": "invitation_id"})
    def revoke_invitation(self, call: Any) -> Any:
        return commands.revoke_invitation(call.work, call.actor, **call.args)

    @question(schemas.ListInvitations)
    def invitations(self, call: Any) -> Any:
        return queries.list_invitations(call.work, **call.args)

    @command(schemas.Delegate)
    def delegate(self, call: Any) -> Any:
        return commands.delegate(call.work, call.actor, **call.args)

    @command(schemas.DelegationId, loads={"delegations": "delegation_id"})
    def end_delegation(self, call: Any) -> Any:
        return commands.end_delegation(call.work, call.actor, **call.args)

    @command(schemas.ActOnBehalf, loads={"sessions": "session_id"})
    def act_on_behalf(self, call: Any) -> Any:
        return commands.act_on_behalf(call.work, call.actor, **call.args)

    @question(schemas.ListDelegations)
    def delegations(self, call: Any) -> Any:
        return queries.list_delegations(call.work, call.actor, **call.args)

    @command(schemas.ChangePassword)
    def change_password(self, call: Any) -> Any:
        return commands.change_password(call.work, call.actor, **call.args)

    @command(schemas.OpenOperator)
    def open_operator(self, call: Any) -> Any:
        return commands.open_operator(call.work, call.actor, **call.args)

    @command(schemas.OpenCityOfficer)
    def open_city_officer(self, call: Any) -> Any:
        queries.check_city(call.work, call.rulebooks, call.args["target_city"])
        return commands.open_city_officer(call.work, call.actor, **call.args)

    @command(schemas.EnterCity)
    def enter_city(self, call: Any) -> Any:
        call.rulebooks.of(call.args["target_city"])
        return commands.enter_city(call.work, call.actor, **call.args)

    @command(schemas.RegisterAccount)
    def register_account(self, call: Any) -> Any:
        return commands.register_account(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.InviteAccount)
    def invite_account(self, call: Any) -> Any:
        return commands.invite_account(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.DisableAccount, loads={"accounts": "account_id"})
    def disable_account(self, call: Any) -> Any:
        return commands.disable_account(call.work, call.actor, **call.args)

    @command(schemas.ResetPassword, loads={"accounts": "account_id"})
    def reset_password(self, call: Any) -> Any:
        return commands.reset_password(call.work, call.actor, **call.args)

    @command(schemas.GiveRole, loads={"accounts": "account_id"})
    def give_role(self, call: Any) -> Any:
        return commands.give_role(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.EndRole, loads={"accounts": "account_id"})
    def end_role(self, call: Any) -> Any:
        return commands.end_role(call.work, call.actor, **call.args)

    @question(schemas.ListAccounts)
    def accounts(self, call: Any) -> Any:
        return queries.list_accounts(call.work, **call.args)

    @question(schemas.AccountId)
    def account(self, call: Any) -> Any:
        return queries.account(call.work, call.actor, **call.args)

    @command(schemas.UpdateProfile)
    def update_profile(self, call: Any) -> Any:
        return commands.update_profile(call.work, call.actor, **call.args)

    @question(schemas.Nothing)
    def profile(self, call: Any) -> Any:
        return queries.profile(call.work, call.actor)

    @question(schemas.ListPersons)
    def persons(self, call: Any) -> Any:
        return queries.list_persons(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.PersonId)
    def person(self, call: Any) -> Any:
        return queries.person(call.work, call.actor, **call.args)

    @question(schemas.Search)
    def search(self, call: Any) -> Any:
        return queries.search(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.MarkProvincial, loads={"persons": "person_id"})
    def mark_provincial(self, call: Any) -> Any:
        return commands.mark_provincial(call.work, call.actor, **call.args)

    @question(schemas.PersonId)
    def person_presence(self, call: Any) -> Any:
        return queries.person_presence(call.work, call.actor, **call.args)

    @question(schemas.ListDisclosures)
    def disclosures(self, call: Any) -> Any:
        return queries.list_disclosures(call.work, call.actor, **call.args)

    @question(schemas.CityDisclosures)
    def city_disclosures(self, call: Any) -> Any:
        return queries.city_disclosures(call.work, **call.args)

    @question(schemas.Nothing)
    def privacy_notice(self, call: Any) -> Any:
        return queries.privacy_notice(call.work)

    @question(schemas.Nothing)
    def consents(self, call: Any) -> Any:
        return queries.list_consents(call.work, call.actor)

    @command(schemas.GiveConsent)
    def give_consent(self, call: Any) -> Any:
        return commands.give_consent(call.work, call.actor, **call.args)

    @command(schemas.WithdrawConsent)
    def withdraw_consent(self, call: Any) -> Any:
        return commands.withdraw_consent(call.work, call.actor, **call.args)

    @command(schemas.ErasePerson)
    def erase_person(self, call: Any) -> Any:
        return commands.erase_person(call.work, call.actor, **call.args)

    @command(schemas.DiscloseIdentity, loads={"persons": "person_id"}, secret=True)
    def disclose_identity(self, call: Any) -> Any:
        return commands.disclose_identity(call.work, call.actor, **call.args)

    @command(schemas.RegisterUnit)
    def register_unit(self, call: Any) -> Any:
        return commands.register_unit(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RegisterUnit)
    def enter_unit(self, call: Any) -> Any:
        return commands.enter_unit(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.UpdateUnit, loads={"units": "unit_id"})
    def update_unit(self, call: Any) -> Any:
        return commands.update_unit(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AddManager, loads={"units": "unit_id"})
    def add_manager(self, call: Any) -> Any:
        return commands.add_manager(call.work, call.actor, **call.args)

    @command(schemas.RemoveManager, loads={"units": "unit_id"})
    def remove_manager(self, call: Any) -> Any:
        return commands.remove_manager(call.work, call.actor, **call.args)

    @question(schemas.ListUnits)
    def units(self, call: Any) -> Any:
        return queries.list_units(call.work, call.rulebook, **call.args)

    @question(schemas.UnitId)
    def unit(self, call: Any) -> Any:
        return queries.unit(call.work, call.actor, **call.args)

    @question(schemas.ListDuplicates)
    def unit_duplicates(self, call: Any) -> Any:
        return queries.unit_duplicates(call.work, **call.args)

    @question(schemas.ListDuplicates)
    def person_duplicates(self, call: Any) -> Any:
        return queries.person_duplicates(call.work, **call.args)

    @command(schemas.MergeRecords, loads={"units": "winner"})
    def merge_units(self, call: Any) -> Any:
        return commands.merge_units(call.work, call.actor, **call.args)

    @command(schemas.MergeRecords, loads={"persons": "winner"})
    def merge_persons(self, call: Any) -> Any:
        return commands.merge_persons(call.work, call.actor, **call.args)

    @command(schemas.UnmergePerson, loads={"persons": "person_id"})
    def unmerge_person(self, call: Any) -> Any:
        return commands.unmerge_person(call.work, call.actor, **call.args)

    @command(schemas.UnmergeUnit, loads={"units": "unit_id"})
    def unmerge_unit(self, call: Any) -> Any:
        return commands.unmerge_unit(call.work, call.actor, **call.args)

    @command(schemas.SubmitApplication, loads={"units": "sender_unit"})
    def submit_application(self, call: Any) -> Any:
        return commands.submit_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ResubmitApplication, loads=ONE_APPLICATION)
    def resubmit_application(self, call: Any) -> Any:
        return commands.resubmit_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.Noted, loads=ONE_APPLICATION)
    def withdraw_application(self, call: Any) -> Any:
        return commands.withdraw_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.Noted, loads=ONE_APPLICATION)
    def pass_application(self, call: Any) -> Any:
        return commands.pass_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.InspectApplication, loads=ONE_APPLICATION)
    def inspect_application(self, call: Any) -> Any:
        return commands.inspect_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.Noted, loads=ONE_APPLICATION)
    def recommend_application(self, call: Any) -> Any:
        return commands.recommend_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.Noted, loads=ONE_APPLICATION)
    def file_application(self, call: Any) -> Any:
        return commands.file_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ReturnApplication, loads=ONE_APPLICATION)
    def return_application(self, call: Any) -> Any:
        return commands.return_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RejectApplication, loads=ONE_APPLICATION)
    def reject_application(self, call: Any) -> Any:
        return commands.reject_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.WaiveCondition, loads=ONE_APPLICATION)
    def waive_condition(self, call: Any) -> Any:
        return commands.waive_condition(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RevokeWaiver, loads=ONE_APPLICATION)
    def revoke_waiver(self, call: Any) -> Any:
        return commands.revoke_waiver(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ApplicationId, loads=ONE_APPLICATION)
    def consent_to_application(self, call: Any) -> Any:
        return commands.consent_to_application(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AppointCommissioner, loads={"persons": "person"})
    def appoint_commissioner(self, call: Any) -> Any:
        return commands.appoint_commissioner(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListApplications)
    def applications(self, call: Any) -> Any:
        return queries.list_applications(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ApplicationId)
    def application(self, call: Any) -> Any:
        return queries.application(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ApplicationId)
    def application_form(self, call: Any) -> Any:
        return queries.application_form(call.work, call.rulebook, **call.args)

    @question(schemas.Nothing)
    def application_counts(self, call: Any) -> Any:
        return queries.application_counts(call.work, call.rulebook, call.actor)

    @question(schemas.AskProgress)
    def application_progress(self, call: Any) -> Any:
        return queries.application_progress(call.work, call.rulebook, **call.args)

    @question(schemas.AskEligibility)
    def eligibility(self, call: Any) -> Any:
        return queries.eligibility(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.AskChainPreview)
    def chain_preview(self, call: Any) -> Any:
        return queries.chain_preview(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.StartDraft)
    def start_draft(self, call: Any) -> Any:
        return commands.start_draft(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ApplicationId, loads=ONE_APPLICATION)
    def start_mending(self, call: Any) -> Any:
        return commands.start_mending(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.SaveDraft, loads={"drafts": "draft_id"})
    def save_draft(self, call: Any) -> Any:
        return commands.save_draft(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.DraftId, loads={"drafts": "draft_id"})
    def delete_draft(self, call: Any) -> Any:
        return commands.delete_draft(call.work, call.actor, **call.args)

    @command(schemas.DraftId, loads={"drafts": "draft_id"})
    def submit_draft(self, call: Any) -> Any:
        return commands.submit_draft(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListDrafts)
    def drafts(self, call: Any) -> Any:
        return queries.list_drafts(call.work, **call.args)

    @question(schemas.DraftId)
    def draft(self, call: Any) -> Any:
        return queries.draft(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RequestFilingChange, loads={"filings": "filing_id"})
    def request_filing_change(self, call: Any) -> Any:
        return commands.request_filing_change(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.MendChange, loads=ONE_APPLICATION)
    def mend_change(self, call: Any) -> Any:
        return commands.mend_change(call.work, call.rulebook, call.actor, **call.args)

    @every(60, practice=False)
    def note_late_applications(self, tick: Any) -> None:
        commands.note_late_applications(tick.work, tick.rulebook)

    @question(schemas.ListFilings)
    def filings(self, call: Any) -> Any:
        return queries.list_filings(call.work, call.rulebook, **call.args)

    @question(schemas.FilingId)
    def filing(self, call: Any) -> Any:
        return queries.one_filing(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.AskRegistryFigures)
    def registry_figures(self, call: Any) -> Any:
        return queries.registry_figures(call.work)

    @question(schemas.AskQuotas)
    def quotas(self, call: Any) -> Any:
        return queries.quotas(call.work, call.rulebook, **call.args)

    @question(schemas.FilingId)
    def filing_certificate(self, call: Any) -> Any:
        return queries.filing_certificate(call.work, call.rulebook, **call.args)

    @job(schemas.BundleCertificates)
    def bundle_certificates(self, run: Any) -> None:
        bundling.bundle_certificates(run)

    @question(schemas.ListLooks)
    def filing_looks(self, call: Any) -> Any:
        return queries.filing_looks(call.work, **call.args)

    @question(schemas.VerificationCode)
    def verification(self, call: Any) -> Any:
        return queries.verification(call.work, call.rulebooks, **call.args)

    @every(60)
    def give_codes(self, tick: Any) -> None:
        commands.give_codes(tick.work)

    @command(schemas.NoteLooks)
    def note_looks(self, call: Any) -> Any:
        return commands.note_looks(call.work, **call.args)

    @command(schemas.PublishNotice)
    def publish_notice(self, call: Any) -> Any:
        return commands.publish_notice(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.WithdrawNotice, loads={"notices": "notice_id"})
    def withdraw_notice(self, call: Any) -> Any:
        return commands.withdraw_notice(call.work, **call.args)

    @command(schemas.ObjectToNotice, loads={"notices": "notice_id"})
    def object_to_notice(self, call: Any) -> Any:
        return commands.object_to_notice(call.work, call.actor, **call.args)

    @command(schemas.DecideObjection, loads={"objections": "objection_id"})
    def decide_objection(self, call: Any) -> Any:
        return commands.decide_objection(call.work, call.actor, **call.args)

    @question(schemas.ListNotices)
    def notices(self, call: Any) -> Any:
        return queries.list_notices(call.work, **call.args)

    @question(schemas.NoticeId)
    def notice(self, call: Any) -> Any:
        return queries.one_notice(call.work, **call.args)

    @question(schemas.OfCity)
    def notice_feed(self, call: Any) -> Any:
        return queries.notice_feed(call.work, call.rulebook, **call.args)

    @question(schemas.ListObjections)
    def objections(self, call: Any) -> Any:
        return queries.list_objections(call.work, **call.args)

    @question(schemas.ListRoster)
    def roster(self, call: Any) -> Any:
        return queries.list_roster(call.work, call.rulebook, **call.args)

    @command(schemas.ResumeFiling, loads={"filings": "filing_id"})
    def resume_filing(self, call: Any) -> Any:
        return commands.resume_filing(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RestoreFiling, loads={"filings": "filing_id"})
    def restore_filing(self, call: Any) -> Any:
        return commands.restore_filing(call.work, call.rulebook, call.actor, **call.args)

    @every(3600, practice=False)
    def expire_filings(self, tick: Any) -> None:
        commands.expire_filings(tick.work, tick.rulebook)

    @every(3600, practice=False)
    def watch_sanctions(self, tick: Any) -> None:
        commands.watch_sanctions(tick.work, tick.rulebook)

    @command(schemas.OpenSanction, loads={"filings": "filing"})
    def open_sanction(self, call: Any) -> Any:
        return commands.open_sanction(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AnswerSanction, loads={"sanctions": "sanction_id"})
    def answer_sanction(self, call: Any) -> Any:
        return commands.answer_sanction(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.DecideSanction, loads={"sanctions": "sanction_id"})
    def decide_sanction(self, call: Any) -> Any:
        return commands.decide_sanction(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AnswerSanction, loads={"sanctions": "sanction_id"})
    def appeal_sanction(self, call: Any) -> Any:
        return commands.appeal_sanction(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.DecideAppeal, loads={"sanctions": "sanction_id"})
    def decide_appeal(self, call: Any) -> Any:
        return commands.decide_appeal(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListSanctions)
    def sanctions(self, call: Any) -> Any:
        return queries.list_sanctions(call.work, **call.args)

    @question(schemas.SanctionId)
    def sanction(self, call: Any) -> Any:
        return queries.one_sanction(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListCreditEntries)
    def credit_entries(self, call: Any) -> Any:
        return queries.list_credit_entries(call.work, call.actor, **call.args)

    @question(schemas.CreditEntryId)
    def credit_entry(self, call: Any) -> Any:
        return queries.one_credit_entry(call.work, call.actor, **call.args)

    @command(schemas.AskRepair, loads={"credit_entries": "entry_id"})
    def ask_repair(self, call: Any) -> Any:
        return commands.ask_repair(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.DecideRepair, loads={"credit_entries": "entry_id"})
    def decide_repair(self, call: Any) -> Any:
        return commands.decide_repair(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.Nothing)
    def rulebook(self, call: Any) -> Any:
        return queries.rulebook_page(call.work, call.rulebook)

    @question(AskDictionaries)
    def dictionaries(self, call: Any) -> Any:
        return queries.dictionaries(call.work, call.rulebooks, call.actor.city)

    @question(schemas.Nothing)
    def rulebooks(self, call: Any) -> Any:
        return queries.list_rulebooks(call.work, call.rulebooks)

    @question(rulebook_shapes.ReadRulebook)
    def rulebook_reading(self, call: Any) -> Any:
        return queries.rulebook_reading(call.work, call.rulebooks, **call.args)

    @question(rulebook_shapes.CityCode)
    def rulebook_versions(self, call: Any) -> Any:
        return queries.rulebook_versions(call.work, call.rulebooks, **call.args)

    @question(rulebook_shapes.VersionNumber)
    def rulebook_version(self, call: Any) -> Any:
        return queries.rulebook_version(call.work, call.rulebooks, **call.args)

    @question(rulebook_shapes.CompareVersions)
    def rulebook_difference(self, call: Any) -> Any:
        return queries.rulebook_difference(call.work, call.rulebooks, **call.args)

    @command(rulebook_shapes.OpenRulebookProposal)
    def open_rulebook_proposal(self, call: Any) -> Any:
        return commands.open_rulebook_proposal(call.work, call.rulebook, call.actor, **call.args)

    @command(rulebook_shapes.ReplaceRulebookFile, loads=ONE_PROPOSAL)
    def replace_rulebook_file(self, call: Any) -> Any:
        return commands.replace_rulebook_file(call.work, call.rulebooks, call.actor, **call.args)

    @command(rulebook_shapes.PatchRulebookProposal, loads=ONE_PROPOSAL)
    def patch_rulebook_proposal(self, call: Any) -> Any:
        return commands.patch_rulebook_proposal(call.work, call.actor, **call.args)

    @command(rulebook_shapes.RuleOnConflict, loads=ONE_PROPOSAL)
    def rule_on_conflict(self, call: Any) -> Any:
        return commands.rule_on_conflict(call.work, call.actor, **call.args)

    @command(rulebook_shapes.ProposalId, loads=ONE_PROPOSAL)
    def check_rulebook_proposal(self, call: Any) -> Any:
        return commands.check_rulebook_proposal(call.work, call.actor, **call.args)

    @command(rulebook_shapes.WithdrawRulebookProposal, loads=ONE_PROPOSAL)
    def withdraw_rulebook_proposal(self, call: Any) -> Any:
        return commands.withdraw_rulebook_proposal(call.work, call.actor, **call.args)

    @command(rulebook_shapes.PublishRulebookProposal, loads=ONE_PROPOSAL)
    def publish_rulebook_proposal(self, call: Any) -> Any:
        return commands.publish_rulebook_proposal(call.work, call.rulebooks, call.actor, **call.args)

    @question(rulebook_shapes.ListRulebookProposals)
    def rulebook_proposals(self, call: Any) -> Any:
        return queries.list_rulebook_proposals(call.work, **call.args)

    @question(rulebook_shapes.ProposalId)
    def rulebook_proposal(self, call: Any) -> Any:
        return queries.rulebook_proposal(call.work, call.rulebooks, call.actor, **call.args)

    @question(rulebook_shapes.ProposalFile)
    def rulebook_proposal_file(self, call: Any) -> Any:
        return queries.rulebook_proposal_file(call.work, **call.args)

    @question(rulebook_shapes.CompareProposal)
    def rulebook_proposal_difference(self, call: Any) -> Any:
        return queries.rulebook_proposal_difference(call.work, call.rulebooks, **call.args)

    @command(rulebook_shapes.OpenCity)
    def open_city(self, call: Any) -> Any:
        return commands.open_city(call.work, call.rulebooks, call.actor, **call.args)

    @question(schemas.Nothing)
    def cities(self, call: Any) -> Any:
        return queries.list_cities(call.work)

    @question(schemas.ListMessages)
    def messages(self, call: Any) -> Any:
        return queries.list_messages(call.work, call.actor, **call.args)

    @question(schemas.Nothing)
    def unread_messages(self, call: Any) -> Any:
        return queries.unread_messages(call.work, call.actor)

    @question(schemas.Nothing)
    def message_topics(self, call: Any) -> Any:
        return queries.message_topics(call.work, call.actor)

    @command(schemas.MessageId, loads={"messages": "message_id"})
    def read_message(self, call: Any) -> Any:
        return commands.read_message(call.work, call.actor, **call.args)

    @command(schemas.Nothing)
    def read_messages(self, call: Any) -> Any:
        return commands.read_messages(call.work, call.actor)

    @command(schemas.MuteTopic)
    def mute_topic(self, call: Any) -> Any:
        return commands.mute_topic(call.work, call.actor, **call.args)

    @command(schemas.ChooseChannels)
    def choose_channels(self, call: Any) -> Any:
        return commands.choose_channels(call.work, call.actor, **call.args)

    @question(schemas.Nothing)
    def chosen_channels(self, call: Any) -> Any:
        return queries.chosen_channels(call.work, call.actor)

    @question(schemas.ListLetters)
    def letters(self, call: Any) -> Any:
        return queries.list_letters(call.work, **call.args)

    @command(schemas.CreateWebhook, secret=True)
    def create_webhook(self, call: Any) -> Any:
        return commands.create_webhook(call.work, call.actor, **call.args)

    @command(schemas.ChangeWebhook, loads=ONE_WEBHOOK)
    def change_webhook(self, call: Any) -> Any:
        return commands.change_webhook(call.work, call.actor, **call.args)

    @command(schemas.WebhookId, loads=ONE_WEBHOOK)
    def pause_webhook(self, call: Any) -> Any:
        return commands.pause_webhook(call.work, call.actor, **call.args)

    @command(schemas.WebhookId, loads=ONE_WEBHOOK)
    def resume_webhook(self, call: Any) -> Any:
        return commands.resume_webhook(call.work, call.actor, **call.args)

    @command(schemas.WebhookId, loads=ONE_WEBHOOK)
    def delete_webhook(self, call: Any) -> Any:
        return commands.delete_webhook(call.work, call.actor, **call.args)

    @command(schemas.WebhookId, loads=ONE_WEBHOOK, secret=True)
    def rotate_webhook_secret(self, call: Any) -> Any:
        return commands.rotate_webhook_secret(call.work, call.actor, **call.args)

    @command(schemas.WebhookId, loads=ONE_WEBHOOK)
    def ping_webhook(self, call: Any) -> Any:
        return commands.ping_webhook(call.work, call.actor, **call.args)

    @command(schemas.ReplayDeliveries, loads=ONE_WEBHOOK)
    def replay_deliveries(self, call: Any) -> Any:
        return commands.replay_deliveries(call.work, call.actor, **call.args)

    @command(schemas.DeliveryId, loads={"deliveries": "delivery_id"})
    def replay_delivery(self, call: Any) -> Any:
        return commands.replay_delivery(call.work, call.actor, **call.args)

    @question(schemas.ListWebhooks)
    def webhooks(self, call: Any) -> Any:
        return queries.list_webhooks(call.work, **call.args)

    @question(schemas.WebhookId)
    def webhook(self, call: Any) -> Any:
        return queries.webhook(call.work, **call.args)

    @question(schemas.ListDeliveries)
    def deliveries(self, call: Any) -> Any:
        return queries.list_deliveries(call.work, **call.args)

    @question(schemas.DeliveryId)
    def delivery(self, call: Any) -> Any:
        return queries.delivery(call.work, **call.args)

    @question(schemas.Nothing)
    def federation_keys(self, call: Any) -> Any:
        return queries.federation_keys(call.work)

    @command(schemas.AddPeer)
    def add_peer(self, call: Any) -> Any:
        return commands.add_peer(call.work, call.actor, **call.args)

    @command(schemas.PeerId, loads={"peers": "peer_id"})
    def remove_peer(self, call: Any) -> Any:
        return commands.remove_peer(call.work, call.actor, **call.args)

    @question(schemas.ListPeers)
    def peers(self, call: Any) -> Any:
        return queries.list_peers(call.work, **call.args)

    @command(schemas.PeerMessage)
    def answer_peer(self, call: Any) -> Any:
        return commands.answer_peer(call.work, call.actor, **call.args)

    @question(schemas.PrepareFederationCheck)
    def prepare_federation_check(self, call: Any) -> Any:
        return queries.prepare_federation_check(call.work, **call.args)

    @command(schemas.RecordFederationCheck, loads={"persons": "person_id"})
    def record_federation_check(self, call: Any) -> Any:
        return commands.record_federation_check(call.work, call.actor, **call.args)

    @question(schemas.ListFederationChecks)
    def federation_checks(self, call: Any) -> Any:
        return queries.list_federation_checks(call.work, **call.args)

    @heard("dispatch.agreement_filed", copy=True)
    def keep_engagement(self, event: Any) -> None:
        copies.keep_engagement(event.work, event)

    @heard("dispatch.agreement_ended", copy=True)
    def end_engagement(self, event: Any) -> None:
        copies.end_engagement(event.work, event)

    @errand()
    def index_peers(self, trip: Any) -> Any:
        return sending.index_peers(trip)

    @overheard()
    def overhear(self, event: Any) -> None:
        posting.overhear(event.work, event)

    @heard("registry.rulebook_checked")
    @heard("dispatch.rulebook_checked")
    @heard("records.rulebook_checked")
    @heard("appraisal.rulebook_checked")
    @heard("funding.rulebook_checked")
    @heard("training.rulebook_checked")
    def on_rulebook_checked(self, event: Any) -> None:
        reactions.on_rulebook_checked(event.work, event)

    @errand()
    def deliver_webhooks(self, trip: Any) -> Any:
        return sending.deliver_webhooks(trip)

    @errand()
    def send_letters(self, trip: Any) -> Any:
        return sending.send_letters(trip)

    @every(60)
    def tidy_sent(self, tick: Any) -> None:
        sending.tidy_sent(tick)

    @heard("appraisal.result_published")
    def on_result_published(self, event: Any) -> None:
        reactions.on_result_published(event.work, event.rulebook, event)

    @heard("dispatch.agreement_filed", copy=True)
    def on_agreement_filed(self, event: Any) -> None:
        copies.on_agreement_filed(event.work, event)

    @heard("dispatch.agreement_ended", copy=True)
    def keep_agreement_ended(self, event: Any) -> None:
        copies.keep_agreement_ended(event.work, event)

    @heard("funding.claim_submitted", copy=True)
    @heard("funding.claim_paid", copy=True)
    @heard("funding.claim_refused", copy=True)
    @heard("funding.claim_stopped", copy=True)
    @heard("funding.claim_resumed", copy=True)
    def on_claim(self, event: Any) -> None:
        copies.on_claim(event.work, event)

    @heard("dispatch.agreement_ended")
    def on_agreement_ended(self, event: Any) -> None:
        reactions.on_agreement_ended(event.work, event.rulebook, event)

    @heard("dispatch.ending_overturned")
    def on_ending_overturned(self, event: Any) -> None:
        reactions.on_ending_overturned(event.work, event.rulebook, event)

    @heard("funding.misuse_found")
    def on_misuse_found(self, event: Any) -> None:
        reactions.on_misuse_found(event.work, event.rulebook, event)

    @job(ImportRows)
    def import_rows(self, run: Any) -> None:
        import_rows(run, IMPORTS)

    @job(Simulate)
    def simulate_rulebook(self, run: Any) -> None:
        simulate(run, PASTS, Rules)

    @job(ExportList)
    def export_list(self, run: Any) -> None:
        export_list(run, EXPORTS)

    @question(SheetName)
    def import_template(self, call: Any) -> Any:
        return queries.import_template(call.work, call.rulebook, **call.args)
