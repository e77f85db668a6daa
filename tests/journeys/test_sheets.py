"""A bureau's units come in from Excel and go out again: template, rehearsal, marked copy, import, export."""

import hashlib
import io
import time

import httpx
import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from shared.sheets.exporting import XLSX
from tests.factories.registry import credit_code, identity_number
from tests.journeys.people import BAOTOU, SHIJIAZHUANG

WRONG_CODE = "911502035XXXXXXXXX"


def sent(by, content):
    """The receipt of an uploaded sheet."""
    described = {"name": "单位.xlsx", "content_type": XLSX, "size": len(content), "purpose": "import"}
    place = by.post("/attachments", {**described, "sha256": hashlib.sha256(content).hexdigest()})
    httpx.post(place["url"], data=place["fields"], files={"file": ("单位.xlsx", content, XLSX)}).raise_for_status()
    return by.post(f"/attachments/{place['id']}/receipt", {"ticket": place["ticket"]})["receipt"]


def ended(by, job, seconds=60):
    """The job once it has ended."""
    until = time.monotonic() + seconds
    while (now := by.get(f"/jobs/{job['id']}"))["status"] in ("queued", "running"):
        assert time.monotonic() < until, now
        time.sleep(0.1)
    assert now["status"] == "done", now
    return now


def fetched(by, path):
    answer = by.people.http.get(f"/api{path}", headers=by.headers(), follow_redirects=False)
    if answer.status_code == 303:  # the object store wants no token of ours
        answer = httpx.get(answer.headers["Location"])
    assert answer.status_code == 200, answer.text
    return answer.content


@pytest.fixture
def officer(people):
    return people.officer(BAOTOU)


def filled(template, rows):
    book = load_workbook(io.BytesIO(template))
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            book.worksheets[0].cell(number, place, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_units_come_from_excel_once_each_with_every_mistake_marked_and_go_out_as_they_are_seen(people, officer):
    template = fetched(officer, "/imports/templates/units")
    headings = [cell.value.split("\n")[0].rstrip("*") for cell in load_workbook(io.BytesIO(template)).worksheets[0][1]]
    assert headings[:4] == ["单位名称", "统一社会信用代码", "单位类型", "所在旗县区"]
    good = [[f"导入单位{n}", credit_code(7_000 + n), "企业", "青山区", "150204"] for n in range(30)]
    bad = [
        ["信用代码不对", WRONG_CODE, "企业", "青山区", "150204"],
        ["类型不对", credit_code(7_101), "寺院", "青山区", "150204"],
        ["代码重复", credit_code(7_000), "企业", "青山区", "150204"],
    ]
    content = filled(template, [*good, *bad])

    rehearsed = ended(officer, officer.post("/imports", {"sheet": "units", "receipt": sent(officer, content)}))
    result = rehearsed["result"]
    assert (result["rows"], result["kept"], result["wrong"]) == (33, 30, 3)
    assert {(one["row"], one["column"]) for one in result["mistakes"]} == {
        (32, "uscc"),
        (33, "unit_kind"),
        (34, "uscc"),
    }
    assert officer.get("/units", q="导入单位")["items"] == [], "a rehearsal keeps nothing"
    marked = load_workbook(io.BytesIO(fetched(officer, f"/jobs/{rehearsed['id']}/files/0"))).worksheets[0]
    assert "统一社会信用代码" in marked.cell(32, marked.max_column).value

    asked = {"sheet": "units", "receipt": sent(officer, content), "dry_run": False}
    imported = ended(officer, officer.post("/imports", asked))
    assert (imported["result"]["kept"], imported["result"]["wrong"]) == (30, 3)
    again = ended(officer, officer.post("/imports", {**asked, "receipt": sent(officer, content)}))
    assert again["result"]["kept"] == 0, "a second file doubles nothing: these credit codes are known"

    exported = ended(officer, officer.post("/exports/registry", {"list": "units", "filter": {"county": "150204"}}))
    path = f"/jobs/{exported['id']}/files/0"
    cells = CalamineWorkbook.from_filelike(io.BytesIO(fetched(officer, path))).get_sheet_by_index(0).to_python()
    assert "所在旗县区 County：青山区" in cells[1][0]
    names = {row[0] for row in cells[3:]}
    assert {row[0] for row in good} <= names
    assert {row[3] for row in cells[3:]} == {"青山区"}
    assert exported["result"]["rows"] == len(cells) - 3


def test_a_bureaus_own_register_comes_along_person_by_person_and_filing_by_filing(people, officer):
    def brought(sheet, rows, dry_run=False):
        template = fetched(officer, f"/imports/templates/{sheet}")
        receipt = sent(officer, filled(template, rows))
        job = ended(officer, officer.post("/imports", {"sheet": sheet, "receipt": receipt, "dry_run": dry_run}))
        return job["result"], job

    station, strange, who = credit_code(7_300), credit_code(7_399), identity_number(730)
    brought("units", [["旧册工作站", station, "高等院校", "青山区", "150204"]])
    rows = [
        ["旧册人员", who, "13700000730", "本科", "是"],
        ["号码不对", who[:17] + ("0" if who[17] != "0" else "1"), "13700000731"],
    ]
    result, _ = brought("persons", rows)
    assert (result["kept"], result["known"], result["wrong"]) == (1, 0, 1)
    assert (result["mistakes"][0]["row"], result["mistakes"][0]["label"]) == (3, "身份证号")
    result, _ = brought("persons", rows[:1])
    assert (result["kept"], result["known"]) == (1, 1), "the same person is found, not doubled"

    basis, own = "包科发〔2023〕15号 名册", "技术服务型科技特派员"
    rows = [
        [
            "市级特派员工作站（技术服务类）",
            "旧册站-1",
            "旧册工作站",
            "",
            "",
            station,
            "",
            "新材料",
            "2023-04-01",
            "",
            2023,
            "",
            basis,
        ],
        [own, "旧册-1", "旧册人员", who, "", "", station, "新材料", "2023年4月10日", "", 2023, "", basis],
        [own, "旧册-2", "旧册人员", who, "", "", strange, "新材料", "2023-04-10", "", 2023, "", basis],
        [own, "旧册-3", "旧册人员", who, "", "", "", "新材料", "2023-04-10", "", 2023, "", basis],
    ]
    rehearsed, _ = brought("filings", rows, dry_run=True)
    assert rehearsed["kept"] == 2, "a rehearsed row sees those before it: the station, then whom it sends"
    assert officer.get("/filings", q="旧册人员")["items"] == []
    result, job = brought("filings", rows)
    assert {(one["row"], one["column"], one["article"]) for one in result["mistakes"]} == {
        (4, "sender_unit", ""),
        (5, "", ""),
    }
    marked = load_workbook(io.BytesIO(fetched(officer, f"/jobs/{job['id']}/files/0"))).worksheets[0]
    assert "此单位尚未登记" in marked.cell(4, marked.max_column).value
    found = officer.get("/filings", q="旧册人员")["items"]
    assert [(one["name"], one["since"], one["entered"]["basis"]) for one in found] == [
        ("旧册人员", "2023-04-10", basis)
    ]
    again, _ = brought("filings", rows[:2])
    assert (again["kept"], again["wrong"]) == (0, 2), "these numbers are there already"


def test_an_export_holds_what_its_owner_sees_and_nobody_else_fetches_it(people, officer):
    stranger = people.officer(SHIJIAZHUANG)
    job = ended(officer, officer.post("/exports/registry", {"list": "persons"}))
    for path in (f"/jobs/{job['id']}", f"/jobs/{job['id']}/files/0"):
        answer = people.http.get(f"/api{path}", headers=stranger.headers())
        assert answer.status_code == 404
    assert job["id"] in {one["id"] for one in officer.get("/jobs")["items"]}
    assert job["id"] not in {one["id"] for one in stranger.get("/jobs")["items"]}
    unknown = officer.refused("/exports/registry", {"list": "secrets", "filter": "x"}, status=422)
    assert unknown.body["errors"][0]["pointer"] == "/filter"
    failed = officer.post("/exports/registry", {"list": "secrets"})
    until = time.monotonic() + 30
    while (now := officer.get(f"/jobs/{failed['id']}"))["status"] != "failed":
        assert time.monotonic() < until
        time.sleep(0.1)
    assert now["problem"]["errors"][0]["pointer"] == "/list"
