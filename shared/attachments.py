"""Files: uploaded straight to the object store, checked once, and from then on cited by a signed receipt.

A client asks for a place (`ObjectStore.place`: a presigned POST policy that fixes key, type and size for five minutes),
posts the file there, and asks for its receipt. `ObjectStore.keep` reads what arrived, compares its size, SHA-256 and
the type told by the content with what was announced, and moves it to a key that no client can write. The receipt is
signed text: a service believes it without asking anybody (`read_receipt`), and stores the `File` it stands for.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import re
import zipfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import orjson
import urllib3
from environs import Env
from minio import Minio
from minio.commonconfig import ENABLED, Filter
from minio.datatypes import PostPolicy
from minio.error import MinioException, S3Error
from minio.lifecycleconfig import Expiration, LifecycleConfig, Rule

from shared.actor import Actor
from shared.errors import Conflict, Invalid, NotFound, Problem, Unavailable

PLACE_SECONDS = 300
LARGEST = 20 * 1024 * 1024
INCOMING = "incoming/"
KEPT = "kept/"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHUNK = 256 * 1024
_OOXML = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/document.xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xl/workbook.xml",
}
TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf", *_OOXML})


@dataclass(frozen=True)
class File:
    """One kept file, as a record cites it. `size` in bytes, `sha256` in hexadecimal."""

    id: str
    name: str
    sha256: str
    size: int
    content_type: str


@dataclass(frozen=True)
class Announced:
    """What a client says it will upload, and who it is."""

    file: File
    city: str
    account: str


@dataclass(frozen=True)
class Place:
    """Where to post the file: the address, and the form fields that go before it."""

    url: str
    fields: Mapping[str, str]


def announce(id: str, name: str, content_type: str, size: int, sha256: str, actor: Actor) -> Announced:
    """What an upload is announced as. Raises Invalid for a type, size or digest that is not accepted."""
    if content_type not in TYPES:
        raise _wrong("/content_type", "不接受这种文件，请上传 JPEG、PNG、WebP、PDF、docx 或 xlsx",
                     "Not an accepted type: JPEG, PNG, WebP, PDF, docx or xlsx", "type")  # fmt: skip
    if not 1 <= size <= LARGEST:
        raise _wrong("/size", "文件大小须在 1 字节至 20 MB 之间", "Between 1 byte and 20 MB", "size")
    if not _SHA256.fullmatch(sha256):
        raise _wrong("/sha256", "应为 64 位小写十六进制", "64 lower-case hexadecimal digits", "sha256")
    return Announced(File(id, _plain_name(name), sha256, size, content_type), actor.city, actor.account)


def sign_ticket(announced: Announced, secret: str) -> str:
    """The announcement as signed text, to be brought back once the file is there."""
    return _sign("ticket", _plain(announced), secret)


def read_ticket(ticket: str, secret: str, actor: Actor) -> Announced:
    """The announcement a ticket stands for. Raises Invalid when it is forged or somebody else's."""
    return _announced(_read("ticket", ticket, secret, actor, "/ticket"))


def sign_receipt(kept: Announced, at: datetime, secret: str) -> str:
    """The receipt for a kept file; `at` (UTC) is when it was checked."""
    return _sign("receipt", {**_plain(kept), "at": at.isoformat(timespec="seconds")}, secret)


def read_receipt(receipt: str, secret: str, actor: Actor) -> File:
    """The file a receipt stands for. Raises Invalid when it is forged, another city's or another person's."""
    return _announced(_read("receipt", receipt, secret, actor, "")).file


class ObjectStore:
    """The narrow port to S3: put aside, check, keep. Safe for threads; a store that does not answer is Unavailable."""

    def __init__(
        self, endpoint: str, access_key: str, secret_key: str, bucket: str, secure: bool, public_url: str = ""
    ) -> None:
        host = endpoint.split("://")[-1].rstrip("/")
        pool = urllib3.PoolManager(
            maxsize=64,
            timeout=urllib3.Timeout(connect=2, read=10),
            retries=urllib3.Retry(total=2, backoff_factor=0.1, status_forcelist=[500, 502, 503, 504]),
        )
        self._client = Minio(
            host, access_key=access_key, secret_key=secret_key, secure=secure, region="us-east-1", http_client=pool
        )
        self._bucket = bucket
        self._prepared = False
        self._url = public_url.rstrip("/") or f"{'https' if secure else 'http'}://{host}"

    def prepare(self) -> None:
        """Makes the bucket where it is missing; what was put aside and never kept goes away after a day."""
        with _Answering():
            if not self._client.bucket_exists(self._bucket):
                try:
                    self._client.make_bucket(self._bucket)
                except S3Error as error:
                    if error.code not in (
                        "BucketAlreadyOwnedByYou",
                        "BucketAlreadyExists",
                    ):  # another process was first
                        raise
            sweep = Rule(
                ENABLED, rule_filter=Filter(prefix=INCOMING), rule_id="incoming", expiration=Expiration(days=1)
            )
            self._client.set_bucket_lifecycle(self._bucket, LifecycleConfig([sweep]))
        self._prepared = True

    def answers(self) -> bool:
        """Whether the store answers and the bucket is there."""
        try:
            self._ensure()
            with _Answering():
                return bool(self._client.bucket_exists(self._bucket))
        except Unavailable:
            return False

    def place(self, announced: Announced) -> Place:
        """A presigned POST for exactly this file: its key, type and size, for five minutes."""
        self._ensure()
        file = announced.file
        key = _key(INCOMING, announced)
        policy = PostPolicy(self._bucket, datetime.now(UTC) + timedelta(seconds=PLACE_SECONDS))
        policy.add_equals_condition("key", key)
        policy.add_equals_condition("Content-Type", file.content_type)
        policy.add_content_length_range_condition(file.size, file.size)
        with _Answering():
            signed = self._client.presigned_post_policy(policy)
        return Place(f"{self._url}/{self._bucket}", {"key": key, "Content-Type": file.content_type, **signed})

    def keep(self, announced: Announced) -> datetime:
        """Checks what arrived and moves it out of the clients' reach; the moment (UTC) at which it was kept.

        Raises Conflict when nothing has arrived, Invalid when it is not what was announced. Safe to repeat.
        """
        with _Answering():
            arrived = self._read(announced)
            try:
                sha256, content = _there(arrived)
                _compare(announced.file, len(content), sha256, content)
            except Problem as problem:
                kept_at = self._kept_at(announced)
                if kept_at is None:
                    raise problem
                return kept_at  # kept before: whatever was sent since is of no account
            # the very bytes that were checked, not a copy made by the store: nobody can slip others in between
            key, kind = _key(KEPT, announced), announced.file.content_type
            self._client.put_object(self._bucket, key, io.BytesIO(content), len(content), kind)
            return datetime.now(UTC)

    def put(self, city: str, id: str, content_type: str, content: bytes | str) -> tuple[int, str]:
        """Keeps what the platform has made, bytes or the file of a path; its size and SHA-256. Safe to repeat."""
        self._ensure()
        with open(content, "rb") if isinstance(content, str) else io.BytesIO(content) as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
            size = source.seek(0, io.SEEK_END)
            source.seek(0)
            with _Answering():
                self._client.put_object(self._bucket, f"{KEPT}{city}/{id}", source, size, content_type)
        return size, digest

    def fetch(self, city: str, id: str) -> bytes:
        """The content of a kept file, by the id under which a record cites it. Raises NotFound."""
        with _Answering():
            try:
                response = self._client.get_object(self._bucket, f"{KEPT}{city}/{id}")
            except S3Error as error:
                if error.code == "NoSuchKey":
                    raise NotFound("attachment") from None
                raise
            try:
                return bytes(response.read())
            finally:
                response.close()
                response.release_conn()

    def link(self, city: str, id: str, name: str, content_type: str, inline: bool = False) -> str:
        """An address at which a client may fetch a kept file for five minutes, under its name."""
        self._ensure()
        how = "inline" if inline else "attachment"
        headers: dict[str, str | list[str] | tuple[str]] = {
            "response-content-disposition": f"{how}; filename*=UTF-8''{quote(name)}",
            "response-content-type": content_type,
        }
        with _Answering():
            address = self._client.presigned_get_object(
                self._bucket,
                f"{KEPT}{city}/{id}",
                expires=timedelta(seconds=PLACE_SECONDS),
                response_headers=headers,
            )
        return self._url + address[address.index("/", 8) :]

    def _ensure(self) -> None:
        if not self._prepared:
            self.prepare()

    def _kept_at(self, announced: Announced) -> datetime | None:
        try:
            found = self._client.stat_object(self._bucket, _key(KEPT, announced))
        except S3Error as error:
            if error.code == "NoSuchKey":
                return None
            raise
        return found.last_modified or datetime.now(UTC)

    def _read(self, announced: Announced) -> tuple[str, bytes] | None:
        try:
            response = self._client.get_object(self._bucket, _key(INCOMING, announced))
        except S3Error as error:
            if error.code == "NoSuchKey":
                return None
            raise
        digest, content = hashlib.sha256(), io.BytesIO()
        try:
            for chunk in response.stream(_CHUNK):
                digest.update(chunk)
                content.write(chunk)
                if content.tell() > LARGEST:
                    break
        finally:
            response.close()
            response.release_conn()
        return digest.hexdigest(), content.getvalue()


def object_store() -> ObjectStore:
    """The object store that the environment names. Raises Unavailable where it names none."""
    env = Env()
    endpoint = env.str("S3_ENDPOINT", "")
    if not endpoint:
        raise Unavailable("未配置文件存储", "No file store is configured")
    secure = env.bool("S3_SECURE", endpoint.startswith("https://"))
    access, secret = env.str("S3_ACCESS_KEY", ""), env.str("S3_SECRET_KEY", "")
    return ObjectStore(endpoint, access, secret, env.str("S3_BUCKET", "tepai"), secure, env.str("S3_PUBLIC_URL", ""))


def _there(arrived: tuple[str, bytes] | None) -> tuple[str, bytes]:
    if arrived is None:
        raise Conflict("文件尚未上传，或上传时限已过", "The file has not arrived", code="not_uploaded")
    return arrived


def content_type_of(content: bytes) -> str | None:
    """The type that the content itself tells, among those accepted; None for everything else."""
    head = content[:16]
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    return _ooxml_type(content) if head.startswith(b"PK\x03\x04") else None


def _ooxml_type(content: bytes) -> str | None:
    """docx and xlsx are zip files; one with macros in it counts as neither."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    return next((kind for kind, part in _OOXML.items() if part in names), None)


def _compare(file: File, size: int, sha256: str, content: bytes) -> None:
    if size != file.size:
        raise _wrong("/size", "文件大小与申报的不一致", "The file's size is not the one announced", "size")
    if sha256 != file.sha256:
        raise _wrong("/sha256", "文件内容与申报的校验值不一致", "The file's content is not the one announced", "sha256")
    if content_type_of(content) != file.content_type:
        raise _wrong(
            "/content_type", "文件内容与申报的类型不一致", "The file's content is not of the type announced", "type"
        )


def _key(prefix: str, announced: Announced) -> str:
    return f"{prefix}{announced.city}/{announced.file.id}"


def _plain_name(name: str) -> str:
    """The last part of the client's file name without characters that a path or a terminal could misread."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(character for character in last if character.isprintable())[-120:].strip(". ")
    return kept or "file"


def _plain(announced: Announced) -> dict[str, Any]:
    return {**announced.file.__dict__, "city": announced.city, "account": announced.account}


def _announced(plain: dict[str, Any]) -> Announced:
    file = File(plain["id"], plain["name"], plain["sha256"], plain["size"], plain["content_type"])
    return Announced(file, plain["city"], plain["account"])


def _sign(use: str, plain: dict[str, Any], secret: str) -> str:
    body = urlsafe_b64encode(orjson.dumps(plain)).decode().rstrip("=")
    return f"{body}.{_mac(use, body, secret)}"


def _read(use: str, text: str, secret: str, actor: Actor, pointer: str) -> dict[str, Any]:
    plain = _verified(use, text, secret)
    if plain is None:
        raise _wrong(pointer, "附件回执无效", "Not a valid attachment receipt", "receipt")
    if plain["city"] != actor.city or plain["account"] != actor.account:
        raise _wrong(pointer, "只能引用本人上传的附件", "Only the uploader may cite this file", "receipt")
    return plain


@lru_cache(maxsize=4_096)
def _verified(use: str, text: str, secret: str) -> dict[str, Any] | None:
    body, _, mac = text.rpartition(".")
    try:
        if not hmac.compare_digest(mac.encode(), _mac(use, body, secret).encode()):
            return None
        plain: dict[str, Any] = orjson.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (NotBase64, ValueError):
        return None
    return plain


def _mac(use: str, body: str, secret: str) -> str:
    """The use is part of what is signed: a ticket is never taken for a receipt, nor either for an actor."""
    return hmac.new(secret.encode(), f"attachment {use}|{body}".encode(), hashlib.sha256).hexdigest()


def _wrong(pointer: str, detail: str, detail_en: str, code: str) -> Invalid:
    return Invalid([{"pointer": pointer, "detail": detail, "detail_en": detail_en, "code": code}])


class _Answering:
    """Turns whatever the store fails with into Unavailable."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, MinioException | urllib3.exceptions.HTTPError):
            raise Unavailable("文件存储暂时不可用", "The file store does not answer") from error
