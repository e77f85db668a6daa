"""The short form of `make faults`: services, broker and database die under load, and everything is counted."""

from loadtests.faults.kills import SHORT
from loadtests.faults.run import run


def test_kills_under_load_lose_nothing_and_double_nothing(mortal_platform):
    outcome = run(mortal_platform, SHORT, clients=4)
    mortal_platform.wait_ready()
    assert outcome.found.lost == []
    assert outcome.found.doubled == []
    assert outcome.kills == len(SHORT)
    found = outcome.found
    assert found.sent == found.acknowledged == found.announced == 2 * found.stored
    assert found.heard == 3 * found.stored, "dispatch, funding and appraisal hear of every confirmed record"
    assert outcome.ok
