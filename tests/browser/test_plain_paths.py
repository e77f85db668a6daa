"""The plain path of records, funding, training and appraisal, by hand: a clerk of each role needs no other way."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import Form, kept, said
from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People
from tests.journeys.serving import Service, served
from tests.journeys.test_foreign_data import Side, funds, side

DAY, NEXT, JULY, DECEMBER = date(2024, 6, 12), date(2024, 6, 13), date(2024, 7, 2), date(2024, 12, 20)


@pytest.fixture(scope="module")
def work(people: People) -> Service:
    return served(people, BAOTOU, since=DAY)


@pytest.fixture(scope="module")
def paying(people: People) -> Side:
    """A unit of Shijiazhuang with money and a rate, around one service."""
    own = side(people, SHIJIAZHUANG)
    funds(people, own, own.work.confirmed(DAY)["id"])
    return own


def done(page: Page, name: str) -> None:
    """An action of a record, and the button of the same name in what it opens."""
    page.get_by_role("button", name=name, exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_host_confirms_many_at_once_and_is_told_what_could_not_be(visits: Visits, work: Service) -> None:
    made = [work.record(day)["id"] for day in (DAY, NEXT)]
    host = work.host.manager.on(NEXT)
    page = visits.desk(host, "records?view=to_confirm")
    host.post(f"/records/{made[0]}/confirmation")  # somebody was faster
    for box in page.locator("tbody .el-checkbox").all():
        box.click()
    page.get_by_role("button", name="确认所选（2）").click()
    said(page, "已办理 1 项，另有 1 项未能办理：")
    assert {host.get(f"/records/{one}")["status"] for one in made} == {"confirmed"}


def test_a_record_is_returned_on_the_desk_and_corrected_on_the_phone(visits: Visits, work: Service) -> None:
    record = work.record(NEXT, hours=6)["id"]
    page = visits.desk(work.host.manager.on(NEXT), f"records/{record}")
    page.get_by_role("button", name="退回", exact=True).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="理由").first.fill("时长与门禁记录不符")
    dialog.get_by_role("button", name="退回", exact=True).click()
    expect(dialog).to_be_hidden()
    phone = visits.phone(work.commissioner.on(NEXT), f"records/{record}")
    said(phone, "时长与门禁记录不符")
    phone.get_by_role("button", name="更正", exact=True).click()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_role("textbox", name="工作情况").fill("现场诊断，离厂较早")
    sheet.get_by_role("button", name="更正", exact=True).click()
    expect(sheet).to_be_hidden()
    shown = work.commissioner.get(f"/records/{record}")
    assert (shown["status"], shown["content"], len(shown["evidence"])) == ("submitted", "现场诊断，离厂较早", 1)


def test_a_trip_is_claimed_on_the_phone_approved_and_paid_and_stands_in_the_ledger(
    visits: Visits, people: People, paying: Side
) -> None:
    me, manager = paying.roles["commissioner"].on(NEXT), paying.roles["dispatching_manager"].on(NEXT)
    record = paying.work.confirmed(NEXT)["id"]
    phone = visits.phone(me, f"records/{record}")
    said(phone, "可申领 600.00 元")
    done(phone, "申领补助")
    said(phone, "已申领 600.00 元")
    [claim] = [one for one in me.get("/claims")["items"] if one["record"] == record]

    page = visits.desk(manager, f"claims/{claim['id']}")
    done(page, "批准")
    done(page, "发放")
    expect(page.get_by_text("已发放").first).to_be_visible()
    finance = people.invited(SHIJIAZHUANG, "finance_officer").on(NEXT)
    ledger = visits.desk(finance, f"fund-accounts/{claim['fund_account']}")
    expect(ledger.get_by_text("-600.00")).to_be_visible()
    assert finance.get(f"/claims/{claim['id']}")["status"] == "paid"


def test_a_months_report_is_drafted_edited_kept_and_handed_in(visits: Visits, people: People, work: Service) -> None:
    manager = work.station.manager.on(JULY)
    page = visits.desk(manager, "reports/new")
    page.get_by_role("button", name="由记录起草").click()
    text = page.get_by_role("textbox", name="正文")
    text.fill("六月服务二次，另有电话指导一次")
    kept(page)
    page.reload()
    expect(text).to_have_value("六月服务二次，另有电话指导一次")
    page.get_by_role("button", name="由记录起草").click()
    said(page, "您写的内容已保留")
    page.get_by_role("button", name="报送报告", exact=True).click()
    page.wait_for_url(lambda url: "/reports/" in url and not url.endswith("/new"))
    report = page.url.rpartition("/")[2]
    competent = people.invited(BAOTOU, "competent_officer", unit=work.station.id).on(JULY)
    seen = visits.phone(competent, f"reports/{report}")
    done(seen, "接收")
    shown = manager.get(f"/reports/{report}")
    assert (shown["status"], shown["text"]) == ("accepted", "六月服务二次，另有电话指导一次")


def test_a_training_is_planned_enrolled_for_and_attended(visits: Visits, people: People, work: Service) -> None:
    trainer, me = people.invited(BAOTOU, "trainer").on(DAY), work.commissioner.on(DAY)
    form = Form(visits.desk(trainer, "trainings/new/post_trainings_plan_training"), "desk")
    page = form.page
    form.write("培训主题", "研发费用加计扣除")
    form.write("培训地点", "科技大厦")
    form.choose("培训方式", "线下")
    form.choose("举办方", "市科技局")
    page.get_by_role("spinbutton", name="学时").fill("3")
    moment = page.get_by_role("combobox", name="开始时间")
    moment.fill("2024-06-12 10:00:00")
    moment.press("Enter")
    form.press("安排培训")
    page.wait_for_url(lambda url: "/new/" not in url)
    done(page, "发布培训")
    training = page.url.rpartition("/")[2]

    phone = visits.phone(me, f"trainings/{training}")
    done(phone, "报名")
    manager = work.station.manager.on(DAY)
    manager.post(f"/trainings/{training}/enrolments")
    page.reload()
    code = page.locator(".code").inner_text()
    phone.get_by_role("button", name="签到", exact=True).click()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_role("textbox").fill(code)
    sheet.get_by_role("button", name="签到", exact=True).click()
    expect(sheet).to_be_hidden()

    page.reload()
    row = page.get_by_role("row").filter(has_text=manager.name)
    row.locator(".el-checkbox").click()
    page.get_by_role("button", name="登记到场（1）").click()
    said(page, "已登记 1 人到场")
    assert {one["attended"] for one in trainer.get(f"/trainings/{training}/roll")["items"]} == {True}
    assert me.get("/attendances/standing", year=2024)["duties"][0]["met"]


def test_a_year_is_appraised_and_each_sees_the_result(visits: Visits, people: People, paying: Side) -> None:
    me, city = paying.roles["commissioner"].on(DECEMBER), people.officer(SHIJIAZHUANG).on(DECEMBER)
    page = visits.desk(city, "appraisal-cycles/new/post_appraisal_cycles_open_cycle")
    page.get_by_role("spinbutton").first.fill("2024")
    page.get_by_role("button", name="开启年度评价").click()
    page.wait_for_url(lambda url: "/new/" not in url)
    cycle = f"/appraisal-cycles/{SHIJIAZHUANG}-2024"
    while city.get(cycle)["status"] == "freezing":
        done(page, "固定年度数据")
    result = f"{SHIJIAZHUANG}-2024-{me.filing}"
    for role, indicator in (("dispatching_manager", "派出单位评分"), ("host_manager", "派驻单位满意度")):
        judge = visits.desk(paying.roles[role].on(DECEMBER), f"appraisal-results/{result}")
        judge.get_by_role("button", name=f"评分：{indicator}").click()
        judge.get_by_role("spinbutton").fill("9")
        judge.get_by_role("dialog").get_by_role("button", name=f"评分：{indicator}").click()
        expect(judge.get_by_role("dialog")).to_be_hidden()
    done(page, "评定等次")
    while city.get(cycle)["status"] != "published":
        done(page, "公布结果")
    own = visits.phone(me, f"appraisal-results/{result}")
    expect(own.get_by_text("派出单位评分").first).to_be_visible()
    shown = me.get(f"/appraisal-results/{result}")
    assert shown["status"] == "published"
    assert shown["grade"]
