"""Hosts the vanilla rival: nameko's own runner, its default ten workers."""

import eventlet

eventlet.monkey_patch()

from nameko.containers import ServiceContainer  # noqa: E402

from loadtests.benchmark.rivals import VanillaRecords  # noqa: E402
from shared import settings  # noqa: E402

container = ServiceContainer(VanillaRecords, config={"AMQP_URI": settings.from_environment().amqp_uri})
container.start()
container.wait()
