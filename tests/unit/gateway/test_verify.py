"""The public verification: as JSON and as a page; looks gathered, then told."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.app import create_app
from gateway.looks import Looks
from shared.errors import NotFound, Unavailable
from tests.unit.gateway.conftest import FakeBus, practice_settings

CODE = "A" * 26
FOUND = {
    "standing": "suspended", "standing_label": "已暂停", "standing_label_en": "Suspended", "number": "包科特2024-00001",
    "holder": "<b>张*", "subject": "commissioner", "kind_label": "技术服务型", "kind_label_en": "technical",
    "city": "150200", "city_name": "包头市", "city_name_en": "Baotou", "since": "2024-06-03", "until": None,
    "changed_on": "2024-06-04",
}  # fmt: skip


@pytest.fixture
def bus() -> FakeBus:
    return FakeBus({"verification": FOUND})


@pytest.fixture
def client(bus):
    return create_app(practice_settings(), bus).test_client()


def test_nobody_need_sign_in_to_verify(client, bus):
    answer = client.get(f"/api/public/verifications/{CODE}")
    assert (answer.status_code, answer.get_json()) == (200, FOUND)
    assert (bus.asked[0].name, bus.asked[0].args, bus.asked[0].actor.account) == ("verification", {"code": CODE}, "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_tells_the_standing_escapes_and_loads_nothing_else(client, lang):
    answer = client.get(f"/verify/{CODE}?lang={lang}")
    assert answer.status_code == 200
    assert ("已暂停" if lang == "zh" else "Suspended") in answer.text
    assert "&lt;b&gt;张*" in answer.text
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_code_that_is_nobodys_answers_404_in_the_same_shape(client, bus):
    bus.answers["verification"] = NotFound("verification")
    bus.answers["verify_agreement"] = NotFound("verification")
    answer = client.get(f"/api/public/verifications/{CODE}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    page = client.get(f"/verify/{CODE}")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert client.get("/verify/<script>alert(1)").status_code == 404


AGREED = {
    "standing": "changed", "standing_label": "有效（内容已由补充协议变更）", "standing_label_en": "Valid, changed",
    "number": "XY2024-00001", "title": "派驻协议", "holder": "张*", "sender": "某某学院**", "host": "某某公司**",
    "city": "150200", "city_name": "包头市", "city_name_en": "Baotou", "since": "2024-06-03", "until": "2025-06-02",
    "changed_on": None,
}  # fmt: skip


def test_the_page_shows_an_agreement_where_the_code_is_one_s(client, bus):
    bus.answers |= {"verification": NotFound("verification"), "verify_agreement": AGREED}
    page = client.get(f"/verify/{CODE}?lang=zh")
    assert page.status_code == 200
    for shown in ("协议核验", "补充协议", "XY2024-00001", "某某学院**", "某某公司**", "包头市"):
        assert shown in page.text
    assert "Agreement verification" in client.get(f"/verify/{CODE}?lang=en").text
    assert client.get(f"/api/public/agreements/{CODE}").get_json() == AGREED
    asked = len(bus.asked)
    assert client.get(f"/verify/{CODE.lower()}").status_code == 404
    assert [one.name for one in bus.asked[asked:]] == ["verification"], "no agreement has a code like that"


def test_looks_are_told_together_and_none_is_lost_while_the_registry_is_away():
    told: list[tuple[str, str, list[dict[str, Any]]]] = []
    away = [True]

    def send(service: str, city: str, looks: list[dict[str, Any]]) -> None:
        if away[0]:
            raise Unavailable()
        told.append((service, city, looks))

    looks = Looks(send, pause=60)
    for code in (CODE, CODE, "B" * 26):
        looks.note("registry", "150200", code)
    looks.flush()
    assert told == []
    away[0] = False
    looks.note("registry", "150200", CODE)
    looks.note("dispatch", "150200", "C" * 26)
    looks.flush()
    assert [(service, city, sorted((one["code"], one["count"]) for one in of)) for service, city, of in told] == [
        ("registry", "150200", [(CODE, 3), ("B" * 26, 1)]),
        ("dispatch", "150200", [("C" * 26, 1)]),
    ]
    looks.flush()
    assert len(told) == 2


def test_more_looks_than_a_service_takes_at_once_are_told_in_parts():
    told: list[int] = []
    looks = Looks(lambda service, city, of: told.append(len(of)), pause=60)
    for number in range(1_500):
        looks.note("registry", "150200", f"{number:026d}")
    looks.flush()
    assert told == [1_000, 500]
