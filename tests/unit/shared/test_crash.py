"""Crash points exist for fault tests only, and nowhere else do anything."""

import signal
import subprocess
import sys

import pytest

from shared.crash import POINTS

PASS_THREE_TIMES = """
from shared.crash import crash_point
for turn in range(3):
    print(turn, flush=True)
    crash_point("after_commit")
"""


def run(crash_at):
    env = {"PATH": "/usr/bin", **({"CRASH_AT": crash_at} if crash_at else {})}
    ended = subprocess.run(
        [sys.executable, "-c", PASS_THREE_TIMES], capture_output=True, text=True, env=env, check=False
    )
    return ended.returncode, ended.stdout.split()


def test_without_the_variable_a_crash_point_does_nothing():
    assert run(None) == (0, ["0", "1", "2"])


@pytest.mark.parametrize(("crash_at", "passed"), [("after_commit", 1), ("after_commit:1", 1), ("after_commit:3", 3)])
def test_the_process_kills_itself_at_the_named_point_and_count(crash_at, passed):
    code, turns = run(crash_at)
    assert code == -signal.SIGKILL
    assert len(turns) == passed


def test_other_points_are_passed():
    assert run("in_announcer") == (0, ["0", "1", "2"])


def test_every_step_of_a_call_and_of_an_announcement_has_its_point():
    assert set(POINTS) == {"after_receiving", "inside_transaction", "after_commit", "in_announcer", "after_publishing"}
