"""Sheets: made from a schema, read back wherever a column stands, wrong cells named and marked, lists written out."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import Schema, fields, validate
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from shared.errors import Invalid
from shared.sheets import Heading, Label, Listed, Mistake, columns, marked, read, template, write


class Enter(Schema):
    name = fields.String(required=True, validate=validate.Length(2, 6))
    code = fields.String(required=True)
    kind = fields.String(validate=validate.OneOf(["a", "b"], labels=["甲类", "乙类"]))
    staff = fields.Integer()
    since = fields.Date()
    station = fields.Boolean()
    areas = fields.List(fields.String())
    known_ = fields.List(fields.String(), data_key="known")


LABELS = {
    "name": Label("名称", "Name", "示例"),
    "code": Label("代码", "Code", aliases=("统一代码",)),
    "kind": Label("类别", "Kind"),
    "staff": Label("人数", "Staff"),
    "since": Label("起始", "Since"),
    "station": Label("设站", "Station"),
    "areas": Label("领域", "Fields"),
}
COLUMNS = columns(Enter, LABELS)
CLOSED = columns(Enter, {"name": LABELS["name"], "code": LABELS["code"], "known": Label("流程", "Known")},
                 {"known": {"a": "申报", "b": "备案"}})  # fmt: skip


def filled(rows, head=None):
    """A sheet as an office programme would save it."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(head or [column.heading for column in COLUMNS])
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_column_knows_from_the_schema_what_is_required_typed_and_limited():
    name, _code, kind, staff, since, station, areas = COLUMNS
    assert (name.required, name.most, name.kind) == (True, 6, "text")
    assert (kind.choices, kind.required) == ({"a": "甲类", "b": "乙类"}, False)
    assert [staff.kind, since.kind, station.kind, areas.kind] == ["whole", "day", "yes_no", "many"]


def test_a_sheet_that_could_never_be_right_is_not_made():
    with pytest.raises(LookupError):
        columns(Enter, {**LABELS, "nothing": Label("无", "Nothing")})
    with pytest.raises(LookupError):
        columns(Enter, {"code": LABELS["code"]})


def test_the_template_has_headings_drop_downs_and_an_example_and_is_read_back_as_empty():
    made = template("单位", COLUMNS)
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames[:2] == ["数据 Data", "示例 Example"]
    limits = {str(one.sqref): one.formula1 for one in book.worksheets[0].data_validations.dataValidation}
    assert any("甲类" in formula for formula in limits.values())
    assert read(made, COLUMNS).rows == []


def test_rows_become_the_commands_arguments_in_whatever_form_people_write_them():
    sheet = read(filled([["一号", 150200.0, "乙类", "12", "2025年3月1日", "是", "新材料、冶金"]]), COLUMNS)
    expected = {
        "name": "一号",
        "code": "150200",
        "kind": "b",
        "staff": 12,
        "since": "2025-03-01",
        "station": True,
        "areas": ["新材料", "冶金"],
    }
    assert sheet.rows == [(2, expected)]
    assert sheet.mistakes == []
    assert Enter().load(expected)


def test_a_column_bears_the_name_that_its_argument_travels_under_and_takes_several_of_a_closed_list():
    head = [column.heading for column in CLOSED]
    sheet = read(filled([["一号", "x", "申报、备案"], ["二号", "y", "申报、其他"]], head), CLOSED)
    assert sheet.rows[0] == (2, {"name": "一号", "code": "x", "known": ["a", "b"]})
    assert [(m.row, m.column) for m in sheet.mistakes] == [(3, "known")]


def test_columns_are_found_in_any_order_under_former_headings_and_strange_ones_are_told():
    sheet = read(filled([["x", "一号", "备"]], ["统一代码", "Name", "备注"]), COLUMNS)
    assert sheet.rows == [(2, {"code": "x", "name": "一号"})]
    assert sheet.unknown == ["备注"]


def test_every_mistake_is_told_with_its_row_and_column():
    rows = [["", "x", "丙", "多", "某日", "也许", ""], ["名字太长太长太长", "y", "", "", "", "", ""]]
    sheet = read(filled(rows), COLUMNS)
    assert {(m.row, m.column) for m in sheet.mistakes} == {
        (2, "name"), (2, "kind"), (2, "staff"), (2, "since"), (2, "station"), (3, "name"),
    }  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"not a sheet", b"PK\x03\x04broken"])
def test_what_is_no_spreadsheet_is_refused(content):
    with pytest.raises(Invalid):
        read(content, COLUMNS)


def test_a_sheet_without_a_required_column_is_refused_as_a_whole():
    with pytest.raises(Invalid):
        read(filled([["x"]], ["代码"]), COLUMNS)


def test_the_marked_copy_shows_each_mistake_in_its_cell_and_loses_its_marks_when_mended():
    content = filled([["", "x", "", "", "", "", ""], ["二号", "y", "", "", "", "", ""]])
    once = marked(content, COLUMNS, [Mistake(2, "name", "必须填写", "Must be filled in", "第九条")])
    sheet = load_workbook(io.BytesIO(once)).worksheets[0]
    assert sheet.cell(2, 1).comment.text.startswith("必须填写")
    assert sheet.cell(2, 8).value == "名称：必须填写（第九条）"
    again = load_workbook(io.BytesIO(marked(once, COLUMNS, []))).worksheets[0]
    assert again.cell(2, 8).value is None


def test_a_list_is_written_with_who_when_and_which_filter_and_formulas_stay_text(tmp_path):
    path = str(tmp_path / "list.xlsx")
    listed = [Listed("name", "名称", "Name"), Listed("deep.kind", "类别", "Kind", labels={"a": "甲类"})]
    rows = [{"name": "=1+1", "deep": {"kind": "a"}}, {"name": "二", "deep": {}}]
    assert write(path, Heading("单位", "某人", "2025-01-01 09:00", "county=150203"), listed, rows) == 2
    cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert "某人" in cells[1][0]
    assert "county=150203" in cells[1][0]
    assert cells[3] == ["=1+1", "甲类"], "what people wrote is never run"
    assert cells[4][0] == "二"


# without what an office programme takes for a formula, or does not keep
WRITTEN = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="="), min_size=1, max_size=6)


@settings(max_examples=50)
@given(st.lists(WRITTEN, min_size=1, max_size=5))
def test_any_text_comes_back_as_it_was_written(names):
    rows = [[name, f"c{i}", "", "", "", "", ""] for i, name in enumerate(names)]
    sheet = read(filled(rows), COLUMNS)
    assert [args.get("name") for _, args in sheet.rows] == names
