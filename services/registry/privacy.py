"""How personal data is handled, as privacy.yml states it: the notice, purposes with their legal basis, disclosures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import yaml

from shared.documents import converter


@dataclass(frozen=True)
class Notice:
    """What somebody is told before giving data (PIPL article 17); `version` is what a consent refers to."""

    version: str
    since: date
    text: str
    text_en: str


@dataclass(frozen=True)
class Purpose:
    """Why data is handled and what allows it. `consent`: none needed, plain, or separate for sensitive data."""

    label: str
    label_en: str
    basis: Literal["statutory_duty", "consent"]
    cite: str
    consent: Literal["none", "plain", "separate"]


@dataclass(frozen=True)
class Reason:
    """Why a number may be read in full."""

    label: str
    label_en: str


@dataclass(frozen=True)
class Privacy:
    """All of it."""

    notice: Notice
    purposes: Mapping[str, Purpose]
    disclosures: Mapping[str, Reason]

    def asked(self) -> list[str]:
        """The purposes that rest on consent."""
        return [name for name, purpose in self.purposes.items() if purpose.consent != "none"]


def _read() -> Privacy:
    text = Path(__file__).with_name("privacy.yml").read_text("utf-8")
    plain = yaml.load(text, Loader=yaml.CSafeLoader)
    plain["notice"]["since"] = str(plain["notice"]["since"])
    return converter.structure(plain, Privacy)


PRIVACY = _read()
