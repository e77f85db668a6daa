"""What a city's registry.yml can say about certificates: who issues them, and how they are worded.

Words may stand in braces: {name} {kind} {city} {unit} {sender} {since} {until} {fields}. A city that words nothing has
the platform's plain wording; a city that names no issuer has its leading department's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.rulebook import Rule

TITLE = "{subject}备案证书"
TEXT = "经审核，{name}已备案为{city}{kind}。"


@dataclass(frozen=True)
class Certificate:
    """`titles`, `texts`: by subject."""

    issuer: Rule[str]
    titles: Mapping[str, Rule[str]] = field(default_factory=dict)
    texts: Mapping[str, Rule[str]] = field(default_factory=dict)
