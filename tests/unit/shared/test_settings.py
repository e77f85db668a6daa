"""Settings: what must be given is asked for by name, and a weak secret is no secret."""

import pytest

from shared import settings

GIVEN = {
    "AMQP_URI": "amqp://localhost", "MONGO_URI": "mongodb://localhost",
    "ACTOR_SECRET": "a" * 40, "FIELD_SECRET": "f" * 40,
}  # fmt: skip


@pytest.fixture
def given(monkeypatch):
    for name in (*GIVEN, "NAMESPACE", "BATCH_SIZE", "HEARING_RETRY_SECONDS", "CLOCK_SECRET", "TOKEN_SECRET"):
        monkeypatch.delenv(name, raising=False)
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_addresses_and_secrets_are_enough(given):
    configured = settings.from_environment()
    assert configured.namespace == "tepai"
    assert configured.hearing_retry_seconds == settings.RETRY_AFTER


@pytest.mark.parametrize("name", GIVEN)
def test_a_missing_one_is_named(given, name):
    given.delenv(name)
    with pytest.raises(Exception, match=name):
        settings.from_environment()


@pytest.mark.parametrize("name", ["ACTOR_SECRET", "FIELD_SECRET"])
@pytest.mark.parametrize("weak", ["", "secret", "a" * 31])
def test_a_weak_secret_is_refused_by_name(given, name, weak):
    given.setenv(name, weak)
    with pytest.raises(ValueError, match=name):
        settings.from_environment()


def test_a_practice_clock_is_off_unless_its_secret_is_given(given):
    assert settings.from_environment().clock_secret == ""


def test_the_pauses_before_an_event_is_tried_again_can_be_given(given):
    given.setenv("HEARING_RETRY_SECONDS", "0.1,2")
    assert settings.from_environment().hearing_retry_seconds == (0.1, 2.0)
