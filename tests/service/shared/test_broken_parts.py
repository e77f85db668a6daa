"""The broker and the database die under load, as in a power cut. Nothing is lost, nothing doubled, and work goes on."""

import time

import pytest

from loadtests.reconcile import Ledger, Step, Trail, reconcile, settled, wait_heard
from tests.service.shared.grounds import Crowd, eventually

TRAIL = Trail("garden", "plants", (Step("planted", ("garden",)),))


def reconciled(grounds, crowd):
    """The figures of a crowd's work, once everything it did has been told and heard."""
    ledger = Ledger([set(crowd.sent)], [dict(crowd.acknowledged)])
    assert wait_heard(grounds.client, grounds.namespace, TRAIL)
    assert settled(grounds.client, grounds.namespace, ["garden"])
    return reconcile(grounds.client, grounds.namespace, TRAIL, ledger)


@pytest.mark.parametrize("part", ["rabbitmq", "mongodb"])
def test_a_part_that_is_killed_under_load_and_restarted_loses_and_doubles_nothing(mortal_grounds, part):
    grounds = mortal_grounds
    grounds.start()
    grounds.ready()
    declared = time.monotonic()
    with Crowd(grounds, clients=8, each=12) as crowd:
        crowd.half_way()
        # a quorum queue younger than a second does not outlive its broker: RabbitMQ saves the list of them that often
        eventually(lambda: time.monotonic() - declared > 2)
        grounds.parts.kill(part)
        grounds.parts.start(part)
    figures = reconciled(grounds, crowd)
    assert figures.lost == []
    assert figures.doubled == []
    assert figures.sent == figures.acknowledged == figures.stored == figures.announced == figures.heard == 96
    assert grounds.tally() == 96, "and the effects of hearing are there once each"
    assert grounds.plant("afterwards")["version"] == 1


def test_the_bus_survives_a_restart_of_the_broker(mortal_grounds):
    grounds = mortal_grounds
    grounds.start()
    grounds.ready()
    first = grounds.plant("before", key="k")
    declared = time.monotonic()
    eventually(lambda: time.monotonic() - declared > 2)
    grounds.parts.kill("rabbitmq")
    eventually(lambda: not grounds.bus.healthy())
    grounds.parts.start("rabbitmq")
    eventually(grounds.bus.healthy)
    assert grounds.plant_until_acknowledged("before", "k") == first
    assert grounds.plant_until_acknowledged("after", "k2")["name"] == "after"
    eventually(grounds.quiet)
    eventually(lambda: grounds.tally() == 2)
