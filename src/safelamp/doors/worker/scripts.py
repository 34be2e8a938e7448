"""The phone's scripts, one file each in static/worker, served as few bundles: a round trip may take half a second.

A module is written for browsers as it is; here each becomes one function, so that names of two modules never meet.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# Every module after those that it imports. What is not written yet, or not shipped, is left out.
BUNDLES: Mapping[str, tuple[str, ...]] = {
    "page": ("outbox", "pieces", "carrying", "extras", "keeping", "leaving", "sending", "screens", "tell"),
    "kept": ("hpke", "receipt", "parcel", "proof", "seal"),
    "media": ("photo", "blank", "voice"),
    "phone": ("outbox", "offline"),  # the service worker, served under /r/ by installed.py
}
SERVED = ("page", "kept", "media")
LOADED_LATER = frozenset({"kept", "media"})  # by import(): each module is one of its names
MADE_SMALL = frozenset({"hpke"})

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./([\w-]+)\.js";?[ \t]*$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|let|class)\s+(\w+)", re.MULTILINE)
_EXPORT_LIST = re.compile(r"\bexport\s*\{([^}]*)\};?")
_TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
    |(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)
    |(?P<pattern>(?<=[(,=:!&|?;{}\s])/(?![*/\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[gimsuy]*(?=\s*[.,;)]))
    |(?P<space>\s+)
    |(?P<other>[\w$]+|.)""",
    re.DOTALL | re.VERBOSE,
)
_JOINS_ON = frozenset("{([,;:=?&|<>")  # after these, and before those of the next line, a new line says nothing
_GOES_ON = frozenset("})],;.:?&|")
_SIGNS = frozenset("+-")


class NotAModule(ValueError):
    """A script that uses a form of import or export that bundles do not know."""


def bundle(name: str) -> str:
    """One script from several, as the browser gets it; raises NotAModule."""
    names = [each for each in BUNDLES[name] if _path(each).is_file()]
    made = [wrapped(each, _path(each).read_text(encoding="utf-8")) for each in names]
    shown = "export{" + ",".join(f"_{each} as {each}" for each in names) + "}\n" if name in LOADED_LATER else ""
    return "".join(made) + shown


def wrapped(name: str, source: str) -> str:
    """The module as one function's value: what it exports, by name."""
    given: list[str] = []

    def remember(found: re.Match[str]) -> str:
        given.append(found[2])
        return f"{found[1]} {found[2]}"

    def remember_list(found: re.Match[str]) -> str:
        given.extend(_as_property(each) for each in found[1].split(",") if each.strip())
        return ""

    inside = _IMPORT.sub(lambda found: f"const{{{_renamed(found[1])}}}=_{found[2]};", source)
    inside = _EXPORT_LIST.sub(remember_list, _EXPORT.sub(remember, inside))
    if left := re.search(r"^(import|export)\b(?!\().*", inside, re.MULTILINE):
        raise NotAModule(f"{name}.js: {left[0][:80]}")
    inside = inside if name in MADE_SMALL else lean(inside)
    inside = inside.replace("safelamp", r"\x73afelamp")  # a phone's cache, searched for our name, does not find it
    return f"const _{name}=(()=>{{{inside}\nreturn{{{','.join(given)}}}}})();\n"


def lean(source: str) -> str:
    """The same script without comments and without spaces that say nothing. Names stay as they are."""
    made: list[str] = []
    waiting = ""
    for found in _TOKEN.finditer(source):
        if found["comment"] or found["space"]:
            waiting += found[0] if found["space"] else " "
            continue
        made.append(_between(made[-1] if made else "", waiting, found[0]))
        made.append(found[0])
        waiting = ""
    return "".join(made)


def _between(before: str, space: str, after: str) -> str:
    last, first = before[-1:], after[:1]
    if not space or not last:
        return ""
    if "\n" in space and last not in _JOINS_ON and first not in _GOES_ON:
        return "\n"
    named = (last.isalnum() or last in "_$") and (first.isalnum() or first in "_$")
    return " " if named or (last in _SIGNS and first in _SIGNS) else ""


def _renamed(names: str) -> str:
    return ",".join(re.sub(r"(\w+)\s+as\s+(\w+)", r"\1:\2", each.strip()) for each in names.split(",") if each.strip())


def _as_property(name: str) -> str:
    inner, _, outer = (part.strip() for part in name.partition(" as "))
    return f"{outer}:{inner}" if outer else inner


def _path(name: str) -> Path:
    return Path(str(resources.files("safelamp.doors.worker").joinpath("static", "worker", f"{name}.js")))


class Bundles(BaseFinder):
    """Hands the bundles to `collectstatic`, which gives them hashed names and gzips them, and to the tests' server."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._storage = FileSystemStorage(location=settings.HOME / "scripts")
        super().__init__(*args, **kwargs)

    def check(self, **_kwargs: object) -> list[Any]:
        """Nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: object) -> str | list[str]:  # type: ignore[override]  # noqa: FBT001, FBT002  # Django's
        """Where a bundle lies, made anew."""
        asked = [name for name in SERVED if path == f"worker/{name}.bundle.js"]
        found = [str(self._made(name)) for name in asked]
        return found if find_all or not found else found[0]

    def list(self, _ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every bundle, made anew."""
        for name in SERVED:
            yield self._made(name).relative_to(self._storage.location).as_posix(), self._storage

    def _made(self, name: str) -> Path:
        path = Path(self._storage.location) / "worker" / f"{name}.bundle.js"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(bundle(name), encoding="utf-8")
        return path
