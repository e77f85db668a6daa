"""Who acts: the person behind a call, with the roles held in units, counties and a city.

The gateway makes the actor from a session and signs it; services verify the signature and decide for themselves
(OWASP ASVS 8.3.3: the originating person's rights, never the calling service's).
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson

from shared.errors import Forbidden

# A rulebook speaks of parties (市科技局, 工作站 …); these are the platform's roles that act for each.
PARTY_ROLES: dict[str, tuple[str, ...]] = {
    "city": ("city_officer",),
    "county": ("county_officer",),
    "workstation": ("dispatching_manager",),
    "dispatching_unit": ("dispatching_manager",),
    "host_unit": ("host_manager",),
    "commissioner": ("commissioner",),
    "liaison": ("liaison",),
    "competent_unit": ("competent_officer", "county_officer"),
    "finance": ("finance_officer",),
    "third_party": ("inspector", "trainer"),
    "applicant": ("applicant",),
}
ROLES = frozenset(role for roles in PARTY_ROLES.values() for role in roles) | {"platform_operator"}


@dataclass(frozen=True)
class Grant:
    """One role, held in a unit (its id) or for a county (its GB/T 2260 code), or city-wide when both are None."""

    role: str
    unit: str | None = None
    county: str | None = None


@dataclass(frozen=True)
class Actor:
    """The asker. `as_of` (aware datetime) is set only where a practice clock is in force.

    `behalf`: the account for which somebody acts by delegation; the grants are then that account's, and `name` says
    both ("甲（代乙）"), so that whatever is recorded names who acted and for whom.
    """

    account: str
    name: str
    city: str
    person: str | None = None
    grants: tuple[Grant, ...] = ()
    language: str = "zh"
    as_of: datetime | None = None
    session: str | None = None
    behalf: str | None = None

    def has(self, *roles: str) -> bool:
        """Whether any of these roles is held. Everyone signed in is an `applicant`."""
        return any(grant.role in roles for grant in self.grants) or ("applicant" in roles and bool(self.account))

    def units(self, *roles: str) -> frozenset[str]:
        """The units in which one of these roles is held."""
        return frozenset(grant.unit for grant in self.grants if grant.role in roles and grant.unit)

    def counties(self, *roles: str) -> frozenset[str]:
        """The counties for which one of these roles is held."""
        return frozenset(grant.county for grant in self.grants if grant.role in roles and grant.county)


def public(city: str, language: str = "zh", as_of: datetime | None = None) -> Actor:
    """The actor of somebody who has not signed in."""
    return Actor(account="", name="", city=city, language=language, as_of=as_of)


def platform(name: str, city: str = "", as_of: datetime | None = None) -> Actor:
    """The platform itself acting (the gateway at sign-in, a reaction, an operations command)."""
    return Actor(account=f"platform:{name}", name=name, city=city, grants=(Grant("platform"),), as_of=as_of)


@lru_cache(maxsize=20_000)
def sign(actor: Actor, secret: str) -> str:
    """The actor as text that services can trust: base64url JSON, a dot, HMAC-SHA256."""
    body = urlsafe_b64encode(orjson.dumps(_plain(actor))).decode()
    return f"{body}.{_mac(body, secret)}"


@lru_cache(maxsize=20_000)
def verify(signed: str, secret: str) -> Actor:
    """The actor that `sign` made. Raises Forbidden for anything else."""
    body, _, mac = signed.rpartition(".")
    if not hmac.compare_digest(mac.encode(), _mac(body, secret).encode()):
        raise Forbidden("调用者身份无法验证", "The caller's identity cannot be verified")
    plain = orjson.loads(urlsafe_b64decode(body))
    plain["grants"] = tuple(Grant(*grant) for grant in plain["grants"])
    plain["as_of"] = datetime.fromisoformat(plain["as_of"]) if plain["as_of"] else None
    return Actor(**plain)


def _plain(actor: Actor) -> dict[str, Any]:
    plain = dict(actor.__dict__)
    plain["grants"] = [(grant.role, grant.unit, grant.county) for grant in actor.grants]
    plain["as_of"] = actor.as_of.isoformat() if actor.as_of else None
    return plain


def _mac(body: str, secret: str) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
