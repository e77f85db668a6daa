"""The platform's own source, read once: modules by name, what each imports, what each calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
LAYERS = ("services", "gateway", "shared")
SERVICES = ("registry", "dispatch", "records", "appraisal", "funding", "training")


@dataclass(frozen=True)
class Module:
    """One Python file: `name` as it is imported, `path` relative to the checkout."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        """The file's content."""
        return (CHECKOUT / self.path).read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, str(self.path))

    @cached_property
    def imports(self) -> frozenset[str]:
        """Everything imported, by full name: `from a.b import c` gives `a.b.c`."""
        return frozenset(_imported(self))

    @cached_property
    def calls(self) -> frozenset[str]:
        """Everything called, as it is written: `datetime.now(UTC)` gives `datetime.now`."""
        return frozenset(ast.unparse(node.func) for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    @cached_property
    def strings(self) -> tuple[tuple[int, str], ...]:
        """The string constants with their lines, docstrings left out."""
        docs = {id(node) for node in _docstrings(self.tree)}
        nodes = [node for node in ast.walk(self.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        return tuple((node.lineno, str(node.value)) for node in nodes if id(node) not in docs)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every identifier in the file."""
        found = {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)}
        found |= {node.attr for node in ast.walk(self.tree) if isinstance(node, ast.Attribute)}
        found |= {
            node.name
            for node in ast.walk(self.tree)
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        }
        return frozenset(found)

    def functions(self) -> dict[str, ast.FunctionDef]:
        """The functions at the top of the file."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    def uses(self, *packages: str) -> list[str]:
        """What it imports of these packages."""
        return sorted(name for name in self.imports if any(within(name, package) for package in packages))


def within(name: str, package: str) -> bool:
    """Whether a dotted name is the package or lies in it."""
    return name == package or name.startswith(package + ".")


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The modules below these folders of the checkout."""
    return tuple(_found(folders))


def _found(folders: tuple[str, ...]) -> Iterator[Module]:
    for folder in folders:
        for path in sorted((CHECKOUT / folder).rglob("*.py")):
            relative = path.relative_to(CHECKOUT)
            if "__pycache__" not in relative.parts and "portal" not in relative.parts:
                parts = relative.with_suffix("").parts
                yield Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts), relative)


def _imported(module: Module) -> Iterator[str]:
    package = module.name.split(".") if module.path.name == "__init__.py" else module.name.split(".")[:-1]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value
