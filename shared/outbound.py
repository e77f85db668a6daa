"""HTTP to addresses that somebody outside chose (webhooks, federation peers), without being led into one's own network.

Only http and https; a name is resolved once, every address it resolves to must be a public one (unless a setting
allows private ones, for tests and demos), and the connection goes to that very address, so that a name which answers
differently a moment later gains nothing. Redirects are not followed, answers are read up to a limit and a deadline.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

SECONDS = 10.0
LARGEST_ANSWER = 256 * 1024
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotSent(Exception):
    """Nothing came back that could be read. `code`: target, private, name, connection, late, too_large."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class Answered:
    """What came back; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    milliseconds: int


class Outbound:
    """Posts to foreign addresses. `private_targets`: whether loopback and private networks are allowed."""

    def __init__(self, private_targets: bool = False, seconds: float = SECONDS) -> None:
        self._private = private_targets
        self._seconds = seconds

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        """What the address answers, whatever its status. Raises NotSent."""
        began = time.monotonic()
        target = checked(url)
        host, port = target.hostname or "", target.port or (443 if target.scheme == "https" else 80)
        addresses = self._addresses(host, port)
        connection = _Pinned(host, port, addresses, target.scheme == "https", self._seconds)
        try:
            path = (target.path or "/") + (f"?{target.query}" if target.query else "")
            connection.request("POST", path, body, {**headers, "Connection": "close"})
            answer = connection.getresponse()
            read = self._read(answer, began)
        except TimeoutError as problem:
            raise NotSent("late", f"no answer within {self._seconds:g} s") from problem
        except (OSError, http.client.HTTPException) as problem:
            raise NotSent("connection", type(problem).__name__) from problem
        finally:
            connection.close()
        taken = int((time.monotonic() - began) * 1000)
        return Answered(answer.status, {name.lower(): value for name, value in answer.getheaders()}, read, taken)

    def _read(self, answer: http.client.HTTPResponse, began: float) -> bytes:
        read = b""
        while part := answer.read1(64 * 1024):
            read += part
            if len(read) > LARGEST_ANSWER:
                raise NotSent("too_large", f"more than {LARGEST_ANSWER} bytes came back")
            if time.monotonic() - began > self._seconds:
                raise NotSent("late", f"no whole answer within {self._seconds:g} s")
        return read

    def _addresses(self, host: str, port: int) -> list[tuple[int, Any]]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            raise NotSent("name", f"no such name: {host}") from problem
        if not self._private and not all(is_public(str(one[4][0])) for one in found):
            raise NotSent("private", f"{host} is not a public address")
        return [(int(one[0]), one[4]) for one in found]


def checked(url: str) -> SplitResult:
    """The parts of an address that may be posted to. Raises NotSent for any other."""
    try:
        target = urlsplit(url)
        _ = target.port
    except ValueError as problem:
        raise NotSent("target", "not an address") from problem
    if target.scheme not in ("http", "https") or not target.hostname:
        raise NotSent("target", "only http and https")
    if target.username is not None or target.password is not None or target.fragment:
        raise NotSent("target", "neither credentials nor a fragment belong in the address")
    return target


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet: also what an IPv6 address merely wraps must be."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in NAT64:
            return False
        wrapped = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if wrapped is not None:
            return is_public(str(wrapped))
    return found.is_global and not found.is_multicast


class _Pinned(http.client.HTTPConnection):
    """A connection to one of the addresses that were checked, speaking to the name."""

    def __init__(self, host: str, port: int, addresses: list[tuple[int, Any]], tls: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._addresses = addresses
        self._tls = tls
        if tls and port == 443:
            self.default_port = 443  # so that the Host header does not name it

    def connect(self) -> None:
        problem: OSError = OSError("no address")
        for family, address in self._addresses:
            sock = socket.socket(family, socket.SOCK_STREAM)
            sock.settimeout(self.timeout)
            try:
                sock.connect(address)
            except OSError as failed:
                sock.close()
                problem = failed
                continue
            self.sock = ssl.create_default_context().wrap_socket(sock, server_hostname=self.host) if self._tls else sock
            return
        raise problem
