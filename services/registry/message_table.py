"""`messages.yml`, read strictly when the service starts: a mistake stops it here, not somebody's message later."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from services.registry.vocabulary.message import Table
from shared.rulebook.loading import Source

_TEXT = Path(__file__).with_name("messages.yml").read_text("utf-8")
TABLE: Table = Source("messages.yml", _TEXT, "messages").build(Table, date.max)
"""Raises RulebookError at the start, with file and line, where the table does not hold."""
