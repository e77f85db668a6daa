from __future__ import annotations

import socket
from types import SimpleNamespace

import pytest

from infra.local import look
from infra.local.control import scaled
from infra.local.environment import Given, platform_environment
from infra.local.folder import RunFolder
from infra.local.ports import NAMES, choose_again, is_free, ports_of
from infra.local.secrets import secrets_of
from infra.local.services import Wanted, counts
from infra.local.start import free_ports, parts_of


def test_services_are_counted_by_name_and_one_is_the_default() -> None:
    assert counts("records=3,gateway") == {"records": 3, "gateway": 1}
    assert counts("") == {}


@pytest.mark.parametrize("text", ["recrods", "records=many", "records=-1", "records=99"])
def test_a_service_or_number_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"服务|进程数"):
        counts(text)


def test_scaling_one_service_leaves_the_others_as_they_are() -> None:
    now = [Wanted("records", 1), Wanted("funding", 1, env={"CRASH_AT": "commit"})]
    assert [one.name for one in scaled(now, {"records": 2})] == ["records-1", "funding-1", "records-2"]
    assert scaled(now, {"records": 0}) == [now[1]]


def test_secrets_and_ports_are_drawn_once(folder: RunFolder) -> None:
    assert secrets_of(folder) == secrets_of(folder)
    assert ports_of(folder) == ports_of(folder)
    assert len(set(ports_of(folder).values())) == len(NAMES)
    assert folder.secrets.stat().st_mode & 0o777 == 0o600


def test_two_platforms_share_no_secret(tmp_path_factory: pytest.TempPathFactory) -> None:
    one, other = (secrets_of(RunFolder(tmp_path_factory.mktemp("run"))) for _ in range(2))
    assert not set(one.values()) & set(other.values())


def test_a_port_that_a_stranger_took_is_exchanged_for_another(folder: RunFolder) -> None:
    parts_of(folder, {})
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", ports_of(folder)["mongodb"]))
        stranger.listen()
        assert free_ports(folder) == ["mongodb"]
    assert is_free(ports_of(folder)["mongodb"])
    assert choose_again(folder, "s3") == ports_of(folder)["s3"]


def test_a_part_that_the_environment_names_is_used_and_not_started(folder: RunFolder) -> None:
    rabbitmq, mongodb, minio = parts_of(folder, {"AMQP_URI": "amqp://other:secret@broker.example:5672/"})
    assert (rabbitmq.given, mongodb.given, minio.given) == (True, False, False)
    rabbitmq.start()
    assert not list(folder.pids.iterdir())
    assert rabbitmq.environment() == {"AMQP_URI": "amqp://other:secret@broker.example:5672/"}


def test_our_own_address_in_the_environment_does_not_make_a_part_someone_elses(folder: RunFolder) -> None:
    own = {name: value for part in parts_of(folder, {}) for name, value in part.environment().items()}
    assert not any(part.given for part in parts_of(folder, own))


def test_only_practice_mode_lets_clients_play_past_days(folder: RunFolder) -> None:
    ports, secrets = ports_of(folder), secrets_of(folder)
    assert "CLOCK_SECRET" not in platform_environment({}, ports, secrets, practice=False, env={"CLOCK_SECRET": "x"})
    assert platform_environment({}, ports, secrets, practice=True, env={})["CLOCK_SECRET"] == secrets["CLOCK_SECRET"]


def test_a_machine_without_room_is_told_so_before_anything_starts(
    folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look.shutil, "disk_usage", lambda path: SimpleNamespace(free=1024**3))
    monkeypatch.setattr(look, "memory_gib", lambda: 1.0)
    stopping = {one.what.split()[-1]: one.repair for one in look.machine(folder, Given.of({})) if one.stops}
    assert {"memory", "disk"} <= stopping.keys()
    assert all(stopping.values())
