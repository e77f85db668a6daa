"""Shapes in and out of the records service; both ends load the same ones. Days are ISO dates, money is in fen."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate, validates_schema
from marshmallow.exceptions import ValidationError

from shared.shapes import Paged

ID = validate.Length(min=1, max=80)
KINDS = ("monthly", "annual")
REPORTERS = ("workstation", "commissioner", "liaison")


def _id(required: bool = True) -> fields.String:
    return fields.String(required=required, validate=ID)


def _text(most: int, required: bool = True) -> fields.String:
    return fields.String(required=required, validate=validate.Length(min=1, max=most))


# -- shared parts -----------------------------------------------------------------------------------------------------


class EvidenceGiven(Schema):
    """A file to cite: its receipt, and the day the photo was taken."""

    receipt = fields.String(required=True, validate=validate.Length(min=1, max=4_000))
    taken_on = fields.Date()


class Evidence(Schema):
    """A cited file."""

    id = fields.String()
    name = fields.String()
    sha256 = fields.String()
    size = fields.Integer()
    content_type = fields.String()
    taken_on = fields.String()
    given_by = fields.String()


class DefectGiven(Schema):
    """One thing to put right."""

    field = fields.String(load_default="", validate=validate.Length(max=80))
    reason = _text(500)


class Action(Schema):
    """What the asker may do, and why not."""

    action = fields.String()
    open = fields.Boolean()
    reason = fields.String()
    reason_en = fields.String()
    article = fields.String()


class Review(Schema):
    """One act of a review."""

    action = fields.String()
    step = fields.String(allow_none=True)
    party = fields.String()
    by_name = fields.String()
    on = fields.Date()
    note = fields.String()
    defects = fields.List(fields.String())


class Figures(Schema):
    """Sums over services."""

    services = fields.Integer()
    days = fields.Integer()
    hours = fields.Float()
    hosts = fields.Integer()
    people = fields.Integer()
    duties = fields.Dict(fields.String(), fields.Integer())
    outcomes = fields.Dict(fields.String(), fields.Integer())


# -- daily records ----------------------------------------------------------------------------------------------------


class RecordContent(Schema):
    """What was done."""

    on = fields.Date(required=True)
    hours = fields.Float(required=True, validate=validate.Range(min=0.5, max=24))
    duties = fields.List(_text(60), required=True, validate=validate.Length(min=1, max=20))
    place = _text(200)
    content = _text(4_000)
    outcomes = fields.Dict(
        _text(60), fields.Integer(strict=True, validate=validate.Range(min=0, max=10**14)), load_default=dict
    )
    evidence = fields.List(fields.Nested(EvidenceGiven), load_default=list, validate=validate.Length(max=9))

    @validates_schema
    def halves(self, data: dict[str, object], **_: object) -> None:
        """Hours are counted in halves; a duty is named once."""
        hours, duties = data.get("hours"), data.get("duties")
        if isinstance(hours, float) and hours * 2 != int(hours * 2):
            raise ValidationError("须为 0.5 的倍数 · Must be a multiple of 0.5", "hours")
        if isinstance(duties, list) and len(set(duties)) != len(duties):
            raise ValidationError("同一职责只写一次 · Names a duty twice", "duties")


class SubmitRecord(RecordContent):
    """A service under an agreement."""

    agreement_id = _id()


class CorrectRecord(RecordContent):
    """The corrected content; `keep_evidence` names the files that stay (left out: all)."""

    record_id = _id()
    keep_evidence = fields.List(_id())
    reason = fields.String(load_default="", validate=validate.Length(max=500))


class ConfirmRecord(Schema):
    """The host's word, with a stamped sheet where the city asks for one."""

    record_id = _id()
    note = fields.String(load_default="", validate=validate.Length(max=500))
    evidence = fields.List(fields.Nested(EvidenceGiven), load_default=list, validate=validate.Length(max=9))


class ConfirmRecords(Schema):
    """The host's word on many services at once."""

    record_ids = fields.List(_id(), required=True, validate=validate.Length(min=1, max=200))
    note = fields.String(load_default="", validate=validate.Length(max=500))

    @validates_schema
    def each_once(self, data: dict[str, Any], **_: Any) -> None:
        """Nobody's word counts twice."""
        if len(set(data["record_ids"])) < len(data["record_ids"]):
            raise ValidationError("一条记录出现了两次 · Names a record twice.", "record_ids")


class ConfirmedRecord(Schema):
    """What became of one of them."""

    record = fields.String()
    status = fields.String()
    refused = fields.Dict(allow_none=True)


class ConfirmedRecords(Schema):
    """What became of each."""

    items = fields.List(fields.Nested(ConfirmedRecord))


class ReturnRecord(Schema):
    """Sent back: why, and every defect at once."""

    record_id = _id()
    reason = _text(1_000)
    defects = fields.List(fields.Nested(DefectGiven), load_default=list, validate=validate.Length(max=30))


class RecordId(Schema):
    """Which record."""

    record_id = _id()


class ListRecords(Paged):
    """Filters of the list; days are inclusive."""

    person = _id(False)
    filing = _id(False)
    agreement = _id(False)
    sender_unit = _id(False)
    host_unit = _id(False)
    host_county = _id(False)
    status = fields.String(validate=validate.OneOf(("submitted", "confirmed", "returned", "rejected")))
    since = fields.Date(data_key="from")
    until = fields.Date(data_key="to")


class RecordForm(Schema):
    """Under which agreement; left out: what the city asks of every kind."""

    agreement_id = _id(False)


class Form(Schema):
    """What the city asks of a record and of reports, with its articles."""

    kind = fields.String(metadata={"description": 'of the commissioner; "" for every kind'})
    duties = fields.List(fields.Dict())
    outcomes = fields.List(fields.Dict())
    limits = fields.List(fields.Dict())
    conditions = fields.List(fields.Dict())
    confirmation = fields.Dict()
    reports = fields.List(fields.Dict())
    least_service = fields.Dict()
    silences = fields.List(fields.Dict())


class AskServiceYear(Schema):
    """Whose year."""

    filing = _id()
    year = fields.Integer(required=True, validate=validate.Range(2000, 2100))


class ServiceYear(Schema):
    """A filing's year of confirmed services."""

    filing = fields.String()
    year = fields.Integer()
    figures = fields.Nested(Figures)
    by_month = fields.List(fields.Dict())
    least_service = fields.Dict()


class EarlierVersion(Schema):
    """What stood there before a correction."""

    of_version = fields.Integer()
    content = fields.Dict()
    replaced_on = fields.Date()
    by_name = fields.String()
    reason = fields.String()


class Record(Schema):
    """A daily record."""

    id = fields.String()
    version = fields.Integer()
    agreement = fields.String()
    filing = fields.String()
    kind = fields.String()
    person = fields.String()
    name = fields.String()
    sender_unit = fields.String()
    host_unit = fields.String()
    host_county = fields.String()
    on = fields.Date()
    hours = fields.Float()
    duties = fields.List(fields.String())
    place = fields.String()
    content = fields.String()
    outcomes = fields.Dict(fields.String(), fields.Integer())
    evidence = fields.List(fields.Nested(Evidence))
    status = fields.String()
    step = fields.String(allow_none=True)
    submitted_on = fields.Date()
    confirmed_on = fields.Date(allow_none=True)
    reviews = fields.List(fields.Nested(Review))
    rulebook_version = fields.String()
    earlier = fields.List(fields.Nested(EarlierVersion))
    actions = fields.List(fields.Nested(Action))


class RecordReceipt(Schema):
    """The answer to a submission: that it is kept, and under which version."""

    id = fields.String()
    version = fields.Integer()
    agreement = fields.String()
    filing = fields.String()
    kind = fields.String()
    person = fields.String()
    name = fields.String()
    sender_unit = fields.String()
    host_unit = fields.String()
    host_county = fields.String()
    on = fields.Date()
    hours = fields.Float()
    duties = fields.List(fields.String())
    outcomes = fields.Dict(fields.String(), fields.Integer())
    files = fields.Integer()
    status = fields.String()
    step = fields.String()
    submitted_on = fields.Date()


# -- reports ----------------------------------------------------------------------------------------------------------


class WhichReport(Schema):
    """Kind, reporter and period; the filing, or the unit whose workstation or liaison reports."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    reporter = fields.String(required=True, validate=validate.OneOf(REPORTERS))
    period = _text(7)
    filing = _id(False)
    unit = _id(False)

    @validates_schema
    def one_of(self, data: dict[str, object], **_: object) -> None:
        """Either names the reporter."""
        if not data.get("filing") and not data.get("unit"):
            raise ValidationError("请写明备案或单位 · Name the filing or the unit", "filing")


class SubmitReport(WhichReport):
    """The edited text; the figures are drawn anew from the confirmed records."""

    text = _text(20_000)
    remarks = fields.String(load_default="", validate=validate.Length(max=2_000))


class ResubmitReport(Schema):
    """New words after a return."""

    report_id = _id()
    text = _text(20_000)
    remarks = fields.String(load_default="", validate=validate.Length(max=2_000))


class AcceptReport(Schema):
    """Accepted, with a note."""

    report_id = _id()
    note = fields.String(load_default="", validate=validate.Length(max=500))


class ReturnReport(Schema):
    """Sent back: why, and every defect at once."""

    report_id = _id()
    reason = _text(1_000)
    defects = fields.List(fields.Nested(DefectGiven), load_default=list, validate=validate.Length(max=30))


class ReportId(Schema):
    """Which report."""

    report_id = _id()


class ListReports(Paged):
    """Filters of the list."""

    kind = fields.String(validate=validate.OneOf(KINDS))
    reporter = fields.String(validate=validate.OneOf(REPORTERS))
    unit = _id(False)
    filing = _id(False)
    person = _id(False)
    period = fields.String(validate=validate.Length(max=7))
    status = fields.String(validate=validate.OneOf(("submitted", "accepted", "returned", "rejected")))
    late = fields.Boolean()


class ListMissing(Paged):
    """Of which kind, reporter and period."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    reporter = fields.String(required=True, validate=validate.OneOf(REPORTERS))
    period = _text(7)


class Draft(Schema):
    """A report drawn from its records, to be edited."""

    kind = fields.String()
    reporter = fields.String()
    filing = fields.String()
    unit = fields.String()
    period = fields.String()
    due = fields.Date()
    late = fields.Boolean()
    figures = fields.Nested(Figures)
    records = fields.List(fields.String())
    lines = fields.List(fields.Dict())
    text = fields.String()
    article = fields.String()


class Report(Schema):
    """A submitted report."""

    id = fields.String()
    version = fields.Integer()
    kind = fields.String()
    reporter = fields.String()
    filing = fields.String()
    unit = fields.String()
    person = fields.String()
    name = fields.String()
    period = fields.String()
    due = fields.Date()
    submitted_on = fields.Date()
    late = fields.Boolean()
    text = fields.String()
    remarks = fields.String()
    figures = fields.Nested(Figures)
    records = fields.List(fields.String())
    to = fields.String()
    to_unit = fields.String()
    to_county = fields.String()
    status = fields.String()
    step = fields.String(allow_none=True)
    reviews = fields.List(fields.Nested(Review))
    rule = fields.String()
    article = fields.String()
    rulebook_version = fields.String()
    actions = fields.List(fields.Nested(Action))


class MissingReport(Schema):
    """A reporter that has handed nothing in."""

    filing = fields.String()
    unit = fields.String()
    name = fields.String()
    due = fields.Date()
    days_late = fields.Integer()


# -- cases and problems -----------------------------------------------------------------------------------------------


class ReportCase(Schema):
    """A case or deed; `unit` or `county` names for whom it is told (left out: as a commissioner)."""

    title = _text(200)
    text = _text(20_000)
    kind = fields.String(load_default="case", validate=validate.OneOf(("case", "deed")))
    unit = fields.String(load_default="", validate=validate.Length(max=80))
    county = fields.String(load_default="", validate=validate.Length(max=12))
    records = fields.List(_id(), load_default=list, validate=validate.Length(max=50))
    evidence = fields.List(fields.Nested(EvidenceGiven), load_default=list, validate=validate.Length(max=9))


class CaseId(Schema):
    """Which case."""

    case_id = _id()


class AcceptCase(CaseId):
    """Taken, with a note."""

    note = fields.String(load_default="", validate=validate.Length(max=500))


class ReturnCase(CaseId):
    """Sent back."""

    reason = _text(1_000)


class TellCaseAgain(CaseId):
    """In new words."""

    title = _text(200)
    text = _text(20_000)


class ListCases(Paged):
    """Filters of the list."""

    kind = fields.String(validate=validate.OneOf(("case", "deed")))
    status = fields.String(validate=validate.OneOf(("reported", "accepted", "returned")))


class Case(Schema):
    """A case or deed."""

    id = fields.String()
    version = fields.Integer()
    kind = fields.String()
    title = fields.String()
    text = fields.String()
    party = fields.String()
    person = fields.String()
    name = fields.String()
    unit = fields.String()
    county = fields.String()
    records = fields.List(fields.String())
    evidence = fields.List(fields.Nested(Evidence))
    reported_on = fields.Date()
    status = fields.String()
    reviews = fields.List(fields.Nested(Review))
    article = fields.String()
    rulebook_version = fields.String()
    actions = fields.List(fields.Nested(Action))


class ReportProblem(Schema):
    """A problem; `unit` or `county` names for whom it is told (left out: as a commissioner)."""

    title = _text(200)
    text = _text(20_000)
    unit = fields.String(load_default="", validate=validate.Length(max=80))
    county = fields.String(load_default="", validate=validate.Length(max=12))
    agreement_id = fields.String(load_default="", validate=validate.Length(max=80))


class ProblemId(Schema):
    """Which problem."""

    problem_id = _id()


class AnswerProblem(ProblemId):
    """The city's answer; it closes the matter."""

    answer = _text(4_000)


class ReturnProblem(ProblemId):
    """Sent back with a question."""

    reason = _text(1_000)


class TellProblemAgain(ProblemId):
    """In new words."""

    title = _text(200)
    text = _text(20_000)


class ListProblems(Paged):
    """Filters of the list."""

    status = fields.String(validate=validate.OneOf(("reported", "answered", "returned")))


class ProblemReport(Schema):
    """A problem and its answer."""

    id = fields.String()
    version = fields.Integer()
    title = fields.String()
    text = fields.String()
    party = fields.String()
    person = fields.String()
    name = fields.String()
    unit = fields.String()
    county = fields.String()
    agreement = fields.String()
    reported_on = fields.Date()
    status = fields.String()
    answer = fields.String()
    answered_on = fields.Date(allow_none=True)
    reviews = fields.List(fields.Nested(Review))
    article = fields.String()
    rulebook_version = fields.String()
    actions = fields.List(fields.Nested(Action))
