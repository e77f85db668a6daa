"""Forms, materials, inspections, defects: what is asked, what is kept, what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.registry.domain import application, defect, draft, explanation, inspection, review, turn
from services.registry.domain import form as forms
from services.registry.domain import material as materials
from services.registry.domain.application import Application
from services.registry.domain.draft import Draft
from services.registry.domain.inspection import Found, Inspection
from services.registry.domain.material import MIB, Attached
from services.registry.rules import Rules, Subject
from services.registry.vocabulary.forms import FormField, InspectionForm, Material, Section
from shared.errors import Conflict, Forbidden, Invalid, Refused
from shared.rulebook import Rule
from tests.factories import registry as make

BOOKS = make.rulebooks()
BAOTOU = Rules.of(BOOKS.of(make.BAOTOU), make.DAY)
SHIJIAZHUANG = Rules.of(BOOKS.of(make.SHIJIAZHUANG), make.DAY)
FORM = application.form_for_kind("commissioner", "technical_service", BAOTOU)
NOW = datetime(2024, 6, 3, 2, tzinfo=UTC)
TITLE = Material(material="title", label="职称证书", types=("application/pdf",), largest=1, required=True, at_least=2,
                 at_most=3, by="测试", since=make.DAY)  # fmt: skip


def rule(value: Any) -> Rule[Any]:
    return Rule("registry.test", "第一条", "document", "", "", None, value)


def changed(rules: Rules, subject: str, **over: Any) -> Rules:
    """The rules with another word about a subject."""
    stated: Subject = replace(rules.subjects[subject], **over)
    return replace(rules, subjects={**rules.subjects, subject: stated})


def file(number: int, material: str = "title", **over: Any) -> Attached:
    said: dict[str, Any] = {"size": 1000, "content_type": "application/pdf", **over}
    return Attached(f"file-{number}", f"{number}.pdf", "0" * 64, material, **said)


# -- forms -------------------------------------------------------------------------------------------------------------


def test_a_city_that_states_no_form_has_the_platforms_marked_as_such() -> None:
    silent = changed(BAOTOU, "host_unit", sections=())
    shown = forms.public(application.form_for_kind("host_unit", "host", silent), {}, ())
    assert {section["source"] for section in shown} == {"platform"}
    stated = forms.public(application.form_for_kind("host_unit", "host", BAOTOU), {}, ())
    assert {section["source"] for section in stated} == {"document"}
    assert stated[1]["state"] == "cannot_start"


def test_every_form_of_both_cities_asks_only_for_what_can_be_kept() -> None:
    for rules in (BAOTOU, SHIJIAZHUANG):
        for name, subject in rules.subjects.items():
            for kind in subject.kinds:
                form = application.form_for_kind(name, kind, rules)
                assert forms.states(form, {}, ())
                for field in form.fields.values():
                    assert field.label, field.field
                    assert field.label_en, field.field


def test_every_condition_of_both_cities_is_asked_for_by_its_form() -> None:
    """Whoever is told that a condition is not met finds in the form where to meet it."""
    for rules in (BAOTOU, SHIJIAZHUANG):
        for name, subject in rules.subjects.items():
            for key, kind in subject.kinds.items():
                asked = set(application.form_for_kind(name, key, rules).fields)
                for condition in (*subject.conditions, *kind.conditions):
                    wanted = set(explanation.asked_for(condition))
                    reached = wanted & asked or not wanted or wanted & {"provincial"}
                    assert reached, f"{condition.id} looks at {wanted}"


def test_sections_say_how_far_they_are() -> None:
    empty = forms.states(FORM, {}, ())
    assert empty["station"] == "not_started"
    begun = forms.states(FORM, {"statement": "草稿"}, ())
    assert begun["expertise"] == "in_progress"
    assert forms.states(FORM, {"statement": "草稿", "fields": ["稀土"]}, ())["expertise"] == "done"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("statement", 1, "string"), ("statement", "字" * 5001, "length"), ("fields", ["a", 1], "list"),
        ("declares", ["none_of_these"], "choice"), ("work_years", 71, "range"), ("work_years", True, "integer"),
        ("full_time", "yes", "boolean"), ("employer_kind", "circus", "choice"), ("materials", [], "unknown"),
    ],
)  # fmt: skip
def test_a_value_that_a_field_cannot_hold_is_refused_with_its_place(name: str, value: Any, code: str) -> None:
    with pytest.raises(Invalid) as invalid:
        forms.checked(FORM, {name: value})
    (error,) = invalid.value.details["errors"]
    assert (error["pointer"], error["code"]) == (f"/values/{name}", code)


def test_a_citys_own_question_is_answered_and_required() -> None:
    own = FormField(field="rare_earth", label="是否稀土方向", label_en="rare earths?", kind="boolean", required=True)
    section = Section(section="own", label="补充", label_en="more", fields=(own,), cite=BAOTOU.subjects["liaison"].cite)
    rules = changed(BAOTOU, "commissioner", sections=(section,))
    with pytest.raises(Refused) as refused:
        application.submit(make.submission(), make.dossier(), rules, make.actor(), make.DAY)
    assert [one["pointer"] for one in refused.value.details["findings"]] == ["/rare_earth"]
    answered = make.submission(answers={"rare_earth": False})
    sent = application.submit(answered, make.dossier(), rules, make.actor(), make.DAY)
    assert sent.said["rare_earth"] is False, "no is an answer"


# -- materials ---------------------------------------------------------------------------------------------------------


def test_a_file_is_held_against_its_material() -> None:
    wrong = [file(1, content_type="image/png"), file(2, size=MIB + 1), file(3, "passport"), *(file(n) for n in (4, 5))]
    with pytest.raises(Invalid) as invalid:
        materials.fitting(wrong, [TITLE])
    codes = [(one["pointer"], one["code"]) for one in invalid.value.details["errors"]]
    assert codes == [
        ("/materials/0/receipt", "type"),
        ("/materials/1/receipt", "size"),
        ("/materials/2/material", "unknown_material"),
        ("/materials/4/material", "count"),
    ]
    materials.fitting([file(1), file(2, size=MIB), file(3)], [TITLE])


def test_missing_materials_are_told_with_conditions_and_article_at_once() -> None:
    rules = changed(BAOTOU, "commissioner", materials=(TITLE,))
    sent = make.submission(files=(file(1),), declares=())
    with pytest.raises(Refused) as refused:
        application.submit(sent, make.dossier(), rules, make.actor(), make.DAY)
    findings = {one["rule"].rsplit(".", 1)[-1]: one for one in refused.value.details["findings"]}
    assert {"integrity", "title"} <= set(findings)
    assert (findings["title"]["pointer"], findings["title"]["article"]) == (
        "/materials/title",
        "测试设定（2024-06-03）",
    )
    assert "还需 1 份" in findings["title"]["reason"]
    enough = make.submission(files=(file(1), file(2)))
    assert application.submit(enough, make.dossier(), rules, make.actor(), make.DAY).state.status == "pending"


# -- inspections -------------------------------------------------------------------------------------------------------


def test_photos_are_asked_for_where_the_rulebook_says_so() -> None:
    stated = BAOTOU.subjects["workstation"].inspection
    assert stated is not None
    form = replace(stated, photos=rule(2))
    seen = tuple(Found(**one) for one in make.found())
    photo = file(1, "", content_type="image/jpeg")
    with pytest.raises(Refused) as refused:
        inspection.checked(Inspection(make.DAY, "属实", "市局", found=seen, photos=(photo,)), form, make.DAY)
    assert refused.value.article == "第一条"
    with pytest.raises(Invalid):
        inspection.checked(Inspection(make.DAY, "属实", "市局", found=seen, photos=(photo, file(2))), form, make.DAY)
    both = Inspection(make.DAY, "属实", "市局", found=seen, photos=(photo, photo))
    assert inspection.checked(both, form, make.DAY) == both


def test_where_no_form_is_stated_an_inspection_is_words_alone() -> None:
    words = Inspection(make.DAY, "属实", "市局")
    assert inspection.checked(words, None, make.DAY) == words
    with pytest.raises(Invalid):
        inspection.checked(replace(words, found=(Found("premises", True),)), None, make.DAY)
    stated = BAOTOU.subjects["workstation"].inspection
    assert stated is not None
    unmet = InspectionForm(criteria=stated.criteria[:1])
    with pytest.raises(Invalid) as invalid:
        inspection.checked(replace(words, found=(Found("premises", False),)), unmet, make.DAY)
    assert invalid.value.details["errors"][0]["pointer"] == "/found/0/note"


# -- consent, escalation -----------------------------------------------------------------------------------------------


def team(rules: Rules) -> Application:
    people = tuple(make.person(n) for n in (1, 2, 3))
    sender = make.unit(2, city=make.SHIJIAZHUANG)
    by = make.filing(2, city=make.SHIJIAZHUANG, unit="unit-2", subject="dispatching_unit", kind="dispatching_unit")
    dossier = make.dossier(city=make.SHIJIAZHUANG, people=people, sender=sender, sender_filings=(by,))
    sent = make.submission("team", "team", city=make.SHIJIAZHUANG, name="一队")
    return application.submit(sent, dossier, rules, make.actor(city=make.SHIJIAZHUANG), make.DAY)


def test_where_the_rulebook_asks_each_member_agrees_before_filing() -> None:
    sent, rules = team(SHIJIAZHUANG), changed(SHIJIAZHUANG, "team", consent=rule(True))
    assert review.stands_in(sent, SHIJIAZHUANG) == []
    (finding,) = review.stands_in(sent, rules)
    assert "申报人2、申报人3" in finding["reason"]
    with pytest.raises(Forbidden):
        review.consent(sent, make.actor("account-9", "person-9"), make.DAY)
    one = review.consent(sent, make.actor("account-2", "person-2"), make.DAY)
    with pytest.raises(Conflict):
        review.consent(one, make.actor("account-2", "person-2"), make.DAY)
    both = review.consent(one, make.actor("account-3", "person-3"), make.DAY)
    assert review.stands_in(both, rules) == []


def test_a_late_step_lies_on_the_desk_it_escalates_to_and_is_watched_no_more() -> None:
    sent = team(SHIJIAZHUANG)
    assert (sent.turn.desks, sent.turn.watch) == (("sender:unit-2",), date(2024, 6, 11))
    noted, escalation = turn.escalated(sent, SHIJIAZHUANG, date(2024, 6, 12))
    assert (noted.turn.desks, noted.turn.watch, escalation.to) == (("sender:unit-2", "city"), None, "city")
    officer = make.officer(make.SHIJIAZHUANG)
    passed = review.step(noted, "pass", SHIJIAZHUANG, officer, date(2024, 6, 12))
    assert (passed.turn.desks, passed.turn.watch) == (("city",), date(2024, 6, 26))
    with pytest.raises(Conflict):
        review.step(sent, "pass", SHIJIAZHUANG, officer, make.DAY)


# -- nothing typed is lost, every change is told -----------------------------------------------------------------------

TEXT = st.one_of(st.none(), st.text(max_size=30))
SAVES = st.lists(
    st.dictionaries(st.sampled_from(["statement", "employer_name", "sender_unit"]), TEXT, max_size=3), max_size=8
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(SAVES)
def test_any_sequence_of_saves_keeps_what_was_typed_last_in_every_field(saves: list[dict[str, Any]]) -> None:
    one = Draft("d", make.BAOTOU, "account-1", "person-1", "commissioner", "technical_service", NOW, NOW)
    expected: dict[str, Any] = {}
    for typed in saves:
        one = draft.save(one, forms.checked(FORM, typed), (), (), FORM, NOW)
        expected |= typed
        shown = {f["field"]: f["value"] for s in forms.public(FORM, one.values, ()) for f in s["fields"]}
        for name, value in expected.items():
            assert shown[name] == value


WORDS = st.text("abc中文", max_size=8)
FIELDS = st.lists(WORDS.filter(bool), min_size=1, max_size=3)
MENDS = st.lists(st.fixed_dictionaries({}, optional={"statement": WORDS, "fields": FIELDS}), max_size=5)


@given(MENDS, st.lists(st.sampled_from(["/statement", "/fields", "/title", ""]), min_size=1, max_size=3))
def test_whatever_is_returned_and_mended_the_text_stays_and_the_mendings_add_up(
    mends: list[dict[str, Any]], pointers: list[str]
) -> None:
    sent = application.submit(make.submission(statement="初"), make.dossier(), BAOTOU, make.actor(), make.DAY)
    first, said = dict(sent.said), {"statement": sent.statement, "fields": sent.fields}
    defects = [{"pointer": pointer, "detail": "请补正"} for pointer in pointers]
    for mended in mends:
        said |= {name: tuple(value) if isinstance(value, list) else value for name, value in mended.items()}
        back = review.send_back(sent, defects, BAOTOU, make.manager(), make.DAY)
        sent = review.resubmit(back, said, make.dossier(), BAOTOU, make.actor(), make.DAY)
        assert (sent.statement, sent.fields) == (said["statement"], said["fields"])
        for difference in sent.mendings[-1].differences:
            assert first[difference.pointer[1:]] == difference.before
            first[difference.pointer[1:]] = difference.after
    assert first == sent.said, "the first state and what was mended give the last state"
    assert sent.late_defects == 0, "what was named at the first return is never late"


@given(st.lists(st.lists(st.sampled_from(["/a", "/b", "/c", "/materials/x"]), max_size=4), min_size=1, max_size=4))
def test_a_defect_is_late_exactly_when_it_is_new_and_its_field_never_changed(rounds: list[list[str]]) -> None:
    returns: list[defect.Return] = []
    named: set[str] = set()
    for pointers in rounds:
        listed = [defect.Defect(pointer, "补正") for pointer in pointers]
        marked = defect.with_lateness(listed, returns, [])
        assert [one.late for one in marked] == [bool(returns) and one not in named for one in pointers]
        returns.append(defect.Return(make.DAY, "s", "city", "市局", "", None, tuple(marked)))
        named |= set(pointers)


def test_a_reason_that_the_city_does_not_have_is_refused() -> None:
    sent = application.submit(make.submission(), make.dossier(), BAOTOU, make.actor(), make.DAY)
    with pytest.raises(Invalid) as invalid:
        review.send_back(sent, [{"detail": "？", "code": "bad_mood"}], BAOTOU, make.manager(), make.DAY)
    assert invalid.value.details["errors"][0]["pointer"] == "/defects/0/code"
