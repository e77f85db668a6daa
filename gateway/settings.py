"""What the gateway needs beyond the settings every process has: its own limits and the address of the object store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from environs import Env

from shared import settings as shared_settings

PORTAL = str(Path(__file__).parent / "portal" / "dist")


@dataclass(frozen=True)
class EdgeSettings:
    """Sizes in bytes, times in seconds. `parts` is what the bus and the signing of actors use.

    `s3_public_url` is the object store's address as clients see it, where it differs; `trusted_proxies` how many
    proxies in front add to X-Forwarded-For; `services` those that readiness waits for (empty: all that have routes);
    `portal` the folder of the built portal; `threads` how many requests a process computes at a time, `streams` how
    many live answers it keeps open beside them.
    """

    parts: shared_settings.Settings
    s3_endpoint: str
    s3_access_key: str
    s3_secret_key: str
    s3_bucket: str
    s3_secure: bool
    s3_public_url: str = ""
    rate_storage: str = "memory://"
    trusted_proxies: int = 0
    services: tuple[str, ...] = ()
    command_deadline: float = 10.0
    question_deadline: float = 5.0
    access_seconds: int = 600
    body_limit: int = 1_000_000
    depth_limit: int = 24
    portal: str = PORTAL
    threads: int = 64
    streams: int = 100

    @property
    def practice(self) -> bool:
        """Whether clients that know the clock secret may act on another day (demo and tests only)."""
        return bool(self.parts.clock_secret)


def from_environment() -> EdgeSettings:
    """The gateway's settings. Raises ValueError when a secret is missing or weak."""
    env = Env()
    parts = shared_settings.from_environment()
    if len(parts.token_secret) < 32:
        raise ValueError("TOKEN_SECRET must be at least 32 random characters; `make up` writes one at first run")
    endpoint = env.str("S3_ENDPOINT", "")
    return EdgeSettings(
        parts=parts,
        s3_endpoint=endpoint,
        s3_access_key=env.str("S3_ACCESS_KEY", ""),
        s3_secret_key=env.str("S3_SECRET_KEY", ""),
        s3_bucket=env.str("S3_BUCKET", "tepai"),
        s3_secure=env.bool("S3_SECURE", endpoint.startswith("https://")),
        s3_public_url=env.str("S3_PUBLIC_URL", ""),
        trusted_proxies=env.int("TRUSTED_PROXIES", 0),
        services=tuple(env.list("EXPECTED_SERVICES", [])),
        rate_storage=env.str("RATE_STORAGE", "memory://"),
        command_deadline=env.float("COMMAND_DEADLINE", 10.0),
        question_deadline=env.float("QUESTION_DEADLINE", 5.0),
        portal=env.str("PORTAL_DIST", PORTAL),
        threads=env.int("GATEWAY_THREADS", 64),
        streams=env.int("GATEWAY_STREAMS", 100),
    )
