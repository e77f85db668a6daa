"""From a bearer token to the actor behind the call. Signing in and out is resources/session.py.

The access token is a JWT (HS256 only, ten minutes) that carries the session's roles; it is verified once and then
remembered until it expires. Whatever it says, the services decide what the actor may do.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Any

import jwt
from flask import Request

from gateway.errors import BadRequest, Unauthenticated, language_of
from shared.actor import Actor, Grant, public
from shared.errors import Forbidden
from shared.work import BEIJING

ISSUER = "tepai"
ALGORITHM = "HS256"
CLOCK_HEADER = "Tepai-Clock"
CITY_HEADER = "Tepai-City"
_CITY = re.compile(r"\d{6}")
_REMEMBERED = 20_000
LONGEST_SESSION = timedelta(hours=12)  # as the registry ends them (services/registry/domain/session.py)


@dataclass(frozen=True)
class Caller:
    """Who calls; `expires` (epoch seconds) is until when that is known.

    `must_change_password`: nothing else is open before the first password was changed; `must_enrol`: nor before a
    second factor was enrolled. `epoch`: of the account's powers, when these were read. `latest`: no token outlives it
    (the session's longest time, or the last day of a delegation).
    """

    actor: Actor
    expires: float
    must_change_password: bool = False
    cities: tuple[str, ...] = ()
    login: str = ""
    must_enrol: bool = False
    epoch: int = 0
    latest: float = math.inf


class Callers:
    """Answers who is behind a request. Safe for threads; one for each process."""

    def __init__(self, token_secret: str, clock_secret: str, access_seconds: int) -> None:
        self._token_secret = token_secret
        self._clock_secret = clock_secret
        self._access_seconds = access_seconds
        self._known: OrderedDict[tuple[str, str, str, str], Caller] = OrderedDict()
        self._ended: dict[str | None, float] = {}
        self._epochs: dict[str, int] = {}
        self._changed: dict[str, float] = {}
        self._lock = Lock()
        self.powers: Callable[[str], dict[str, Any]] | None = None

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
            newest = self._epochs.get(known.actor.account)
            if newest is None or newest <= known.epoch:
                return known
        caller = self._read(bearer, language) if bearer else self._anonymous(language, city)
        newest = self._epochs.get(caller.actor.account)
        if newest is not None and newest > caller.epoch:
            caller = self._anew(caller, newest)
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
            "epoch": caller.epoch,
            "iat": now,
            "exp": min(now.timestamp() + self._access_seconds, caller.latest),
        }
        if actor.behalf:
            claims["behalf"] = actor.behalf
        if caller.latest != math.inf:
            claims["latest"] = caller.latest
        for flag in ("must_change_password", "must_enrol"):
            if getattr(caller, flag):
                claims[flag] = True
        return jwt.encode(claims, self._token_secret, algorithm=ALGORITHM)

    def end(self, session: str) -> None:
        """From now on this process takes no access token of the session, however long it would still hold."""
        now = time.time()
        with self._lock:
            self._ended = {id: until for id, until in self._ended.items() if until > now}
            self._ended[session] = now + self._access_seconds

    def changed(self, account: str, epoch: int) -> None:
        """From now on tokens of the account from before this epoch are looked up anew."""
        now = time.time()
        with self._lock:
            if epoch > self._epochs.get(account, -1):
                self._epochs[account] = epoch
                self._changed[account] = now + self._access_seconds
            if len(self._changed) > _REMEMBERED:
                self._changed = {id: until for id, until in self._changed.items() if until > now}
                self._epochs = {id: self._epochs[id] for id in self._changed}

    def _anew(self, caller: Caller, epoch: int) -> Caller:
        """The caller with what the session may do by now. Raises Unauthenticated when it is over."""
        session = str(caller.actor.session or "")
        found = self.powers(session) if self.powers is not None else {"ended": True}
        if found.get("ended"):
            self.end(session)
            raise _over()
        anew = caller_of(found, str(found["session_city"] or caller.actor.city), session)
        actor = replace(anew.actor, language=caller.actor.language)
        return replace(anew, actor=actor, expires=caller.expires, epoch=max(anew.epoch, epoch))

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
            raise _over()
        actor = Actor(
            account=claims["sub"],
            name=claims.get("name", ""),
            city=claims["city"],
            person=claims.get("person"),
            grants=tuple(Grant(*grant) for grant in claims["grants"]),
            language=language_of(language) if language else claims.get("language", "zh"),
            session=claims["sid"],
            behalf=claims.get("behalf"),
        )
        return Caller(
            actor,
            float(claims["exp"]),
            bool(claims.get("must_change_password")),
            tuple(claims.get("cities", ())),
            claims["login"],
            bool(claims.get("must_enrol")),
            int(claims.get("epoch", 0)),
            float(claims.get("latest", math.inf)),
        )

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


def caller_of(powers: dict[str, Any], city: str, session: str) -> Caller:
    """The caller that the registry's answer about a session stands for, acting in a city.

    Whoever acts for somebody else is named with both names, has that person's roles only, and no person of their own:
    what is one's own business is not done in another's name.
    """
    behalf = powers.get("behalf") or {}
    name = f"{powers['name']}（代{behalf['name']}）" if behalf else powers["name"]
    latest = [_session_ends(powers["opened_at"])] if powers.get("opened_at") else []
    latest += [_day_ends(behalf["until"])] if behalf else []
    actor = Actor(
        account=powers["account"],
        name=name,
        city=city,
        person=None if behalf else powers.get("person"),
        grants=tuple(
            Grant(grant["role"], grant.get("unit"), grant.get("county"))
            for grant in powers["grants"]
            if grant.get("city", city) == city
        ),
        language=powers.get("language") or "zh",
        session=session,
        behalf=behalf.get("account"),
    )
    return Caller(
        actor,
        0.0,
        bool(powers.get("must_change_password")),
        tuple(powers["cities"]),
        powers["login"],
        bool(powers.get("must_enrol")),
        int(powers.get("epoch", 0)),
        min(latest, default=math.inf),
    )


def _session_ends(opened_at: str) -> float:
    return (datetime.fromisoformat(opened_at) + LONGEST_SESSION).timestamp()


def _day_ends(day: str) -> float:
    """The end of a day in China."""
    return datetime.combine(date.fromisoformat(day) + timedelta(days=1), datetime.min.time(), BEIJING).timestamp()


def _over() -> Unauthenticated:
    return Unauthenticated("登录已结束，请重新登录", "This session is over; please sign in again", code="session_over")


def clock_mac(moment: str, account: str, secret: str) -> str:
    """What a practice client signs its Tepai-Clock header with (`account` is "" before signing in)."""
    return hmac.new(secret.encode(), f"{moment}|{account}".encode(), hashlib.sha256).hexdigest()
