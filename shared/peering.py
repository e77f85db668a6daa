"""A signed exchange between two installations that share no database and do not trust the network between them.

Each has two keys derived from its own secret: Ed25519 signs, X25519 agrees. Questions and answers are JWS (RFC 7515,
EdDSA): issuer, audience, moment and a nonce are under the signature, and an answer carries the hash of its question, so
that it fits no other. What must be compared and not shown goes as a *token*: HMAC under a key that only these two can
derive (X25519, HKDF-SHA256). Argued in infra/decisions/0021.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.vault import Vault

FRESH_SECONDS = 300


class Unsigned(Exception):
    """A message that is not what the peer signed for us, now. The text says which of that."""


class Peering:
    """This installation's side. Its keys come from the vault: they need no keeping and do not change by themselves."""

    def __init__(self, vault: Vault) -> None:
        self._signing = Ed25519PrivateKey.from_private_bytes(vault.derive("peering signing"))
        self._agreeing = X25519PrivateKey.from_private_bytes(vault.derive("peering agreement"))

    def public_keys(self) -> dict[str, str]:
        """What the other side is given: `signing_key`, `agreement_key` (base64url of 32 bytes) and `key_id`."""
        signing = _text(self._signing.public_key().public_bytes_raw())
        return {
            "signing_key": signing,
            "agreement_key": _text(self._agreeing.public_key().public_bytes_raw()),
            "key_id": key_id(signing),
        }

    def token(self, agreement_key: str, purpose: str, text: str) -> str:
        """The text under the key shared with that peer (hex), the same on either side. Raises ValueError: a bad key."""
        theirs = X25519PublicKey.from_public_bytes(_bytes(agreement_key))
        shared = self._agreeing.exchange(theirs)
        ends = sorted([self._agreeing.public_key().public_bytes_raw(), _bytes(agreement_key)])
        pair = HKDF(hashes.SHA256(), 32, salt=b"".join(ends), info=b"tepai peering 1").derive(shared)
        return hmac.new(pair, f"{purpose}|{text}".encode(), hashlib.sha256).hexdigest()

    def sign(self, to: str, said: Mapping[str, Any], nonce: str, now: datetime, answers: str = "") -> str:
        """A JWS for the peer with this key id. `answers`: the question's own JWS, where this is its answer."""
        claims = {
            "iss": self.public_keys()["key_id"],
            "aud": to,
            "iat": int(now.timestamp()),
            "jti": nonce,
            **({"req": digest(answers)} if answers else {}),
            "said": dict(said),
        }
        return jwt.encode(claims, self._signing, algorithm="EdDSA", headers={"kid": claims["iss"]})

    def read(self, message: str, signing_key: str, now: datetime, answers: str = "") -> tuple[str, dict[str, Any]]:
        """(nonce, what was said). Raises Unsigned unless this peer signed it for us within five minutes.

        `answers`: the question that it must be the answer to.
        """
        needed = ["iss", "aud", "iat", "jti", "said", *(["req"] if answers else [])]
        try:
            theirs = Ed25519PublicKey.from_public_bytes(_bytes(signing_key))
            claims = jwt.decode(
                message,
                theirs,
                algorithms=["EdDSA"],
                audience=self.public_keys()["key_id"],
                issuer=key_id(signing_key),
                options={"require": needed, "verify_exp": False, "verify_iat": False, "verify_nbf": False},
            )
        except (jwt.InvalidTokenError, ValueError) as problem:
            raise Unsigned(type(problem).__name__) from problem
        if not isinstance(claims["iat"], int) or abs(now.timestamp() - claims["iat"]) > FRESH_SECONDS:
            raise Unsigned("NotFresh")
        if answers and not hmac.compare_digest(str(claims["req"]), digest(answers)):
            raise Unsigned("AnotherQuestion")
        if not isinstance(claims["said"], dict):
            raise Unsigned("NotAnObject")
        return str(claims["jti"]), claims["said"]

    def own(self, message: str, to: str) -> dict[str, Any]:
        """What this installation itself asked the peer with this key id. Raises Unsigned where it did not."""
        try:
            found = jwt.decode(
                message,
                self._signing.public_key(),
                algorithms=["EdDSA"],
                audience=to,
                issuer=self.public_keys()["key_id"],
                options={"require": ["said"], "verify_exp": False, "verify_iat": False, "verify_nbf": False},
            )
        except jwt.InvalidTokenError as problem:
            raise Unsigned(type(problem).__name__) from problem
        said: dict[str, Any] = found["said"]
        return said


def issuer(message: str) -> str:
    """Who a message says it is from, unproven: to find the key it must be held against. "" where it says nothing."""
    try:
        found = jwt.get_unverified_header(message).get("kid", "")
    except jwt.InvalidTokenError:
        return ""
    return found if isinstance(found, str) else ""


def key_id(signing_key: str) -> str:
    """A short name of a signing key: read over the phone, it tells one key from another."""
    return hashlib.sha256(_bytes(signing_key)).hexdigest()[:32]


def checked_key(text: str) -> str:
    """A public key of 32 bytes as it is kept. Raises ValueError for anything else."""
    if len(_bytes(text)) != 32:
        raise ValueError("a public key has 32 bytes")
    return _text(_bytes(text))


def digest(message: str) -> str:
    """The SHA-256 of a message (hex)."""
    return hashlib.sha256(message.encode()).hexdigest()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
