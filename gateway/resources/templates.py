"""A city's own Word forms, in versions (文书模板)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import templates as S

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

templates = Resource("templates", service="dispatch", may=("city_officer",), zh="文书模板", en="Word forms")

templates.command(
    "POST", "/", "upload_template",
    takes=S.UploadTemplate, gives=S.Template, status=201,
    zh="上传模板新版本（先校验占位符）", en="Upload a new version; its placeholders are checked",
)  # fmt: skip
templates.command(
    "POST", "/<template_id>/activation", "activate_template",
    takes=S.ActivateTemplate, gives=S.Template,
    zh="启用此版本（启用旧版本即回退）", en="Use this version; an older one rolls back",
)  # fmt: skip
templates.command(
    "POST", "/<template_id>/retirement", "retire_template",
    takes=S.RetireTemplate, gives=S.Template,
    zh="停用，改用平台默认模板", en="Use the platform's own form again",
)  # fmt: skip
templates.document(
    "/<template_id>/preview.docx", "template_preview",
    takes=S.PreviewTemplate, media=(DOCX,),
    zh="以样例数据预览", en="Preview with sample data",
)  # fmt: skip
templates.document(
    "/defaults/<purpose>/form.docx", "default_template",
    takes=S.DefaultTemplate, media=(DOCX,),
    zh="平台默认模板", en="The platform's own form",
)  # fmt: skip
templates.question(
    "GET", "/<template_id>", "template",
    takes=S.GetTemplate, gives=S.Template,
    zh="模板详情", en="One version",
)  # fmt: skip
templates.listing(
    "GET", "/", "templates",
    takes=S.ListTemplates, gives=S.Template,
    zh="模板列表", en="Versions of forms",
)  # fmt: skip
