"""Settings, read once from the environment: addresses of the parts, secrets, sizes. There are no default secrets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from environs import Env

RETRY_AFTER = (
    1.0,
    10.0,
    60.0,
    600.0,
)  # seconds before an event that could not be taken in is tried again; then it is parked
WEAK = ("changeme", "secret", "password", "admin")


@dataclass(frozen=True)
class Settings:
    """Where the parts are and how this process behaves. Secrets are at least 32 characters."""

    amqp_uri: str = field(repr=False)
    mongo_uri: str = field(repr=False)
    actor_secret: str = field(repr=False)
    field_secret: str = field(repr=False)
    token_secret: str = field(repr=False)
    clock_secret: str = field(repr=False)
    namespace: str
    rulebooks: str
    log_level: str
    batch_size: int
    crash_at: str
    argon2_memory_kib: int
    argon2_time: int
    hearing_retry_seconds: tuple[float, ...]
    public_url: str = ""  # the platform's address for people outside: on certificates, without a slash at the end
    private_targets: bool = False  # whether webhooks and peers may be on a private network: tests and demos
    outbox: str = ""  # the folder of channels that write files
    channels: Mapping[str, str] = field(default_factory=dict)  # sms, wechat, email -> "file" or "module:name"


def from_environment() -> Settings:
    """Settings of this process. Raises ValueError when a secret is missing or weak."""
    env = Env()
    return Settings(
        amqp_uri=env.str("AMQP_URI"),
        mongo_uri=env.str("MONGO_URI"),
        actor_secret=_strong(env, "ACTOR_SECRET"),
        field_secret=_strong(env, "FIELD_SECRET"),
        token_secret=env.str("TOKEN_SECRET", ""),
        clock_secret=env.str("CLOCK_SECRET", ""),
        namespace=env.str("NAMESPACE", "tepai"),
        rulebooks=env.str("RULEBOOKS", "shared/rulebooks"),
        log_level=env.str("LOG_LEVEL", "INFO"),
        batch_size=env.int("BATCH_SIZE", 50),
        crash_at=env.str("CRASH_AT", ""),
        argon2_memory_kib=env.int("ARGON2_MEMORY_KIB", 19456),
        argon2_time=env.int("ARGON2_TIME", 2),
        hearing_retry_seconds=tuple(env.list("HEARING_RETRY_SECONDS", list(RETRY_AFTER), subcast=float)),
        public_url=env.str("PUBLIC_URL", env.str("GATEWAY_URL", "")).rstrip("/"),
        private_targets=env.bool("PRIVATE_TARGETS", False),
        outbox=env.str("OUTBOX", ""),
        channels=env.dict("CHANNELS", {}),
    )


def _strong(env: Env, name: str) -> str:
    value: str = env.str(name)
    if len(value) < 32 or value.lower() in WEAK:
        raise ValueError(f"{name} must be at least 32 random characters; `make up` writes one at first run")
    return value
