"""Personal data: sealed, matched by fingerprint, masked."""

import pytest

from shared.vault import Vault, mask_id, mask_name, mask_phone

VAULT = Vault("a secret of thirty-two characters")


def test_what_is_sealed_opens_again_and_shows_nothing() -> None:
    sealed = VAULT.seal("150202199001011234")
    assert VAULT.open(sealed) == "150202199001011234"
    assert "1502" not in sealed
    assert VAULT.seal("150202199001011234") != sealed


def test_another_secret_or_an_altered_seal_does_not_open() -> None:
    sealed = VAULT.seal("13900001234")
    with pytest.raises(ValueError, match="not sealed by this vault"):
        Vault("another secret of thirty-two letters").open(sealed)
    with pytest.raises(ValueError, match="not sealed by this vault"):
        VAULT.open(("A" if sealed[0] != "A" else "B") + sealed[1:])


def test_equal_numbers_have_equal_fingerprints_whatever_their_spacing() -> None:
    assert VAULT.fingerprint("15020219900101123x") == VAULT.fingerprint(" 15020219900101123X ")
    assert VAULT.fingerprint("1") != VAULT.fingerprint("2")
    assert VAULT.fingerprint("1") != Vault("another secret of thirty-two letters").fingerprint("1")


def test_masks_leave_enough_to_recognise_and_not_more() -> None:
    assert mask_id("150202199001011234") == "150202********1234"
    assert mask_phone("13900001234") == "139****1234"
    assert [mask_name(name) for name in ("张三", "欧阳娜娜", "李")] == ["张*", "欧**娜", "李*"]
    assert mask_id("12345") == "*****"
