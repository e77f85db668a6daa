"""Webhooks: other systems' subscriptions to what is announced in a city (Standard Webhooks 1.0.0)."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

webhooks = Resource(
    "webhooks", service="registry", may=("city_officer", "platform_operator"), zh="事件订阅", en="Webhooks"
)

webhooks.command(
    "POST",
    "/",
    "create_webhook",
    takes=S.CreateWebhook,
    gives=S.NewWebhook,
    status=201,
    zh="新建订阅（密钥仅显示一次）",
    en="Subscribe; the secret is shown this once",
)
webhooks.listing("GET", "/", "webhooks", takes=S.ListWebhooks, gives=S.Webhook, zh="本市订阅", en="The city's webhooks")
webhooks.question(
    "GET", "/<webhook_id>", "webhook", takes=S.WebhookId, gives=S.Webhook, zh="订阅详情", en="One of them"
)
webhooks.command(
    "PATCH",
    "/<webhook_id>",
    "change_webhook",
    takes=S.ChangeWebhook,
    gives=S.Webhook,
    zh="修改名称、网址或事件类型",
    en="Change name, address or types",
)
webhooks.command(
    "DELETE",
    "/<webhook_id>",
    "delete_webhook",
    takes=S.WebhookId,
    gives=S.Webhook,
    zh="删除订阅",
    en="End a subscription",
)
webhooks.command(
    "POST",
    "/<webhook_id>/pause",
    "pause_webhook",
    takes=S.WebhookId,
    gives=S.Webhook,
    zh="暂停投递（事件保留）",
    en="Pause; announcements are kept for it",
)
webhooks.command(
    "POST",
    "/<webhook_id>/resumption",
    "resume_webhook",
    takes=S.WebhookId,
    gives=S.Webhook,
    zh="恢复投递",
    en="Resume",
)
webhooks.command(
    "POST",
    "/<webhook_id>/secret",
    "rotate_webhook_secret",
    takes=S.WebhookId,
    gives=S.NewWebhook,
    zh="更换密钥（旧密钥一日内仍有效）",
    en="A new secret; the old one signs along for a day",
)
webhooks.command(
    "POST",
    "/<webhook_id>/ping",
    "ping_webhook",
    takes=S.WebhookId,
    gives=S.Delivery,
    status=201,
    zh="发送测试事件",
    en="Send a trial",
)
webhooks.command(
    "POST",
    "/<webhook_id>/replays",
    "replay_deliveries",
    takes=S.ReplayDeliveries,
    gives=S.Replayed,
    zh="重新投递一段时间内的事件",
    en="Send again what was announced in a time",
)
