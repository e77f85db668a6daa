"""The credit register: the integrity blacklist and the misconduct record, of every city."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

credit_entries = Resource(
    "credit-entries", service="registry", may=("city_officer", "county_officer"), zh="诚信登记", en="Credit register"
)

credit_entries.listing(
    "GET", "/", "credit_entries", takes=S.ListCreditEntries, gives=S.CreditEntry, zh="诚信登记", en="Credit entries"
)
