"""Mutual selection done by clicking: proposals of both sides, paper, a batch with one returned, and what follows."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.filling import Form
from tests.browser.test_dispatch import day, name_of
from tests.browser.test_roles import photo
from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, People, Someone, eventually
from tests.journeys.serving import Service, served

DAY = date(2024, 6, 12)
TERMS = {"content": "工艺诊断与改进", "form": "on_site", "since": "2024-06-12", "until": "2024-12-31"}


@pytest.fixture(scope="module")
def work(people: People) -> Service:
    return served(people, BAOTOU, since=DAY)


def sheet(page: Page, name: str) -> Locator:
    """What an action opens."""
    page.get_by_role("button", name=name, exact=True).first.click()
    return page.get_by_role("dialog", name=name)


def done(opened: Locator, name: str) -> None:
    opened.get_by_role("button", name=name, exact=True).click()
    expect(opened).to_be_hidden()


def test_both_sides_propose_until_one_accepts(visits: Visits, people: People, work: Service) -> None:
    host, me = people.host(BAOTOU, day=DAY).manager.on(DAY), work.commissioner.on(DAY)
    said = {"filing": me.filing, "host_unit": host.unit, "content": "远程会诊", "form": "remote", "message": "愿承接"}
    path = f"intents/{me.post('/intents', said)['id']}"
    form = Form(visits.phone(host, path), "phone")
    counter = sheet(form.page, "提出不同方案")
    expect(form.box("服务内容")).to_have_value("远程会诊")  # nothing is typed again
    form.write("不同方案说明", "须到厂")
    form.write("服务内容", "到厂做扩散试验")
    form.choose("服务形式", "现场服务")
    done(counter, "提出不同方案")
    page = visits.phone(me, path)
    note = sheet(page, "留言")
    note.get_by_role("textbox", name="留言").fill("每周三可到厂")
    done(note, "留言")
    back = sheet(page, "提出不同方案")
    Form(page, "phone").write("不同方案说明", "七月起可到厂")
    back.locator("input[type=date]").first.fill("2024-07-01")
    done(back, "提出不同方案")
    desk = visits.desk(host, path)
    expect(desk.get_by_text("七月起可到厂")).to_be_visible()
    done(sheet(desk, "接受意向"), "接受意向")
    station = visits.desk(work.station.manager.on(DAY), path)
    expect(station.get_by_text("已谈妥，待派出单位据此起草协议")).to_be_visible()
    draft = sheet(station, "据此起草协议")
    day(station, "服务截止日", "2024-12-31")
    draft.get_by_role("button", name="据此起草协议").click()
    station.wait_for_url("**/desk/agreements/*")
    expect(station.get_by_text("到厂做扩散试验").first).to_be_visible()

    other = f"intents/{me.post('/intents', {**said, 'message': '另一项'})['id']}"
    page = visits.phone(host, other)
    no = sheet(page, "谢绝意向")
    no.get_by_role("textbox").first.fill("本年度已安排")
    done(no, "谢绝意向")
    expect(page.get_by_text("本年度已安排").first).to_be_visible()


def test_one_of_a_batch_is_returned_and_the_other_filed_changed_and_renewed(
    visits: Visits, people: People, work: Service
) -> None:
    station, host, officer = work.station.manager.on(DAY), people.host(BAOTOU, day=DAY), people.officer(BAOTOU).on(DAY)
    teachers = [people.commissioner(work.station, day=DAY).on(DAY) for _ in range(2)]
    ids = [drafted(station, teacher, host.id) for teacher in teachers]
    page = visits.phone(teachers[0], f"agreements/{ids[0]}")
    paper = sheet(page, "上传纸质签署件")
    paper.locator("input[type=file]").set_input_files(photo())
    expect(paper.get_by_text("已上传并核对")).to_be_visible()
    paper.get_by_role("radio", name="是").click()
    paper.get_by_role("checkbox", name="科技特派员", exact=False).first.click()  # among those who have not signed
    done(paper, "上传纸质签署件")
    for id, signers in zip(ids, ((host.manager, station), (teachers[1], host.manager, station)), strict=True):
        signed(f"/agreements/{id}", *signers)
    assert [one["way"] for one in station.get(f"/agreements/{ids[0]}")["signatures"]] == ["paper", "click", "click"]

    batch = station.post("/agreements/reports", {"agreements": ids})["batch"]
    page = visits.desk(officer, f"batches/{batch}")
    page.get_by_role("row").filter(has_text=name_of(teachers[1])).locator(".el-checkbox").click()
    page.locator("form.decide").get_by_text("退回").click()
    Form(page, "desk").add("需补正之处", "服务内容不具体")
    page.get_by_role("button", name="审核所选 1 件").click()
    expect(page.get_by_text("服务内容不具体").first).to_be_visible()
    page.get_by_role("button", name="审核其余全部：予以备案").click()  # nothing is left over from the one before
    expect(page.get_by_role("button", name="审核其余全部")).to_have_count(0)
    assert [one["outcome"] for one in officer.get(f"/batches/{batch}")["rows"]] == ["filed", "returned"]
    told = visits.phone(teachers[1], f"agreements/{ids[1]}")
    expect(told.get_by_text("服务内容不具体")).to_be_visible()

    page = visits.desk(station, f"agreements/{ids[0]}")
    change = sheet(page, "起草补充协议")
    change.get_by_role("textbox", name="理由").fill("企业新增产线")
    change.get_by_role("textbox", name="服务内容").fill("增加检测服务")
    change.get_by_role("button", name="起草补充协议").click()
    page.wait_for_url("**/desk/supplements/*")
    supplement = page.url.partition("/desk/")[2]
    on_phone = visits.phone(teachers[0], supplement)
    done(sheet(on_phone, "签署"), "签署")
    signed(f"/{supplement}", host.manager, station)
    page.reload()
    done(sheet(page, "报送备案"), "报送备案")
    city = visits.desk(officer, supplement)
    done(sheet(city, "予以备案"), "予以备案")
    page.goto(f"/desk/agreements/{ids[0]}")
    expect(page.get_by_text("增加检测服务").first).to_be_visible()
    renewal = sheet(page, "续签")
    expect(renewal.get_by_role("textbox", name="服务内容")).to_have_value("增加检测服务")
    day(page, "服务起始日", "2025-01-01")
    day(page, "服务截止日", "2025-12-31")
    renewal.get_by_role("button", name="续签").click()
    page.wait_for_url(lambda url: ids[0] not in url)
    assert station.get(f"/agreements/{page.url.rpartition('/')[2]}")["renews"] == ids[0]


def drafted(station: Someone, teacher: Someone, host: str) -> str:
    said = {"filing": teacher.filing, "host_unit": host, **TERMS}
    return str(eventually(lambda: station.post("/agreements", said))["id"])


def signed(path: str, *signers: Someone) -> None:
    for signer in signers:
        signer.on(DAY).post(f"{path}/signatures", {"hash": signer.get(path)["content_hash"]})
