"""What else lies on a bureau's desk: a person on record twice, a colleague away."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from playwright.sync_api import expect

from shared.work import BEIJING
from tests.browser.filling import Form
from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, COUNTY, DAY, PASSWORD, People, Someone, eventually


def test_two_records_of_one_person_become_one_and_two_again(visits: Visits, people: People) -> None:
    officer, name = people.officer(BAOTOU), f"欧阳{secrets.token_hex(2)}"
    known = people.person(BAOTOU, name=name)
    twin = people.person(BAOTOU, name=name)
    officer.post(f"/accounts/{twin.account}/disabling", {"reason": "重复注册"})
    page = visits.desk(officer, "persons/duplicates")
    pair = page.locator(".pair").filter(has_text=name)
    while not pair.count():  # whoever else is alike comes before; the button is there until all have been looked at
        page.get_by_role("button", name="继续加载").click()
        visits.settled(page)
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
    eventually(lambda: people.http.get("/api/session", headers=taker.headers()).status_code == 401)
