"""The demo's client: small valid photos, jobs side by side, a journal that a broken run goes on from, plain sockets."""

from __future__ import annotations

import base64
import contextlib
import json
import socketserver
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from loadtests.demo import stage, wire
from loadtests.demo.listening import Receiver, signed
from loadtests.demo.photos import photo
from loadtests.demo.stage import Pool, until
from loadtests.demo.wire import Answer, Api, DemoError, Session
from shared.attachments import content_type_of


def segments(picture):
    at, found = 2, []
    while picture[at + 1] != 0xDA:
        found.append(picture[at + 1])
        at += 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
    return found


def test_a_photo_is_a_small_jpeg_with_bytes_of_its_own():
    one, other = photo(7, "v1 2025-03-04"), photo(7, "v2 2025-03-04")
    assert content_type_of(one) == "image/jpeg"
    assert one[:2] == b"\xff\xd8"
    assert one[-2:] == b"\xff\xd9"
    assert segments(one) == [0xFE, 0xDB, 0xC0, 0xC4, 0xC4]
    assert 2_000 < len(one) < 4_000
    assert one != other
    assert photo(7, "v1 2025-03-04") == one


def test_a_receiver_hears_only_what_is_signed_with_its_secret():
    receiver = Receiver()
    receiver.secret = f"whsec_{base64.b64encode(b'k' * 24).decode()}"
    try:
        for id, secret in (("e1", receiver.secret), ("e2", f"whsec_{base64.b64encode(b'x' * 24).decode()}")):
            signature = signed(secret, id, "1", b"{}")
            headers = {"webhook-id": id, "webhook-timestamp": "1", "webhook-signature": signature}
            asked = Request(receiver.url, b"{}", headers)
            with contextlib.suppress(HTTPError), urlopen(asked, timeout=5):
                pass
        assert receiver.heard == {"e1"}
    finally:
        receiver.close()


class Handler(BaseHTTPRequestHandler):
    """Answers POST /api/echo with what it got; /api/shaky with 503 at first; closes every third connection."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[list] = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).seen.append((self.path, dict(self.headers), body))
        shaky = self.path == "/api/shaky" and len([one for one in self.seen if one[0] == "/api/shaky"]) < 3
        answer = json.dumps({"id": "x", "secret": "y", "sent": body.decode()}).encode()
        self.send_response(503 if shaky else 201)
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("ETag", '"4"')
        if len(self.seen) % 3 == 0:
            self.close_connection = True
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    Handler.seen = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def api(server: socketserver.TCPServer, tmp_path, monkeypatch):
    monkeypatch.setattr(wire, "AGAIN_AFTER", (0.01, 0.01, 0.01))
    return Api(f"http://127.0.0.1:{server.server_address[1]}", "secret", "seed", tmp_path / "journal.jsonl")


ME = Session("me", "150200", token="t", account="a")


def test_many_requests_over_one_socket_survive_its_being_closed(api):
    for number in range(10):
        answer = api.post(ME, "/echo", {"n": number}, None, f"step-{number}", 2)
        assert (answer.status, answer.version, json.loads(answer.body["sent"])) == (201, 4, {"n": number})
    headers = Handler.seen[0][1]
    assert (headers["Authorization"], headers["If-Match"]) == ("Bearer t", '"2"')
    assert len({one[1]["Idempotency-Key"] for one in Handler.seen}) == 10


def test_not_just_now_is_asked_again_under_the_same_key(api):
    assert api.post(ME, "/shaky", {}, None, "once").status == 201
    assert len({one[1]["Idempotency-Key"] for one in Handler.seen}) == 1
    assert len(Handler.seen) == 3


def test_a_step_that_was_done_is_not_done_again_by_a_later_run(api, server, tmp_path):
    api.post(ME, "/echo", {}, None, "once")
    later = Api(f"http://127.0.0.1:{server.server_address[1]}", "secret", "seed", tmp_path / "journal.jsonl")
    assert later.post(ME, "/echo", {}, None, "once").body == {"id": "x"}
    assert later.done("once") is not None
    assert later.done("another") is None
    assert len(Handler.seen) == 1
    assert (tmp_path / "journal.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_journal_cut_short_is_read_as_far_as_it_goes(tmp_path):
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'["k", 201, {"id": "1"}]\n["l", 201, {"i')
    assert wire.Journal(path).recall("k") == Answer(201, {"id": "1"})
    assert wire.Journal(path).recall("l") is None


def test_a_stage_gives_results_in_order_and_the_first_failure():
    pool = Pool(4)
    assert pool.stage([lambda n=n: time.sleep(0.01 * (4 - n)) or n for n in range(4)], 2) == [0, 1, 2, 3]
    assert pool.done == 8

    def broken():
        raise DemoError("no")

    with pytest.raises(DemoError, match="no"):
        pool.stage([broken, lambda: 1])
    pool.close()


def test_an_answer_is_waited_for_and_given_up_in_the_end(monkeypatch):
    answers = iter([Answer(404, {}), Answer(404, {}), Answer(201, {"ok": True})])
    numbers = []

    def ask(attempt):
        numbers.append(attempt)
        return next(answers)

    assert until(ask, lambda answer: answer.ok, "it").body == {"ok": True}
    assert numbers == [0, 1, 2]
    monkeypatch.setattr(stage.time, "sleep", lambda _: None)
    with pytest.raises(DemoError, match="still 404"):
        until(lambda _: Answer(404, {}), lambda answer: answer.ok, "it", seconds=0.01)
