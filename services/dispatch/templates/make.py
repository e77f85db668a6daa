"""Makes the platform's own Word forms: `python -m services.dispatch.templates.make`. They are checked in beside it.

A city begins from one of these, words it as it likes, and uploads it; the placeholders are those of domain/paper.py.
"""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from shared.word import same

HERE = Path(__file__).resolve().parent
PARTIES = [
    ("甲方（派驻单位）", "{{ host.name }}"),
    ("乙方（{{ sender.label }}）", "{{ sender.name }}"),
    ("丙方（科技特派员）", "{{ commissioner.name }}{% if members %}（团队成员：{{ members }}）{% endif %}"),
]
TARGETS = (
    "{% for target in terms.targets %}{{ target.year }}{{ target.name }}"
    "{{ target.amount }}{{ target.unit }}；{% endfor %}"
)
SIGNED = "{% for one in signatures %}{{ one.party }}：{{ one.name }}（{{ one.way }}，{{ one.at }}）\n{% endfor %}"
AGREED = [
    ("一、服务内容", "{{ terms.content }}"),
    ("二、服务形式", "{{ terms.form }}{% if terms.days_a_year %}，每年不少于 {{ terms.days_a_year }} 天{% endif %}"),
    ("三、服务期限", "自 {{ terms.since }} 起至 {{ terms.until }} 止。"),
    ("四、年度目标", TARGETS),
]
END = [
    ("签署", SIGNED),
    ("核验", "内容校验 SHA-256：{{ content_hash }}{% if address %}　扫码或访问核验：{{ address }}{% endif %}"),
]
FORMS: dict[str, list[tuple[str, str]]] = {
    "agreement": [
        *PARTIES,
        *AGREED,
        ("五、接续事项", "{% for item in open_items %}{{ item }}；{% endfor %}"),
        *END,
    ],
    "renewal": [*PARTIES, ("续签说明", "本协议为原协议期满后的续签，三方约定如下。"), *AGREED, *END],
    "supplement": [
        *PARTIES,
        ("变更原因", "{{ reason }}"),
        ("原约定的服务内容", "{{ before.content }}"),
        *AGREED,
        ("其他", "未变更的内容仍按原协议执行。"),
        *END,
    ],
    "ending_notice": [
        ("当事人", "{{ commissioner.name }}；{{ sender.name }}；{{ host.name }}"),
        ("事由", "{{ ending.ground }}（{{ ending.article }}）"),
        ("情况", "{{ reason }}"),
        ("告知", "{{ ending.notice }}"),
    ],
    "ending_decision": [
        ("当事人", "{{ commissioner.name }}；{{ sender.name }}；{{ host.name }}"),
        ("事由", "{{ ending.ground }}（{{ ending.article }}）"),
        ("决定及理由", "{{ ending.decision }}"),
        ("后果", "{{ ending.consequences }}"),
        ("作出决定", "{{ city_name }}科学技术局　{{ ending.decided_on }}"),
    ],
}


def form(parts: list[tuple[str, str]]) -> bytes:
    """One form: its title, its number, then a heading and a paragraph for each part."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "SimSun", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("{{ title }}")
    run.bold, run.font.size = True, Pt(18)
    document.add_paragraph("编号：{{ number }}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for heading, text in parts:
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return same(made.getvalue())


if __name__ == "__main__":
    for name, parts in FORMS.items():
        (HERE / f"{name}.docx").write_bytes(form(parts))
