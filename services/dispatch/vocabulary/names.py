"""What the platform calls the dispatch's own codes, (Chinese, English), where a city has no word for them."""

from __future__ import annotations

LEVELS = {
    "public": ("公开", "Public"),
    "titles": ("仅公开标题", "Title only"),
    "parties": ("仅相关方可见", "Parties only"),
    "officers": ("仅主管部门可见", "Officers only"),
}
STAGES = {
    "laboratory": ("实验室", "Laboratory"),
    "pilot": ("中试", "Pilot"),
    "industrial": ("产业化", "Industrial"),
}
ENDS = {
    "expired": ("服务期限届满", "The term has run out"),
    "filing_cancelled": ("备案取消", "The filing was cancelled"),
}
