"""What goes to foreign addresses: which ones, and what is made of whatever comes back."""

import socket
import threading

import pytest

from shared.outbound import NotSent, Outbound, checked, is_public


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
     "2002:7f00:1::", "64:ff9b::7f00:1", "ff02::1", "192.0.2.1"],
)  # fmt: skip
def test_addresses_that_lead_inside_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "223.5.5.5", "2400:3200::1", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example", "gopher://a.example", "http://", "https:///x", "http://a:b@a.example/",
     "http://a.example/#x", "http://a.example:99999/", "http://[::1", "javascript:alert(1)", "//a.example"],
)  # fmt: skip
def test_only_plain_web_addresses_are_posted_to(url):
    with pytest.raises(NotSent):
        checked(url)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1", "127.1"])
def test_private_targets_are_refused_however_they_are_written(host):
    with pytest.raises(NotSent) as problem:
        Outbound().post(f"http://{host}:9/", b"", {})
    assert problem.value.code in ("private", "name")


def test_a_name_with_one_private_address_is_refused(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(NotSent) as problem:
        Outbound().post("http://a.example/", b"", {})
    assert problem.value.code == "private"


class Server:
    """Answers one connection with these bytes, in these portions, and keeps what it was sent."""

    def __init__(self, *portions: bytes, silent: bool = False) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/in?x=1"
        self.got = b""
        self.done = threading.Event()
        self._silent, self._portions = silent, portions
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        connection, _ = self.socket.accept()
        with connection:
            connection.settimeout(5)
            while b"\r\n\r\n" not in self.got or not self.got.endswith(b"{}"):
                self.got += connection.recv(65536)
            if self._silent:
                self.done.wait(5)
            for portion in self._portions:
                try:
                    connection.sendall(portion)
                except OSError:
                    return


OUT = Outbound(private_targets=True, seconds=0.5)


def test_what_is_posted_arrives_and_what_is_answered_comes_back():
    server = Server(b"HTTP/1.1 201 Created\r\nX-One: two\r\nContent-Length: 2\r\n\r\nok")
    answered = OUT.post(server.url, b"{}", {"webhook-id": "e1"})
    assert (answered.status, answered.body, answered.headers["x-one"]) == (201, b"ok", "two")
    assert server.got.startswith(b"POST /in?x=1 HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"webhook-id: e1" in server.got


def test_a_redirect_is_an_answer_and_not_followed():
    server = Server(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
    assert OUT.post(server.url, b"{}", {}).status == 302


@pytest.mark.parametrize(
    ("server", "code"),
    [
        (Server(silent=True), "late"),
        (Server(b"not http at all\r\n\r\n"), "connection"),
        (Server(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 65536] * 6), "too_large"),
        (Server(b""), "connection"),
    ],
)
def test_what_cannot_be_read_is_a_failure_with_a_name(server, code):
    with pytest.raises(NotSent) as problem:
        OUT.post(server.url, b"{}", {})
    assert problem.value.code == code


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotSent) as problem:
        OUT.post(f"http://127.0.0.1:{port}/", b"{}", {})
    assert problem.value.code == "connection"
