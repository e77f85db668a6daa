"""Intents and interests: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import intents, interests
from services.dispatch.schemas import intents as of_intents
from services.dispatch.schemas import interests as of_interests
from shared.batches import Call
from shared.hosting import command, every, question
from shared.upkeep import Tick


class Intents:
    """Intents and interests."""

    @command(of_intents.OfferIntent, loads={"known_filings": "filing"})
    def offer_intent(self, call: Call) -> Any:
        return intents.offer_intent(call.work, call.rulebook, call.actor, **call.args)

    @command(of_intents.AcceptIntent, loads={"intents": "intent_id"})
    def accept_intent(self, call: Call) -> Any:
        return intents.accept_intent(call.work, call.actor, **call.args)

    @command(of_intents.DeclineIntent, loads={"intents": "intent_id"})
    def decline_intent(self, call: Call) -> Any:
        return intents.decline_intent(call.work, call.actor, **call.args)

    @command(of_intents.WithdrawIntent, loads={"intents": "intent_id"})
    def withdraw_intent(self, call: Call) -> Any:
        return intents.withdraw_intent(call.work, call.actor, **call.args)

    @command(of_intents.CounterIntent, loads={"intents": "intent_id"})
    def counter_intent(self, call: Call) -> Any:
        return intents.counter_intent(call.work, call.rulebook, call.actor, **call.args)

    @command(of_intents.NoteIntent, loads={"intents": "intent_id"})
    def note_intent(self, call: Call) -> Any:
        return intents.note_intent(call.work, call.actor, **call.args)

    @command(of_intents.DraftIntentAgreement, loads={"intents": "intent_id"})
    def draft_intent_agreement(self, call: Call) -> Any:
        return intents.draft_intent_agreement(call.work, call.rulebook, call.actor, **call.args)

    @every(600, practice=False)
    def expire_intents(self, tick: Tick) -> None:
        intents.expire_intents(tick.work)

    @command(of_interests.DeclareInterest)
    def declare_interest(self, call: Call) -> Any:
        return interests.declare_interest(call.work, call.actor, **call.args)

    @command(of_interests.EndInterest, loads={"interests": "interest_id"})
    def end_interest(self, call: Call) -> Any:
        return interests.end_interest(call.work, call.actor, **call.args)

    @question(of_interests.ListInterests)
    def interests(self, call: Call) -> Any:
        return queries.interests_page(call.work, call.actor, **call.args)

    @question(of_intents.GetIntent)
    def intent(self, call: Call) -> Any:
        return queries.intent(call.work, call.rulebook, call.actor, **call.args)

    @question(of_intents.ListIntents)
    def intents(self, call: Call) -> Any:
        return queries.intents_page(call.work, call.rulebook, call.actor, **call.args)
