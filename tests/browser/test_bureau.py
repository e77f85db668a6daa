"""A bureau's desk by hand: a city opened and its rules changed, acts against a filing, objections, credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import Form
from tests.browser.visits import Visits
from tests.journeys.people import COUNTY, DAY, PASSWORD, Answer, People, Someone, eventually
from tests.journeys.test_new_cities import publish, ready

CITY, DISTRICT = "990700", "990702"
RULES = Path(__file__).parents[1] / "rulebooks" / "notice-and-appeal" / "registry.yml"
FROM = "2023-01-01"


@dataclass
class Bureau:
    """A city whose rules state suspension, restoration, notices, appeals and repair."""

    people: People
    officer: Someone

    def filed(self) -> Someone:
        """A commissioner on file."""
        someone = self.people.person(CITY)
        sent = self.people.apply(someone, "commissioner", "general")
        someone.filing = self.officer.post(f"/applications/{sent['id']}/filing")["filing"]
        return someone.renew()

    def imposed(self, someone: Someone, **said: str | None) -> Answer:
        """An act against somebody: noticed, answered, decided."""
        act = self.officer.post("/sanctions", {"reason": "查明的事实", **said})
        heard = someone.post(f"/sanctions/{act['id']}/defence", {"text": "不属实"})
        decision = {"impose": True, "reason": "属实"}
        return self.officer.post(f"/sanctions/{act['id']}/decision", decision, heard["version"])

    def ready(self, proposal: str) -> Answer:
        """A draft that every service has found well."""
        found = ready(self.officer, proposal)
        assert found["ready"], found["errors"]
        return found

    def published(self, proposal: str) -> None:
        """A draft in force everywhere."""
        self.ready(proposal)
        publish(self.people, self.officer, proposal, FROM)


def day(page: Page, label: str, value: str) -> None:
    box = page.get_by_role("combobox", name=label, exact=True)
    box.fill(value)
    box.press("Enter")


def begin(page: Page, name: str) -> Form:
    """The dialog of one of a record's actions."""
    page.locator("main .actions").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return Form(page, "desk")


def confirm(page: Page, name: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def standing(page: Page, said: str) -> None:
    expect(page.locator("aside .state .el-card__header")).to_contain_text(said)


@pytest.fixture(scope="module")
def bureau(people: People) -> Bureau:
    """The city, opened from nothing, with its rules in force."""
    COUNTY[CITY] = DISTRICT
    page = {
        "city": CITY, "name": "程序写明市", "name_en": "Stated City", "title": "程序写明的规定", "from": FROM,
        "divisions": [{"code": DISTRICT, "name": "东区", "name_en": "East District"}],
    }  # fmt: skip
    made = people.operator().post("/cities", page)
    opened = Bureau(people, people.officer(CITY))
    way = f"/rulebook-proposals/{made['proposal']}/files/registry.yml"
    version = opened.officer.get(way)["version"]
    opened.officer.change("PUT", way, {"text": RULES.read_text("utf-8")}, version)
    opened.published(made["proposal"])
    return opened


def test_a_city_is_opened_on_the_screen_and_its_first_officer_let_in(visits: Visits, people: People) -> None:
    form = Form(visits.desk(people.operator(), "cities/new/post_cities_open_city"), "desk")
    page = form.page
    for label, text in (("城市代码", "990800"), ("城市名称", "样本市"), ("依据文件名称", "样本市办法")):
        form.write(label, text)
    page.get_by_label("英文名称").first.fill("Sample City")
    day(page, "施行日期", "2024-01-01")
    form.press("增加一项")
    row = page.locator("#new-divisions")
    for label, text in (("区划代码", "990802"), ("名称", "西区"), ("英文名称", "West District")):
        row.get_by_role("textbox", name=f"第 1 项 {label}", exact=True).fill(text)
    form.choose("样本城市", "包头市")
    form.press("开设新城市")
    city = page.get_by_role("row").filter(has_text="样本市")
    expect(city).to_contain_text("筹备中")
    city.get_by_role("button", name="首个市级账户").click()
    form.write("登录名", "sample-city-officer")
    form.write("姓名", "首任经办人")
    page.get_by_role("dialog").get_by_role("button").last.click()
    told = page.get_by_role("dialog").filter(has_text="只显示这一次").locator("code")
    expect(told).to_have_count(2)
    once = told.last.inner_text()
    officer = Someone(people, "990800", "sample-city-officer", once, None).sign_in().change_password(PASSWORD)
    # what rests on rules is refused until they are published; the screens say so themselves
    visits.expect(409, "/api/")
    home = visits.desk(officer)
    expect(home.get_by_text("本市规则尚未公布")).to_be_visible()
    expect(home.get_by_role("alert").filter(has_text="冲突")).to_have_count(0)
    home.get_by_role("link", name="公布本市规则").click()
    expect(home.get_by_role("heading", name=re.compile("样本市首版规则"))).to_be_visible()


def test_rules_are_ruled_on_changed_tried_out_published_and_rolled_back(visits: Visits, bureau: Bureau) -> None:
    officer = bureau.officer
    draft = officer.post("/rulebook-proposals", {"title": "日历与用语"})["id"]
    conflict = {"topic": "年限", "clauses": [{"cite": "一", "says": "一年"}, {"cite": "二", "says": "两年"}]}
    text = officer.get(f"/rulebook-proposals/{draft}/files/city.yml")
    stated = text["text"].replace("conflicts: []\n", "") + "conflicts:\n  - topic: 年限\n    clauses:\n"
    stated += "".join(f"      - {{cite: {one['cite']}, says: {one['says']}}}\n" for one in conflict["clauses"])
    officer.change("PUT", f"/rulebook-proposals/{draft}/files/city.yml", {"text": stated}, text["version"])

    page = visits.desk(officer, f"rulebook-proposals/{draft}")
    form = Form(page, "desk")
    expect(page.get_by_text("二：两年")).to_be_visible()
    form.press("裁定")
    form.write("裁定", "从严：两年")
    confirm(page, "裁定")
    expect(page.get_by_text("裁定：从严：两年")).to_be_visible()
    form.press("增加一年")
    form.write("年份", "2024")
    form.write("依据（通知名称、文号）", "市政府通知")
    page.get_by_label("放假日", exact=True).click()
    shown = page.locator(".el-date-table td.available:visible")
    shown.filter(has_text=re.compile(r"^\s*17\s*$")).first.click()
    page.get_by_role("button", name="确定").locator("visible=true").click()
    form.press("保存工作日历")
    expect(page.locator(".el-table").get_by_text("市政府通知")).to_be_visible()
    form.press("增加一组")
    for word in ("稀土", "RE"):
        form.add("同义词", word)
    form.press("保存词典与同义词")
    expect(page.get_by_text("已保存").first).to_be_visible()
    bureau.ready(draft)
    page.reload()
    begin(page, "按草案试算（注册与备案）")
    confirm_job(page, "按草案试算（注册与备案）")
    form = begin(page, "公布")
    day(page, "施行日期", "2024-06-10")
    confirm(page, "公布")
    standing(page, "已公布")

    eventually(lambda: officer.on(DAY.replace(day=12)).get(f"/rulebooks/{CITY}")["synonyms"] == [["稀土", "RE"]])
    page = visits.desk(officer, "rulebook")
    for part in ("工作日历", "各类代码", "历次版本"):
        page.get_by_role("button", name=part).click()
    expect(page.get_by_text("放假日：2024-06-17")).to_be_visible()
    expect(page.get_by_text("稀土 = RE")).to_be_visible()
    page.get_by_role("button", name="以此版起草恢复").last.click()
    page.wait_for_url("**/desk/rulebook-proposals/*")
    expect(page.locator(".el-table").get_by_text("市政府通知")).to_be_visible()  # what the older version takes away
    restored = page.url.rpartition("/")[2]
    bureau.ready(restored)
    page.reload()
    begin(page, "公布")
    day(page, "施行日期", "2024-06-12")
    confirm(page, "公布")
    eventually(lambda: officer.get(f"/rulebooks/{CITY}")["synonyms"] == [])
    officer.on(DAY)


def confirm_job(page: Page, name: str) -> None:
    """Long work: its dialog shows how far it is, until it is done."""
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    job = page.get_by_role("dialog", name="任务")
    expect(job.get_by_role("status").filter(has_text="已完成")).to_be_visible()
    job.get_by_role("button", name="关闭").or_(job.locator(".el-dialog__headerbtn")).first.click()
    expect(job).to_be_hidden()


def test_a_filing_is_suspended_resumed_cancelled_and_restored_each_with_its_reason(
    visits: Visits, bureau: Bureau
) -> None:
    someone = bureau.filed()
    page = visits.desk(bureau.officer, f"filings/{someone.filing}")
    form = begin(page, "发起处理")
    expect(page.get_by_role("dialog").get_by_text("人员", exact=True)).to_have_count(0)  # the filing says whose it is
    form.choose("处理措施", "暂停备案")
    form.choose("事由", "立案调查期间")
    form.write("理由", "接群众反映")
    page.get_by_role("dialog").get_by_role("button", name="发起处理").click()
    page.wait_for_url("**/desk/sanctions/*")
    decision = page.locator("main .actions").get_by_role("button", name="作出决定", exact=True)
    expect(decision).to_be_disabled()  # not heard yet
    act = page.url.rpartition("/")[2]
    someone.post(f"/sanctions/{act}/defence", {"text": "情况不属实"})
    page.reload()
    form = begin(page, "作出决定")
    page.get_by_role("dialog").get_by_text("是", exact=True).click()
    form.write("理由", "问题属实")
    confirm(page, "作出决定")

    page.goto(f"/desk/filings/{someone.filing}")
    standing(page, "已暂停")
    visits.expect(409, f"/api/filings/{someone.filing}/certificate")
    page.get_by_role("button", name="证书 PDF").click()
    expect(page.get_by_role("alert").filter(has_text="不能出具证书")).to_be_visible()
    form = begin(page, "恢复有效")
    form.write("理由", "核查结束")
    confirm(page, "恢复有效")
    standing(page, "已备案")
    expect(page.get_by_role("alert").filter(has_text="不能出具证书")).to_have_count(0)

    bureau.imposed(someone, act="cancel", ground="default", filing=someone.filing)
    page.reload()
    standing(page, "已取消")
    form = begin(page, "恢复备案")
    page.get_by_role("combobox", name="事由", exact=True).click()
    expect(page.locator(".el-select-dropdown__item:visible")).to_have_text(["问题已整改"])
    page.get_by_role("option", name="问题已整改").click()
    form.write("理由", "已整改到位")
    confirm(page, "恢复备案")
    standing(page, "已备案")
    lines = page.locator("aside .history b").all_inner_texts()
    assert lines == ["恢复备案", "取消备案", "恢复有效", "暂停", "备案"]
    expect(page.locator("aside .history")).to_contain_text("已整改到位 （六）")


def test_a_visitor_objects_to_a_notice_and_the_bureau_answers(visits: Visits, bureau: Bureau) -> None:
    someone = bureau.people.person(CITY, day=None)
    bureau.people.apply(someone, "commissioner", "general")
    page = visits.desk(bureau.officer.on(None), "applications?view=all")
    page.get_by_role("row").filter(has_text=someone.name).locator(".el-checkbox").click()
    page.get_by_role("button", name="公示所选（1 件）").click()
    Form(page, "desk").write("标题", "第一批科技特派员公示")
    page.get_by_role("dialog").get_by_role("button").last.click()
    page.wait_for_url("**/desk/notices/*")
    visitor = visits.desk(path=f"public/notices/{page.url.rpartition('/')[2]}?city={CITY}")
    visitor.get_by_label("异议对象").select_option(index=0)
    for label, text in (("姓名", "热心人"), ("手机号码", "13912345678"), ("异议内容", "此人未在该单位工作")):
        visitor.get_by_label(label, exact=True).fill(text)
    visitor.get_by_label("同意按隐私告知处理个人信息").check()
    visitor.get_by_role("button", name="提交").click()
    expect(visitor.get_by_text("由主管部门核实后答复")).to_be_visible()

    page.reload()
    expect(page.get_by_text("此人未在该单位工作")).to_be_visible()
    page.get_by_role("button", name="答复", exact=True).click()
    page.get_by_role("dialog").get_by_text("否", exact=True).click()
    Form(page, "desk").write("答复", "经核实，确在该单位任职")
    confirm(page, "答复异议")
    expect(page.get_by_text("异议不成立")).to_be_visible()
    expect(page.get_by_text("经核实，确在该单位任职")).to_be_visible()


def test_a_credit_entry_is_appealed_against_and_another_repaired(visits: Visits, bureau: Bureau) -> None:
    someone, other = bureau.people.person(CITY), bureau.people.person(CITY)
    act = bureau.imposed(someone, act="enter", register="blacklist", ground="deceit", person=someone.person)
    bureau.imposed(other, act="enter", register="misconduct", ground="late", person=other.person)

    mine = visits.desk(someone, f"credit-entries/{act['entry']}")
    expect(mine.get_by_text("骗取资金")).to_be_visible()
    visits.expect(409, f"/api/credit-entries/{act['entry']}/repair")
    form = begin(mine, "申请信用修复")
    form.write("修复理由", "已改正")
    mine.get_by_role("dialog").get_by_role("button", name="申请信用修复").click()
    refusal = mine.get_by_role("dialog").get_by_role("alert")
    expect(refusal).to_contain_text("列入满12个月（2025-06-03）后方可申请修复")
    expect(refusal).to_contain_text("依据 十一")
    mine.goto(f"/desk/sanctions/{act['id']}")
    form = begin(mine, "申诉")
    form.write("陈述内容", "证据不足")
    confirm(mine, "申诉")

    page = visits.desk(bureau.officer, f"sanctions/{act['id']}")
    form = begin(page, "对申诉作出决定")
    page.get_by_role("dialog").get_by_text("是", exact=True).first.click()
    form.write("理由", "证据不足，撤销")
    confirm(page, "对申诉作出决定")
    standing(page, "原处理已撤销")

    theirs = visits.phone(other, "credit-entries")
    theirs.locator("a, .van-cell").filter(has_text=other.name).first.click()
    theirs.get_by_role("button", name="申请信用修复").click()
    sheet = theirs.get_by_role("dialog", name="申请信用修复")
    sheet.get_by_role("textbox").first.fill("材料已补报")
    sheet.get_by_role("button", name="申请信用修复").click()
    expect(sheet).to_be_hidden()
    page.goto("/desk/credit-entries?view=to_decide")
    page.get_by_role("link", name=other.name, exact=True).click()
    expect(page.get_by_text("材料已补报")).to_be_visible()
    form = begin(page, "决定信用修复")
    page.get_by_role("dialog").get_by_text("是", exact=True).click()
    form.write("理由", "同意")
    confirm(page, "决定信用修复")
    expect(page.get_by_text("准予信用修复", exact=True)).to_be_visible()
