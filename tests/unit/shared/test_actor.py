"""The signed actor: what travels is what was signed, and nothing else is believed."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.actor import PARTY_ROLES, ROLES, Actor, Grant, sign, verify
from shared.errors import Forbidden

SECRET = "x" * 40
OFFICER = Actor("a1", "某人", "150200", person="p1", grants=(Grant("county_officer", county="150203"),), session="s1")

text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
actors = st.builds(
    Actor,
    account=text,
    name=text,
    city=text,
    person=st.none() | text,
    grants=st.lists(st.builds(Grant, text, st.none() | text, st.none() | text), max_size=3).map(tuple),
    language=st.sampled_from(["zh", "en"]),
    as_of=st.none() | st.datetimes(timezones=st.just(UTC)),
    session=st.none() | text,
)


@given(actors)
def test_whoever_is_signed_is_who_arrives(actor):
    assert verify(sign(actor, SECRET), SECRET) == actor


def test_a_moment_keeps_its_zone():
    moment = datetime.fromisoformat("2024-05-01T09:00:00+08:00")
    assert verify(sign(Actor("a", "n", "c", as_of=moment), SECRET), SECRET).as_of == moment


def _promoted() -> str:
    body, _, mac = sign(OFFICER, SECRET).rpartition(".")
    plain = orjson.loads(urlsafe_b64decode(body))
    plain["grants"] = [["city_officer", None, None]]
    return f"{urlsafe_b64encode(orjson.dumps(plain)).decode()}.{mac}"


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(_promoted(), id="other grants under the old signature"),
        pytest.param(sign(OFFICER, "y" * 40), id="signed with another secret"),
        pytest.param(sign(OFFICER, SECRET)[:-1], id="signature cut short"),
        pytest.param(sign(OFFICER, SECRET).rpartition(".")[0] + ".", id="no signature"),
        pytest.param(sign(OFFICER, SECRET).rpartition(".")[0], id="no dot"),
        pytest.param("", id="nothing"),
        pytest.param(".", id="a dot"),
        pytest.param(sign(OFFICER, SECRET).upper(), id="other letters"),
        pytest.param(sign(OFFICER, SECRET)[:-1] + "特", id="letters beyond ASCII"),
    ],
)
def test_a_forged_actor_is_forbidden(forged):
    with pytest.raises(Forbidden):
        verify(forged, SECRET)


@given(st.data())
def test_one_changed_character_is_enough_to_be_forbidden(data):
    signed = sign(OFFICER, SECRET)
    place = data.draw(st.integers(0, len(signed) - 1))
    letter = data.draw(st.characters(codec="ascii").filter(lambda letter: letter != signed[place]))
    with pytest.raises(Forbidden):
        verify(signed[:place] + letter + signed[place + 1 :], SECRET)


def test_units_and_counties_are_those_of_the_role_asked_about():
    actor = Actor("a", "n", "c", grants=(Grant("host_manager", unit="u1"), Grant("liaison", unit="u2", county="k")))
    assert actor.units("host_manager") == {"u1"}
    assert actor.units("host_manager", "liaison") == {"u1", "u2"}
    assert actor.counties("liaison") == {"k"}
    assert actor.counties("host_manager") == frozenset()


def test_everyone_signed_in_is_an_applicant():
    assert Actor("a", "n", "c").has("applicant")
    assert not Actor("", "", "c").has("applicant")


def test_every_party_of_a_rulebook_is_acted_for_by_a_role_of_the_platform():
    assert all(roles and set(roles) <= ROLES for roles in PARTY_ROLES.values())
