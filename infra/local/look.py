"""Looks at the machine before anything is started; each problem comes with the line that repairs it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.local import debian, processes
from infra.local.control import SUPERVISOR
from infra.local.environment import Given
from infra.local.folder import RunFolder
from infra.local.parts import minio_program
from infra.local.parts import mongodb as mongo_part
from infra.local.parts import rabbitmq as rabbit_part
from infra.local.ports import is_free

_GIB = 1024**3


@dataclass(frozen=True)
class Finding:
    """`ok` True: fine. `stops` True: nothing can be started like this. `repair` is a line to run or a thing to do."""

    what: str
    ok: bool
    said: str
    repair: str = ""
    stops: bool = False


def memory_gib() -> float:
    """Main memory of the machine, in GiB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB


def free_gib(path: Path) -> float:
    """Free space where `path` is or would be, in GiB."""
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free / _GIB


def machine(folder: RunFolder, given: Given) -> Iterator[Finding]:
    """System, processor, memory, disk."""
    linux = sys.platform == "linux"
    yield Finding("系统 system", linux, platform.platform(), "use Linux, or WSL 2 on Windows", stops=not linux)
    new_enough = sys.version_info >= (3, 11)
    yield Finding(
        "Python",
        new_enough,
        platform.python_version(),
        "install Python 3.11 or newer, then: rm -r .venv",
        stops=not new_enough,
    )
    if linux:
        flags = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
        fit = given.mongo_uri is not None or platform.machine() != "x86_64" or " avx" in flags
        said = f"{os.cpu_count()} × {platform.machine()}"
        yield Finding(
            "处理器 CPU",
            fit,
            said if fit else f"{said} without AVX",
            "set MONGO_URI: MongoDB 5+ needs AVX",
            stops=not fit,
        )
    memory = memory_gib()
    yield Finding(
        "内存 memory",
        memory >= 3.6,  # a machine sold with 4 GB shows a little less
        f"{memory:.1f} GiB",
        "4 GiB are needed: add memory, or set AMQP_URI, MONGO_URI and S3_ENDPOINT to parts elsewhere",
        stops=memory < 1.8,
    )
    free = free_gib(folder.root)
    yield Finding(
        "磁盘 disk",
        free >= 3,
        f"{free:.1f} GiB free at {folder.root.parent}",
        f"free 3 GiB: du -xh {folder.root} | sort -h | tail",
        stops=free < 3,
    )
    if given.s3_endpoint is None and minio_program.kept() is None:
        room = free_gib(minio_program.cache())
        yield Finding(
            "缓存 cache",
            room >= 4,
            f"{room:.1f} GiB free at {minio_program.cache()}",
            "free 4 GiB, or set XDG_CACHE_HOME to a larger disk, or S3_ENDPOINT to a store of yours",
            stops=room < 4,
        )


def programs(given: Given) -> Iterator[Finding]:
    """What has to be found, installed or built; never stops, for `up` can do all three."""
    if given.amqp_uri is None:
        server = rabbit_part.server_program()
        how = (
            ""
            if server
            else ("make up installs it" if debian.can_install() else debian.install_line(["rabbitmq-server"]))
        )
        yield Finding("RabbitMQ", server is not None, str(server or "not installed"), how)
    if given.mongo_uri is None:
        mongod = mongo_part.server_program()
        missing = mongo_part.missing_packages(mongod) if mongod else []
        how = "make up installs it" if debian.can_install() else debian.install_line(missing or ["libcurl4"])
        said = f"{mongod} lacks {' '.join(missing)}" if missing else str(mongod or "no mongod")
        yield Finding("MongoDB", mongod is not None and not missing, said, how if missing else "rm -r .venv; make up")
    if given.s3_endpoint is None:
        minio = minio_program.kept()
        yield Finding("MinIO", minio is not None, str(minio or "not built"), "make up builds it once, 3-6 minutes")


def ports(folder: RunFolder, chosen: dict[str, int]) -> Iterator[Finding]:
    """Ports that a stranger holds, among those we are to listen on."""
    holders = {
        "amqp": "rabbitmq",
        "erlang": "rabbitmq",
        "epmd": "epmd",
        "mongodb": "mongodb",
        "s3": "minio",
        "gateway": SUPERVISOR,
    }
    for name, port in chosen.items():
        ours = processes.remembered(folder, holders[name]) is not None
        free = ours or is_free(port)
        said = f"{port} {'ours' if ours else 'free' if free else 'taken by another program'}"
        yield Finding(
            f"端口 port {name}",
            free,
            said,
            "make up chooses another" if name != "gateway" else "GATEWAY_PORT=8081 make up",
        )
