"""Deliveries: each announcement on its way to each webhook, with every attempt."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

deliveries = Resource(
    "deliveries", service="registry", may=("city_officer", "platform_operator"), zh="投递记录", en="Deliveries"
)

deliveries.listing(
    "GET", "/", "deliveries", takes=S.ListDeliveries, gives=S.Delivery, zh="投递列表", en="Deliveries, newest first"
)
deliveries.question(
    "GET",
    "/<delivery_id>",
    "delivery",
    takes=S.DeliveryId,
    gives=S.Delivery,
    zh="投递详情",
    en="One, with its body and attempts",
)
deliveries.command(
    "POST",
    "/<delivery_id>/replay",
    "replay_delivery",
    takes=S.DeliveryId,
    gives=S.Delivery,
    zh="重新投递",
    en="Send it again",
)
