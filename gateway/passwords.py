"""Passwords: argon2id, computed in the gateway's own threads: no password and no slow hash crosses the bus."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gateway.errors import TooMany
from shared.errors import Invalid
from shared.settings import Settings

MIN_LENGTH = 10
MAX_LENGTH = 128
ONE_TIME_LENGTH = 16
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/i/l: it is read aloud over the phone
# One hash takes 19 MiB: a rush of sign-ins waits for its turn and does not take the machine's memory.
_TURNS = BoundedSemaphore(4)
_WAIT_SECONDS = 8.0
_HASH_BYTES = 32


@lru_cache(maxsize=4)
def _hasher(memory_kib: int, time: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time, memory_cost=memory_kib, parallelism=1, hash_len=_HASH_BYTES)


@lru_cache(maxsize=4)
def _nobody(memory_kib: int, time: int) -> str:
    """A hash that no password has: an unknown account takes as long to refuse as a known one."""
    return _hasher(memory_kib, time).hash("\0nobody\0")


def hash_password(password: str, settings: Settings) -> str:
    """The argon2id hash."""
    with _Turn():
        return _hasher(settings.argon2_memory_kib, settings.argon2_time).hash(password)


def one_time_password(secret: str, purpose: str) -> str:
    """A first password of 16 characters (79 bits), stored nowhere: the same request repeated gives it again."""
    digest = int.from_bytes(hmac.new(secret.encode(), b"one-time|" + purpose.encode(), hashlib.sha256).digest())
    characters = []
    for _ in range(ONE_TIME_LENGTH):
        digest, place = divmod(digest, len(ALPHABET))
        characters.append(ALPHABET[place])
    return "".join(characters)


def verify_password(password: str, password_hash: str | None, settings: Settings) -> bool:
    """Whether the password is the one; None (no such account) takes the same time and is never right."""
    hasher = _hasher(settings.argon2_memory_kib, settings.argon2_time)
    expected = password_hash or _nobody(settings.argon2_memory_kib, settings.argon2_time)
    with _Turn():
        try:
            return hasher.verify(expected, password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def check_strength(password: str, login: str, pointer: str = "/new_password") -> None:
    """Raises Invalid for a password that is too short, the login itself, or too plain (GB/T 22239 8.1.4.1)."""
    plain = password.strip().lower()
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise _weak(
            pointer, f"密码须为 {MIN_LENGTH} 至 {MAX_LENGTH} 个字符", f"{MIN_LENGTH} to {MAX_LENGTH} characters"
        )
    if login and login.lower() in plain:
        raise _weak(pointer, "密码不得包含登录名", "The password must not contain the login")
    if len(set(plain)) < 5 or plain.isdigit() or plain in "abcdefghijklmnopqrstuvwxyz":
        raise _weak(
            pointer,
            "密码过于简单，请混合使用字母、数字或其他字符",
            "Too simple: mix letters, digits and other characters",
        )


def _weak(pointer: str, detail: str, detail_en: str) -> Invalid:
    return Invalid([{"pointer": pointer, "detail": detail, "detail_en": detail_en, "code": "weak_password"}])


class _Turn:
    def __enter__(self) -> None:
        if not _TURNS.acquire(timeout=_WAIT_SECONDS):
            raise TooMany(5, "登录的人较多，请稍后再试", "Many people are signing in; please try again shortly")

    def __exit__(self, *_: object) -> None:
        _TURNS.release()
