"""A page posts a file straight to the object store, another origin: its policy lets it, and the store answers it."""

from __future__ import annotations

import hashlib
import zlib

from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, People

POST = """([url, fields, content, type]) => new Promise((resolve) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    body.append('file', new File([Uint8Array.from(content)], 'photo.png', { type }))
    const request = new XMLHttpRequest(), seen = []
    request.upload.onprogress = (event) => seen.push(event.loaded)  // makes the browser ask the store first
    request.onload = () => resolve({ status: request.status, seen })
    request.onerror = () => resolve({ status: 0, seen })
    request.open('POST', url)
    request.send(body)
})"""


def png() -> bytes:
    """A picture of one grey point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def test_a_page_posts_to_the_store_and_the_platform_takes_it_in(visits: Visits, people: People) -> None:
    officer, content = people.officer(BAOTOU), png()
    said = {"name": "photo.png", "content_type": "image/png", "size": len(content), "purpose": "proof"}
    place = officer.post("/attachments", {**said, "sha256": hashlib.sha256(content).hexdigest()})
    assert not place["url"].startswith(visits.base_url), "then nothing would be asked of the store"
    page = visits.desk()
    done = page.evaluate(POST, [place["url"], place["fields"], list(content), "image/png"])
    assert done["status"] in (200, 201, 204)
    assert done["seen"]
    taken = officer.post(f"/attachments/{place['id']}/receipt", {"ticket": place["ticket"]})
    assert taken["receipt"]
