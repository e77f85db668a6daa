"""Problems travel over the bus as plain JSON and arrive as what they were."""

import orjson
import pytest

from shared.errors import (
    KINDS,
    Conflict,
    Forbidden,
    Invalid,
    Late,
    NotFound,
    Outdated,
    Problem,
    Refused,
    Unavailable,
)

ALL = [
    Invalid.field("/name", "必须填写", "required"),
    Invalid([{"pointer": "/a", "detail": "x", "code": "y"}, {"pointer": "/b", "detail": "x", "code": "y"}]),
    Forbidden(),
    Forbidden("不可以", "No"),
    NotFound("record"),
    Conflict(),
    Conflict("已归档", "It is sealed", code="sealed"),
    Outdated("记录已被他人修改", "Changed since", code="version"),
    Refused("dispatch.one_host", "四（一）", "同一年度内只能签约服务一个单位", "One host a year", todo="终止原协议"),
    Refused("a", "第一条", "甲", findings=[{"rule": "a", "article": "第一条"}, {"rule": "b", "article": "第二条"}]),
    Unavailable(),
    Unavailable(cause="AutoReconnect", away=True),
    Late(),
]


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.kind)
def test_a_problem_arrives_as_it_was_sent(problem):
    arrived = Problem.from_dict(orjson.loads(orjson.dumps(problem.as_dict())))
    assert type(arrived) is type(problem)
    assert arrived.as_dict() == problem.as_dict()


def test_every_kind_is_among_the_examples():
    assert {problem.kind for problem in ALL} == set(KINDS)


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.kind)
def test_every_problem_explains_itself_in_both_languages(problem):
    assert problem.reason
    assert problem.reason_en


def test_a_refusal_names_its_rule_and_article_after_the_journey_too():
    arrived = Problem.from_dict(Refused("r1", "第十三条第3项", "不足两年").as_dict())
    assert isinstance(arrived, Refused)
    assert (arrived.rule, arrived.article) == ("r1", "第十三条第3项")
    assert arrived.details["findings"][0]["article"] == "第十三条第3项"


def test_one_refusal_carries_every_unmet_condition():
    arrived = Problem.from_dict(ALL[9].as_dict())
    assert [finding["rule"] for finding in arrived.details["findings"]] == ["a", "b"]


def test_a_kind_from_a_later_release_counts_as_unavailable():
    assert isinstance(Problem.from_dict({"kind": "not-yet-known", "reason": "x"}), Unavailable)


def test_a_record_that_is_missing_and_one_that_is_not_ones_own_answer_alike():
    assert NotFound("records").as_dict() == NotFound("accounts").as_dict()
