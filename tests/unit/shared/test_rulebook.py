"""The loader refuses what cannot go live, with file, line and reason; the day decides which value holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from shared.chain import start
from shared.errors import NotFound, Refused
from shared.rulebook import (
    Amount,
    Chain,
    Condition,
    Day,
    Edition,
    Rule,
    Rulebook,
    RulebookError,
    Rulebooks,
    RulesView,
    check,
    rank,
    refuse,
)

PAGE = """\
city: "150200"
name: 测试市
name_en: Test City
source: {title: 测试办法, number: 测〔2023〕1号, from: 2023-03-15}
articles: [第一条, 第九条, 第十条, 第十三条]
"""
RULES = """\
quota: {cite: 第九条, values: {2023-03-15: 40, 2025-01-01: null}}
eligibility:
  - id: degree
    cite: 第九条第2项
    when: person.education_rank >= rank("junior_college") || person.titles.exists(t, t.level >= 2)
    otherwise: 须具有大专以上学历或中级以上职称
    otherwise_en: A junior-college degree or a mid-level title is needed
  - id: few_hosts
    cite: 第九条第3项
    strictness: in_principle
    when: hosts <= 5
    otherwise: 原则上不超过5人
rate: {cite: 第十条, amount: "min(days * 50000, 80000)"}
ends: {cite: 第十条, day: "end_of_year(since, 1)"}
review:
  cite: 第十条
  chain:
    - {step: review, by: workstation, may: [pass, return], within_working_days: 5}
    - {step: filing, by: [city, county], may: [file, reject]}
cap: {setting: 100, by: 测试市科技局, since: 2023-04-01}
unsaid: {no_rule: true, note: 未规定}
"""


@dataclass(frozen=True)
class Title:
    level: int


@dataclass(frozen=True)
class Person:
    education_rank: int
    titles: tuple[Title, ...] = ()


@dataclass(frozen=True)
class Facts:
    person: Person
    hosts: int = 0
    days: int = 1
    since: date = date(2024, 5, 1)


@dataclass(frozen=True)
class Rules(RulesView):
    file = "registry"
    quota: Rule[int]
    eligibility: tuple[Condition[Facts], ...]
    rate: Amount[Facts]
    ends: Day[Facts]
    review: Chain
    cap: Rule[int]
    unsaid: Rule[int]


def folder(tmp_path: Path, rules: str = RULES, page: str = PAGE) -> Path:
    city = tmp_path / "150200-test"
    city.mkdir()
    (city / "city.yml").write_text(dedent(page))
    (city / "registry.yml").write_text(dedent(rules))
    return tmp_path


def load(tmp_path: Path, rules: str = RULES, page: str = PAGE) -> Rulebook:
    return Rulebooks.from_folder(folder(tmp_path, rules, page)).of("150200")


def errors(tmp_path: Path, rules: str = RULES, page: str = PAGE) -> list[str]:
    with pytest.raises(RulebookError) as raised:
        load(tmp_path, rules, page).check(Rules)
    return raised.value.errors


def test_a_value_holds_from_its_date_until_it_is_repealed(tmp_path: Path) -> None:
    book = load(tmp_path)
    assert Rules.of(book, date(2024, 12, 31)).quota.require() == 40
    with pytest.raises(Refused) as raised:
        Rules.of(book, date(2025, 1, 1)).quota.require()
    assert (raised.value.rule, raised.value.article) == ("registry.quota", "第九条")


def test_the_same_span_of_dates_is_structured_once(tmp_path: Path) -> None:
    book = load(tmp_path)
    assert Rules.of(book, date(2023, 4, 1)) is Rules.of(book, date(2024, 12, 31))
    assert Rules.of(book, date(2023, 4, 1)) is not Rules.of(book, date(2025, 1, 1))


def test_nothing_is_decided_before_the_document_is_in_force(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        Rules.of(load(tmp_path), date(2023, 3, 14))


def test_every_unmet_condition_is_named_at_once(tmp_path: Path) -> None:
    rules = Rules.of(load(tmp_path), date(2024, 1, 1))
    with pytest.raises(Refused) as raised:
        refuse(check(rules.eligibility, Facts(Person(rank("senior_high")), hosts=6)))
    findings = raised.value.details["findings"]
    assert [finding["article"] for finding in findings] == ["第九条第2项", "第九条第3项"]
    assert findings[0]["rule"] == "registry.eligibility.degree"


def test_a_condition_in_principle_can_be_waived_and_another_cannot(tmp_path: Path) -> None:
    rules = Rules.of(load(tmp_path), date(2024, 1, 1))
    waivers = {condition.id for condition in rules.eligibility}
    found = check(rules.eligibility, Facts(Person(0), hosts=6), waivers)
    assert [(finding.rule.rsplit(".", 1)[1], finding.met) for finding in found] == [
        ("degree", False),
        ("few_hosts", True),
    ]


def test_facts_reach_expressions_through_lists_numbers_and_dates(tmp_path: Path) -> None:
    rules = Rules.of(load(tmp_path), date(2024, 1, 1))
    facts = Facts(Person(0, (Title(2),)), days=2)
    assert rules.eligibility[0].holds(facts)
    assert rules.rate.of(facts) == 80000
    assert rules.ends.of(facts) == date(2025, 12, 31)


def test_only_the_facts_that_an_expression_names_are_handed_to_it(tmp_path: Path) -> None:
    few_hosts = Rules.of(load(tmp_path), date(2024, 1, 1)).eligibility[1]

    class Odd(Facts):
        @property
        def person(self) -> Person:
            raise AssertionError("not asked for")

    odd = object.__new__(Odd)
    object.__setattr__(odd, "hosts", 5)
    assert few_hosts.holds(odd)


def test_on_and_no_are_words_and_a_setting_may_be_shared_by_an_anchor(tmp_path: Path) -> None:
    text = RULES.replace("unsaid:", "x-bureau: &bureau {by: 测试市科技局, since: 2023-04-01}\nunsaid:")
    text = text.replace("{no_rule: true, note: 未规定}", "{setting: 7, note: no, <<: *bureau}")
    unsaid = Rules.of(load(tmp_path, text), date(2024, 1, 1)).unsaid
    assert (unsaid.value, unsaid.note, unsaid.by) == (7, "no", "测试市科技局")


def test_a_silence_and_a_setting_say_so(tmp_path: Path) -> None:
    rules = Rules.of(load(tmp_path), date(2024, 1, 1))
    assert (rules.cap.value, rules.cap.source, rules.cap.cite) == (100, "setting", "测试市科技局设定（2023-04-01）")
    assert (rules.unsaid.value, rules.unsaid.source) == (None, "silent")
    with pytest.raises(Refused, match="本办法未作规定"):
        rules.unsaid.require()


@pytest.mark.parametrize(
    ("text", "instead", "reason"),
    [
        ("hosts <= 5", "hostes <= 5", "registry.yml:11: unknown fact `hostes`"),
        ("hosts <= 5", "hosts", "registry.yml:11: must give true or false, gives a whole number"),
        ("hosts <= 5", "person.hosts <= 5", "registry.yml:11: unknown fact `hosts` of Person"),
        ("hosts <= 5", "hosts <= since", "registry.yml:11: a whole number and text do not go together"),
        ("hosts <= 5", "hosts <= five(1)", "registry.yml:11: unknown function `five`"),
        ("hosts <= 5", "hosts <=", "registry.yml:11: not an expression"),
        ('"junior_college"', '"college"', "registry.yml:5: unknown rank"),
        ("t.level", "t.levels", "registry.yml:5: unknown fact `levels` of Title"),
        ("    cite: 第九条第3项\n", "", "registry.yml:8: the article is missing"),
        ("第九条第3项", "第十九条", "registry.yml:9: the document has no article `第十九条`"),
        (
            "strictness: in_principle",
            "strictnes: in_principle",
            "registry.yml:10: unknown key `strictnes` of Condition",
        ),
        ("in_principle", "sometimes", "registry.yml:10: `sometimes` is not one of always, in_principle"),
        ("unsaid:", "unsaids:", "registry.yml:21: unknown key `unsaids` of Rules"),
        ("unsaid: {no_rule: true, note: 未规定}", "", "`unsaid` is missing in Rules"),
        (
            "{setting: 100, by: 测试市科技局, since: 2023-04-01}",
            "{setting: 100}",
            "registry.yml:20: a setting names who",
        ),
        ("40, 2025", "forty, 2025", "registry.yml:1: int expected, `forty` found"),
        ("within_working_days: 5", "within: 5", "registry.yml:18: unknown key `within` of Step"),
    ],
)
def test_what_cannot_go_live_is_refused_with_file_line_and_reason(
    tmp_path: Path, text: str, instead: str, reason: str
) -> None:
    assert text in RULES
    assert reason in "\n".join(errors(tmp_path, RULES.replace(text, instead)))


def test_all_errors_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    broken = RULES.replace("hosts <= 5", "hostes <= 5").replace("第十条, day", "第四十条, day")
    assert len(errors(tmp_path, broken)) == 2


def test_a_conflict_without_a_ruling_does_not_go_live(tmp_path: Path) -> None:
    conflict = "conflicts:\n- topic: 年限\n  clauses: [{cite: 第九条, says: 1年}, {cite: 第十三条, says: 2年}]\n"
    (error,) = errors(tmp_path, page=PAGE + conflict)
    assert "city.yml:7: the conflict over 年限 has no ruling" in error


def test_a_ruled_conflict_goes_live(tmp_path: Path) -> None:
    ruled = """\
conflicts:
- topic: 年限
  clauses: [{cite: 第九条, says: 1年}, {cite: 第十三条, says: 2年}]
  ruling: 从严，2年
  by: 测试市科技局
  since: 2023-03-15
"""
    assert load(tmp_path, page=PAGE + ruled).page.conflicts[0].ruling == "从严，2年"


def test_a_city_in_a_folder_of_another_code_is_refused(tmp_path: Path) -> None:
    assert "stands in the folder" in errors(tmp_path, page=PAGE.replace("150200", "130100"))[0]


def test_articles_that_no_file_states_are_listed(tmp_path: Path) -> None:
    book = load(tmp_path)
    book.check(Rules)
    assert book.unstated() == ["第一条", "第十三条"]


def test_a_city_not_on_the_platform_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Rulebooks.from_folder(folder(tmp_path)).of("990000")


# -- editions: a city's book is a timeline -----------------------------------------------------------------------------


def edition(number: int, from_: date | None, quota: int, **files: str) -> Edition:
    rules = RULES.replace("2023-03-15: 40", f"2023-03-15: {quota}")
    texts = {"city.yml": PAGE, "registry.yml": rules, **{f"{name}.yml": text for name, text in files.items()}}
    return Edition(texts, number=number, from_=from_)


def test_a_record_keeps_the_rules_of_its_own_date() -> None:
    book = Rulebook(edition(0, None, 40), edition(1, date(2024, 7, 1), 50), edition(2, date(2024, 7, 1), 60))
    assert Rules.of(book, date(2024, 6, 30)).quota.value == 40
    assert Rules.of(book, date(2024, 7, 1)).quota.value == 60, "of two that begin on one day the later published holds"
    assert Rules.of(book, date(2024, 6, 30)).version != Rules.of(book, date(2024, 7, 1)).version
    assert Rules.of(book, date(2024, 7, 1)).version.startswith("2024-07-01.")


def test_an_earlier_edition_ends_where_the_next_begins_whichever_was_published_first() -> None:
    book = Rulebook(edition(0, None, 40), edition(1, date(2025, 1, 1), 50)).with_edition(
        edition(2, date(2024, 7, 1), 60)
    )
    assert [book.on(date(year, month, 2)).number for year, month in ((2024, 1), (2024, 8), (2025, 1))] == [0, 2, 1]


def test_a_new_city_is_put_on_the_shelf_while_it_is_in_use() -> None:
    shelf = Rulebooks({})
    shelf.put(edition(1, date(2024, 7, 1), 50))
    held = shelf.of("150200")
    shelf.put(edition(2, date(2024, 8, 1), 60))
    assert len(held.editions) == 1, "who holds the book holds it as it was"
    assert len(shelf.of("150200").editions) == 2
    with pytest.raises(Refused):
        Rules.of(shelf.of("150200"), date(2024, 6, 30))


CALENDAR = """\
years:
  2030: {basis: 测试通知, days_off: [2030-06-05], working_weekends: [2030-06-08]}
  2024: {basis: 地方节日, extends: true, days_off: [2024-06-04]}
"""


def test_clocks_run_by_the_citys_own_calendar() -> None:
    rules = Rules.of(edition(0, None, 40, calendar=CALENDAR), date(2024, 1, 1))
    assert rules.review.calendar is rules.calendar
    assert rules.calendar(date(2030, 6, 4), 3) == date(2030, 6, 8), "the 5th is off, the Saturday is worked"
    assert rules.calendar(date(2024, 6, 3), 1) == date(2024, 6, 5)
    assert not rules.calendar.is_working_day(date(2024, 10, 1)), "the national list stays below the local days off"
    state = start(rules.review, date(2024, 5, 28), By("a", "甲"))
    assert state.due == date(2024, 6, 5), "five working days from Tuesday, without the city's own holiday"
    assert [rules.calendar.basis(year) for year in (2030, 2024, 2031)] == ["city", "national", "weekdays"]


@dataclass(frozen=True)
class By:
    account: str
    name: str


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("years: {2030: {basis: x, days_off: [2031-01-01]}}", "2031-01-01 stands under 2030"),
        ("years: {2030: {basis: x, working_weekends: [2030-06-05]}}", "2030-06-05 is no weekend"),
        ("years: {2030: {days_off: [2030-01-01]}}", "`basis` is missing"),
    ],
)
def test_a_calendar_that_does_not_hold_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RulebookError, match=reason):
        edition(0, None, 40, calendar=text)


def test_words_that_mean_the_same_are_found_from_each_side() -> None:
    words = "synonyms: [[稀土, 稀土材料], [稀土, 稀有土]]\n"
    words += "dictionaries: {fields: {label: 领域, entries: {a: {label: 甲}}}}\n"
    found = edition(0, None, 40, words=words)
    assert found.synonyms == {"稀土": ("稀土材料", "稀有土"), "稀土材料": ("稀土",), "稀有土": ("稀土",)}
    assert found.dictionaries["fields"].entries["a"].label == "甲"


MERGED = """\
divisions:
  "150202": {name: 东区, name_en: East, valid_to: 2024-06-30, successors: ["150203"]}
  "150203": {name: 中区, name_en: Middle}
"""


def test_a_county_that_was_merged_keeps_its_name_and_takes_nothing_new(tmp_path: Path) -> None:
    book = load(tmp_path, page=PAGE + MERGED)
    assert set(book.divisions(date(2024, 6, 30))) == {"150202", "150203"}
    assert set(book.divisions(date(2024, 7, 1))) == {"150203"}
    assert (book.page.divisions or {})["150202"].name == "东区"


@pytest.mark.parametrize(
    ("divisions", "reason"),
    [
        ('{"130102": {name: 外市, name_en: Foreign}}', "does not begin with this city's 1502"),
        (
            '{"150202": {name: 东区, name_en: E, valid_to: 2024-01-01, successors: ["150209"]}}',
            "150209 is not a division",
        ),
        ('{"150202": {name: 东区, name_en: E, valid_from: 2025-01-01, valid_to: 2024-01-01}}', "ends before it begins"),
    ],
)
def test_divisions_are_the_citys_own(tmp_path: Path, divisions: str, reason: str) -> None:
    assert any(reason in error for error in errors(tmp_path, page=f"{PAGE}divisions: {divisions}\n"))


def test_what_was_taken_over_as_a_sample_is_no_article_of_this_document(tmp_path: Path) -> None:
    book = load(tmp_path, RULES.replace("cite: 第十条, amount", "cite: 样本：甲市第三十条, amount"))
    book.check(Rules)
    assert Rules.of(book, date(2024, 1, 1)).rate.cite == "样本：甲市第三十条"
    assert "第一条" in book.unstated()


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(f'*{before}' for _ in range(9))}]\n"
    for before, name in zip("abcdef", "bcdefg", strict=True)
)


@pytest.mark.parametrize("text", ["a: " + "[" * 60_000, BOMB, "a: &a [*a]", "a: [1, 2", "a: \x00", "- *nothing"])
def test_a_file_that_would_exhaust_the_platform_is_refused_before_it_is_read(text: str) -> None:
    with pytest.raises(RulebookError, match=r"150200-x/registry\.yml:\d"):
        Edition({"city.yml": PAGE, "registry.yml": text}, where="150200-x/").check(Rules)


@pytest.mark.parametrize("text", ["(" * 1_000 + "hosts" + ")" * 1_000 + " > 0", "hosts > 0 && " * 500 + "true"])
def test_an_expression_that_would_exhaust_the_platform_is_refused(tmp_path: Path, text: str) -> None:
    found = errors(tmp_path, RULES.replace("hosts <= 5", text))
    assert any("nested too deeply" in error or "at most 4000" in error for error in found)
