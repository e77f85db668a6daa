"""The shape of a service: the same files, the same rhymes, small enough to be read."""

from __future__ import annotations

import ast
import re
import warnings

import pytest

from tests.architecture.source import CHECKOUT, LAYERS, SERVICES, Module, modules, within

FILES = ("README.md", "service.py", "events.py", "rules.py", "access.py", "store.py", "domain/__init__.py")
FILES_OR_FOLDERS = ("commands", "queries", "schemas")
README_LINES = 60
HINT, LIMIT = 400, 600


def of(service: str, part: str = "") -> list[Module]:
    return [module for module in modules("services") if within(module.name, f"services.{service}{part}")]


def classes(service: str) -> dict[str, ast.ClassDef]:
    """The service's class, and those of `entrypoints/` that it is put together from."""
    found = [module for module in of(service) if module.name == f"services.{service}.service"]
    return {node.name: node for module in [*found, *of(service, ".entrypoints")] for node in module.tree.body
            if isinstance(node, ast.ClassDef)}  # fmt: skip


def entrypoints(service: str) -> dict[str, tuple[str, ast.FunctionDef, ast.Call]]:
    """Method name -> (kind, the method, the decorator) of the service."""
    found = {}
    for hosted in classes(service).values():
        for method in hosted.body:
            if isinstance(method, ast.FunctionDef):
                for decorator in method.decorator_list:
                    if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name):
                        found[method.name] = (decorator.func.id, method, decorator)
    return found


def functions(service: str, part: str) -> set[str]:
    """The names of the functions in `commands.py` or below `commands/`, and the like."""
    return {name for module in of(service, f".{part}") for name in module.functions()}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_the_same_files(service):
    folder = CHECKOUT / "services" / service
    missing = [name for name in FILES if not (folder / name).exists()]
    missing += [
        f"{n}.py or {n}/" for n in FILES_OR_FOLDERS if not (folder / n).is_dir() and not (folder / f"{n}.py").exists()
    ]
    assert not missing, "who knows one service finds everything in the next at the same place"


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_explains_itself_on_one_screen(service):
    text = (CHECKOUT / "services" / service / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= README_LINES, "one screen: what is longer is not read"
    assert f"shared.hosting {service}" in text, "it must say how the service is run alone"


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_put_together_from_all_its_entrypoints_each_stated_once(service):
    found = classes(service)
    hosted = found.pop(next(name for name in found if name.endswith("Service")))
    assert sorted(ast.unparse(base) for base in hosted.bases) == sorted(found), "what is left out is never called"
    methods = [method.name for node in [hosted, *found.values()] for method in node.body
               if isinstance(method, ast.FunctionDef)]  # fmt: skip
    assert not {name for name in methods if methods.count(name) > 1}, "one of the two would hide the other"


@pytest.mark.parametrize("service", SERVICES)
def test_an_entrypoint_is_three_lines_at_most(service):
    long = {name: len(method.body) for name, (_, method, _) in entrypoints(service).items() if len(method.body) > 3}
    assert not long, "an entrypoint is the interface: nothing is decided in it, so that the host can be swapped"


@pytest.mark.parametrize("service", SERVICES)
def test_a_command_a_question_and_a_reaction_have_a_function_of_their_name(service):
    commands, queries = functions(service, "commands"), functions(service, "queries")
    heard = functions(service, "copies") | functions(service, "reactions")
    missing = []
    for name, (kind, method, _) in entrypoints(service).items():
        called = {node.attr for node in ast.walk(method) if isinstance(node, ast.Attribute)}
        rhymes = {
            "command": name in commands & called,
            "question": any(name in asked for asked in queries & called),  # `demands` may be `list_demands`
            "heard": bool(heard & called),
        }
        if not rhymes.get(kind, True):
            missing.append(f"{kind} {name}")
    assert not missing, "file, function, queue and URL rhyme: searching one name finds the whole story"


@pytest.mark.parametrize("service", SERVICES)
def test_records_are_frozen(service):
    loose = []
    for module in of(service, ".domain"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                loose += [
                    f"{module.name}.{node.name}"
                    for decorator in node.decorator_list
                    if ast.unparse(decorator).startswith("dataclass") and "frozen=True" not in ast.unparse(decorator)
                ]
    assert not loose, "a decision returns what changed; nobody changes a record that others in the batch are looking at"


def test_no_file_is_too_long_to_be_read():
    lengths = {str(module.path): len(module.text.splitlines()) for module in modules(*LAYERS)}
    for path, lines in lengths.items():
        if HINT < lines <= LIMIT:
            warnings.warn(
                f"{path} has {lines} lines: {HINT} is where a reader gets lost; split it by noun", stacklevel=1
            )
    assert not {path: lines for path, lines in lengths.items() if lines > LIMIT}, (
        f"more than {LIMIT} lines are two files: make it a package with one file a noun"
    )


def test_there_is_no_file_for_whatever_has_no_place():
    homeless = re.compile(r"(utils?|helpers?|common|misc|base|manager)$")
    found = [module.name for module in modules(*LAYERS) if homeless.search(module.name)]
    assert not found, "a name that says nothing collects everything"


# -- cities are data ---------------------------------------------------------------------------------------------------

BOOKS = sorted((CHECKOUT / "shared" / "rulebooks").glob("*/city.yml"))
CODES = [book.parent.name.split("-")[0] for book in BOOKS]
LATIN = [book.parent.name.split("-")[1] for book in BOOKS]
CHINESE = ["包头", "石家庄", "河北", "内蒙古", "龙岩", "开州", "泉州"]


def test_no_city_is_named_in_python():
    names = re.compile("|".join([*CODES, *LATIN, *CHINESE, *(code[:4] + r"\d\d" for code in CODES)]), re.IGNORECASE)
    found = [
        f"{module.path}:{line}: {text[:60]!r}"
        for module in modules(*LAYERS)
        for line, text in module.strings
        if names.search(text)
    ]
    found += [f"{module.path}: {name}" for module in modules(*LAYERS) for name in module.names if names.search(name)]
    assert not found, "a city is a folder of dated, cited rules: a new one is data, no Python, no release"


def test_no_decision_compares_the_city():
    found = []
    for module in modules("services"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                if any(ast.unparse(side).endswith(".city") for side in sides) and any(
                    isinstance(side, ast.Constant) and side.value for side in sides
                ):
                    found.append(f"{module.path}:{node.lineno}: {ast.unparse(node)}")
    assert not found, "what one city does otherwise is a word missing in the rulebook's vocabulary, never an `if`"


# -- the glossary ------------------------------------------------------------------------------------------------------


def rows() -> list[tuple[str, str, str, str]]:
    lines = (CHECKOUT / "shared" / "glossary.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [tuple(row) for row in cells[2:]]  # type: ignore[misc]


def test_every_code_name_of_the_glossary_is_used_by_its_owner():
    spoken = {}
    for owner in (*SERVICES, "rulebook"):
        folder = "shared/rulebook" if owner == "rulebook" else f"services/{owner}"
        texts = [module.text for module in modules(folder)]
        texts += [path.read_text("utf-8") for path in (CHECKOUT / "shared" / "rulebooks").rglob("*.yml")]
        spoken[owner] = "\n".join(texts)
    missing = []
    for chinese, _, names, owners in rows():
        for name in re.findall(r"`([\w.]+)", names):
            for owner in owners.split(", "):
                if owner in spoken and not re.search(rf"\b{re.escape(name.split('.')[-1])}", spoken[owner]):
                    missing.append(f"{chinese}: {name} ({owner})")
    assert not missing, "one thing, one name, in documents, code, API and on the screen: a name nobody uses misleads"


def test_no_word_of_the_glossary_stands_for_two_things():
    seen: dict[str, str] = {}
    twice = []
    for chinese, english, _, _ in rows():
        for word in chinese.split("、"):
            if seen.setdefault(word, english) != english:
                twice.append(word)
    assert not twice
