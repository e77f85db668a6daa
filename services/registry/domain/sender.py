"""Who sends what anybody may send: an objection, a complaint, a suggestion."""

from __future__ import annotations

from shared.actor import Actor
from shared.errors import Forbidden, Invalid


def sender(actor: Actor, consent: bool, with_files: bool) -> str:
    """The account of whoever sends it; "" for who has none, for whom the gateway asks.

    Raises Invalid without consent to be answered by the contact that is left, Forbidden for files without an account.
    """
    if not consent:
        raise Invalid.field(
            "/consent", "须同意为答复之目的使用联系方式", "consent", en="Agree that your contact is used to answer you"
        )
    account = "" if actor.has("platform") else actor.account
    if with_files and not account:
        raise Forbidden("上传材料须先登录", "Files need an account")
    return account
