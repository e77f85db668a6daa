"""A draft of the rules held over each service's own past records, as a job with progress and a result file."""

from __future__ import annotations

from gateway.resource import Resource
from shared.jobs import JobShape
from shared.simulation import Simulate


def _simulations(service: str, zh: str, en: str) -> Resource:
    made = Resource(
        f"rulebook-simulations.{service}",
        service=service,
        may=("city_officer",),
        zh=zh,
        en=en,
        prefix=f"/api/rulebook-simulations/{service}",
    )
    made.command(
        "POST",
        "/",
        "simulate_rulebook",
        takes=Simulate,
        gives=JobShape,
        status=202,
        zh=f"{zh}（任务）",
        en=f"{en} (a job)",
    )  # fmt: skip
    return made


registry_simulations = _simulations("registry", "按草案重新审核以往申报", "Past applications by a draft")
dispatch_simulations = _simulations("dispatch", "按草案重新审核以往协议", "Past agreements by a draft")
funding_simulations = _simulations("funding", "按草案重新计算以往补助", "Past claims and their money by a draft")
