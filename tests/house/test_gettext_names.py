"""Sentences of the code are found by whoever gathers them: gettext goes by the names that the gathering knows."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from safelamp.ground.languages.gathering import AT_ONCE

ROOT = Path(__file__).parents[2]
KNOWN = {"gettext": {"_", AT_ONCE}, "gettext_lazy": {"_"}, "gettext_noop": {"_"}}


def renamed(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each function of Django's translation that a module calls by another name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from ((each.name, each.asname) for each in node.names if each.asname)


def unknown(source: str) -> list[str]:
    return [asname for name, asname in renamed(ast.parse(source)) if asname not in KNOWN.get(name, set())]


def test_no_module_calls_gettext_by_a_name_that_nobody_gathers(modules: Sequence[Path]) -> None:
    found = {str(path.relative_to(ROOT)): unknown(path.read_text(encoding="utf-8")) for path in modules}
    assert {path: names for path, names in found.items() if names} == {}


def test_an_unknown_name_is_found() -> None:
    assert unknown("from django.utils.translation import gettext as say, ngettext as _n") == ["say", "_n"]
    assert unknown("from django.utils.translation import gettext as _now, gettext_lazy as _, ngettext") == []
