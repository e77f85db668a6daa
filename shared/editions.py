"""The published editions of the cities' rulebooks, as each service keeps them: heard, checked, put on the shelf.

Whoever keeps the rulebooks announces a draft (`rulebook_proposed`) and, once every service has found that it can read
its own file of it (`rulebook_checked`), the edition (`rulebook_published`). Every hosted service hears these without a
handler of its own, so that one owner decides what is in force and each one what it can carry out.

What is heard is a copy in the service's own database. Every process looks at its mark once a second and puts what is
new on the shelf, between two calls: a call holds the book it began with. An edition that a service cannot read is set
aside with the reason like any event, and the service goes on with the one before.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from shared.errors import Conflict, NotFound, Problem
from shared.log import logger
from shared.rulebook import Edition, RulebookError, Rulebooks, RulesView
from shared.sheaf import Collection
from shared.store import Store
from shared.work import Announcement

KEEPER = "registry"
"""The service that owns the rulebooks and announces them."""
LOOK_EVERY = 1.0  # seconds
MARK = {"_id": "mark"}
EDITIONS, DRAFTS = "rulebook_editions", "rulebook_drafts"
COLLECTIONS = {name: Collection(copy=name == EDITIONS, everywhere=True, name=name) for name in (EDITIONS, DRAFTS)}


@dataclass(frozen=True)
class Checked:
    """What one service found in a draft: errors as "file:line: reason", and the articles its own file states."""

    proposal: str
    city: str
    service: str
    digest: str
    errors: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()


def rulebook_checked(checked: Checked) -> Announcement:
    """A service can carry out a draft, or says why it cannot."""
    data = {
        "proposal": checked.proposal,
        "city": checked.city,
        "service": checked.service,
        "digest": checked.digest,
        "errors": list(checked.errors),
        "cited": list(checked.cited),
    }
    return Announcement("rulebook_checked", f"rulebook_proposal:{checked.proposal}", data)


class Editions:
    """What one process knows of the published editions."""

    def __init__(self, service: str, store: Store, rulebooks: Rulebooks, view: type[RulesView] | None) -> None:
        self._service = service
        self._store = store
        self._rulebooks = rulebooks
        self._view = view
        self._seen = ""
        self._known: dict[str, str] = {}
        self._log = logger(service)
        self._looking = Lock()
        rulebooks.absent = self.absent

    def hears(self) -> dict[str, tuple[Any, bool]]:
        """What is heard: "service.type" -> (handler, only a copy?). A service without rules needs none."""
        if self._view is None:
            return {}
        return {
            f"{KEEPER}.rulebook_published": (self.on_published, True),
            f"{KEEPER}.rulebook_proposed": (self.on_proposed, False),
            f"{KEEPER}.rulebook_withdrawn": (self.on_withdrawn, False),
        }

    def on_published(self, event: Any) -> None:
        """Keeps an edition. Raises RulebookError, and keeps nothing, when this service cannot carry it out."""
        data, sheaf = event.data, event.work.sheaf
        edition = Edition(data["texts"], number=data["number"], from_=date.fromisoformat(data["from"]))
        if self._view is not None:
            edition.check(self._view)
        database, id = sheaf.database, f"{data['city']}|{data['number']:06d}"
        row = {name: data[name] for name in ("city", "number", "from", "texts")}
        database[EDITIONS].replace_one(
            {"_id": id}, {**row, "digest": edition.digest}, upsert=True, session=sheaf.session
        )
        database[EDITIONS].replace_one(MARK, {"mark": event.id}, upsert=True, session=sheaf.session)
        database[DRAFTS].delete_one({"_id": data.get("proposal")}, session=sheaf.session)

    def on_proposed(self, event: Any) -> None:
        """Keeps a draft (simulations read it) and tells whether this service could carry it out."""
        data, sheaf = event.data, event.work.sheaf
        row = {"city": data["city"], "texts": data["texts"], "digest": data["digest"]}
        sheaf.database[DRAFTS].replace_one({"_id": data["proposal"]}, row, upsert=True, session=sheaf.session)
        event.work.announce(
            rulebook_checked(self.checked(data["proposal"], data["city"], data["texts"], data["digest"]))
        )

    def on_withdrawn(self, event: Any) -> None:
        """Forgets a draft."""
        sheaf = event.work.sheaf
        sheaf.database[DRAFTS].delete_one({"_id": event.data["proposal"]}, session=sheaf.session)

    def checked(self, proposal: str, city: str, texts: dict[str, str], digest: str) -> Checked:
        """What this service finds in a draft."""
        try:
            edition = Edition(texts)
            if edition.city != city:
                raise RulebookError([f"city.yml:1: city {edition.city} stands in the rulebook of {city}"])
            if self._view is not None:
                edition.check(self._view)
        except RulebookError as error:
            return Checked(proposal, city, self._service, digest, tuple(error.errors))
        cited = [article for article, files in edition.stated().items() if files]
        return Checked(proposal, city, self._service, digest, (), tuple(cited))

    def refresh(self) -> bool:
        """Puts on the shelf what was published since the last look; a look is one read by id. Never finds more to do.

        An edition kept by an earlier release which this one cannot read is left out, and logged as an error.
        """
        with self._looking:
            self._refresh()
        return False

    def absent(self, city: str) -> Problem:
        """Looks at once for what the second's look has not found yet; else why the city has no rules.

        Conflict while the city's rules are being prepared, or on their way here; NotFound for a city nobody opened.
        """
        self.refresh()
        if self._store.database[DRAFTS].find_one({"city": city}, {"_id": 1}) is None:
            return NotFound("city")
        said = "The city's rules are not in force yet; they are being prepared"
        todo = {"todo": "待本市规则发布后再办理", "todo_en": "Come back once the rules are published"}
        return Conflict("本市规则尚在准备，未发布", said, code="city_preparing", **todo)

    def _refresh(self) -> None:
        editions = self._store.database[EDITIONS]
        mark = (editions.find_one(MARK) or {"mark": ""})["mark"]
        if mark == self._seen:
            return
        kept = {row["_id"]: row["digest"] for row in editions.find({"number": {"$gt": 0}}, {"digest": 1})}
        for id in sorted(id for id, digest in kept.items() if self._known.get(id) != digest):
            row = editions.find_one({"_id": id})
            if row is not None:
                self._put(row)
                self._known[id] = row["digest"]
                time.sleep(0)  # calls go first
        self._seen = mark

    def draft(self, proposal: str) -> Edition | None:
        """A draft that is being proposed, or None. Raises RulebookError when this service cannot carry it out."""
        row = self._store.database[DRAFTS].find_one({"_id": proposal})
        if row is None:
            return None
        edition = Edition(row["texts"])
        if self._view is not None:
            edition.check(self._view)
        return edition

    def _put(self, row: dict[str, Any]) -> None:
        try:
            edition = Edition(row["texts"], number=row["number"], from_=date.fromisoformat(row["from"]))
            if self._view is not None:
                edition.check(self._view)
        except RulebookError as error:
            self._log.error("a published rulebook cannot be read; the one before stays", errors=error.errors[:5])
            return
        self._rulebooks.put(edition)
        self._log.info("rulebook in place", city=edition.city, number=edition.number, from_=edition.from_.isoformat())
