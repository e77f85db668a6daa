"""RabbitMQ as one node of our own: own folders, cookie, ports and user, nothing listening beyond loopback."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from urllib.parse import quote

from infra.local import debian, processes
from infra.local.environment import Given
from infra.local.folder import RunFolder, write_private
from infra.local.parts.part import PartFailed, Tell
from infra.local.ports import LOOPBACK
from infra.local.readiness import probe_amqp

_DEBIAN = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
_EPMD = "epmd"  # Erlang's port mapper: a second process, started before the broker and stopped after it


def server_program() -> Path | None:
    """The server itself. Debian's wrapper on PATH insists on root or its own account; what it wraps runs as anyone."""
    if _DEBIAN.exists():
        return _DEBIAN
    found = shutil.which("rabbitmq-server")
    return Path(found) if found else None


def epmd_program() -> str | None:
    return shutil.which("epmd", path=os.environ.get("PATH", "") + ":/usr/bin:/usr/lib/erlang/bin")


class RabbitMQ:
    name = "rabbitmq"
    title = "RabbitMQ"

    def __init__(self, folder: RunFolder, given: Given, ports: dict[str, int], secrets: dict[str, str]) -> None:
        self._folder, self._ports, self._secrets = folder, ports, secrets
        self._own_uri = f"amqp://tepai:{quote(secrets['AMQP_PASSWORD'])}@{LOOPBACK}:{ports['amqp']}/%2F"
        self.given = given.amqp_uri not in (None, self._own_uri)
        self.uri = given.amqp_uri or self._own_uri

    def environment(self) -> dict[str, str]:
        return {"AMQP_URI": self.uri}

    def prepare(self, tell: Tell) -> None:
        if not self.given and (server_program() is None or epmd_program() is None):
            debian.install(["rabbitmq-server"], tell)
            if server_program() is None:
                raise PartFailed(
                    self.name, "rabbitmq-server is not installed", debian.install_line(["rabbitmq-server"])
                )

    def start(self) -> None:
        if self.given or processes.remembered(self._folder, self.name):
            return
        server, epmd = server_program(), epmd_program()
        if server is None or epmd is None:
            raise PartFailed(self.name, "rabbitmq-server is not installed", debian.install_line(["rabbitmq-server"]))
        home = self._folder.data / "rabbitmq"
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        cookie = home / ".erlang.cookie"
        if not cookie.exists():
            write_private(cookie, self._secrets["ERLANG_COOKIE"])
            cookie.chmod(0o400)
        write_private(home / "rabbitmq.conf", self._configuration())
        write_private(home / "enabled_plugins", "[].\n")
        env = self._server_environment(home)
        if processes.remembered(self._folder, _EPMD) is None:
            # in the foreground and by us: a node would otherwise leave a daemon behind that `make down` cannot know
            argv = [epmd, "-address", LOOPBACK, "-port", str(self._ports["epmd"])]
            processes.start(self._folder, _EPMD, argv, env)
        processes.start(self._folder, self.name, [str(server)], env)

    def probe(self) -> None:
        probe_amqp(self.uri)

    def stop(self) -> bool:
        stopped = processes.stop_remembered(self._folder, self.name, grace=30.0)
        processes.stop_remembered(self._folder, _EPMD)
        return stopped

    def kill(self) -> None:
        process = processes.remembered(self._folder, self.name)
        if process:
            processes.send(process, signal.SIGKILL)
            processes.wait_gone(process, 60.0)  # a large one on a busy machine lets go of its files and port slowly

    def _configuration(self) -> str:
        return "\n".join(
            (
                f"listeners.tcp.1 = {LOOPBACK}:{self._ports['amqp']}",
                "default_user = tepai",  # made at the first boot in place of guest
                f"default_pass = {self._secrets['AMQP_PASSWORD']}",
                "default_user_tags.administrator = true",
                "heartbeat = 20",
                "disk_free_limit.absolute = 500MB",
                "vm_memory_high_watermark.relative = 0.25",  # the machine is shared with a database and an object store
                "log.console = true",
                "log.console.level = info",
                "log.file = false",
                "",
            )
        )

    def _server_environment(self, home: Path) -> dict[str, str]:
        loopback_only = "-kernel inet_dist_use_interface {127,0,0,1}"
        no_busy_wait = "+sbwt none +sbwtdcpu none +sbwtdio none"  # an idle broker shall cost an idle machine nothing
        schedulers = min(os.cpu_count() or 1, 4)
        return {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "HOME": str(home),
            "ERL_EPMD_PORT": str(self._ports["epmd"]),
            "ERL_EPMD_ADDRESS": LOOPBACK,
            "ERL_CRASH_DUMP": "/dev/null",
            "RABBITMQ_NODENAME": "tepai@localhost",  # known to our own port mapper only, so it need not be unique
            "RABBITMQ_DIST_PORT": str(self._ports["erlang"]),
            "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(home / "no-such-file"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(home / "mnesia"),
            "RABBITMQ_LOG_BASE": str(home / "log"),
            "RABBITMQ_PID_FILE": str(home / "pid"),
            "RABBITMQ_LOG": "-color",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"+S {schedulers}:{schedulers} {no_busy_wait} {loopback_only}",
        }
