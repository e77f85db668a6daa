"""From a bearer token to the actor behind the call. Signing in and out is resources/session.py.

The access token is a JWT (HS256 only, ten minutes) that carries the session's roles; it is verified once and then
remembered until it expires. Whatever it says, the services decide what the actor may do.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

import jwt
from flask import Request

from gateway.errors import BadRequest, Unauthenticated, language_of
from shared.actor import Actor, Grant, public
from shared.errors import Forbidden

ISSUER = "tepai"
ALGORITHM = "HS256"
CLOCK_HEADER = "Tepai-Clock"
CITY_HEADER = "Tepai-City"
_CITY = re.compile(r"\d{6}")
_REMEMBERED = 20_000


@dataclass(frozen=True)
class Caller:
    """Who calls; `expires` (epoch seconds) is until when that is known.

    `must_change_password`: nothing else is open before the first password was changed.
    """

    actor: Actor
    expires: float
    must_change_password: bool = False
    cities: tuple[str, ...] = ()
    login: str = ""


class Callers:
    """Answers who is behind a request. Safe for threads; one for each process."""

    def __init__(self, token_secret: str, clock_secret: str, access_seconds: int) -> None:
        self._token_secret = token_secret
        self._clock_secret = clock_secret
        self._access_seconds = access_seconds
        self._known: OrderedDict[tuple[str, str, str, str], Caller] = OrderedDict()
        self._ended: dict[str | None, float] = {}
        self._lock = Lock()

    def of(self, request: Request) -> Caller:
        """The caller of this request, signed in or not.

        Raises Unauthenticated for a token that does not hold, Forbidden for a practice clock that is not in force here.
        """
        environ = request.environ
        bearer = environ.get("HTTP_AUTHORIZATION", "")
        clock = environ.get("HTTP_TEPAI_CLOCK", "")
        language = environ.get("HTTP_ACCEPT_LANGUAGE", "")
        city = "" if bearer else environ.get("HTTP_TEPAI_CITY", "")
        key = (bearer, clock, language, city)
        known = self._known.get(key)
        if known is not None and known.expires > time.time() and known.actor.session not in self._ended:
            return known
        caller = self._read(bearer, language) if bearer else self._anonymous(language, city)
        if clock:
            caller = replace(caller, actor=replace(caller.actor, as_of=self._clock(clock, caller.actor.account)))
        with self._lock:
            self._known[key] = caller
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return caller

    def nobody(self, request: Request) -> Caller:
        """The caller of a request for which no token counts: signing in with an old token at hand must not fail."""
        environ = request.environ
        return self._anonymous(environ.get("HTTP_ACCEPT_LANGUAGE", ""), environ.get("HTTP_TEPAI_CITY", ""))

    def token(self, caller: Caller) -> str:
        """A new access token for this caller."""
        actor, now = caller.actor, datetime.now(UTC)
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "sub": actor.account,
            "sid": actor.session,
            "login": caller.login,
            "city": actor.city,
            "cities": list(caller.cities),
            "name": actor.name,
            "person": actor.person,
            "grants": [[grant.role, grant.unit, grant.county] for grant in actor.grants],
            "language": actor.language,
            "iat": now,
            "exp": now + timedelta(seconds=self._access_seconds),
        }
        if caller.must_change_password:
            claims["must_change_password"] = True
        return jwt.encode(claims, self._token_secret, algorithm=ALGORITHM)

    def end(self, session: str) -> None:
        """From now on this process takes no access token of the session, however long it would still hold."""
        now = time.time()
        with self._lock:
            self._ended = {id: until for id, until in self._ended.items() if until > now}
            self._ended[session] = now + self._access_seconds

    def _anonymous(self, language: str, city: str) -> Caller:
        if city and not _CITY.fullmatch(city):
            raise BadRequest("城市代码应为六位数字", "The city code has six digits")
        return Caller(public(city, language_of(language)), expires=time.time() + 60)

    def _read(self, bearer: str, language: str) -> Caller:
        scheme, _, token = bearer.partition(" ")
        if scheme.lower() != "bearer" or len(token) > 8_000:
            raise Unauthenticated(
                "登录凭证无效，请重新登录", "This sign-in is not valid; please sign in again", code="token"
            )
        try:
            claims = jwt.decode(
                token,
                self._token_secret,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                options={"require": ["exp", "iat", "sub", "sid", "login", "city", "grants"]},
            )
        except jwt.ExpiredSignatureError:
            raise Unauthenticated(
                "登录已过期，请续期或重新登录", "The access token has expired", code="expired"
            ) from None
        except jwt.InvalidTokenError:
            raise Unauthenticated("登录凭证无效，请重新登录", "This sign-in is not valid", code="token") from None
        if claims["sid"] in self._ended:
            raise Unauthenticated(
                "登录已结束，请重新登录", "This session is over; please sign in again", code="session_over"
            )
        actor = Actor(
            account=claims["sub"],
            name=claims.get("name", ""),
            city=claims["city"],
            person=claims.get("person"),
            grants=tuple(Grant(*grant) for grant in claims["grants"]),
            language=language_of(language) if language else claims.get("language", "zh"),
            session=claims["sid"],
        )
        must_change, cities = bool(claims.get("must_change_password")), tuple(claims.get("cities", ()))
        return Caller(actor, float(claims["exp"]), must_change, cities, claims["login"])

    def _clock(self, header: str, account: str) -> datetime:
        """The day a practice client acts on. It must know the clock secret: nobody back-dates by himself."""
        if not self._clock_secret:
            raise Forbidden("本系统未启用演练时钟", "No practice clock is in force here")
        moment, _, mac = header.partition(";")
        if not hmac.compare_digest(mac.strip(), clock_mac(moment, account, self._clock_secret)):
            raise Forbidden("演练时钟的签名不对", "The practice clock is not signed by its secret")
        try:
            as_of = datetime.fromisoformat(moment)
        except ValueError:
            raise BadRequest("演练时钟应为 ISO 8601 时刻", "The practice clock must be an ISO 8601 moment") from None
        if as_of.tzinfo is None:
            raise BadRequest("演练时钟须带时区", "The practice clock must carry its offset")
        return as_of.astimezone(UTC)


def clock_mac(moment: str, account: str, secret: str) -> str:
    """What a practice client signs its Tepai-Clock header with (`account` is "" before signing in)."""
    return hmac.new(secret.encode(), f"{moment}|{account}".encode(), hashlib.sha256).hexdigest()
