"""Readiness by a real call: what the platform will do with a part, done once."""

from __future__ import annotations

import json
import secrets
import urllib.error
import urllib.request
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

_TIMEOUT = 3.0


def probe_amqp(uri: str) -> None:
    """Connects, declares a queue, publishes with a confirm, and gets the message back. Raises on any failure."""
    import amqp

    address = urlsplit(uri)
    connection = amqp.Connection(
        host=f"{address.hostname}:{address.port or 5672}",
        userid=unquote(address.username or ""),
        password=unquote(address.password or ""),
        virtual_host=unquote(address.path.lstrip("/")) or "/",
        ssl=address.scheme == "amqps",
        confirm_publish=True,
        connect_timeout=_TIMEOUT,
        read_timeout=_TIMEOUT,
        write_timeout=_TIMEOUT,
    )
    try:
        connection.connect()
        channel = connection.channel()
        queue = channel.queue_declare("", exclusive=True).queue
        sent = secrets.token_hex(8)
        channel.basic_publish(amqp.Message(sent), exchange="", routing_key=queue)
        got = channel.basic_get(queue, no_ack=True)
        if got is None or got.body not in (sent, sent.encode()):
            raise ConnectionError("the broker did not give back what was published")
    finally:
        connection.close()


def probe_mongo(uri: str, database: str = "tepai_readiness") -> None:
    """One majority write and one majority read. Raises on any failure."""
    from pymongo import MongoClient
    from pymongo.read_concern import ReadConcern
    from pymongo.write_concern import WriteConcern

    limit = int(_TIMEOUT * 1000)
    client: MongoClient[dict[str, Any]] = MongoClient(uri, serverSelectionTimeoutMS=limit, connectTimeoutMS=limit)
    try:
        concerns = {"write_concern": WriteConcern("majority", wtimeout=limit), "read_concern": ReadConcern("majority")}
        probes = client[database].get_collection("probes", **concerns)  # type: ignore[arg-type]
        value = secrets.token_hex(8)
        probes.replace_one({"_id": "probe"}, {"value": value}, upsert=True)
        if probes.find_one({"_id": "probe"}) is None:
            raise ConnectionError("the database did not give back what was written")
    finally:
        client.close()


def probe_s3(endpoint: str, access_key: str, secret_key: str, *, secure: bool, bucket: str) -> None:
    """Puts an object and gets it back, in `bucket` or, before that exists, in one of its own. Raises on any failure."""
    import urllib3
    from minio import Minio

    pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=_TIMEOUT, read=_TIMEOUT), retries=False)
    client = Minio(endpoint, access_key, secret_key, secure=secure, http_client=pool)
    if not client.bucket_exists(bucket):
        bucket = f"{bucket}-readiness"
        if not client.bucket_exists(bucket):
            client.make_bucket(bucket)
    name, body = f".readiness/{secrets.token_hex(8)}", b"ready"
    client.put_object(bucket, name, BytesIO(body), len(body))
    answer = client.get_object(bucket, name)
    try:
        if answer.read() != body:
            raise ConnectionError("the store did not give back what was put")
    finally:
        answer.close()
        client.remove_object(bucket, name)
        pool.clear()


def gateway_health(url: str, seconds: float = 5.0) -> dict[str, Any]:
    """What `GET /health/ready` answers: {"ready": bool, "parts": {...}}. Raises OSError or ValueError."""
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=seconds) as answer:
            body = answer.read()
    except urllib.error.HTTPError as refusal:  # 503 carries the same document
        body = refusal.read()
    health = json.loads(body)
    if not isinstance(health, dict) or "ready" not in health:
        raise ValueError("not a readiness document")
    return health
