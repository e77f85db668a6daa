"""Another system that listens: a receiver of webhooks on this machine, subscribed to the city's announcements."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from loadtests.demo.city import City
from loadtests.demo.stage import until
from loadtests.demo.wire import DemoError

TYPES = ["dispatch.publication_round_published", "registry.filing_cancelled", "dispatch.ending_opened"]


class Receiver:
    """Keeps the ids of what it was told with a signature that holds."""

    def __init__(self) -> None:
        self.secret = ""
        self.heard: set[str] = set()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                right = signed(receiver.secret, self.headers["webhook-id"], self.headers["webhook-timestamp"], body)
                good = any(hmac.compare_digest(right, one) for one in self.headers["webhook-signature"].split(" "))
                if good:
                    receiver.heard.add(self.headers["webhook-id"])
                self.send_response(204 if good else 401)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/hooks"

    def close(self) -> None:
        """Listens no longer."""
        self._server.shutdown()
        self._server.server_close()


def signed(secret: str, id: str, at: str, body: bytes) -> str:
    """The signature as Standard Webhooks 1.0.0 has it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return f"v1,{base64.b64encode(hmac.new(key, f'{id}.{at}.'.encode() + body, hashlib.sha256).digest()).decode()}"


def subscribe(city: City) -> None:
    """The city's officer subscribes; a run that goes on after a break tells the new address."""
    receiver = Receiver()
    said = {"name": "省平台（演示）", "url": receiver.url, "types": TYPES}
    known = city.api.done(f"{city.code}|webhook")
    if known is None:
        made = city.unkept(city.officer, "/webhooks", said, None, "webhook|new")
        receiver.secret = made["secret"]
        city.post(city.officer, f"/webhooks/{made['id']}/ping", {}, None, "webhook")
        city.numbers["webhook"] = made["id"]
    city.numbers["receiver"] = receiver


def unsubscribe(city: City) -> None:
    """All of it has come; the subscription rests, for the receiver goes with the demo."""
    receiver, webhook = city.numbers.pop("receiver"), city.numbers.get("webhook")
    if webhook is not None:
        until(
            lambda _: city.api.get(city.officer, "/deliveries", webhook=webhook, status="waiting", limit=1),
            lambda answer: answer.ok and not answer.body["items"],
            "the deliveries of the webhook",
        )
        if not receiver.heard:
            raise DemoError(f"{city.code}: the receiver heard nothing")
        city.post(city.officer, f"/webhooks/{webhook}/pause", {}, None, "webhook|pause")
        city.count("webhook deliveries", len(receiver.heard))
    receiver.close()
