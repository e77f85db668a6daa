"""What a step of an application rests on is told with it, article by article."""

from __future__ import annotations

from services.registry.domain import application, citing, quota, review
from services.registry.domain.application import Application
from services.registry.domain.quota import Counter
from services.registry.domain.review import Supply
from services.registry.rules import Rules
from tests.factories import registry as make

BAOTOU = Rules.of(make.rulebooks().of(make.BAOTOU), make.DAY)
SUPPLY = Supply(
    quota.empty(make.BAOTOU, "commissioner", "technical_service", 2024), Counter("counter", make.BAOTOU, 41)
)


def submitted() -> Application:
    return application.submit(make.submission(), make.dossier(), BAOTOU, make.actor(), make.DAY)


def test_where_conditions_are_examined_they_are_named_and_everywhere_the_chain() -> None:
    sent = submitted()
    examined = citing.of_step(sent, BAOTOU, "submitted")
    assert [one["rule"] for one in examined] == ["registry.subjects.commissioner.chain", *sent.rules]
    assert all(one["article"].startswith("第") for one in examined)
    passed = review.step(sent, "pass", BAOTOU, make.manager(), make.DAY)
    assert citing.of_step(passed, BAOTOU, "passed") == [
        {"rule": "registry.subjects.commissioner.chain", "article": "第十条"}
    ]


def test_a_refusal_names_the_reviewers_article_and_a_return_those_of_its_defects() -> None:
    sent = submitted()
    refused = citing.of_step(sent, BAOTOU, "rejected", "第九条第2项")
    assert [one["article"] for one in refused] == ["第十条", "第九条第2项"]
    marks = [
        {"pointer": "/statement", "detail": "过于简略", "article": "第九条"},
        {"pointer": "/fields", "detail": "请补充"},
    ]
    back = review.send_back(sent, marks, BAOTOU, make.manager(), make.DAY, "请补正")
    assert [one["article"] for one in citing.of_step(back, BAOTOU, "returned")] == ["第十条", "第九条"]


def test_a_filing_is_told_with_the_article_of_every_rule_it_was_made_by() -> None:
    passed = review.step(submitted(), "pass", BAOTOU, make.manager(), make.DAY)
    made = review.file(passed, make.dossier(), BAOTOU, SUPPLY, make.officer(), "filing-9", make.DAY).filing
    assert made is not None
    cited = citing.of_filing(made, BAOTOU)
    assert [one["rule"] for one in cited] == list(made.rules)
    assert all(one["article"] for one in cited), "a number is by the bureau's own setting, which says who and since"
