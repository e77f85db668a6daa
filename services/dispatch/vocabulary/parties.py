"""The parties that dispatch.yml can name."""

from __future__ import annotations

from typing import Literal

Party = Literal[
    "commissioner",
    "workstation",
    "dispatching_unit",
    "host_unit",
    "liaison",
    "county",
    "city",
    "competent_unit",
    "third_party",
]
