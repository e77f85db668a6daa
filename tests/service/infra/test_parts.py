"""What the platform builds on: parts that keep what they confirmed, whatever happens to their process."""

from __future__ import annotations

import secrets
import time

import kombu
import pytest
from pymongo import MongoClient
from pymongo.write_concern import WriteConcern

from infra.local.folder import RunFolder
from infra.local.parts.part import become_ready
from infra.local.ports import choose_again
from infra.local.start import parts_of
from tests.parts import Parts


def test_every_part_answers_a_real_call(parts: Parts) -> None:
    for name in ("rabbitmq", "mongodb", "minio"):
        parts.probe(name)


def test_nobody_gets_into_the_database_without_its_password(parts: Parts) -> None:
    if not parts.is_ours("mongodb"):
        pytest.skip("given by the environment")
    address = parts.mongo_uri.split("@")[1].split("/")[0]
    client: MongoClient[dict[str, str]] = MongoClient(f"mongodb://{address}/?directConnection=true")
    with client, pytest.raises(Exception, match="requires authentication"):
        client["any"]["thing"].find_one()


def test_a_transaction_commits_on_the_one_node_replica_set(parts: Parts, namespace: str) -> None:
    client: MongoClient[dict[str, str]] = MongoClient(parts.mongo_uri)
    with client, client.start_session() as session:
        session.with_transaction(lambda s: client[namespace]["things"].insert_one({"_id": "a"}, session=s))
        assert client[namespace]["things"].count_documents({}) == 1


@pytest.mark.slow
def test_a_confirmed_message_survives_the_death_of_the_broker(parts: Parts, namespace: str) -> None:
    queue = kombu.Queue(f"{namespace}.kept", durable=True, queue_arguments={"x-queue-type": "quorum"})
    sent = secrets.token_hex(8)
    with kombu.Connection(parts.amqp_uri, transport_options={"confirm_publish": True}) as connection:
        channel = connection.channel()
        queue(channel).declare()
        kombu.Producer(channel).publish(sent, routing_key=queue.name, delivery_mode=2, mandatory=True)
    # the broker saves the list of its quorum queues twice a second: one that was declared just before a crash has no
    # leader afterwards (infra/decisions/0012)
    time.sleep(1.5)
    parts.kill("rabbitmq")
    parts.start("rabbitmq")
    with kombu.Connection(parts.amqp_uri) as connection:
        kept = connection.SimpleQueue(queue)
        message = kept.get(timeout=10)
        message.ack()
        assert message.payload == sent
        queue(connection.channel()).delete()


@pytest.mark.slow
def test_an_acknowledged_write_survives_the_death_of_the_database(parts: Parts, namespace: str) -> None:
    with MongoClient(parts.mongo_uri) as client:
        kept = client[namespace].get_collection("things", write_concern=WriteConcern("majority", j=True))
        kept.insert_one({"_id": "a"})
        parts.kill("mongodb")
        parts.start("mongodb")
        assert kept.find_one({"_id": "a"}) == {"_id": "a"}


@pytest.mark.slow
def test_the_database_keeps_its_records_when_a_stranger_took_its_port(parts: Parts, namespace: str) -> None:
    if not parts.is_ours("mongodb"):
        pytest.skip("given by the environment")
    with MongoClient(parts.mongo_uri) as client:
        client[namespace]["things"].insert_one({"_id": "a"})
    before = parts.folder.ports.read_text()
    try:
        parts.kill("mongodb")
        choose_again(parts.folder, "mongodb")
        moved = _mongodb(parts.folder)
        moved.start()
        become_ready(moved, parts.folder, 30)
        with MongoClient(moved.uri) as client:
            assert client[namespace]["things"].find_one({"_id": "a"}) == {"_id": "a"}
    finally:
        _mongodb(parts.folder).kill()
        parts.folder.ports.write_text(before)
        parts.start("mongodb")


def _mongodb(folder: RunFolder):
    return next(part for part in parts_of(folder, {}, cache_gb=0.25) if part.name == "mongodb")
