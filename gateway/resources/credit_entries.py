"""The credit register: the integrity blacklist and the misconduct record, of every city."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

ONE = "/<entry_id>"

credit_entries = Resource("credit-entries", service="registry", may=("anyone",), zh="诚信登记", en="Credit register")

credit_entries.listing(
    "GET", "/", "credit_entries", takes=S.ListCreditEntries, gives=S.CreditEntry, zh="诚信登记", en="Credit entries"
)
credit_entries.question(
    "GET", ONE, "credit_entry", takes=S.CreditEntryId, gives=S.CreditEntry, zh="诚信登记详情", en="One entry"
)
credit_entries.command(
    "POST",
    f"{ONE}/repair",
    "ask_repair",
    takes=S.AskRepair,
    gives=S.CreditEntry,
    zh="申请信用修复",
    en="Ask for repair",
)
credit_entries.command(
    "POST", f"{ONE}/repair/decision", "decide_repair", takes=S.DecideRepair, gives=S.CreditEntry, may=("city_officer",),
    changes=True, zh="对信用修复作出决定", en="Decide the repair",
)  # fmt: skip
