"""What else lies on a bureau's desk: an import that outlives its process, webhooks, duplicates, a colleague away."""

from __future__ import annotations

import io
import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import expect
from pymongo import MongoClient

from shared.sheets.exporting import XLSX
from shared.work import BEIJING
from tests.browser.filling import Form
from tests.browser.visits import Visits
from tests.factories.receiver import Receiver
from tests.factories.registry import credit_code
from tests.journeys.people import BAOTOU, COUNTY, DAY, PASSWORD, People, Someone, eventually
from tests.journeys.test_sheets import WRONG_CODE, fetched, filled
from tests.parts import Platform

ROWS = 700  # several steps of the job, each a while


def test_an_import_is_rehearsed_and_goes_on_after_a_reload_and_a_killed_process(
    visits: Visits, people: People, platform: Platform
) -> None:
    officer, mark = people.officer(BAOTOU).on(None), secrets.token_hex(3)
    good = [[f"厂{mark}{n}", credit_code(500_000 + n), "企业", "青山区", "150204"] for n in range(ROWS)]
    content = filled(
        fetched(officer, "/imports/templates/units"), [*good, ["代码不对", WRONG_CODE, "企业", "青山区", "150204"]]
    )
    page = visits.desk(officer, "imports")
    page.locator("input[type=file]").set_input_files({"name": "单位.xlsx", "mimeType": XLSX, "buffer": content})
    expect(page.get_by_text("已上传并核对")).to_be_visible()
    page.get_by_role("button", name="试导入").click()
    expect(page.get_by_text(f"{ROWS} 行正确，1 行有误")).to_be_visible(timeout=30_000)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("下载 .*标注")).click()
    marked = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes())).worksheets[0]
    assert "统一社会信用代码" in marked.cell(ROWS + 2, marked.max_column).value

    page.get_by_role("button", name="正式导入").click()
    client: MongoClient[dict[str, Any]] = MongoClient(platform.environment["MONGO_URI"])
    jobs = client[f"{platform.environment['NAMESPACE']}_registry"]["jobs"]
    running = {"args.dry_run": False, "args.sheet": "units", "status": "running", "done": {"$gt": 1}}
    found = eventually(lambda: jobs.find_one(running))
    old = platform.kill("jobs")
    platform.wait_restarted("jobs", old)
    page.reload()
    expect(page.get_by_text("已上传的文件仍在")).to_be_visible()
    jobs.update_one({"_id": found["_id"], "status": "running"}, {"$set": {"held_until": 0.0}})  # time passes
    expect(page.get_by_text(f"{ROWS} 行已导入，1 行未导入")).to_be_visible(timeout=40_000)
    assert jobs.find_one({"_id": found["_id"]})["attempts"] == 2  # type: ignore[index]
    units = client[f"{platform.environment['NAMESPACE']}_registry"]["units"]
    assert units.count_documents({"name": {"$regex": f"^厂{mark}"}}) == ROWS, "none twice, none lost"
    client.close()

    page.goto("/desk/units?county=150204")
    page.get_by_role("button", name="导出 Excel").click()
    job = page.get_by_role("dialog", name="任务")
    with page.expect_download() as waiting:
        job.get_by_role("button", name=re.compile("下载")).click(timeout=30_000)
    head = load_workbook(Path(waiting.value.path()), read_only=True).worksheets[0]
    assert "所在旗县区 County：青山区" in next(head.iter_rows(min_row=2, max_row=2, values_only=True))[0]
    page.goto("/desk/jobs")
    expect(page.get_by_text("导出备案、申请、单位、人员（任务）").first).to_be_visible()


def test_a_webhook_tells_its_secret_once_and_sends_again_what_failed(visits: Visits, people: People) -> None:
    officer, name = people.officer(BAOTOU).on(None), f"省平台 {secrets.token_hex(3)}"
    with Receiver(answers=[500]) as receiver:
        form = Form(visits.desk(officer, "webhooks/new/post_webhooks_create_webhook"), "desk")
        page = form.page
        form.write("名称", name)
        form.write("网址", receiver.url)
        types = page.get_by_role("combobox", name="事件类型", exact=True)
        types.focus()
        types.press_sequentially("账户权限")
        page.get_by_role("option").first.click()
        page.keyboard.press("Escape")
        page.locator("section.create footer button").first.click()
        once = page.get_by_role("dialog").filter(has_text="只显示这一次")
        expect(once.locator("code")).to_have_text(re.compile("^whsec_"))
        once.get_by_role("button", name="关闭").last.click()
        page.wait_for_url(re.compile(r"/desk/webhooks/\w{20,}$"))
        here = page.url
        page.get_by_role("button", name="发送测试事件").click()
        page.get_by_role("dialog").get_by_role("button", name="发送测试事件").click()
        page.wait_for_url("**/desk/deliveries/*")
        eventually(lambda: receiver.got)
        page.goto(here)
        row = page.get_by_role("row").filter(has_text="HTTP 500")
        expect(row).to_contain_text("等待发送")
        row.get_by_role("button", name="再次投递").click()
        eventually(lambda: len(receiver.got) == 2)
        page.get_by_role("button", name="重新投递一段时间").click()
        page.get_by_role("dialog").get_by_role("button").last.click()
        expect(page.get_by_text("已安排重新投递 1 条")).to_be_visible()
        eventually(lambda: len(receiver.got) == 3)
        assert len({one.headers["webhook-id"] for one in receiver.got}) == 1
        expect(page.get_by_text(re.compile("whsec_"))).to_have_count(0)
        page.get_by_role("button", name="删除订阅").click()
        page.get_by_role("dialog").get_by_role("button", name="删除订阅").click()
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_two_records_of_one_person_become_one_and_two_again(visits: Visits, people: People) -> None:
    officer, name = people.officer(BAOTOU), f"欧阳{secrets.token_hex(2)}"
    known = people.person(BAOTOU, name=name)
    twin = people.person(BAOTOU, name=name)
    officer.post(f"/accounts/{twin.account}/disabling", {"reason": "重复注册"})
    page = visits.desk(officer, "persons/duplicates")
    pair = page.locator(".pair").filter(has_text=name)
    expect(pair).to_be_visible(timeout=20_000)
    expect(pair.locator(".why").first).to_be_visible()
    kept = pair.locator("td").filter(has=page.locator(f"a[href$='{known.person}']"))
    kept.get_by_role("button", name="保留此条").click()
    form = Form(page, "desk")
    form.write("理由", "身份号码登记有误")
    page.get_by_role("dialog").get_by_role("button").last.click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(pair).to_have_count(0)
    page.goto(f"/desk/persons/{known.person}")
    expect(page.get_by_text(f"{DAY} {officer.name}：身份号码登记有误")).to_be_visible()
    page.get_by_role("button", name="撤销合并").click()
    form.write("理由", "核实为两人")
    page.get_by_role("dialog").get_by_role("button").last.click()
    expect(page.get_by_text(re.compile(f"由{officer.name}合并（身份号码登记有误），{DAY} 已撤销"))).to_be_visible()
    assert officer.get(f"/persons/{twin.person}")["merged_into"] is None


def colleague(people: People, officer: Someone) -> Someone:
    """Somebody of the county department, let in a moment ago; today is today."""
    login = f"county-{secrets.token_hex(4)}"
    grant = {"role": "county_officer", "county": COUNTY[BAOTOU]}
    made = officer.post("/accounts", {"login": login, "name": f"经办{secrets.token_hex(2)}", "grants": [grant]})
    someone = Someone(people, BAOTOU, login, made["one_time_password"], None).sign_in()
    return someone.change_password(PASSWORD).sign_in()


def test_a_colleague_acts_while_somebody_is_away_and_sessions_are_ended(visits: Visits, people: People) -> None:
    officer = people.officer(BAOTOU).on(None)
    away, taker = colleague(people, officer), colleague(people, officer)
    until = (datetime.now(BEIJING).date() + timedelta(days=2)).isoformat()
    form = Form(visits.desk(away, "delegations/new/post_delegations_delegate"), "desk")
    page = form.page
    expect(page.get_by_role("checkbox")).to_have_count(1)  # what one holds oneself, and nothing else
    form.write("登录名", taker.login)
    last = page.get_by_role("combobox", name="委托截止日", exact=True)
    last.fill(until)
    last.press("Enter")
    form.write("理由", "出差")
    page.locator("section.create footer button").first.click()
    page.wait_for_url(re.compile("/desk/delegations$"))
    expect(page.get_by_role("row").filter(has_text=taker.name)).to_contain_text("生效中")

    theirs = visits.desk(taker, "me?part=delegation")
    theirs.get_by_role("button", name="代行职责").click()
    theirs.get_by_role("dialog").get_by_role("button", name="代行职责").click()
    expect(theirs.get_by_text(f"{taker.name}（代{away.name}）").first).to_be_visible()
    theirs.get_by_role("button", name="恢复本人身份").click()
    expect(theirs.get_by_role("heading", name=f"您好，{taker.name}")).to_be_visible()

    theirs.goto("/desk/me?part=security")
    sessions = theirs.locator(".el-card").filter(has_text="登录设备")
    expect(sessions.get_by_text("本机")).to_have_count(1)
    sessions.get_by_role("button", name="结束其他全部登录").click()
    expect(sessions.get_by_role("button", name="结束", exact=True)).to_have_count(0)
    visits.expect(401, "/api/")
    assert people.http.get("/api/session", headers=taker.headers()).status_code == 401
