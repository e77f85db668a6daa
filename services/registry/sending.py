"""What goes out of the platform: deliveries to webhooks, letters by SMS, WeChat and e-mail. Errands, not commands."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from services.registry import events
from services.registry.commands.peers import make_known
from services.registry.commands.webhooks import switchboard
from services.registry.domain import delivery as deliveries
from services.registry.domain import letter as letters
from services.registry.domain import webhook as webhooks
from services.registry.domain.delivery import Delivery, Try
from services.registry.domain.letter import Letter
from services.registry.domain.webhook import Webhook
from services.registry.store import RegistryWork
from shared.channels import NotCarried, Posted
from shared.documents import plain
from shared.errands import Trip
from shared.outbound import NotSent
from shared.work import LARGEST_PAGE

AT_ONCE = 20  # to one webhook in one round: a slow receiver holds up no other
LETTERS_AT_ONCE = 100


def deliver_webhooks(trip: Trip) -> bool:
    """Sends what is due to every active webhook, and notes what came of it. Whether there was anything."""
    taken = [(city, *item) for city in trip.cities for item in trip.within(city, _claim_deliveries)]
    trip.side_by_side(lambda item: _deliver(trip, *item), taken)
    return bool(taken)


def _claim_deliveries(work: RegistryWork) -> list[tuple[Webhook, Delivery]]:
    due = {"status": "waiting", "due": {"$lte": plain(work.now)}}
    active = work.webhooks.some({"status": "active"}, limit=webhooks.MOST)
    found = [
        (webhook, delivery)
        for webhook in active
        for delivery in work.deliveries.some({"webhook": webhook.id, **due}, [("due", 1)], AT_ONCE)
    ]
    for _, delivery in found:
        work.deliveries.save(deliveries.claim(delivery, work.now))
    return found


def _deliver(trip: Trip, city: str, webhook: Webhook, delivery: Delivery) -> None:
    now = trip.now
    signed = webhooks.signature(webhook, trip.vault.derive, delivery.event, now, delivery.body)
    try:
        headers = deliveries.headers(delivery, now, signed)
        answered = trip.outbound.post(webhook.url, delivery.body.encode(), headers)
        attempt = Try(now, answered.status, "", answered.milliseconds)
    except NotSent as problem:
        attempt = Try(now, None, f"{problem.code}: {problem.reason}"[:200], 0)
    except Exception as problem:  # whatever one receiver does to us, the others are served
        attempt = Try(now, None, f"fault: {type(problem).__name__}", 0)
    trip.within(city, lambda work: _note_delivery(work, delivery.id, attempt))


def _note_delivery(work: RegistryWork, delivery_id: str, attempt: Try) -> None:
    delivery = work.deliveries.find(delivery_id)
    webhook = work.webhooks.find(delivery.webhook) if delivery is not None else None
    if delivery is None or webhook is None:
        return
    if attempt.status is not None and 200 <= attempt.status < 300:
        work.deliveries.save(deliveries.taken(delivery, attempt))
        changed = webhooks.succeeded(webhook, attempt.at)
    else:
        work.deliveries.save(deliveries.refused(delivery, attempt))
        why = attempt.error or f"HTTP {attempt.status}"
        changed = webhooks.failed(webhook, attempt.at, attempt.status == 410, why)
    if changed == webhook:
        return
    if changed.status != webhook.status:
        work.switchboards.save(webhooks.connected(switchboard(work), changed))
        work.announce(events.webhook_changed(changed, "disabled"))
    work.webhooks.save(changed)


def send_letters(trip: Trip) -> bool:
    """Hands due letters to their carriers. Whether there was anything."""
    taken = [item for city in trip.cities for item in trip.within(city, _claim_letters)]
    trip.side_by_side(lambda letter: _send(trip, letter), taken)
    return bool(taken)


def _claim_letters(work: RegistryWork) -> list[Letter]:
    due = {"status": "waiting", "due": {"$lte": plain(work.now)}}
    found = work.letters.some(due, [("due", 1)], LETTERS_AT_ONCE)
    for letter in found:
        work.letters.save(letters.claim(letter, work.now))
    return found


def _send(trip: Trip, letter: Letter) -> None:
    channel = trip.channels.get(letter.channel)
    if channel is None:
        trip.within(letter.city, lambda work: _note_letter(work, letter.id, error="no_channel", for_good=True))
        return
    try:
        to = trip.within(letter.city, lambda work: _address(work, letter)) if channel.needs_address else letter.mask
        posted = Posted(letter.id, letter.channel, letter.city, to, letter.text, letter.text_en, letter.at)
        receipt = channel.send(posted)
    except NotCarried as problem:
        error = str(problem)[:200]
        trip.within(letter.city, lambda work: _note_letter(work, letter.id, error=error))
    except Exception as problem:  # a carrier's adapter is foreign code; its words may hold the address
        error = f"fault: {type(problem).__name__}"
        trip.within(letter.city, lambda work: _note_letter(work, letter.id, error=error))
    else:
        trip.within(letter.city, lambda work: _note_letter(work, letter.id, receipt=receipt))


def _address(work: RegistryWork, letter: Letter) -> str:
    """The address in full, opened for this sending only. Raises NotCarried where there is none any more."""
    if letter.address:
        return str(work.vault.open(letter.address))
    account = work.accounts.find(letter.account)
    person = work.persons.find(account.person) if account is not None and account.person else None
    if person is None or not person.identity.phone:
        raise NotCarried("no_address")
    return str(work.numbers_of(person)[1])


def _note_letter(
    work: RegistryWork, letter_id: str, receipt: str = "", error: str = "", for_good: bool = False
) -> None:
    letter = work.letters.find(letter_id)
    if letter is not None:
        work.letters.save(
            letters.failed(letter, error, work.now, for_good)
            if error
            else letters.sent(letter, receipt[:200], work.now)
        )


def index_peers(trip: Trip) -> bool:
    """Makes persons findable by the tokens of every peer, 200 at a time. Whether there may be more."""
    active = trip.within("", lambda work: work.peers.some({"status": "active"}))
    more = [trip.within("", partial(_index, peer_id=peer.id)) for peer in active]
    return any(more)


def _index(work: RegistryWork, peer_id: str) -> bool:
    peer = work.peers.get(peer_id)
    people = work.persons.some({"id": {"$gt": peer.indexed}}, [("_id", 1)])
    if people:
        make_known(work, peer, people)
        work.peers.save(replace(peer, indexed=people[-1].id))
    return len(people) == LARGEST_PAGE


def tidy_sent(tick: Any) -> None:
    """Forgets, 200 at a time, what went out (or was given up) more than thirty days ago."""
    work: RegistryWork = tick.work
    old = {"done_at": {"$lt": plain(work.now - deliveries.KEPT)}}
    gone, done = work.deliveries.some(old), work.letters.some(old)
    for delivery in gone:
        work.deliveries.remove(delivery.id)
    for letter in done:
        work.letters.remove(letter.id)
    for nonce in work.peer_nonces.some({"used_at": {"$lt": plain(work.now - deliveries.KEPT)}}):
        work.peer_nonces.remove(nonce.id)
