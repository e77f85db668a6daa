"""A city that says what the two documents leave open: a copy of a rulebook with the bureau's own settings."""

from __future__ import annotations

import shutil
from pathlib import Path

BY = "by: 市科技局, since: 2023-03-15"
DEMANDS = f"""
  every_months: {{setting: 3, {BY}}}
  forwarded_by: {{setting: county, {BY}}}
  valid_months: {{setting: 6, {BY}}}
  remind_days: {{setting: 15, {BY}}}
"""
BOUNTY = f"""
bounty:
  posted_by: {{setting: host_unit, {BY}}}
  bid_by: {{setting: [commissioner, workstation], {BY}}}
  open_days: {{setting: 10, {BY}}}
  reviewers_named_by: {{setting: city, {BY}}}
  least_reviewers: {{setting: 2, {BY}}}
  recusal: {{setting: true, {BY}}}
  decided_by: {{setting: city, {BY}}}
  notice_days: {{setting: 5, {BY}}}
"""


def stating(into: Path) -> Path:
    """The rulebooks, of which Baotou's states what demands and bounties need."""
    books = into / "rulebooks"
    shutil.copytree("shared/rulebooks", books)
    file = books / "150200-baotou" / "dispatch.yml"
    text = file.read_text("utf-8")
    said = {
        "every_months: {no_rule: true, note: 只说“定期”，未定周期}": f"every_months: {{setting: 6, {BY}}}",
        "shown_days: {no_rule: true, note: 未定公示期}": f"shown_days: {{setting: 7, {BY}}}",
        "\ndemands:\n": f"\ndemands:{DEMANDS}",
        "{step: collection, by: county, may: [pass, return, reject]}": (
            "{step: collection, by: county, may: [pass, return, reject], within_working_days: 5, escalates_to: city}"
        ),
    }
    for old, new in said.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    silent = tuple(f"  {name}: {{no_rule" for name in ("every_months", "forwarded_by", "valid_months", "remind_days"))
    text = "\n".join(line for line in text.split("\n") if not line.startswith(silent))
    head, mark, rest = text.partition("\nbounty:")  # what is silent there is stated here
    text = head + ("\n\n" + rest.split("\n\n", 1)[1] if mark else "")
    file.write_text(text + BOUNTY, "utf-8")
    return books
