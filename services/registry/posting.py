"""What the registry makes of announcements as such, whoever told them: messages to people, deliveries to webhooks.

Everything is heard on a line of its own, apart from the consequences in `reactions.py`: a peak of messages delays no
cancelled filing, and an announcement that cannot be put into words is parked there alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from services.registry.commands.peers import make_known
from services.registry.domain import delivery as deliveries
from services.registry.domain import follow as follows
from services.registry.domain import letter as letters
from services.registry.domain import message as messages
from services.registry.domain import review
from services.registry.domain import webhook as webhooks
from services.registry.domain.message import Address, Message, Occasion
from services.registry.message_table import TABLE
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from services.registry.vocabulary.message import Told

ERASED = "registry.person_erased"
MOST_FOLLOWERS = 200  # of one record: every change of it tells each of them
NEW_PEOPLE = ("registry.account_opened", "registry.filing_made")


def overhear(work: RegistryWork, event: Any) -> None:
    """Tells whom the table names: one message for each account, one notice where everybody with a role is meant.

    What webhooks of the city take is made ready for them, and what readers want sent is written as letters;
    `sending.py` sends both.
    """
    type, actor = f"{event.source}.{event.type}", event.actor.get("account", "")
    told_as = Occasion(event.id, event.city, type, event.subject, event.data, event.at, actor)
    for webhook in webhooks.takers(work.switchboards.find(f"board:{work.city}"), type):
        work.deliveries.save(deliveries.prepare(told_as, webhook))
    if type in NEW_PEOPLE:
        _make_known(work, event.data)
    elif type == ERASED:
        for token in work.peer_tokens.some({"person": event.data["person"]}):
            work.peer_tokens.remove(token.id)
    occasion = _known_better(work, event, told_as)
    known: dict[Address, list[str]] = {}
    read: set[str] = {occasion.actor}
    for told in TABLE.of(occasion.type, occasion.data):
        for part in messages.parts(told, occasion):
            read.update(_tell(work, told, part, known))
    _tell_followers(work, occasion, f"{event.source}.{event.subject}", read)


def _tell_followers(work: RegistryWork, occasion: Occasion, subject: str, read: set[str]) -> None:
    """Who follows the record sees what happened last, and is told unless it was told already, or did it."""
    for one in work.follows.some({"subject": subject}, limit=MOST_FOLLOWERS):
        work.follows.save(follows.heard(one, occasion.type, occasion.at))
        told, data = messages.of_followed(TABLE.followed.told, one.noun, one.title)
        if one.account not in read:
            for message in _composed(work, told, replace(occasion, data=data), [one.account]):
                work.messages.save(message)
                _write_letters(work, message)


def _tell(work: RegistryWork, told: Told, occasion: Occasion, known: dict[Address, list[str]]) -> list[str]:
    """Whom it told. `known`: readers behind addresses looked up already; a list's entries are often for the same."""
    wanted = messages.addresses(told, TABLE, occasion)
    for address in wanted:
        if address not in known:
            known[address] = _readers(work, address)
    readers = dict.fromkeys(reader for address in wanted for reader in known[address])
    for message in _composed(work, told, occasion, [one for one in readers if told.doer or one != occasion.actor]):
        work.messages.save(message)
        _write_letters(work, message)
    return list(readers)


def _write_letters(work: RegistryWork, message: Message) -> None:
    chosen = work.channels.find(messages.settings_id(message.reader, work.city))
    for letter in letters.write(message, chosen.choices if chosen is not None else ()):
        if work.letters.find(letter.id) is None:
            work.letters.add(letter)


def _known_better(work: RegistryWork, event: Any, occasion: Occasion) -> Occasion:
    """The announcement; one about an application with whose turn it is, which the registry knows itself."""
    data = dict(event.data)
    noun, _, id = event.subject.partition(":")
    application = work.applications.find(id) if (event.source, noun) == ("registry", "application") else None
    if application is not None:
        data = {"applicant": application.applicant, "name": application.name, "number": application.number, **data}
        rules = Rules.of(event.rulebook, application.submitted_on)
        waits = review.waits_on(application, rules, work.today)
        data |= {"sender_unit": application.sender_unit, "county": application.county, "unit": application.unit}
        data["turn"] = [waits["party"]] if waits is not None else []
    return replace(occasion, data=data)


def _make_known(work: RegistryWork, data: dict[str, Any]) -> None:
    """Somebody new is findable by peers at once; sending.index_peers makes up for what was before them."""
    ids = [*messages.values(data, "person"), *messages.values(data, "members.person")]
    people = [person for id in ids if (person := work.persons.find(id)) is not None]
    for peer in work.peers.some({"status": "active"}):
        make_known(work, peer, people)


def _composed(work: RegistryWork, told: Told, occasion: Occasion, readers: list[str]) -> Iterator[Message]:
    """The messages to those who have not muted the topic."""
    settings = {one.account: one for one in work.message_settings_of(readers)}
    ids = {reader: messages.message_id(told, occasion, reader) for reader in readers}
    earlier = work.earlier_messages(list(ids.values()) if told.digest else [])
    for reader in readers:
        if reader not in settings or told.topic not in settings[reader].muted:
            made = messages.compose(told, TABLE, occasion, reader, earlier.get(ids[reader]))
            yield replace(made, written=work.clock)


def _readers(work: RegistryWork, address: Address) -> list[str]:
    """The accounts meant, or the notice's reader where they are everybody, or too many to tell one by one."""
    if address.account:
        return [address.account]
    if address.everyone:
        return [address.key]
    if address.person:
        return [account.id for account in work.accounts.some({"person": address.person, "disabled": False}, limit=5)]
    held = {"city": work.city, "role": address.role}
    held |= {"unit": address.unit} if address.unit else {"county": address.county} if address.county else {}
    found = work.accounts.some({"grants": {"$elemMatch": held}, "disabled": False}, limit=messages.MOST_HOLDERS + 1)
    return [account.id for account in found] if len(found) <= messages.MOST_HOLDERS else [address.key]
