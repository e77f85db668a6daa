"""The variables of the platform: which the caller gave, and which each process receives."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from infra.local.folder import CHECKOUT, RunFolder, read_env

PASSED_ON = (
    "CHANNELS",
    "OUTBOX",
    "PRIVATE_TARGETS",
    "PUBLIC_URL",
    "RULEBOOKS",
    "LOG_LEVEL",
    "GATEWAY_BIND",
    "GATEWAY_WORKERS",
    "GATEWAY_STREAMS",
    "GATEWAY_THREADS",
    "PORTAL_DIST",
    "S3_PUBLIC_URL",
    "TRUSTED_PROXIES",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "TZ",
)


# A practised year signs in a thousand people within seconds; at the production setting that alone takes over a minute.
LIGHT_HASHING = {"ARGON2_MEMORY_KIB": "8192", "ARGON2_TIME": "1"}


@dataclass(frozen=True)
class Given:
    """Parts that the caller's environment names; None where we start our own."""

    amqp_uri: str | None
    mongo_uri: str | None
    s3_endpoint: str | None
    s3_access_key: str
    s3_secret_key: str
    s3_secure: bool
    s3_bucket: str

    @classmethod
    def of(cls, env: Mapping[str, str]) -> Given:
        return cls(
            amqp_uri=env.get("AMQP_URI") or None,
            mongo_uri=env.get("MONGO_URI") or None,
            s3_endpoint=env.get("S3_ENDPOINT") or None,
            s3_access_key=env.get("S3_ACCESS_KEY", ""),
            s3_secret_key=env.get("S3_SECRET_KEY", ""),
            s3_secure=env.get("S3_SECURE", "0") not in ("", "0"),
            s3_bucket=env.get("S3_BUCKET") or "tepai",
        )


def platform_environment(
    parts: Mapping[str, str],
    ports: Mapping[str, int],
    secrets: Mapping[str, str],
    *,
    practice: bool,
    env: Mapping[str, str],
) -> dict[str, str]:
    """The variables of every platform process (names in this folder's README).

    CLOCK_SECRET lets a client play past days, so it is set in practice mode only (demo and tests), which also hashes
    passwords more lightly.
    """
    values = dict(parts)
    for name in ("TOKEN_SECRET", "ACTOR_SECRET", "FIELD_SECRET"):
        values[name] = env.get(name) or secrets[name]
    if practice:
        values["CLOCK_SECRET"] = env.get("CLOCK_SECRET") or secrets["CLOCK_SECRET"]
        values |= LIGHT_HASHING
    values["NAMESPACE"] = env.get("NAMESPACE") or "tepai"
    values["GATEWAY_PORT"] = str(ports["gateway"])
    values["GATEWAY_URL"] = f"http://127.0.0.1:{ports['gateway']}"
    values["RULEBOOKS"] = str(CHECKOUT / "shared" / "rulebooks")
    values["LOG_LEVEL"] = "INFO"
    values["OUTBOX"] = str(CHECKOUT / ".run" / "outbox")
    values["CHANNELS"] = "sms=file,wechat=file,email=file"  # a city's carriers: shared/channels.py
    if practice:
        values["PRIVATE_TARGETS"] = "1"  # receivers of the demo and the tests live on this machine
    values.update({name: env[name] for name in PASSED_ON if env.get(name)})
    return values


def last_environment(folder: RunFolder) -> dict[str, str]:
    """What the platform was last started with; empty before the first `make up`."""
    return read_env(folder.environment)


def process_environment(values: Mapping[str, str]) -> dict[str, str]:
    """The platform's variables on top of the few that any program needs; the caller's other variables stay out."""
    basics = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE", "VIRTUAL_ENV")
    kept = {name: os.environ[name] for name in basics if name in os.environ}
    return {"LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"} | kept | {"PYTHONPATH": str(CHECKOUT)} | dict(values)
