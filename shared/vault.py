"""Personal data at rest: sealed with SM4-GCM, matched by a keyed SM3 fingerprint, shown masked."""

from __future__ import annotations

import hmac
import os
from base64 import b64decode, b64encode
from copy import copy

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

NONCE, TAG = 12, 16


class Vault:
    """Seals and opens short texts. The keys are derived from one secret, one for each purpose."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.new(secret.encode(), b"tepai seal", "sm3").digest()[:16]
        self._derivation = hmac.new(secret.encode(), b"tepai derivation", "sm3").digest()
        self._index = hmac.new(secret.encode(), b"tepai fingerprint", "sm3").digest()

    def seal(self, text: str) -> str:
        """The text as base64 of nonce, ciphertext, tag; two seals of one text differ."""
        nonce = os.urandom(NONCE)
        encryptor = Cipher(algorithms.SM4(self._key), modes.GCM(nonce)).encryptor()
        sealed = encryptor.update(text.encode()) + encryptor.finalize()
        return b64encode(nonce + sealed + encryptor.tag).decode()

    def open(self, sealed: str) -> str:
        """The text that was sealed. Raises ValueError when it was altered, or sealed under another secret."""
        raw = b64decode(sealed)
        nonce, text, tag = raw[:NONCE], raw[NONCE:-TAG], raw[-TAG:]
        try:
            decryptor = Cipher(algorithms.SM4(self._key), modes.GCM(nonce, tag)).decryptor()
            return (decryptor.update(text) + decryptor.finalize()).decode()
        except InvalidTag:
            raise ValueError("not sealed by this vault, or altered") from None

    def new_key(self) -> str:
        """A key of one subject's own, sealed under this vault. Whoever destroys it destroys all it has sealed."""
        return self.seal(os.urandom(16).hex())

    def by(self, key: str) -> Vault:
        """The vault that seals and opens with a subject's own key; its fingerprints stay the common ones.

        Raises ValueError for a key that was destroyed ("") or altered.
        """
        if not key:
            raise ValueError("the key was destroyed")
        own = copy(self)
        own._key = bytes.fromhex(self.open(key))
        return own

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose, always the same: for what must not be kept and need not be chosen."""
        return hmac.new(self._derivation, purpose.encode(), "sm3").digest()

    def fingerprint(self, text: str) -> str:
        """A keyed hash of the text without spaces, in capitals: equal for equal texts, tells nothing else (hex)."""
        return hmac.new(self._index, "".join(text.split()).upper().encode(), "sm3").hexdigest()


def mask_id(number: str) -> str:
    """150202********1234: the division and the last four stay."""
    return f"{number[:6]}{'*' * max(len(number) - 10, 0)}{number[-4:]}" if len(number) > 10 else "*" * len(number)


def mask_phone(number: str) -> str:
    """139****1234."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 11 else "*" * len(number)


def mask_name(name: str) -> str:
    """张*, 欧*娜: the first character, and the last of three or more."""
    return name[:1] + "*" * (1 if len(name) < 3 else len(name) - 2) + (name[-1] if len(name) >= 3 else "")
