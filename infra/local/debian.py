"""Debian packages that a part needs: installed as root or with password-less sudo, else the line to run is printed."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from infra.local.parts.part import PartFailed, Tell

_ONE_AT_A_TIME = threading.Lock()  # apt holds a lock of its own and fails rather than waits
_POLICY = Path("/usr/sbin/policy-rc.d")


def install_line(packages: Sequence[str]) -> str:
    return f"sudo apt-get update && sudo apt-get install --yes --no-install-recommends {' '.join(packages)}"


def _privilege() -> list[str] | None:
    """The words before a command that make it run as root; None where there are none."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def can_install() -> bool:
    return shutil.which("apt-get") is not None and _privilege() is not None


@contextlib.contextmanager
def _services_left_alone(root: list[str]) -> Iterator[None]:
    """Debian starts a service as soon as it is installed; the broker is ours to start. Its own policy hook says so."""
    if _POLICY.exists():
        yield
        return
    subprocess.run(
        [*root, "sh", "-c", f"printf '#!/bin/sh\\nexit 101\\n' > {_POLICY} && chmod 755 {_POLICY}"], check=True
    )
    try:
        yield
    finally:
        subprocess.run([*root, "rm", "-f", str(_POLICY)], check=False)


def install(packages: Sequence[str], tell: Tell) -> None:
    """Installs packages. Raises PartFailed with the line to run where we may not, or where apt fails."""
    line = install_line(packages)
    with _ONE_AT_A_TIME:
        root = _privilege()
        if shutil.which("apt-get") is None or root is None:
            raise PartFailed(packages[0], f"needs {' '.join(packages)}, and we may not install it", line)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
        tell("apt-get update")
        subprocess.run([*apt, "update"], env=quiet, capture_output=True, check=False)  # an old list may still do
        tell(f"apt-get install {' '.join(packages)}")
        with _services_left_alone(root):
            done = subprocess.run(
                [*apt, "install", "--yes", "--no-install-recommends", *packages],
                env=quiet,
                capture_output=True,
                text=True,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        if done.returncode != 0:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise PartFailed(packages[0], f"apt-get failed: {' '.join(last)}", line)
        if "rabbitmq-server" in packages and Path("/run/systemd/system").exists():
            # Debian enables its own broker for the next boot; only an installation of ours is switched off again
            subprocess.run(
                [*root, "systemctl", "disable", "--now", "rabbitmq-server"], capture_output=True, check=False
            )
