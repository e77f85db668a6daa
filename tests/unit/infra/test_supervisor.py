from __future__ import annotations

import os
import signal
from typing import Any

from infra.local import control, processes
from infra.local.folder import RunFolder
from infra.local.processes import Started
from infra.local.services import Wanted


def row(state: dict[str, Any], name: str) -> dict[str, Any]:
    return next((one for one in state["processes"] if one["name"] == name), {})


def wait_running(folder: RunFolder, *names: str) -> dict[str, Any]:
    return control.wait_for(folder, lambda now: all(row(now, name).get("state") == "running" for name in names))


def test_each_wanted_process_runs_and_knows_its_number(supervised: RunFolder) -> None:
    control.apply(supervised, {"COLOUR": "red"}, [Wanted("steady", 1), Wanted("steady", 2)])
    wait_running(supervised, "steady-1", "steady-2")
    control.wait_for(supervised, lambda _: "red 2" in supervised.log("steady-2").read_text())


def test_a_killed_process_is_back_under_another_id(supervised: RunFolder) -> None:
    control.apply(supervised, {}, [Wanted("steady", 1)])
    pid = row(wait_running(supervised, "steady-1"), "steady-1")["pid"]
    os.kill(pid, signal.SIGKILL)
    now = control.wait_for(supervised, lambda now: row(now, "steady-1").get("pid") not in (None, pid))
    assert row(now, "steady-1")["restarts"] == 1
    assert row(now, "steady-1")["last_exit"] == -signal.SIGKILL


def test_a_process_that_ends_again_and_again_is_restarted_ever_more_slowly(supervised: RunFolder) -> None:
    control.apply(supervised, {}, [Wanted("crashing", 1)])
    now = control.wait_for(supervised, lambda now: row(now, "crashing-1").get("restarts", 0) >= 3)
    assert row(now, "crashing-1")["last_exit"] == 3


def test_scaling_down_stops_the_highest_numbers(supervised: RunFolder) -> None:
    wanted = [Wanted("steady", number) for number in (1, 2, 3)]
    control.apply(supervised, {}, wanted)
    wait_running(supervised, "steady-1", "steady-2", "steady-3")
    control.apply(supervised, {}, control.scaled(wanted, {"steady": 1}))
    now = control.wait_for(supervised, lambda now: len(now["processes"]) == 1)
    assert now["processes"][0]["name"] == "steady-1"


def test_one_process_can_be_restarted_with_a_variable_for_that_start_only(supervised: RunFolder) -> None:
    control.apply(supervised, {}, [Wanted("steady", 1), Wanted("steady", 2)])
    before = wait_running(supervised, "steady-1", "steady-2")
    control.wait_for(supervised, lambda _: "None 1" in supervised.log("steady-1").read_text())
    control.once_more(supervised, "steady-1", env=None, once={"COLOUR": "blue"})
    old = row(before, "steady-1")["pid"]
    now = control.wait_for(supervised, lambda now: row(now, "steady-1").get("pid") not in (None, old))
    assert row(now, "steady-2")["pid"] == row(before, "steady-2")["pid"]
    control.wait_for(supervised, lambda _: "blue 1" in supervised.log("steady-1").read_text())
    os.kill(row(now, "steady-1")["pid"], signal.SIGKILL)
    control.wait_for(
        supervised, lambda _: supervised.log("steady-1").read_text().split() == ["None", "1", "blue", "1", "None", "1"]
    )


def test_changed_variables_restart_every_process(supervised: RunFolder) -> None:
    control.apply(supervised, {"COLOUR": "red"}, [Wanted("steady", 1)])
    pid = row(wait_running(supervised, "steady-1"), "steady-1")["pid"]
    control.apply(supervised, {"COLOUR": "green"}, [Wanted("steady", 1)])
    control.wait_for(supervised, lambda now: row(now, "steady-1").get("pid") not in (None, pid))
    control.wait_for(supervised, lambda _: "green" in supervised.log("steady-1").read_text())


def test_a_process_that_ignores_the_request_to_stop_is_made_to(supervised: RunFolder) -> None:
    control.apply(supervised, {}, [Wanted("deaf", 1)])
    wait_running(supervised, "deaf-1")
    control.wait_for(supervised, lambda _: "deaf" in supervised.log("deaf-1").read_text())
    control.apply(supervised, {}, [])
    control.wait_for(supervised, lambda now: not now["processes"])


def test_a_service_that_is_not_written_is_said_to_be_absent(supervised: RunFolder) -> None:
    control.apply(supervised, {}, [Wanted("absent", 1), Wanted("steady", 1)])
    now = wait_running(supervised, "steady-1")
    assert row(now, "absent-1")["state"] == "absent"


def test_stopping_leaves_no_process_even_of_a_supervisor_that_was_killed(supervised: RunFolder) -> None:
    control.apply(supervised, {}, [Wanted("steady", 1)])
    now = wait_running(supervised, "steady-1")
    child = Started(row(now, "steady-1")["pid"], row(now, "steady-1")["began"])
    keeper = processes.remembered(supervised, control.SUPERVISOR)
    assert keeper is not None
    os.kill(keeper.pid, signal.SIGKILL)
    assert processes.wait_gone(keeper, 5)
    assert processes.is_alive(child)
    assert control.stop(supervised)
    assert not processes.is_alive(child)
