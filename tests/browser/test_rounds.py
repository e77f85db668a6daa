"""Who is sent by order, done by clicking: a round of appointments to its end, an order of a county."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.filling import Form
from tests.browser.test_dispatch import day, name_of
from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People, Someone, Unit, eventually

TERMS = {"服务起始日": "2024-06-03", "服务截止日": "2025-12-31"}


def fill(form: Form, said: dict[str, str], days: dict[str, str], **found: str) -> None:
    for label, text in said.items():
        form.write(label, text)
    for label, value in days.items():
        day(form.page, label, value)
    for label, words in found.items():
        form.find(label, words)
        form.page.locator("h1").first.click()


def sent(page: Page) -> str:
    """The path of what a form has begun."""
    page.locator("footer").get_by_role("button").first.click()
    page.wait_for_url(lambda url: "/new/" not in url)
    return page.url.partition("/desk/")[2]


def named(unit: Unit) -> str:
    return str(unit.manager.get(f"/units/{unit.id}")["name"])


def test_a_round_is_worked_out_given_leave_and_appointed(visits: Visits, people: People) -> None:
    sender, host, officer = people.station(SHIJIAZHUANG), people.host(SHIJIAZHUANG), people.officer(SHIJIAZHUANG)
    teachers = [people.commissioner(sender) for _ in range(6)]
    said = {"title": "机器人焊接产线改造", "content": "机器人焊接产线改造", "fields": ["新材料"], "people_wanted": 6}
    demand = eventually(lambda: host.manager.post("/demands", {"host_unit": host.id, **said}))
    people.county(SHIJIAZHUANG).post(f"/demands/{demand['id']}/steps", {"action": "pass"})
    for teacher in teachers:
        eventually(lambda teacher=teacher: officer.get(f"/suggestions/filings/{teacher.filing}"))
    form = Form(visits.desk(officer, "directed-rounds/new/post_directed_rounds_open_directed_round"), "desk")
    page = form.page
    days = {"落实期限": "2024-06-28", "服务起始日": "2024-06-03"}
    fill(form, {"标题": "重点企业定向选派", "理由": "重点产业链急需"}, days, 技术需求=said["title"])
    for teacher in teachers:
        fill(form, {}, {}, 候选特派员=name_of(teacher))
    form.choose("选派方式", "直接聘请并派驻")
    form.choose("服务形式", "现场服务")
    round = sent(page)

    page.get_by_role("button", name="计算最优方案").click()
    expect(page.get_by_text("未能派出的岗位")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("status").filter(has_text="已完成")).to_be_visible()
    page.get_by_role("button", name="特许", exact=True).click()
    dialog = page.get_by_role("dialog", name="特许")
    expect(dialog.get_by_text("原则上不超过5人").first).to_be_visible()
    dialog.get_by_role("textbox", name="理由").fill("重点产业链集中攻关")
    dialog.get_by_role("button", name="特许", exact=True).click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="计算最优方案").click()
    expect(page.get_by_text("6 个岗位")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="确认全部并下达").click()
    page.get_by_role("button", name="下达", exact=True).click()
    expect(page.get_by_role("link", name=f"{name_of(teachers[0])} → {named(host)}")).to_be_visible(timeout=30_000)
    settled = officer.get(f"/{round}")["settled"]
    assert {pair["filing"] for pair in settled} == {teacher.filing for teacher in teachers}


def test_a_county_orders_and_the_unit_that_can_names_somebody_and_reports(visits: Visits, people: People) -> None:
    able, unable, host = people.station(BAOTOU), people.station(BAOTOU), people.host(BAOTOU)
    county, teacher = people.county(BAOTOU), people.commissioner(able)
    eventually(lambda: people.officer(BAOTOU).get(f"/suggestions/filings/{teacher.filing}"))
    form = Form(visits.desk(county, "assignments/new/post_assignments_order_assignment"), "desk")
    said = {"理由": "链主企业急需", "服务内容要求": "中试线工艺诊断"}
    fill(form, said, {"落实期限": "2024-06-20"}, 派出单位=named(unable), 派驻单位=named(host))
    order = sent(form.page)
    at_phone(visits, unable.manager, order, "说明不能承接", "理由", "本站无此专业")
    desk = visits.desk(county, order)
    expect(desk.get_by_text("本站无此专业").first).to_be_visible()
    desk.get_by_role("button", name="改派").click()
    fill(Form(desk, "desk"), {"理由": "该站有此专业"}, {"落实期限": "2024-06-25"})
    Form(desk, "desk").find("派出单位", named(able))
    desk.get_by_role("dialog").get_by_role("button", name="改派").click()
    expect(desk.get_by_role("dialog")).to_be_hidden()

    form = Form(visits.desk(able.manager, order), "desk")
    form.press("确定人选")
    form.find("人选", name_of(teacher))
    fill(form, {"服务内容": "中试线工艺诊断与改进"}, TERMS)
    form.choose("服务形式", "现场服务")
    form.page.get_by_role("dialog").get_by_role("button", name="确定人选").click()
    expect(form.page.get_by_role("dialog")).to_be_hidden()
    at_phone(visits, able.manager, order, "报送进展", "进展情况", "已完成首次诊断")
    seen = county.get(f"/{order}")
    assert (seen["status"], seen["progress"][0]["text"]) == ("serving", "已完成首次诊断")


def at_phone(visits: Visits, someone: Someone, path: str, action: str, label: str, text: str) -> None:
    """An action that asks for a few words, done on the phone."""
    page = visits.phone(someone, path)
    page.get_by_role("button", name=action, exact=True).click()
    sheet = page.get_by_role("dialog", name=action)
    sheet.get_by_role("textbox", name=label).fill(text)
    sheet.get_by_role("button", name=action, exact=True).click()
    expect(sheet).to_be_hidden()
