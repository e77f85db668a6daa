"""Word papers: a city's own .docx filled with data, in a sandbox that knows names, fields, `if` and `for` only.

    check(content, SAMPLE)            raises Invalid with every placeholder that there is no value for
    fill(content, data)               the .docx with its placeholders filled; the same bytes for the same data

Placeholders are Jinja's ({{ host.name }}, {% for target in targets %}), as docxtpl finds them in text, tables, headers
and footers. A template comes from outside: what calls, assigns, imports or counts in it is refused before anything is
run; values are escaped, so a name can never become markup.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from shared.documents import plain
from shared.errors import Invalid

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST = 2 * 1024 * 1024
LARGEST_INSIDE = 40 * 1024 * 1024
FILTERS = frozenset({"default", "join", "length"})
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.For,
    nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Filter,
)  # fmt: skip
_PART = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


def check(content: bytes, sample: Mapping[str, Any]) -> tuple[str, ...]:
    """The placeholders of a template, dotted, sorted. `sample` has a value for every one that may be used.

    Raises Invalid naming each unknown placeholder, each thing a template may not do, or what is wrong with the file.
    """
    _small(content)
    known, used, wrong = plain(dict(sample)), set(), []
    trees = list(_trees(content))
    for tree in trees:
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, ALLOWED) or (isinstance(node, nodes.Filter) and node.name not in FILTERS):
                told = getattr(node, "name", type(node).__name__)
                wrong.append(_error("模板中不能使用", "Not allowed in a template", str(told)))
    for name, found in () if wrong else [one for tree in trees for one in _names(tree, {}, known)]:
        used.add(name)
        if not found:
            wrong.append(_error("没有这个占位符", "No such placeholder", name))
    if wrong:
        raise Invalid(list({one["detail"]: one for one in wrong}.values()))
    fill(content, sample)
    return tuple(sorted(used))


def fill(content: bytes, data: Mapping[str, Any]) -> bytes:
    """The document. Raises Invalid when the template does not hold together."""
    document = DocxTemplate(io.BytesIO(content))
    try:
        document.render(plain(dict(data)), _environment(), autoescape=True)
        made = io.BytesIO()
        document.save(made)
    except (TemplateError, ValueError, TypeError, KeyError) as error:
        raise Invalid([_error("模板无法套用", "The template cannot be filled", str(error)[:200])]) from None
    return same(made.getvalue())


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: found for name, found in environment.filters.items() if name in FILTERS}
    return environment


def _small(content: bytes) -> None:
    """A bomb is recognised before it is unpacked."""
    if len(content) > LARGEST:
        raise Invalid([_error("模板文件不能超过 2 MB", "At most 2 MB", "")])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = sum(item.file_size for item in archive.infolist())
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Invalid([_error("不是 Word 文档（.docx）", "Not a .docx", "")]) from None
    if "word/document.xml" not in names or inside > LARGEST_INSIDE:
        raise Invalid([_error("不是 Word 文档（.docx）", "Not a .docx", "")])
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Invalid([_error("模板不能含有宏", "No macros", "")])


def _trees(content: bytes) -> Iterator[nodes.Template]:
    document, environment = DocxTemplate(io.BytesIO(content)), _environment()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if _PART.fullmatch(name)]
    for text in parts:
        try:
            yield environment.parse(document.patch_xml(text))
        except TemplateError as error:
            raise Invalid([_error("占位符书写有误", "A placeholder is not well formed", str(error)[:200])]) from None


def _names(node: nodes.Node, scope: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Each placeholder below a node, and whether there is a value for it; a loop's own name stands for an element."""
    if isinstance(node, nodes.For):
        yield from _names(node.iter, scope, known)
        found, value = _value(node.iter, scope, known)
        element = value[0] if found and isinstance(value, list) and value else {}
        inner = {**scope, **({node.target.name: element} if isinstance(node.target, nodes.Name) else {})}
        for child in (*node.body, *node.else_):
            yield from _names(child, {**inner, "loop": {"index": 1, "first": True, "last": True}}, known)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        yield _dotted(node), _value(node, scope, known)[0]
    else:
        for child in node.iter_child_nodes():
            yield from _names(child, scope, known)


def _value(node: nodes.Node, scope: Mapping[str, Any], known: Mapping[str, Any]) -> tuple[bool, Any]:
    if isinstance(node, nodes.Name):
        here = scope if node.name in scope else known
        return node.name in here, here.get(node.name)
    if isinstance(node, nodes.Getattr):
        found, value = _value(node.node, scope, known)
        return (True, value[node.attr]) if found and isinstance(value, dict) and node.attr in value else (False, None)
    return True, None


def _dotted(node: nodes.Node) -> str:
    return f"{_dotted(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else str(getattr(node, "name", "?"))


def same(content: bytes) -> bytes:
    """The archive with one date on every file: the same data give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for item in sorted(old.infolist(), key=lambda item: (item.filename != "[Content_Types].xml", item.filename)):
            new.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), old.read(item), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _error(detail: str, detail_en: str, what: str) -> dict[str, str]:
    said, said_en = (f"{detail}：{what}", f"{detail_en}: {what}") if what else (detail, detail_en)
    return {"pointer": "/receipt", "detail": said, "detail_en": said_en, "code": "template"}
