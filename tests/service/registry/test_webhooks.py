"""Webhooks and letters over a real MongoDB and a real HTTP receiver that fails first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.registry.domain import retry
from shared.actor import Actor, Grant
from shared.channels import FileChannel
from shared.errands import Trip
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.outbound import Outbound
from tests.factories import registry as make
from tests.factories.receiver import Receiver
from tests.service.registry.conftest import Registry
from tests.service.registry.test_messages import tell


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


class Sender:
    """The errands of one service process, run when the test says, at a moment that it sets."""

    def __init__(self, registry: Registry, private: bool = True, folder: Path | None = None) -> None:
        self.registry = registry
        self.now = datetime.now(UTC)
        channels = {"sms": FileChannel(folder)} if folder else {}
        self.trip: Trip = replace(
            registry.service.trip, outbound=Outbound(private, 2.0), channels=channels, clock=lambda: self.now
        )

    def send(self, after: timedelta = timedelta()) -> bool:
        """What is due that much later is sent."""
        self.now += after
        errands = self.registry.service.errands
        return any([errands["deliver_webhooks"](self.trip), errands["send_letters"](self.trip)])


def subscribed(registry: Registry, url: str, types: list[str], by: Actor | None = None) -> dict[str, Any]:
    said = {"name": "省平台", "url": url, "types": types}
    made: dict[str, Any] = registry.command("create_webhook", said, by or registry.officer())
    return made


def problem(registry: Registry, id: str, **over: Any) -> None:
    tell(registry, "records.problem_reported", {"title": f"问题{id}"}, id=id, **over)


def deliveries(registry: Registry, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = registry.question("deliveries", asked, registry.officer())["items"]
    return found


def test_a_receiver_that_fails_first_gets_it_later_signed_and_once(registry: Registry, receiver: Receiver) -> None:
    made = subscribed(registry, receiver.url, ["records.*"])
    receiver.answers += [500, 503]
    sender = Sender(registry)
    problem(registry, "e1")
    tell(registry, "dispatch.demand_withdrawn", {"title": "不在订阅之内"}, id="e2")
    assert sender.send()
    assert not sender.send(), "not before the first five seconds are over"
    for after in retry.AFTER[:2]:
        assert sender.send(after)
    assert not sender.send(timedelta(days=9))
    assert [one.headers["webhook-id"] for one in receiver.got] == ["e1"] * 3
    assert receiver.got[-1].signed_with(made["secret"])
    assert receiver.got[-1].headers["webhook-timestamp"] != receiver.got[0].headers["webhook-timestamp"]
    assert receiver.got[-1].said["data"] == {"title": "问题e1"}
    (one,) = deliveries(registry)
    whole = registry.question("delivery", {"delivery_id": one["id"]}, registry.officer())
    assert (one["status"], one["attempts"]) == ("delivered", 3)
    assert (one["webhook_name"], one["url"], one["title"]) == (made["name"], receiver.url, "问题e1")
    assert [attempt["status"] for attempt in whole["tries"]] == [500, 503, 204]


def test_the_secret_is_shown_once_and_kept_nowhere(registry: Registry, receiver: Receiver) -> None:
    call = registry.call("create_webhook", {"name": "一", "url": receiver.url, "types": ["*"]}, registry.officer())
    first, again = (registry.commands([{**call, "key": "k"}])[0]["result"] for _ in range(2))
    assert first["secret"] == again["secret"], "a repeat under the same key gets the same answer"
    secret = first["secret"]
    shown = registry.question("webhook", {"webhook_id": first["id"]}, registry.officer())
    assert "secret" not in shown
    database = registry.service.store.database
    kept = [str(doc) for name in database.list_collection_names() for doc in database[name].find()]
    assert not [doc for doc in kept if secret in doc or secret.removeprefix("whsec_") in doc]


def test_a_webhook_never_receives_another_city_s_announcements(registry: Registry, receiver: Receiver) -> None:
    operator = Actor("op", "平台", "", grants=(Grant("platform_operator"),))
    with Receiver() as elsewhere, Receiver() as platform:
        subscribed(registry, receiver.url, ["*"])
        subscribed(registry.in_city(make.SHIJIAZHUANG), elsewhere.url, ["*"])
        subscribed(registry, platform.url, ["*"], operator)
        for city, id in ((make.BAOTOU, "b1"), (make.SHIJIAZHUANG, "s1"), ("", "p1")):
            problem(registry.in_city(city or make.BAOTOU), id, city=city)
        Sender(registry).send()
        got = [[one.headers["webhook-id"] for one in each.got] for each in (receiver, elsewhere, platform)]
        assert got == [["b1"], ["s1"], ["p1"]]


def test_another_city_s_and_another_role_s_webhooks_are_out_of_reach(registry: Registry, receiver: Receiver) -> None:
    made = subscribed(registry, receiver.url, ["*"])
    problem(registry, "e1")
    (one,) = deliveries(registry)
    registry.in_city(make.SHIJIAZHUANG)
    foreign = registry.officer()
    for name, args in (
        ("webhook", {"webhook_id": made["id"]}),
        ("delivery", {"delivery_id": one["id"]}),
    ):
        with pytest.raises(NotFound):
            registry.question(name, args, foreign)
    for name in ("pause_webhook", "ping_webhook", "rotate_webhook_secret", "delete_webhook"):
        with pytest.raises(NotFound):
            registry.command(name, {"webhook_id": made["id"]}, foreign)
        with pytest.raises(Forbidden):
            registry.command(name, {"webhook_id": made["id"]}, registry.county())
    with pytest.raises(NotFound):
        registry.command("replay_delivery", {"delivery_id": one["id"]}, foreign)
    assert registry.question("webhooks", {}, foreign)["items"] == []
    assert deliveries(registry) == []


def test_private_targets_are_refused_unless_a_setting_allows_them(registry: Registry, receiver: Receiver) -> None:
    subscribed(registry, receiver.url, ["*"])
    problem(registry, "e1")
    Sender(registry, private=False).send()
    assert receiver.got == []
    (one,) = deliveries(registry)
    assert one["last"]["error"].startswith("private:")
    for url in ("file:///etc/passwd", "ftp://a.example/x", "http://user:pw@a.example/"):
        with pytest.raises(Invalid):
            subscribed(registry, url, ["*"])


def test_paused_it_waits_and_resumed_it_comes(registry: Registry, receiver: Receiver) -> None:
    made = subscribed(registry, receiver.url, ["*"])
    id, officer, sender = {"webhook_id": made["id"]}, registry.officer(), Sender(registry)
    registry.command("pause_webhook", id, officer)
    problem(registry, "e1")
    assert not sender.send()
    registry.command("resume_webhook", id, officer)
    assert sender.send()
    assert receiver.types() == ["records.problem_reported"]
    registry.command("delete_webhook", id, officer)
    problem(registry, "e2")
    assert not sender.send()
    assert registry.question("webhooks", {}, officer)["items"] == []
    with pytest.raises(Conflict):
        registry.command("resume_webhook", id, officer)


def test_a_rotated_secret_signs_beside_the_old_one(registry: Registry, receiver: Receiver) -> None:
    made = subscribed(registry, receiver.url, ["*"])
    registry.on(datetime.now(UTC).date())  # the day of overlap is counted from the rotation
    new = registry.command("rotate_webhook_secret", {"webhook_id": made["id"]}, registry.officer())
    assert new["secret"] != made["secret"]
    sender = Sender(registry)
    problem(registry, "e1")
    sender.send()
    assert receiver.got[0].signed_with(made["secret"])
    assert receiver.got[0].signed_with(new["secret"])
    problem(registry, "e2")
    sender.send(timedelta(days=3))
    assert receiver.got[1].signed_with(new["secret"])
    assert not receiver.got[1].signed_with(made["secret"])


def test_deliveries_are_sent_again_one_by_one_or_of_a_time(registry: Registry, receiver: Receiver) -> None:
    made = subscribed(registry, receiver.url, ["*"])
    sender, officer = Sender(registry), registry.officer()
    for n in range(4):
        problem(registry, f"e{n}", time=f"2024-06-03T0{n}:00:00.000Z")
    sender.send()
    (newest, *_) = deliveries(registry)
    registry.command("replay_delivery", {"delivery_id": newest["id"]}, officer)
    between = {"since": "2024-06-03T01:00:00Z", "until": "2024-06-03T03:00:00Z", "webhook_id": made["id"]}
    assert registry.command("replay_deliveries", between, officer) == {"replayed": 2, "next": None}
    sender.send()
    assert sorted(one.headers["webhook-id"] for one in receiver.got[4:]) == ["e1", "e2", "e3"]
    trial = registry.command("ping_webhook", {"webhook_id": made["id"]}, officer)
    sender.send()
    assert receiver.types()[-1] == "webhook.ping"
    assert registry.question("delivery", {"delivery_id": trial["id"]}, officer)["status"] == "delivered"


def test_one_that_fails_for_days_is_disabled_and_its_owner_told(registry: Registry, receiver: Receiver) -> None:
    made = subscribed(registry, receiver.url, ["*"])
    receiver.answers += [500] * 50
    sender = Sender(registry)
    for n in range(3):  # new announcements keep coming while the receiver is down
        problem(registry, f"e{n}")
        for after in (timedelta(0), *retry.AFTER):
            sender.send(after)
    shown = registry.question("webhook", {"webhook_id": made["id"]}, registry.officer())
    assert (shown["status"], shown["reason"]) == ("disabled", "HTTP 500")
    (told,) = registry.told("webhook_disabled")
    assert told["data"]["owner"] == registry.officer().account
    sent = len(receiver.got)
    problem(registry, "e9")
    sender.send(timedelta(days=1))
    assert len(receiver.got) == sent


def test_letters_go_by_the_chosen_channel_with_the_address_masked(registry: Registry, tmp_path: Path) -> None:
    manager, unit = registry.station()
    person = registry.register()
    said = {"channels": [{"channel": "sms"}, {"channel": "email", "address": "z@example.cn", "topics": ["training"]}]}
    chosen = registry.command("choose_channels", said, person)
    assert [one["to"][:3] for one in chosen["channels"]] == ["139", "z**"]
    officer = registry.officer()
    with pytest.raises(Invalid):
        registry.command("choose_channels", {"channels": [{"channel": "sms"}]}, officer)

    sender = Sender(registry, folder=tmp_path)
    tell(
        registry,
        "records.report_returned",
        {"person": person.person, "period": "2024-05", "reason": "缺数", "unit": unit},
    )
    assert sender.send()
    (file,) = tmp_path.iterdir()
    (line,) = [json.loads(one) for one in file.read_text("utf-8").splitlines()]
    assert (line["channel"], line["text"]) == ("sms", "2024-05的报告被退回：缺数")
    said = {"person_id": person.person, "reason": "核对号码"}
    assert registry.command("disclose_identity", said, officer)["phone"] not in file.read_text("utf-8")
    (letter,) = registry.question("letters", {}, person)["items"]
    assert (letter["status"], letter["to"][:3]) == ("sent", "139")
    assert registry.question("letters", {}, manager)["items"] == []


def test_a_carrier_that_needs_the_phone_is_handed_it_at_sending_and_asked_again(registry: Registry) -> None:
    person = registry.register(phone="13900001234")
    registry.command("choose_channels", {"channels": [{"channel": "sms"}]}, person)
    handed: list[str] = []

    class Carrier:
        needs_address = True

        def send(self, posted: Any) -> str:
            handed.append(posted.to)
            if len(handed) == 1:
                raise RuntimeError(f"the carrier's own words with {posted.to}")
            return "receipt"

    sender = Sender(registry)
    sender.trip = replace(sender.trip, channels={"sms": Carrier()})
    tell(registry, "records.report_returned", {"person": person.person, "period": "2024-05", "reason": "缺数"})
    sender.send()
    sender.send(retry.AFTER[0])
    assert handed == ["13900001234"] * 2
    kept = str(list(registry.service.store.database["letters"].find()))
    assert "13900001234" not in kept
    assert "fault: RuntimeError" not in kept, "once sent, the error is gone"
