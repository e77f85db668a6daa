"""Applications for filing, along the chain of the city's rulebook."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

REVIEWERS = ("city_officer", "county_officer", "dispatching_manager")

applications = Resource(
    "applications", service="registry", may=("anyone",), zh="备案申请", en="Applications for filing"
)

applications.command(
    "POST",
    "/",
    "submit_application",
    takes=S.SubmitApplication,
    gives=S.Application,
    status=201,
    zh="提交申请",
    en="Submit an application",
)
applications.listing(
    "GET", "/", "applications", takes=S.ListApplications, gives=S.Application, zh="申请列表", en="Applications"
)
applications.question(
    "GET",
    "/<application_id>",
    "application",
    takes=S.ApplicationId,
    gives=S.Application,
    zh="申请详情",
    en="One application",
)
applications.command(
    "POST",
    "/<application_id>/pass",
    "pass_application",
    takes=S.Noted,
    gives=S.Application,
    may=REVIEWERS,
    zh="初审通过",
    en="Pass the preliminary review",
)
applications.command(
    "POST",
    "/<application_id>/inspection",
    "inspect_application",
    takes=S.InspectApplication,
    gives=S.Application,
    may=REVIEWERS,
    zh="考察",
    en="Inspected on site",
)
applications.command(
    "POST",
    "/<application_id>/recommendation",
    "recommend_application",
    takes=S.Noted,
    gives=S.Application,
    may=REVIEWERS,
    zh="推荐",
    en="Recommend",
)
applications.command(
    "POST",
    "/<application_id>/filing",
    "file_application",
    takes=S.Noted,
    gives=S.Application,
    may=REVIEWERS,
    zh="予以备案",
    en="File",
)
applications.command(
    "POST",
    "/<application_id>/return",
    "return_application",
    takes=S.ReturnApplication,
    gives=S.Application,
    may=REVIEWERS,
    zh="退回补正",
    en="Return with every defect",
)
applications.command(
    "POST",
    "/<application_id>/rejection",
    "reject_application",
    takes=S.RejectApplication,
    gives=S.Application,
    may=REVIEWERS,
    zh="不予备案",
    en="Reject",
)
applications.command(
    "POST",
    "/<application_id>/withdrawal",
    "withdraw_application",
    takes=S.Noted,
    gives=S.Application,
    zh="撤回申请",
    en="Withdraw",
)
applications.command(
    "POST",
    "/<application_id>/resubmission",
    "resubmit_application",
    takes=S.ResubmitApplication,
    gives=S.Application,
    zh="补正后重新提交",
    en="Submit again after a return",
)
applications.command(
    "POST",
    "/<application_id>/waivers",
    "waive_condition",
    takes=S.WaiveCondition,
    gives=S.Application,
    may=REVIEWERS,
    zh="豁免“原则上”的条件",
    en="Waive a condition in principle",
)
applications.command(
    "POST",
    "/<application_id>/waivers/revocation",
    "revoke_waiver",
    takes=S.RevokeWaiver,
    gives=S.Application,
    may=REVIEWERS,
    zh="备案前撤销豁免",
    en="Take a waiver back before filing",
)
applications.command(
    "POST",
    "/<application_id>/consent",
    "consent_to_application",
    takes=S.ApplicationId,
    gives=S.Application,
    zh="团队成员本人确认",
    en="A member of the team confirms",
)
applications.question(
    "GET",
    "/counts",
    "application_counts",
    gives=S.ApplicationCounts,
    zh="待我办理的件数",
    en="How many wait for oneself",
)
applications.question(
    "GET",
    "/<application_id>/form",
    "application_form",
    takes=S.ApplicationId,
    gives=S.ApplicationForm,
    zh="申请表（缺陷标在原处）",
    en="The form as filled in, defects in their places",
)
applications.command(
    "POST",
    "/<application_id>/draft",
    "start_mending",
    takes=S.ApplicationId,
    gives=S.Draft,
    zh="以草稿补正退回的申请",
    en="Mend a returned application as a draft",
)
