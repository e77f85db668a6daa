"""What two installations sign and compare: nobody else's, nobody else's question, not again, not later."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import peering
from shared.peering import Peering, Unsigned
from shared.vault import Vault

NOW = datetime(2026, 6, 3, 2, tzinfo=UTC)
ONE, TWO, THREE = (Peering(Vault(letter * 40)) for letter in "123")
ID = {side: side.public_keys()["key_id"] for side in (ONE, TWO, THREE)}
KEY = {side: side.public_keys()["signing_key"] for side in (ONE, TWO, THREE)}
AGREES = {side: side.public_keys()["agreement_key"] for side in (ONE, TWO, THREE)}


@given(st.text(max_size=20))
def test_both_sides_make_the_same_token_and_a_third_another(text):
    mine = ONE.token(AGREES[TWO], "person", text)
    assert mine == TWO.token(AGREES[ONE], "person", text)
    assert mine != THREE.token(AGREES[TWO], "person", text)
    assert mine != ONE.token(AGREES[THREE], "person", text)
    assert mine != ONE.token(AGREES[TWO], "host", text)


def test_keys_are_the_installation_s_own_and_stay():
    assert Peering(Vault("1" * 40)).public_keys() == ONE.public_keys()
    assert len({KEY[ONE], KEY[TWO], AGREES[ONE], AGREES[TWO]}) == 4
    assert peering.checked_key(KEY[ONE]) == KEY[ONE]
    with pytest.raises(ValueError, match="32 bytes"):
        peering.checked_key("c2hvcnQ")


def test_a_question_is_read_by_whom_it_is_for_and_answered_to_that_question():
    asked = ONE.sign(ID[TWO], {"token": "t"}, "n1", NOW)
    assert peering.issuer(asked) == ID[ONE]
    assert TWO.read(asked, KEY[ONE], NOW) == ("n1", {"token": "t"})
    answered = TWO.sign(ID[ONE], {"same_person": True}, "n2", NOW, answers=asked)
    assert ONE.read(answered, KEY[TWO], NOW, answers=asked)[1] == {"same_person": True}
    assert ONE.own(asked, ID[TWO]) == {"token": "t"}


def test_whatever_else_arrives_is_refused():
    asked = ONE.sign(ID[TWO], {"token": "t"}, "n1", NOW)
    other = ONE.sign(ID[TWO], {"token": "u"}, "n2", NOW)
    answered = TWO.sign(ID[ONE], {}, "n3", NOW, answers=asked)
    head, body, mac = asked.split(".")
    wrong = [
        lambda: THREE.read(asked, KEY[ONE], NOW),  # it was for somebody else
        lambda: TWO.read(asked, KEY[THREE], NOW),  # somebody else signed it
        lambda: TWO.read(f"{head}.{body[:-2]}AA.{mac}", KEY[ONE], NOW),
        lambda: TWO.read(asked, KEY[ONE], NOW + timedelta(seconds=301)),
        lambda: TWO.read(asked, KEY[ONE], NOW - timedelta(seconds=301)),
        lambda: ONE.read(answered, KEY[TWO], NOW, answers=other),
        lambda: ONE.read(asked, KEY[ONE], NOW, answers=asked),  # a question sent back is no answer
        lambda: TWO.read("not a message", KEY[ONE], NOW),
        lambda: TWO.own(asked, ID[TWO]),
    ]
    for one in wrong:
        with pytest.raises(Unsigned):
            one()
    assert peering.issuer("not a message") == ""


def test_an_unsigned_token_and_another_algorithm_are_refused():
    import jwt

    claims = {"iss": ID[ONE], "aud": ID[TWO], "iat": int(NOW.timestamp()), "jti": "n", "said": {}}
    for forged in (
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode(claims, KEY[ONE].encode(), algorithm="HS256"),
    ):
        with pytest.raises(Unsigned):
            TWO.read(forged, KEY[ONE], NOW)
