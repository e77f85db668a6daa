from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from infra.local import processes
from infra.local.folder import CHECKOUT, RunFolder, read_env, write_env, write_json

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_started_process_is_found_again_and_stopped(folder: RunFolder) -> None:
    started = processes.start(folder, "sleeper", SLEEP, {})
    assert processes.remembered(folder, "sleeper") == started
    assert processes.stop_remembered(folder, "sleeper")
    assert not processes.is_alive(started)
    assert not processes.stop_remembered(folder, "sleeper")


def test_a_stranger_that_was_given_the_same_process_id_is_left_alone(folder: RunFolder) -> None:
    stranger = subprocess.Popen(SLEEP)
    try:
        began = processes.began_at(stranger.pid)
        assert began is not None
        write_json(folder.pids / "sleeper.json", {"pid": stranger.pid, "began": began - 1})
        assert not processes.stop_remembered(folder, "sleeper")
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_what_a_process_prints_is_appended_to_its_log(folder: RunFolder) -> None:
    for word in ("one", "two"):
        started = processes.start(folder, "speaker", [sys.executable, "-c", f"print('{word}')"], {})
        assert processes.wait_gone(started, 10)
    assert folder.log("speaker").read_text().split() == ["one", "two"]


def test_the_remains_of_an_ended_process_do_not_count_as_alive() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    until = time.monotonic() + 10
    while processes.began_at(child.pid) is not None and time.monotonic() < until:
        time.sleep(0.02)
    assert processes.began_at(child.pid) is None  # a zombie: nobody has waited for it yet
    child.wait()


def test_secrets_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    write_env(path, {"TOKEN_SECRET": "a=b"})
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_env(path) == {"TOKEN_SECRET": "a=b"}


def test_a_temporary_folder_is_cleared_away_when_its_owner_is_killed(folder: RunFolder) -> None:
    folder.ports.write_text('{"amqp": 1, "epmd": 2, "erlang": 3, "mongodb": 4, "s3": 5, "gateway": 6}')
    started = processes.start(folder, "sleeper", SLEEP, {})
    read, write = os.pipe()
    owner = subprocess.Popen(SLEEP, pass_fds=[write])
    argv = [sys.executable, "-m", "infra.local", "guard", str(folder.root)]
    guard = subprocess.Popen(argv, cwd=CHECKOUT, stdin=read)
    os.close(read)
    os.close(write)
    owner.kill()
    owner.wait()
    assert guard.wait(60) == 0
    assert not folder.root.exists()
    processes.wait_gone(started, 5)
    assert not processes.is_alive(started)
