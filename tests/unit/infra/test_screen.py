from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console

from infra.local.screen import Board, last_lines


def board(out: StringIO) -> Board:
    return Board(["minio"], Console(file=out, width=200, force_terminal=False))


def test_a_plain_log_hears_of_each_stage_once() -> None:
    out = StringIO()
    with board(out) as lines:
        for percent in range(100):
            lines.say("minio", f"building {percent} %")
        lines.ready("minio")
    assert [line.split()[1] for line in out.getvalue().splitlines()] == ["building", "就绪"]


def test_a_failure_shows_the_repair_and_the_last_five_lines_of_the_log(tmp_path: Path) -> None:
    out, log = StringIO(), tmp_path / "minio.log"
    log.write_text("\n".join(f"line {number}" for number in range(9)))
    with board(out) as lines:
        lines.failed("minio", "ended while starting", "make clean", log)
    assert "修复 repair: make clean" in out.getvalue()
    assert "line 4" in out.getvalue()
    assert "line 3" not in out.getvalue()
    assert str(log) in out.getvalue()


def test_the_end_of_a_log_can_be_read_while_it_is_being_written(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes("半个字".encode()[:-1])
    assert len(last_lines(log, 5)) == 1
    assert last_lines(tmp_path / "none", 5) == []
