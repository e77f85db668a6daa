"""Intents between commissioners and hosts (意向)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import agreements as A
from services.dispatch.schemas import intents as S

SIDES = ("commissioner", "dispatching_manager", "host_manager")

intents = Resource(
    "intents", service="dispatch", may=(*SIDES, "county_officer", "city_officer"), zh="对接意向", en="Intents"
)

intents.command(
    "POST", "/", "offer_intent",
    takes=S.OfferIntent, gives=S.Intent, status=201, may=SIDES,
    zh="提出意向", en="Offer an intent",
)  # fmt: skip
intents.command(
    "POST", "/<intent_id>/acceptance", "accept_intent",
    takes=S.AcceptIntent, gives=S.Intent, may=SIDES, changes=True,
    zh="接受意向", en="Accept an intent",
)  # fmt: skip
intents.command(
    "POST", "/<intent_id>/refusal", "decline_intent",
    takes=S.DeclineIntent, gives=S.Intent, may=SIDES,
    zh="谢绝意向", en="Decline an intent",
)  # fmt: skip
intents.command(
    "POST", "/<intent_id>/withdrawal", "withdraw_intent",
    takes=S.WithdrawIntent, gives=S.Intent, may=SIDES,
    zh="撤回意向", en="Withdraw an intent",
)  # fmt: skip
intents.command(
    "POST", "/<intent_id>/counter-proposals", "counter_intent",
    takes=S.CounterIntent, gives=S.Intent, may=SIDES, changes=True,
    zh="提出不同方案", en="Propose otherwise",
)  # fmt: skip
intents.command(
    "POST", "/<intent_id>/notes", "note_intent",
    takes=S.NoteIntent, gives=S.Intent, may=SIDES,
    zh="给对方留言", en="Write to the other side",
)  # fmt: skip
intents.command(
    "POST", "/<intent_id>/agreement", "draft_intent_agreement",
    takes=S.DraftIntentAgreement, gives=A.Agreement, status=201, may=("dispatching_manager",),
    zh="按双方意向起草协议", en="Draw the agreement up as agreed",
)  # fmt: skip
intents.question(
    "GET", "/<intent_id>", "intent",
    takes=S.GetIntent, gives=S.Intent,
    zh="意向详情", en="One intent",
)  # fmt: skip
intents.listing(
    "GET", "/", "intents",
    takes=S.ListIntents, gives=S.Intent,
    zh="意向列表", en="Intents",
)  # fmt: skip
