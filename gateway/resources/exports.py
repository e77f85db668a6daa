"""Lists as Excel, written by a job: what was filtered, as the asker may see it."""

from __future__ import annotations

from gateway.resource import Resource
from shared.jobs import JobShape
from shared.sheets.shapes import ExportList


def _exports(service: str, zh: str, en: str) -> Resource:
    made = Resource(
        f"exports.{service}", service=service, may=("anyone",), zh=zh, en=en, prefix=f"/api/exports/{service}"
    )
    made.command(
        "POST",
        "/",
        "export_list",
        takes=ExportList,
        gives=JobShape,
        status=202,
        zh=f"{zh}（任务）",
        en=f"{en} (a job)",
    )
    return made


registry_exports = _exports("registry", "导出备案、申请、单位、人员", "Export filings, applications, units, persons")
dispatch_exports = _exports(
    "dispatch", "导出需求、成果、协议、终止事项", "Export demands, achievements, agreements, endings"
)
