"""Files and functions fit the eye; nothing is called by a name that says nothing."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_TEMPLATE = 149
LONGEST_SCRIPT = 149
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "base"}


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def longer_than(limit: int, paths: Sequence[Path]) -> dict[str, int]:
    return {shown(path): length(path) for path in paths if length(path) > limit}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_file_is_too_long(modules: Sequence[Path]) -> None:
    assert longer_than(LONGEST_FILE, modules) == {}


def test_no_function_is_too_long(modules: Sequence[Path]) -> None:
    long = {
        f"{shown(path)}:{function.name}": lines_of(function)
        for path in modules
        for function in functions(path)
        if lines_of(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_import_of_the_product_stands_inside_a_function(modules: Sequence[Path]) -> None:
    inside = [
        f"{shown(path)}:{node.lineno}"
        for path in modules
        if path.is_relative_to(ROOT / "src")
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_no_template_is_too_long(repository: Sequence[Path]) -> None:
    templates = [path for path in repository if "templates" in path.parts and "src" in path.parts]
    assert templates
    assert longer_than(LONGEST_TEMPLATE, templates) == {}


def test_no_script_of_ours_is_too_long(repository: Sequence[Path]) -> None:
    scripts = [path for path in repository if path.suffix in {".js", ".mjs"} and "vendored" not in path.parts]
    assert longer_than(LONGEST_SCRIPT, scripts) == {}


def test_every_module_has_a_name_that_says_something(modules: Sequence[Path]) -> None:
    nameless = [shown(path) for path in modules if SAY_NOTHING & {path.stem, *path.relative_to(ROOT).parts}]
    assert nameless == []


def test_engines_reach_no_network_by_the_back_door(modules: Sequence[Path]) -> None:
    # The contract on engines cannot tell urllib.request from urllib.parse, which is pure.
    reaching = [
        shown(path)
        for path in modules
        if path.is_relative_to(ROOT / "src/safelamp/engines") and "urllib.request" in path.read_text(encoding="utf-8")
    ]
    assert reaching == []


def test_values_are_frozen_and_slotted(modules: Sequence[Path]) -> None:
    loose = [
        f"{shown(path)}:{node.name}"
        for path in modules
        if path.is_relative_to(ROOT / "src")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for decorator in map(ast.unparse, node.decorator_list)
        if decorator.startswith("dataclass")
        and not {"frozen=True", "slots=True"} <= set(re.findall(r"\w+=True", decorator))
    ]
    assert loose == []
