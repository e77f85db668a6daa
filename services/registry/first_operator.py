"""`python -m services.registry.first_operator [--reset]`: the platform's first account, with a one-time password.

Prints one line of JSON: {"login", "made"} and, when it was made, {"one_time_password"}; that is the only time the
password is seen, and it must be changed at first sign-in. The operator opens each city's first officer and no more.
Run again it changes nothing; `--reset` makes a new one-time password. Needs the settings of a service process.
"""

from __future__ import annotations

import json
import secrets
import sys
import time

from argon2 import PasswordHasher

from shared import settings
from shared.actor import platform, sign
from shared.hosting import Parts, service_class
from shared.work import ALPHABET

LOGIN = "operator"


def open_operator(configured: settings.Settings, reset: bool) -> dict[str, object]:
    """The registry's answer, with the one-time password when it took effect."""
    password = "".join(secrets.choice(ALPHABET) for _ in range(16))
    hasher = PasswordHasher(time_cost=configured.argon2_time, memory_cost=configured.argon2_memory_kib, parallelism=1)
    parts = Parts(service_class("registry"), configured)
    key = secrets.token_hex(8)
    call = {
        "id": key,
        "name": "open_operator",
        "args": {"login": LOGIN, "password_hash": hasher.hash(password), "reset": reset},
        "actor": sign(platform("first_operator"), configured.actor_secret),
        "key": key,
        "version": None,
        "deadline": time.time() + 60,
    }
    answer = parts.calls.carry_out([call])[0]
    if "problem" in answer:
        raise SystemExit(json.dumps(answer["problem"], ensure_ascii=False))
    result: dict[str, object] = answer["result"]
    return {**result, "one_time_password": password} if result["made"] else result


if __name__ == "__main__":
    told = open_operator(settings.from_environment(), "--reset" in sys.argv[1:])
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
