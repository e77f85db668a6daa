"""How often somebody may try to sign in: by account and address together, for a whole bureau may share one address."""

from __future__ import annotations

import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from gateway.errors import TooMany

_ATTEMPTS = RateLimitItemPerMinute(60)
# Guessing one password over many accounts: only failures count here, so an office signing in at nine is not stopped.
_FAILURES = RateLimitItemPerMinute(300, multiples=15)

# Asking who is known by trying to register: refusals count, not the registrations of a whole bureau behind one address.
_GUESSES = RateLimitItemPerHour(20)


class SignInLimits:
    """`storage` is a URI of `limits`: memory:// counts within one process, mongodb://… within the platform."""

    def __init__(self, storage: str) -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(storage))

    def attempt(self, login: str, address: str) -> None:
        """Counts an attempt. Raises TooMany."""
        if not self._limiter.test(_FAILURES, address):
            raise self._too_many(_FAILURES, address)
        if not self._limiter.hit(_ATTEMPTS, login, address):
            raise self._too_many(_ATTEMPTS, login, address)

    def failure(self, address: str) -> None:
        """Counts a failure."""
        self._limiter.hit(_FAILURES, address)

    def guess(self, address: str) -> None:
        """Raises TooMany where this address has been refused too often of late."""
        if not self._limiter.test(_GUESSES, "guess", address):
            raise self._too_many(_GUESSES, "guess", address)

    def guessed(self, address: str) -> None:
        """Counts a refusal that might have been a guess."""
        self._limiter.hit(_GUESSES, "guess", address)

    def _too_many(self, limit: RateLimitItem, *names: str) -> TooMany:
        resets_at, _ = self._limiter.get_window_stats(limit, *names)
        return TooMany(
            int(resets_at - time.time()) + 1, "尝试过于频繁，请稍后再试", "Too many attempts; please try again later"
        )
