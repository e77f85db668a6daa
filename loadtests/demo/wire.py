"""The demo's HTTP client: HTTP/1.1 over kept-alive sockets, one per thread and address, as little code as will do.

A client of the public API and nothing else: bearer tokens, Idempotency-Key, If-Match, the practice clock's header. A
request that got no answer, or "not just now", is sent again with the same key: that is what the key is for.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson

TIMEOUT = 30.0
AGAIN_AFTER = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds; then the demo gives up
PASSING = (429, 502, 503, 504)
REFUSED = 409


class DemoError(Exception):
    """An answer that the demo did not expect; the text says what was asked and what came."""


@dataclass(frozen=True)
class Answer:
    """An answer: its status, its JSON ({} when there is none), the version its ETag names."""

    status: int
    body: Any
    version: int | None = None

    @property
    def ok(self) -> bool:
        """Whether it did what was asked."""
        return self.status < 300


@dataclass
class Session:
    """Somebody signed in."""

    login: str
    city: str
    token: str = ""
    refresh: str = ""
    account: str = ""
    person: str | None = None
    clocks: dict[date, str] = field(default_factory=dict)


NOBODY = Session("", "")


class Wire:
    """One socket to one address, opened when needed and kept."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._socket: socket.socket | None = None
        self._reader: Any = None

    def request(self, head: bytes, body: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
        """Sends a request, reads its answer. Raises OSError when the connection fails."""
        kept = self._socket is not None
        try:
            return self._exchange(head, body)
        except OSError:
            self.close()
            if not kept:
                raise
        try:
            return self._exchange(head, body)  # the other side may close an idle connection at any time
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Forgets the socket."""
        if self._socket is not None:
            self._socket.close()
        self._socket = self._reader = None

    def _exchange(self, head: bytes, body: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
        if self._socket is None:
            self._socket = socket.create_connection(self._address, TIMEOUT)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._reader = self._socket.makefile("rb", buffering=65_536)
        self._socket.sendall(head + body)
        status_line = self._reader.readline()
        if not status_line:
            raise ConnectionError("closed by the other side")
        status = int(status_line[9:12])
        headers: dict[bytes, bytes] = {}
        while True:
            line = self._reader.readline()
            if line in (b"\r\n", b"\n", b""):
                break
            name, _, value = line.partition(b":")
            headers[name.lower()] = value.strip()
        content = self._content(status, headers)
        if headers.get(b"connection", b"").lower() == b"close":
            self.close()
        return status, headers, content

    def _content(self, status: int, headers: Mapping[bytes, bytes]) -> bytes:
        if status in (204, 304):
            return b""
        if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
            parts = []
            while size := int(self._reader.readline().split(b";")[0], 16):
                parts.append(self._reader.read(size))
                self._reader.readline()
            self._reader.readline()
            return b"".join(parts)
        length = int(headers.get(b"content-length", b"0"))
        content: bytes = self._reader.read(length)
        if len(content) != length:
            raise ConnectionError("the answer ended too early")
        return content


class Journal:
    """What was done, step by step, in a file: a demo that was broken off goes on where it stopped. Safe for threads.

    Of each answer only what later steps use is kept. Without the journal nothing would be doubled either, for every
    step has its key; but a step of somebody who has lost his role since could not be asked again.
    """

    KEPT = frozenset(
        {"id", "version", "content_hash", "filing", "status", "fund_account", "agreement", "items", "left", "recorded"}
        | {"late", "next", "login", "account", "person", "one_time_password", "claim", "record", "refused", "kind"}
        | {"expired", "proposal", "application_id", "ok", "entry", "batch"}
    )

    def __init__(self, path: Path | None) -> None:
        self._known: dict[str, tuple[int, Any]] = {}
        self._file = None
        if path is None:
            return
        if path.exists():
            for line in path.read_bytes().splitlines():
                with contextlib.suppress(ValueError):  # the last line may be cut short
                    key, status, body = orjson.loads(line)
                    self._known[key] = (status, body)
        path.touch(mode=0o600)
        self._file = path.open("ab", buffering=0)

    def recall(self, key: str) -> Answer | None:
        """The answer of a step that was done before."""
        known = self._known.get(key)
        return Answer(known[0], known[1]) if known else None

    def note(self, key: str, answer: Answer) -> None:
        """Keeps what later steps use of an answer; a refusal is an answer too."""
        if self._file is not None and (answer.ok or answer.status == REFUSED):
            self._file.write(orjson.dumps([key, answer.status, _trimmed(answer.body)]) + b"\n")


def _trimmed(body: Any) -> Any:
    if isinstance(body, dict):
        return {name: _trimmed(value) for name, value in body.items() if name in Journal.KEPT}
    return [_trimmed(item) for item in body] if isinstance(body, list) else body


class Api:
    """The platform as a client sees it. Safe for threads."""

    def __init__(self, base_url: str, clock_secret: str, seed: str, journal: Path | None = None) -> None:
        parts = urlsplit(base_url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._clock_secret = clock_secret.encode()
        self._seed = seed
        self._journal = Journal(journal)
        self._local = threading.local()
        self._lock = threading.Lock()
        self.requests = 0
        self.by_route: dict[str, list[float]] = {}

    def get(self, who: Session, path: str, day: date | None = None, **query: Any) -> Answer:
        """A question."""
        asked = {name: value for name, value in query.items() if value is not None}
        return self._send(who, "GET", f"{path}?{urlencode(asked)}" if asked else path, b"", day, "")

    def post(
        self, who: Session, path: str, body: Mapping[str, Any], day: date | None, step: str, version: int | None = None
    ) -> Answer:
        """A command. `step` names it: the same step of the same demo is never done twice."""
        key = self.key(step)
        known = self._journal.recall(key)
        if known is not None:
            return known
        answer = self._send(who, "POST", path, orjson.dumps(body), day, key, version)
        self._journal.note(key, answer)
        return answer

    def send(self, who: Session, path: str, body: Mapping[str, Any], day: date | None, step: str) -> Answer:
        """A command under its step's key, of which the journal keeps nothing."""
        return self._send(who, "POST", path, orjson.dumps(body), day, self.key(step))

    def ask(self, path: str, body: Mapping[str, Any]) -> Answer:
        """A POST of nobody yet, of which no trace is kept: signing in, renewing."""
        return self._send(NOBODY, "POST", path, orjson.dumps(body), None, "")

    def done(self, step: str) -> Answer | None:
        """The answer of a step that an earlier run of this demo has done."""
        return self._journal.recall(self.key(step))

    def put(
        self, who: Session, path: str, body: Mapping[str, Any], day: date | None = None, version: int = 0
    ) -> Answer:
        """A change of one's own things, as they stood at a version."""
        return self._send(who, "PUT", path, orjson.dumps(body), day, "", version)

    def amend(self, who: Session, path: str, body: Mapping[str, Any], day: date | None, step: str) -> Answer:
        """A PATCH of what is there now: read, changed as it stands, and remembered as done. Safe to ask again."""
        key = self.key(step)
        known = self._journal.recall(key)
        if known is not None:
            return known
        current = self.get(who, path, day)
        if not current.ok:
            return current
        answer = self._send(who, "PATCH", path, orjson.dumps(body), day, "", current.body["version"])
        self._journal.note(key, answer)
        return answer

    def decide(self, who: Session, path: str, body: Mapping[str, Any], day: date | None, step: str) -> Answer:
        """A decision upon a record ("/<noun>/<id>/…") as it stands: read, then decided. Safe to ask again.

        Where something else happened to it in between it is read once more, and decided under a key of its own.
        """
        known = self._journal.recall(self.key(step))
        if known is not None:
            return known
        answer = current = self.get(who, "/".join(path.split("/")[:3]), day)
        for again in range(5):
            if not current.ok:
                return current
            key = self.key(f"{step}|seen{again}" if again else step)
            answer = self._send(who, "POST", path, orjson.dumps(body), day, key, current.body["version"])
            if answer.status != 412:
                break
            current = self.get(who, "/".join(path.split("/")[:3]), day)
        self._journal.note(self.key(step), answer)
        return answer

    def fetch(self, who: Session, path: str, day: date | None = None) -> bytes:
        """A file: a paper, a sheet, what a job made (the object store gives that, by an address of its own)."""
        status, headers, content = self._raw(who, path, day)
        if status == 303:
            parts = urlsplit(headers[b"location"].decode())
            head = f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
            status, _, content = self._patiently(parts.hostname or "127.0.0.1", parts.port or 80, head, b"")
        if status != 200:
            raise DemoError(f"GET {path}: {status} {content[:300].decode('utf-8', 'replace')}")
        return content

    def act_for(self, who: Session, delegation: str) -> Answer:
        """A session that acts by a delegation from now on."""
        return self._send(who, "POST", "/session/delegation", orjson.dumps({"delegation_id": delegation}), None, "")

    def key(self, step: str) -> str:
        """The Idempotency-Key of a step: from the demo's seed and the step's name."""
        return hashlib.blake2s(f"{self._seed}|{step}".encode(), digest_size=16).hexdigest()

    def upload(self, url: str, fields: Mapping[str, str], content: bytes, content_type: str) -> None:
        """Posts a file to the object store, as the form that the platform prepared. Raises DemoError."""
        parts = urlsplit(url)
        boundary = b"----tepai" + hashlib.blake2s(content, digest_size=12).hexdigest().encode()
        form = [
            b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
            % (boundary, name.encode(), value.encode())
            for name, value in fields.items()
        ]
        form.append(
            b'--%b\r\nContent-Disposition: form-data; name="file"; filename="photo"\r\nContent-Type: %b\r\n\r\n'
            % (boundary, content_type.encode())
        )
        body = b"".join(form) + content + b"\r\n--%b--\r\n" % boundary
        head = b"POST %b HTTP/1.1\r\nHost: %b\r\n" % (parts.path.encode(), parts.netloc.encode())
        head += b"Content-Type: multipart/form-data; boundary=%b\r\nContent-Length: %d\r\n\r\n" % (boundary, len(body))
        status, _, told = self._patiently(parts.hostname or "127.0.0.1", parts.port or 80, head, body)
        if status >= 300:
            raise DemoError(f"POST {parts.path}: {status} {told[:300].decode('utf-8', 'replace')}")

    def _send(
        self, who: Session, method: str, path: str, body: bytes, day: date | None, key: str, version: int | None = None
    ) -> Answer:
        status, headers, content = self._raw(who, path, day, method, body, key, version)
        tag = headers.get(b"etag", b"").strip(b'"')
        told = orjson.loads(content) if content else {}
        return Answer(status, told, int(tag) if tag.isdigit() else None)

    def _raw(
        self,
        who: Session,
        path: str,
        day: date | None,
        method: str = "GET",
        body: bytes = b"",
        key: str = "",
        version: int | None = None,
    ) -> tuple[int, dict[bytes, bytes], bytes]:
        lines = [f"{method} /api{path} HTTP/1.1", f"Host: {self._host}:{self._port}"]
        if who.token:
            lines.append(f"Authorization: Bearer {who.token}")
        elif who.city:
            lines.append(f"Tepai-City: {who.city}")
        if day is not None:
            lines.append(f"Tepai-Clock: {self._clock(who, day)}")
        if key:
            lines.append(f"Idempotency-Key: {key}")
        if version is not None:
            lines.append(f'If-Match: "{version}"')
        if method != "GET":
            lines.append(f"Content-Type: application/json\r\nContent-Length: {len(body)}")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode()
        return self._patiently(self._host, self._port, head, body)

    def _patiently(self, host: str, port: int, head: bytes, body: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
        for wait in (*AGAIN_AFTER, None):
            began = time.perf_counter()
            try:
                answer = self._wire(host, port).request(head, body)
            except OSError as problem:
                if wait is None:
                    raise DemoError(f"{head.split(chr(13).encode())[0].decode()}: {problem}") from problem
            else:
                self._note(head, time.perf_counter() - began)
                if answer[0] not in PASSING or wait is None:
                    return answer
            time.sleep(wait)
        raise AssertionError("unreachable: the last attempt answers or raises")

    def _note(self, head: bytes, seconds: float) -> None:
        """Keeps how long each kind of request took: [count, seconds, slowest]."""
        line = head[: head.index(b" HTTP/")].decode().partition("?")[0]
        route = "/".join(part if not any(c.isdigit() for c in part) else "…" for part in line.split("/"))
        with self._lock:
            self.requests += 1
            held = self.by_route.setdefault(route, [0, 0.0, 0.0])
            held[0], held[1], held[2] = held[0] + 1, held[1] + seconds, max(held[2], seconds)

    def _wire(self, host: str, port: int) -> Wire:
        wires: dict[tuple[str, int], Wire] = self._local.__dict__.setdefault("wires", {})
        if (host, port) not in wires:
            wires[host, port] = Wire(host, port)
        return wires[host, port]

    def _clock(self, who: Session, day: date) -> str:
        """Ten in the morning in Beijing of that day, signed for this account."""
        header = who.clocks.get(day)
        if header is None:
            moment = f"{day.isoformat()}T10:00:00+08:00"
            mac = hmac.new(self._clock_secret, f"{moment}|{who.account}".encode(), hashlib.sha256).hexdigest()
            header = who.clocks[day] = f"{moment};{mac}"
        return header
