"""Random secrets, written once per run folder. Nothing in the source tree is a secret or a default password."""

from __future__ import annotations

import secrets

from infra.local.folder import RunFolder, read_env, write_env

_KINDS = {
    "AMQP_PASSWORD": lambda: secrets.token_urlsafe(24),
    "ERLANG_COOKIE": lambda: secrets.token_hex(20),
    "MONGO_PASSWORD": lambda: secrets.token_urlsafe(24),
    "MONGO_KEY": lambda: secrets.token_hex(48),  # members of the replica set know each other by it
    "S3_ACCESS_KEY": lambda: secrets.token_hex(10),
    "S3_SECRET_KEY": lambda: secrets.token_urlsafe(30),
    "TOKEN_SECRET": lambda: secrets.token_urlsafe(48),
    "ACTOR_SECRET": lambda: secrets.token_urlsafe(48),
    "FIELD_SECRET": lambda: secrets.token_urlsafe(48),
    "CLOCK_SECRET": lambda: secrets.token_urlsafe(48),
}


def secrets_of(folder: RunFolder) -> dict[str, str]:
    """The folder's secrets; missing ones are drawn now and kept. FIELD_SECRET seals data at rest: never drawn twice."""
    known = read_env(folder.secrets)
    missing = {name: draw() for name, draw in _KINDS.items() if name not in known}
    if missing:
        known |= missing
        write_env(folder.secrets, known)
    return known
