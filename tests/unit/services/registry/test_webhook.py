"""Webhooks and letters decided: who takes what, how it is signed, when it is tried again and when given up."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain import delivery as deliveries
from services.registry.domain import letter as letters
from services.registry.domain import retry
from services.registry.domain import webhook as webhooks
from services.registry.domain.delivery import Try
from services.registry.domain.letter import Choice, Chosen
from services.registry.domain.message import Message, Occasion
from services.registry.domain.webhook import Switchboard
from services.registry.message_table import TABLE
from shared.actor import Actor
from shared.errors import Conflict, Invalid
from shared.vault import Vault

NOW = datetime(2024, 6, 3, 2, tzinfo=UTC)
VAULT = Vault("v" * 40)
BOARD = Switchboard("board:150200", "150200", {})


def webhook(**over):
    actor, day = Actor("a1", "某人", "150200"), date(2024, 6, 3)
    made = webhooks.subscribe("w1", BOARD, "省平台", "https://a.example/x", ["registry.*"], actor, day)
    return replace(made, **over)


def occasion(id="e1", **data):
    return Occasion(id, "150200", "registry.filing_made", "filing:f1", data, NOW, "doer")


# -- who takes what ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("types", "type", "takes"),
    [
        (("*",), "funding.claim_paid", True),
        (("registry.*",), "registry.filing_made", True),
        (("registry.*",), "dispatch.agreement_filed", False),
        (("registry.filing_made",), "registry.filing_made", True),
        (("registry.filing_made",), "registry.filing_made_late", False),
    ],
)
def test_a_webhook_takes_the_types_it_names(types, type, takes):
    board = webhooks.connected(BOARD, webhook(types=types))
    assert webhooks.takers(board, type) == (["w1"] if takes else [])


@pytest.mark.parametrize(("status", "kept"), [("active", 1), ("paused", 1), ("disabled", 0), ("deleted", 0)])
def test_announcements_are_kept_for_a_paused_webhook_and_not_for_an_ended_one(status, kept):
    board = webhooks.connected(BOARD, webhook())
    assert len(webhooks.connected(board, webhook(status=status)).lines) == kept


def test_no_city_has_too_many():
    full = replace(BOARD, lines={str(n): ("*",) for n in range(webhooks.MOST)})
    with pytest.raises(Conflict):
        webhooks.subscribe("w", full, "一", "https://a.example", ["*"], Actor("a1", "某人", "150200"), NOW.date())


# -- the signature -----------------------------------------------------------------------------------------------------


def verified(secret, id, timestamp, body, signatures):
    """As a receiver does it, by the specification."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}" in signatures.split(" ")


@given(st.text(), st.text(alphabet="abc123", min_size=1))
def test_a_receiver_verifies_what_was_signed_and_nothing_else(body, id):
    made, stamp = webhook(), str(int(NOW.timestamp()))
    secret, signed = webhooks.secret(made, VAULT.derive), webhooks.signature(made, VAULT.derive, id, NOW, body)
    assert verified(secret, id, stamp, body, signed)
    assert not verified(secret, id, stamp, body + "!", signed)
    assert not verified(secret, id + "x", stamp, body, signed)
    assert not verified(secret, id, str(int(stamp) + 1), body, signed)


def test_a_secret_has_the_form_and_strength_of_the_standard_and_is_each_webhook_s_own():
    secrets = {webhooks.secret(webhook(id=id), VAULT.derive) for id in ("w1", "w2")}
    secrets |= {webhooks.secret(webhook(), Vault("w" * 40).derive)}
    assert len(secrets) == 3
    for secret in secrets:
        assert secret.startswith("whsec_")
        assert 24 <= len(base64.b64decode(secret[6:])) <= 64


def test_after_a_rotation_both_secrets_hold_for_a_day():
    old = webhook()
    new = webhooks.rotate(old, NOW)
    for at, both in ((NOW + timedelta(hours=23), True), (NOW + timedelta(hours=25), False)):
        signed, stamp = webhooks.signature(new, VAULT.derive, "e1", at, "{}"), str(int(at.timestamp()))
        assert verified(webhooks.secret(new, VAULT.derive), "e1", stamp, "{}", signed)
        assert verified(webhooks.secret(old, VAULT.derive), "e1", stamp, "{}", signed) == both


# -- its life ----------------------------------------------------------------------------------------------------------


def test_a_webhook_is_disabled_after_five_days_of_failure_and_not_before():
    failing = webhooks.failed(webhook(), NOW, gone=False, why="HTTP 500")
    assert (failing.status, failing.failing_since) == ("active", NOW)
    assert webhooks.failed(failing, NOW + timedelta(days=4, hours=23), False, "HTTP 500").status == "active"
    ended = webhooks.failed(failing, NOW + timedelta(days=5), False, "HTTP 500")
    assert (ended.status, ended.reason) == ("disabled", "HTTP 500")
    assert webhooks.succeeded(failing, NOW).failing_since is None


def test_a_receiver_that_is_gone_is_not_asked_again():
    assert webhooks.failed(webhook(), NOW, gone=True, why="HTTP 410").status == "disabled"


def test_a_busy_webhook_s_record_is_not_written_at_each_delivery():
    first = webhooks.succeeded(webhook(), NOW)
    assert webhooks.succeeded(first, NOW + timedelta(minutes=59)) is first
    assert webhooks.succeeded(first, NOW + timedelta(minutes=61)) != first


@pytest.mark.parametrize("status", ["active", "paused", "disabled", "deleted"])
def test_what_is_open_is_what_succeeds(status):
    made = webhook(status=status)
    ways = {
        "change": lambda: webhooks.change(made, {"name": "新名"}),
        "pause": lambda: webhooks.pause(made),
        "resume": lambda: webhooks.resume(made),
        "rotate": lambda: webhooks.rotate(made, NOW),
        "delete": lambda: webhooks.delete(made),
        "replay": lambda: deliveries.replay(deliveries.prepare(occasion(), "w1"), made),
    }
    told = {one["action"]: one["open"] for one in webhooks.actions(made)}
    for action, way in ways.items():
        try:
            way()
            worked = True
        except Conflict:
            worked = False
        assert worked == told[action], f"{action} of a {status} one"


# -- deliveries --------------------------------------------------------------------------------------------------------


def test_a_delivery_says_what_happened_in_the_standard_s_form():
    made = deliveries.prepare(occasion(filing="f1"), "w1")
    body = json.loads(made.body)
    assert body == {
        "type": "registry.filing_made", "timestamp": "2024-06-03T02:00:00.000Z", "subject": "filing:f1",
        "city": "150200", "data": {"filing": "f1"},
    }  # fmt: skip
    sent = deliveries.headers(made, NOW, "v1,x")
    assert (sent["webhook-id"], sent["webhook-timestamp"]) == ("e1", str(int(NOW.timestamp())))


def test_a_delivery_is_tried_by_the_schedule_and_then_given_up():
    made, at, waits = deliveries.prepare(occasion(), "w1"), NOW, []
    while made.status == "waiting":
        made = deliveries.refused(made, Try(at, 500, "", 3))
        waits.append(made.due - at)
        at = made.due
    assert waits[:-1] == list(retry.AFTER)
    assert (made.status, made.attempts, len(made.tries)) == ("failed", 10, 10)
    assert sum(retry.AFTER, timedelta()) > timedelta(days=3), "a receiver may be away over a weekend"


def test_a_replay_begins_anew_under_the_same_id():
    failed = replace(deliveries.prepare(occasion(), "w1"), status="failed", attempts=10)
    again = deliveries.replay(failed, webhook())
    assert (again.id, again.event, again.status, again.attempts, again.replays) == (failed.id, "e1", "waiting", 0, 1)


# -- letters -----------------------------------------------------------------------------------------------------------


def message(**over):
    made = Message("m1", "150200", "a1", "filing", "registry.filing_made", "好", "good", "filings", "f1", "e1", NOW)
    return replace(made, **over)


def test_a_letter_goes_by_each_channel_that_wants_the_topic():
    choices = [Choice("sms", "139****0001"), Choice("email", "z***@x.cn", "sealed", ("training",))]
    (one,) = letters.write(message(), choices)
    assert (one.channel, one.mask, one.account) == ("sms", "139****0001", "a1")
    assert len(letters.write(message(topic="training"), choices)) == 2
    assert letters.write(message(times=2), choices) == [], "of many in a day the first is enough to call somebody"


def test_a_letter_is_tried_again_and_given_up():
    (made,) = letters.write(message(), [Choice("sms", "139****0001")])
    for _ in retry.AFTER:
        made = letters.failed(made, "busy", NOW)
        assert made.status == "waiting"
    assert letters.failed(made, "busy", NOW).status == "failed"
    assert letters.failed(made, "no_channel", NOW, for_good=True).status == "failed"
    assert letters.sent(made, "r1", NOW).receipt == "r1"


def test_a_channel_is_chosen_once_and_for_topics_that_there_are():
    chosen = Chosen("a1:150200", "150200", "a1")
    assert letters.choose(chosen, [Choice("sms", "1")], TABLE).choices[0].channel == "sms"
    with pytest.raises(Invalid):
        letters.choose(chosen, [Choice("sms", "1"), Choice("sms", "2")], TABLE)
    with pytest.raises(Invalid):
        letters.choose(chosen, [Choice("sms", "1", topics=("weather",))], TABLE)
