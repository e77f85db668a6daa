"""Public feeds of what a city publishes (公示订阅)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import demands as S
from shared.atom import ATOM

feeds = Resource("feeds", service="dispatch", may=("public",), zh="公示订阅", en="Feeds", prefix="/api/public/feeds")

feeds.document(
    "/demands.atom", "demands_feed",
    takes=S.DemandsFeed, media=(ATOM,),
    zh="订阅公示期次与技术需求（Atom）", en="Rounds and demands as they are published (Atom)",
)  # fmt: skip
