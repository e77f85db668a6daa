"""Filings: the roster of who may act."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

filings = Resource("filings", service="registry", may=("anyone",), zh="备案", en="Filings")

filings.listing("GET", "/", "filings", takes=S.ListFilings, gives=S.Filing, zh="备案名录", en="The roster")
filings.question("GET", "/<filing_id>", "filing", takes=S.FilingId, gives=S.Filing, zh="备案详情", en="One filing")
