"""Words, pinyin, likeness of names, and the keys records are found by."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import words

CITY = {"高企申报": ["高新技术企业认定", "高企认定"], "羊绒": ["山羊绒"]}


def finds(asked: str, keys: tuple[str, ...], synonyms: Any = words.NO_SYNONYMS, prefix: str = "") -> bool:
    """Whether MongoDB would find a record of these keys by `matching`."""

    def holds(clause: dict[str, Any]) -> bool:
        ((name, wanted),) = clause.items()
        if name == "$and":
            return all(holds(one) for one in wanted)
        if name == "$or":
            return any(holds(one) for one in wanted)
        if name == "_id":
            return False
        needed = wanted["$all"] if isinstance(wanted, dict) else [wanted]
        return {one.removeprefix(prefix) for one in needed} <= set(keys)

    return holds(words.matching(asked, synonyms, prefix=prefix))


def test_tokens_are_words_in_lower_case_without_stop_words():
    found = words.tokens("我们需要稀土永磁材料的ＡＩ检测，以及 the PLC 改造")
    assert {"稀土", "材料", "ai", "检测", "plc", "改造"} <= set(found)
    assert not {"的", "我们", "the", "以及", "，"} & set(found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("said", "other"), [("高企申报辅导", "高新技术企业认定"), ("高新技术企业认定服务", "高企申报")]
)
def test_synonyms_work_both_ways(said, other):
    assert other in words.tokens(said, CITY)
    assert other not in words.tokens(said)


def test_tokens_are_bounded():
    assert len(words.tokens(" ".join(f"word{n}" for n in range(5_000)))) == words.MOST_TOKENS


@pytest.mark.parametrize(
    ("text", "full", "first"),
    [
        ("内蒙古科技大学", "neimenggukejidaxue", "nmgkjdx"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("万俟春", "moqichun", "mqc"),
        ("吕布", "lvbu", "lb"),
        ("重庆", "chongqing", "cq"),
        ("A 公司", "agongsi", "ags"),
        ("", "", ""),
    ],
)
def test_pinyin_and_initials(text, full, first):
    assert words.pinyin(text) == full
    assert words.initials(text) == first


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("包头市某某科技有限公司", "包头市某某科技有限责任公司", 1.0, 1.0),
        ("包头市某某科技有限公司", "包头某某科技有限公司", 0.9, 0.99),
        ("内蒙古甲乙（包头）稀土公司", "内蒙古甲乙(包头)稀土公司", 1.0, 1.0),
        ("包头市某某科技有限公司", "石家庄制药集团", 0.0, 0.5),
        ("", "某公司", 0.0, 0.0),
    ],
)
def test_names_alike(a, b, least, most):
    assert least <= words.names_alike(a, b) <= most
    assert words.names_alike(a, b) == words.names_alike(b, a)


@pytest.mark.parametrize(
    "asked", ["单雄信", "雄信", "单", "shanx", "danxiong", "sxx", "xiongxin", "SXX", "ｓｘｘ", "单 sxx"]
)
def test_a_person_is_found_by_characters_pinyin_and_initials(asked):
    assert finds(asked, words.name_keys("单雄信"))


@pytest.mark.parametrize("asked", ["单信", "xin", "wang", "王", "", "  ，", "sxxx"])
def test_and_not_by_what_is_not_in_the_name(asked):
    keys = words.name_keys("单雄飞")
    assert not finds(asked, keys)


@pytest.mark.parametrize("asked", ["科技大学", "内蒙古", "keji", "nmgkj", "daxue", "内蒙古科技大学", "蒙古科技"])
def test_a_unit_is_found_by_the_beginning_of_any_word(asked):
    assert finds(asked, words.name_keys("内蒙古科技大学"))


def test_a_text_is_found_by_a_synonym_even_when_it_was_kept_without():
    keys = words.text_keys("为企业办理高新技术企业认定", CITY)
    assert finds("高企申报", keys, CITY)
    assert not finds("高企申报", words.text_keys("稀土材料"), CITY)


def test_keys_of_a_city_are_apart():
    keys = tuple(f"150200|{key}" for key in words.name_keys("张三"))
    assert words.matching("zhang", prefix="150200|") == {"search": "150200|zhang"}
    assert "150200|zhang" in keys


def test_an_empty_question_fits_nothing():
    assert words.matching(" \u3000 ") == {"_id": {"$in": []}}


@given(st.text(max_size=60))
def test_any_text_is_taken(text):
    assert len(words.tokens(text)) <= words.MOST_TOKENS
    assert len(words.name_keys(text)) <= words.MOST_KEYS
    assert isinstance(words.matching(text, CITY), dict)
    assert words.names_alike(text, text) in (0.0, 1.0)


@given(st.text(alphabet="张王李赵单曾雄信建国明华", min_size=2, max_size=4))
def test_a_name_is_found_by_all_of_itself(name):
    keys = words.name_keys(name)
    assert finds(name, keys)
    assert finds(words.pinyin(name), keys) or len(words.pinyin(name)) > words.LONGEST_PINYIN
    assert finds(words.initials(name), keys)
