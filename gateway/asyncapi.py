"""The AsyncAPI 3 description of every announcement, put together from what the services say of themselves.

Each service works its part out of its own code (shared/contract.py) and answers it as the question `contract`; nothing
is written here by hand, so that a new announcement stands in the description as soon as its service runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.announcer import exchange_name

BINDING = "0.3.0"  # of AMQP 0-9-1
Contract = Mapping[str, tuple[str, Mapping[str, Any]] | list[Any]]


def document(contracts: Mapping[str, Contract], namespace: str) -> dict[str, Any]:
    """The description. `contracts`: by service, type -> (what it means, the JSON Schema of its data)."""
    channels: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    messages: dict[str, Any] = {}
    schemas: dict[str, Any] = {"CloudEvent": _cloud_event()}
    for service, contract in sorted(contracts.items()):
        for type, (meaning, schema) in sorted(contract.items()):
            name = f"{service}.{type}"
            schemas[name] = dict(schema)
            messages[name] = _message(service, type, str(meaning))
            channels[name] = _channel(name, service, namespace)
            operations[f"{name}.announce"] = _operation(name, service, str(meaning))
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "特派 Tepai: 事件 · announcements",
            "version": "1",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
            "description": _ABOUT,
        },
        "defaultContentType": "application/json",
        "servers": {
            "broker": {
                "host": "{host}",
                "protocol": "amqp",
                "protocolVersion": "0-9-1",
                "description": "城市内网的 RabbitMQ · the installation's RabbitMQ",
                "variables": {"host": {"description": "AMQP_URI", "default": "localhost:5672"}},
            }
        },
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages, "schemas": schemas},
    }


_ABOUT = """每个事件在事实发生的同一事务内写入，至少送达一次，同一对象按版本有序。
一条 AMQP 消息含同一类型的一个或多个 CloudEvents 1.0 事件（JSON 批量格式）。
也可用 Webhook 订阅（/api/webhooks，Standard Webhooks 1.0.0）：其 type 为“服务.类型”，data 即此处的 data。

Every announcement is written in the transaction of the fact itself, delivered at least once, and ordered by version for
each subject. One AMQP message carries one or more CloudEvents 1.0 of one type (JSON batch format). They can be had as
webhooks too (/api/webhooks, Standard Webhooks 1.0.0): their `type` is service.type, their `data` what stands here.
"""


def _message(service: str, type: str, meaning: str) -> dict[str, Any]:
    return {
        "name": f"{service}.{type}",
        "title": type,
        "summary": meaning,
        "contentType": "application/json",
        "tags": [{"name": service}],
        "payload": {
            "type": "array",
            "minItems": 1,
            "items": {
                "allOf": [
                    {"$ref": "#/components/schemas/CloudEvent"},
                    {
                        "type": "object",
                        "properties": {
                            "source": {"const": service},
                            "type": {"const": type},
                            "data": {"$ref": f"#/components/schemas/{service}.{type}"},
                        },
                    },
                ]
            },
        },
        "bindings": {
            "amqp": {"contentEncoding": "utf-8", "messageType": f"{service}.{type}", "bindingVersion": BINDING}
        },
    }


def _channel(name: str, service: str, namespace: str) -> dict[str, Any]:
    exchange = {
        "name": exchange_name(namespace),
        "type": "topic",
        "durable": True,
        "autoDelete": False,
        "vhost": "/",
    }
    return {
        "address": name,
        "messages": {"announcement": {"$ref": f"#/components/messages/{name}"}},
        "tags": [{"name": service}],
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": BINDING}},
    }


def _operation(name: str, service: str, meaning: str) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{name}"},
        "summary": meaning,
        "tags": [{"name": service}],
        "messages": [{"$ref": f"#/channels/{name}/messages/announcement"}],
        "bindings": {"amqp": {"deliveryMode": 2, "timestamp": False, "ack": True, "bindingVersion": BINDING}},
    }


def _cloud_event() -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    own = {
        "specversion": {"const": "1.0"},
        "id": {**text, "description": "同一事件始终相同，按此去重 · the same however often it is delivered"},
        "source": {**text, "description": "讲述的服务 · the service that tells"},
        "type": text,
        "time": {**text, "format": "date-time", "description": "UTC"},
        "subject": {**text, "description": "对象：名词:编号 · noun:id"},
        "subjectversion": {"type": "integer", "description": "对象的版本 · the subject's version"},
        "city": {**text, "description": "GB/T 2260；空为平台 · empty: the platform's own"},
        "actor": {
            "type": "object",
            "properties": {"account": text, "name": text},
            "required": ["account", "name"],
        },
        "data": {"type": "object"},
    }
    return {"type": "object", "properties": own, "required": sorted(own)}
