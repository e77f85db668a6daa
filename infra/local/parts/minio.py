"""MinIO as the S3 store of a laptop. Only plain S3 calls are made to it, so that production may use any other."""

from __future__ import annotations

import signal

from infra.local import processes
from infra.local.environment import Given
from infra.local.folder import RunFolder
from infra.local.parts import minio_program
from infra.local.parts.part import PartFailed, Tell
from infra.local.ports import LOOPBACK
from infra.local.readiness import probe_s3


class MinIO:
    name = "minio"
    title = "MinIO"

    def __init__(self, folder: RunFolder, given: Given, ports: dict[str, int], secrets: dict[str, str]) -> None:
        self._folder, self._port = folder, ports["s3"]
        own = f"{LOOPBACK}:{self._port}"
        self.given = given.s3_endpoint not in (None, own)
        self.endpoint = given.s3_endpoint or own
        self.access_key = given.s3_access_key if self.given else secrets["S3_ACCESS_KEY"]
        self.secret_key = given.s3_secret_key if self.given else secrets["S3_SECRET_KEY"]
        self.secure, self.bucket = self.given and given.s3_secure, given.s3_bucket

    def environment(self) -> dict[str, str]:
        return {
            "S3_ENDPOINT": self.endpoint,
            "S3_ACCESS_KEY": self.access_key,
            "S3_SECRET_KEY": self.secret_key,
            "S3_BUCKET": self.bucket,
            "S3_SECURE": "1" if self.secure else "0",
        }

    def prepare(self, tell: Tell) -> None:
        if self.given:
            if not (self.access_key and self.secret_key):
                raise PartFailed(
                    self.name, "S3_ENDPOINT is given without its keys", "set S3_ACCESS_KEY and S3_SECRET_KEY"
                )
        elif minio_program.kept() is None:
            minio_program.build(tell)

    def start(self) -> None:
        if self.given or processes.remembered(self._folder, self.name):
            return
        program = minio_program.kept()
        if program is None:
            raise PartFailed(self.name, "MinIO is not built", "python -m infra.local prepare")
        data = self._folder.data / "minio"
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        env = {
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "HOME": str(data.parent),
            "MINIO_ROOT_USER": self.access_key,
            "MINIO_ROOT_PASSWORD": self.secret_key,
            "MINIO_BROWSER": "off",
            "MINIO_UPDATE": "off",
        }
        argv = [str(program), "server", "--address", f"{LOOPBACK}:{self._port}", str(data)]
        processes.start(self._folder, self.name, argv, env)

    def probe(self) -> None:
        probe_s3(self.endpoint, self.access_key, self.secret_key, secure=self.secure, bucket=self.bucket)

    def stop(self) -> bool:
        return processes.stop_remembered(self._folder, self.name, grace=15.0)

    def kill(self) -> None:
        process = processes.remembered(self._folder, self.name)
        if process:
            processes.send(process, signal.SIGKILL)
            processes.wait_gone(process, 5.0)
