"""What goes on from an agreement: supplements within the term, renewals after it, hand-over to somebody else."""

from __future__ import annotations

from datetime import date

import pytest

from shared.errors import Conflict, Invalid, NotFound, Refused
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch

SENDER = make.sender_manager()


def signed_supplement(dispatch: Dispatch, agreement: str, **changes: object) -> dict[str, object]:
    said = {"agreement_id": agreement, "reason": "企业新增产线", **changes}
    drafted = dispatch.command("draft_supplement", said, SENDER)
    for signer in (make.host_manager(), make.commissioner(), SENDER):
        shown = {"supplement_id": drafted["id"], "hash": drafted["content_hash"]}
        drafted = dispatch.command("sign_supplement", shown, signer)
    return dict(drafted)


def test_a_supplement_changes_content_and_targets_and_keeps_what_stood_before(baotou: Dispatch) -> None:
    agreement = baotou.filed(targets=[{"name": "培训", "amount": 20, "unit": "人次", "year": 2024}])
    assert baotou.told("targets_set")[0]["data"]["years"]["2024"][0]["amount"] == 20
    changes = {"content": "增加检测服务", "targets": [{"name": "培训", "amount": 40, "unit": "人次", "year": 2024}]}
    signed = signed_supplement(baotou, agreement["id"], **changes)
    assert (signed["status"], signed["number"], signed["changed"]) == (
        "signed",
        "2024-00001-补1",
        ["content", "targets"],
    )
    again = {"agreement_id": agreement["id"], "reason": "又变", "content": "别的"}
    with pytest.raises(Conflict):
        baotou.command("draft_supplement", again, SENDER)
    baotou.command("report_supplement", {"supplement_id": signed["id"]}, SENDER)
    step = {"supplement_id": signed["id"], "action": "file"}
    filed = baotou.command("take_supplement_step", step, make.city_officer())
    assert (filed["before"]["content"], filed["terms"]["content"]) == ("新材料中试线工艺改进", "增加检测服务")
    changed = baotou.question("agreement", {"agreement_id": agreement["id"]}, make.commissioner())
    assert (changed["terms"]["content"], changed["supplements"]) == ("增加检测服务", [signed["id"]])
    assert changed["terms"]["until"] == agreement["terms"]["until"]
    assert baotou.told("targets_set")[1]["data"]["years"]["2024"][0]["amount"] == 40
    assert baotou.told("supplement_filed")[0]["data"]["agreement"] == agreement["id"]


def test_a_returned_supplement_is_drawn_up_anew_and_signed_again(baotou: Dispatch) -> None:
    signed = signed_supplement(baotou, baotou.filed()["id"], content="增加检测服务")
    baotou.command("report_supplement", {"supplement_id": signed["id"]}, SENDER)
    back = {"supplement_id": signed["id"], "action": "return", "defects": ["请写明检测项目"]}
    assert baotou.command("take_supplement_step", back, make.city_officer())["status"] == "returned"
    revision = {"supplement_id": signed["id"], "content": "增加检测服务（力学、金相）"}
    revised = baotou.command("revise_supplement", revision, SENDER)
    assert (revised["status"], revised["signatures"], revised["changed"]) == ("draft", [], ["content"])


def test_a_supplement_to_what_ended_meanwhile_is_not_filed(baotou: Dispatch) -> None:
    agreement = baotou.filed()
    signed = signed_supplement(baotou, agreement["id"], content="增加检测服务")
    baotou.command("report_supplement", {"supplement_id": signed["id"]}, SENDER)
    baotou.hear(baotou.cancel(agreement["filing"]))
    step = {"supplement_id": signed["id"], "action": "file"}
    with pytest.raises(Conflict):
        baotou.command("take_supplement_step", step, make.city_officer())


def test_a_supplement_says_what_changes_and_stays_within_the_own_field(baotou: Dispatch) -> None:
    agreement = baotou.filed()
    with pytest.raises(Invalid):
        baotou.command("draft_supplement", {"agreement_id": agreement["id"], "reason": "无"}, SENDER)
    outside = {"agreement_id": agreement["id"], "reason": "无", "fields": ["现代农业"]}
    with pytest.raises(Refused) as refused:
        baotou.command("draft_supplement", outside, SENDER)
    assert refused.value.article == "第三十一条"
    with pytest.raises(NotFound):
        baotou.command("draft_supplement", outside, make.sender_manager(number=2))


def test_a_renewal_is_prefilled_for_the_next_years(shijiazhuang: Dispatch) -> None:
    sender = make.sender_manager(make.SHIJIAZHUANG)
    targets = [{"name": "培训", "amount": 20, "unit": "人次", "year": 2025}]
    earlier = shijiazhuang.filed(targets=targets)
    shijiazhuang.on(date(2025, 12, 20))
    renewed = shijiazhuang.command("renew_agreement", {"agreement_id": earlier["id"]}, sender)
    terms = renewed["terms"]
    assert (terms["since"], terms["until"], renewed["renews"]) == ("2026-01-01", "2027-12-31", earlier["id"])
    assert (terms["content"], terms["targets"][0]["year"]) == (earlier["terms"]["content"], 2027)
    other = {"agreement_id": earlier["id"], "targets": [{"name": "培训", "amount": 30, "unit": "人次", "year": 2026}]}
    said = shijiazhuang.command("renew_agreement", other, sender)["terms"]["targets"]
    assert [(one["amount"], one["year"]) for one in said] == [(30, 2026)], "targets of its own, not those moved on"
    overlap = {"agreement_id": earlier["id"], "since": "2025-12-31"}
    with pytest.raises(Invalid):
        shijiazhuang.command("renew_agreement", overlap, sender)


def test_another_commissioner_takes_over_once_the_first_agreement_has_ended(baotou: Dispatch) -> None:
    baotou.file("commissioner", 2)
    targets = [{"name": "培训", "amount": 20, "unit": "人次"}]
    earlier = baotou.filed(targets=targets)
    baotou.on(date(2024, 9, 2))
    said = {"agreement_id": earlier["id"], "filing": "150200-commissioner-2"}
    taking = baotou.command("hand_over_agreement", said, SENDER)
    assert (taking["continues"], taking["open_items"]) == (earlier["id"], ["培训 20人次"])
    assert (taking["terms"]["since"], taking["terms"]["until"]) == ("2024-09-02", earlier["terms"]["until"])
    for signer in (make.host_manager(), make.commissioner(number=2), SENDER):
        baotou.command("sign_agreement", {"agreement_id": taking["id"], "hash": taking["content_hash"]}, signer)
    baotou.command("report_agreements", {"agreements": [taking["id"]]}, SENDER)
    with pytest.raises(Conflict) as early:
        baotou.result(baotou.together([baotou.filing_call(taking)])[0])
    assert early.value.details["code"] == "running"

    opening = {
        "agreement": earlier["id"],
        "ground": "consent",
        "circumstance": "changed_circumstances",
        "reason": "调离",
    }
    case = baotou.command("open_ending", opening, make.commissioner())
    for actor in (SENDER, make.host_manager(), make.commissioner(), make.competent_officer()):
        step = {"ending_id": case["id"], "action": "pass", "note": "同意"}
        baotou.command("take_ending_step", step, actor)
    filed = baotou.result(baotou.together([baotou.filing_call(taking)])[0])
    assert filed["status"] == "filed"
    assert baotou.stored("agreements", earlier["id"])["continued_by"] == filed["id"]
    told = baotou.told("agreement_handed_over")[0]["data"]
    assert (told["agreement"], told["continued_by"]) == (earlier["id"], filed["id"])
    with pytest.raises(Conflict):
        baotou.command("hand_over_agreement", said, SENDER)


def test_a_target_is_of_a_year_of_the_term_and_of_a_known_type(baotou: Dispatch) -> None:
    with pytest.raises(Invalid) as wrong:
        baotou.draft(targets=[{"name": "培训", "amount": 1, "year": 2030}, {"name": "合同", "amount": 1, "type": "x"}])
    assert [error["pointer"] for error in wrong.value.details["errors"]] == ["/targets/0/year", "/targets/1/type"]
