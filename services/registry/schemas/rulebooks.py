"""Shapes of rulebooks, their versions and proposals, and of new cities."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from services.registry.schemas.shapes import Action, county_field, id_field, text
from shared.shapes import Paged

FILE = validate.Regexp(r"^[a-z]{1,40}\.yml$")


def city_field(required: bool = True, **more: Any) -> fields.String:
    """A city's GB/T 2260 code of six digits."""
    return fields.String(required=required, validate=validate.Regexp(r"^\d{6}$"), **more)


def number_field(required: bool = False) -> fields.Integer:
    """A version's number; 0 is what the installation started with."""
    return fields.Integer(required=required, validate=validate.Range(0, 1_000_000))


class ReadRulebook(Schema):
    """Which city's rules, of which day (today) or version, and how much of them."""

    city = city_field()
    on = fields.Date()
    number = number_field()
    article = text(40)
    file = fields.String(validate=validate.Regexp(r"^[a-z]{1,40}$"), metadata={"description": "registry, dispatch …"})


class CityCode(Schema):
    """Which city."""

    city = city_field()


class VersionNumber(CityCode):
    """Which version of which city."""

    number = number_field(required=True)


class CompareVersions(VersionNumber):
    """Against which other version; the one before when left out."""

    against = number_field()


class RulebookSummary(Schema):
    """A city's rules in force."""

    city = fields.String()
    name = fields.String()
    name_en = fields.String()
    number = fields.Integer()
    rulebook_version = fields.String(metadata={"description": "what decisions keep"})
    from_ = fields.Date(data_key="from")
    until = fields.Date(allow_none=True, metadata={"description": "the first day of the next version"})
    source = fields.Dict()
    files = fields.List(fields.String())


class Rulebooks(Schema):
    """All cities."""

    items = fields.List(fields.Nested(RulebookSummary))


class Statement(Schema):
    """One thing that a file states; `says` holds its values and words in both languages where it has them."""

    id = fields.String()
    file = fields.String()
    line = fields.Integer()
    pointer = fields.String(metadata={"description": "RFC 6901, for a patch"})
    article = fields.String()
    kind = fields.String()
    origin = fields.String()
    says = fields.Dict()
    by = fields.String()
    since = fields.String()
    note = fields.String()


class Article(Schema):
    """An article with what is stated under it; "" for what cites none."""

    article = fields.String()
    statements = fields.List(fields.Nested(Statement))


class RulebookReading(RulebookSummary):
    """A city's rules by article."""

    on = fields.Date()
    articles = fields.List(fields.Nested(Article))
    conflicts = fields.List(fields.Dict())
    silences = fields.List(fields.Dict())
    divisions = fields.Dict()
    dictionaries = fields.Dict()
    synonyms = fields.List(fields.List(fields.String()), metadata={"description": "words that mean the same"})
    calendar = fields.Dict(metadata={"description": "the city's own years: days off, weekends worked"})
    working_days = fields.Dict(metadata={"description": "year → city, national or weekdays (not announced yet)"})
    legend = fields.Dict()


class RulebookVersion(Schema):
    """A published version."""

    number = fields.Integer()
    rulebook_version = fields.String()
    from_ = fields.Date(data_key="from")
    origin = fields.String(metadata={"description": "files, amended, restored, sample, empty"})
    title = fields.String()
    note = fields.String()
    restores = fields.Integer(allow_none=True)
    retroactive = fields.String()
    proposed_by = fields.String()
    published_by = fields.String()
    published_at = fields.String()


class RulebookVersions(Schema):
    """The latest first."""

    items = fields.List(fields.Nested(RulebookVersion))


class RulebookVersionTexts(RulebookVersion, RulebookSummary):
    """A version with its files."""

    texts = fields.Dict(keys=fields.String(), values=fields.String())


class DifferenceItem(Schema):
    """One statement that is new, gone, or says something else."""

    change = fields.String()
    id = fields.String()
    file = fields.String()
    article = fields.String()
    before = fields.Dict(allow_none=True)
    after = fields.Dict(allow_none=True)


class DifferenceShape(Schema):
    """What differs."""

    items = fields.List(fields.Nested(DifferenceItem))
    added = fields.Integer()
    removed = fields.Integer()
    changed = fields.Integer()


class OpenRulebookProposal(Schema):
    """A draft from the latest version, or from an older one that is to hold again."""

    title = text(200, required=True, shortest=1)
    note = text(2000)
    restores = number_field()


class ProposalId(Schema):
    """Which proposal."""

    proposal_id = id_field()


class ProposalFile(ProposalId):
    """Which file of which proposal."""

    file = fields.String(required=True, validate=FILE)


class ReplaceRulebookFile(ProposalFile):
    """A file's text; an empty one takes calendar.yml or words.yml away."""

    text = fields.String(required=True, validate=validate.Length(max=300_000))


class Patch(Schema):
    """One value in its place; `drop` takes it away."""

    file = fields.String(required=True, validate=FILE)
    pointer = text(400, required=True, shortest=2)
    value = fields.Raw(allow_none=True)
    drop = fields.Boolean()


class PatchRulebookProposal(ProposalId):
    """Values to be changed, one after another; all or none."""

    patches = fields.List(fields.Nested(Patch), required=True, validate=validate.Length(1, 200))


class RuleOnConflict(ProposalId):
    """A ruling; by the asker and from today when that is left out."""

    topic = text(200, required=True, shortest=1)
    ruling = text(2000, required=True, shortest=1)
    by = text(100)
    since = fields.Date()


class WithdrawRulebookProposal(ProposalId):
    """Why it is given up."""

    reason = text(500, required=True, shortest=1)


class PublishRulebookProposal(ProposalId):
    """From which day it holds; `retroactive`: why that is before today."""

    from_ = fields.Date(required=True, data_key="from")
    note = text(2000)
    retroactive = text(500)


class CompareProposal(ProposalId):
    """Against which version; the one it began from when left out."""

    against = number_field()


class ListRulebookProposals(Paged):
    """Proposals of the city."""

    status = fields.String(validate=validate.OneOf(("draft", "published", "withdrawn")))


class RulebookProposal(Schema):
    """A proposal. `checks`, `errors`, `warnings`, `conflicts`, `actions`: in the answer about one."""

    id = fields.String()
    title = fields.String()
    note = fields.String()
    status = fields.String()
    origin = fields.String()
    base = fields.Integer(allow_none=True)
    restores = fields.Integer(allow_none=True)
    files = fields.List(fields.String())
    proposed_by = fields.String()
    proposed_at = fields.String()
    published_as = fields.Integer(allow_none=True)
    reason = fields.String()
    checks = fields.List(fields.Dict(), metadata={"description": "service → ok, errors, waiting"})
    ready = fields.Boolean()
    errors = fields.List(fields.Dict(), metadata={"description": "service, file, line, reason"})
    warnings = fields.List(fields.String())
    conflicts = fields.List(fields.Dict())
    actions = fields.List(fields.Nested(Action))
    version = fields.Integer()


class RulebookFile(Schema):
    """A file of a draft."""

    file = fields.String()
    text = fields.String()
    content = fields.Dict(metadata={"description": "of calendar.yml and words.yml: what the text says"})
    articles = fields.List(fields.Nested(Article))
    version = fields.Integer()


class NewDivision(Schema):
    """A county, district or zone of the new city."""

    code = county_field(required=True)
    name = text(60, required=True, shortest=1)
    name_en = text(100, required=True, shortest=1)
    note = text(300)


class OpenCity(Schema):
    """A new city. `sample`: whose rules it begins with; empty ones when left out. `from`: its document's first day."""

    city = city_field(metadata={"description": "六位行政区划代码（GB/T 2260） / its six digits of GB/T 2260"})
    name = text(60, required=True, shortest=1)
    name_en = text(100, required=True, shortest=1)
    title = text(200, required=True, shortest=1)
    number = text(100)
    basis = text(500)
    from_ = fields.Date(required=True, data_key="from")
    articles = fields.List(text(40, shortest=1), validate=validate.Length(max=500))
    divisions = fields.List(fields.Nested(NewDivision), validate=validate.Length(max=200))
    sample = city_field(
        required=False,
        metadata={
            "description": "以哪个城市的规则起草，不选则从空白开始 / whose rules it begins with; empty when left out"
        },
    )


class AskGazetteer(Schema):
    """What lies under which province or city; the provinces when it is left out."""

    under = city_field(required=False, load_default="")


class Place(Schema):
    """A province, city or county by its code of GB/T 2260; `name_en` is proposed from the pinyin."""

    code = fields.String()
    name = fields.String()
    name_en = fields.String()


class Gazetteer(Schema):
    """Places in the order of their codes."""

    items = fields.List(fields.Nested(Place))


class OpenedCity(Schema):
    """A city opened through the platform; its first draft is `proposal`."""

    city = fields.String()
    name = fields.String()
    name_en = fields.String()
    status = fields.String(validate=validate.OneOf(("preparing", "live")))
    sample = fields.String(allow_none=True)
    opened_on = fields.Date()
    proposal = fields.String()
    version = fields.Integer()


class OpenedCities(Schema):
    """All of them."""

    items = fields.List(fields.Nested(OpenedCity))
