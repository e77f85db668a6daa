"""Each service starts and passes its unit tests in a checkout from which the other five are deleted."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time

import pytest
from kombu import Connection

from gateway.bus import Bus
from infra.local.environment import process_environment
from infra.local.folder import CHECKOUT
from infra.local.services import SERVICES
from shared.actor import public
from shared.errors import Unavailable
from tests.service.shared.grounds import SECRETS, configured, eventually

LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "portal", "journeys", "browser", "node_modules", "results")


@pytest.fixture(params=SERVICES)
def alone(request, tmp_path):
    """(the service, a copy of the checkout that holds no other)."""
    copy = tmp_path / "checkout"
    for folder in ("shared", "services", "tests", "infra"):
        shutil.copytree(CHECKOUT / folder, copy / folder, ignore=LEFT_OUT)
    shutil.copy(CHECKOUT / "pyproject.toml", copy)
    for other in SERVICES:
        if other != request.param:
            shutil.rmtree(copy / "services" / other, ignore_errors=True)
            shutil.rmtree(copy / "tests" / "unit" / "services" / other, ignore_errors=True)
    return request.param, copy


def test_a_service_passes_its_unit_tests_without_the_other_five(alone):
    service, copy = alone
    argv = [sys.executable, "-m", "pytest", f"tests/unit/services/{service}", "-p", "no:cacheprovider"]
    env = process_environment({"PYTHONPATH": str(copy)})
    ended = subprocess.run(argv, cwd=copy, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-2000:]


def test_a_service_starts_and_answers_without_the_other_five(alone, parts, namespace):
    service, copy = alone
    environment = {
        **SECRETS,
        "AMQP_URI": parts.amqp_uri,
        "MONGO_URI": parts.mongo_uri,
        "NAMESPACE": namespace,
        "RULEBOOKS": str(copy / "shared" / "rulebooks"),
        "PYTHONPATH": str(copy),
    }
    with open(copy / "service.log", "wb") as log:
        argv = [sys.executable, "-m", "shared.hosting", service]
        process = subprocess.Popen(argv, cwd=copy, env=process_environment(environment), stdout=log, stderr=log)
    bus = Bus(configured(environment))

    def answers():
        assert process.poll() is None, (copy / "service.log").read_text("utf-8")
        try:
            return bus.question(service, "ping", {}, public(""), deadline=1.0)
        except Unavailable:
            time.sleep(0.1)
            return None

    try:
        assert eventually(answers, 60) == {"unsent": 0, "waiting": 0, "parked": 0}
        process.terminate()
        assert process.wait(20) == 0, "and it ends in an orderly way"
    finally:
        bus.close()
        process.kill()
        process.wait(10)
        with Connection(parts.amqp_uri) as connection:
            for queue in ("commands", "questions", "heard", "commands.dead", "heard.dead"):
                connection.channel().queue_delete(f"{namespace}.{service}.{queue}")
