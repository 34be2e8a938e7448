"""Which column of a file holds what: a small readable TOML or JSON file, checked when it is read."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from safelamp.ground.standards.hazards import hazards
from safelamp.loop.register.cells import Calendar, DateOrder
from safelamp.loop.register.kinds import Axis, Kind, PlaceKind, Severity
from safelamp.loop.register.schemes import Scheme

_SHIPPED = resources.files(__package__).joinpath("mappings")
NEEDED = frozenset({"key", "day"})
FIELDS = NEEDED | {
    "kind", "severity", "hazard", "time", "place_kind", "employer", "place", "narrative", "days_lost", "hospitalised",
    "amputations",
}  # fmt: skip
CHOICES: Mapping[str, frozenset[str]] = {
    "kind": frozenset(Kind.values),
    "severity": frozenset(Severity.values),
    "place_kind": frozenset(PlaceKind.values),
    "hazard": frozenset(hazards()),
}
_Choice = TypeVar("_Choice", bound=StrEnum | Axis)
_SECTIONS = frozenset({"source", "read", "columns", "always", "codes", "words"})


class MappingError(ValueError):
    """A mapping that cannot be used; the text says what to change."""


@dataclass(frozen=True, slots=True)
class CodeColumn:
    """A column that holds codes of a scheme."""

    column: str
    scheme: Scheme


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a file becomes register entries.

    `columns` maps a field of the register to the file's columns (several are joined with a comma), `always` gives
    the same value to every row, `words` translates a column's own words ({"severity": {"Fatal": "fatal"}}).
    """

    source_name: str
    columns: Mapping[str, tuple[str, ...]]
    licence: str = ""
    url: str = ""
    date_order: DateOrder = DateOrder.YMD
    calendar: Calendar = Calendar.GREGORIAN
    encoding: str = ""
    delimiter: str = ""
    always: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[CodeColumn, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuses unknown fields, missing ones and values that the register does not know."""
        _refuse_unknown("columns", self.columns, FIELDS)
        _refuse_unknown("always", self.always, CHOICES)
        _refuse_unknown("words", self.words, CHOICES)
        missing = NEEDED - set(self.columns)
        if missing:
            raise MappingError(f"[columns] must name a column for: {', '.join(sorted(missing))}.")
        twice = sorted(set(self.columns) & set(self.always))
        if twice:
            raise MappingError(f"Say it once, in [columns] or in [always]: {', '.join(twice)}.")
        for name, value in self.always.items():
            _refuse_unknown(f"always.{name}", [value], CHOICES[name])
        for name, meant in self.words.items():
            _refuse_unknown(f"words.{name}", meant.values(), CHOICES[name])

    def needed_columns(self) -> list[str]:
        """Every column of the file that the mapping reads, in its own order, each once."""
        named = [name for names in self.columns.values() for name in names]
        return list(dict.fromkeys([*named, *(each.column for each in self.codes)]))


def shipped() -> list[str]:
    """The names of the mappings that ship with Safelamp."""
    return sorted(each.name.removesuffix(".toml") for each in _SHIPPED.iterdir() if each.name.endswith(".toml"))


def load(name_or_path: str) -> ColumnMapping:
    """A shipped mapping by its name, or a file; raises MappingError with what to do."""
    if name_or_path in shipped():
        return read(_SHIPPED.joinpath(f"{name_or_path}.toml").read_text(encoding="utf-8"))
    path = Path(name_or_path)
    if not path.is_file():
        raise MappingError(f"No file {name_or_path}, and no mapping of that name. Shipped: {', '.join(shipped())}.")
    return read(path.read_text(encoding="utf-8"))


def read(text: str) -> ColumnMapping:
    """The mapping in a TOML text, or in JSON when it begins with a brace."""
    try:
        parsed = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
        return _mapping(parsed)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(f"The mapping cannot be read: {error}.") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise MappingError(f"The mapping lacks something or holds it in another shape: {error}.") from error


def _mapping(parsed: Mapping[str, Any]) -> ColumnMapping:
    _refuse_unknown("the file", parsed, _SECTIONS)
    source, how = parsed["source"], parsed.get("read", {})
    _refuse_unknown("source", source, {"name", "licence", "url"})
    _refuse_unknown("read", how, {"date_order", "calendar", "encoding", "delimiter"})
    return ColumnMapping(
        source_name=str(source["name"]).strip(),
        licence=str(source.get("licence", "")),
        url=str(source.get("url", "")),
        columns={name: _names(value) for name, value in parsed["columns"].items()},
        date_order=_one_of(DateOrder, how.get("date_order", DateOrder.YMD)),
        calendar=_one_of(Calendar, how.get("calendar", Calendar.GREGORIAN)),
        encoding=str(how.get("encoding", "")),
        delimiter=str(how.get("delimiter", "")),
        always={name: str(value) for name, value in parsed.get("always", {}).items()},
        codes=tuple(_code_column(axis, value) for axis, value in parsed.get("codes", {}).items()),
        words={
            name: {str(cell): str(to) for cell, to in each.items()} for name, each in parsed.get("words", {}).items()
        },
    )


def _code_column(axis: str, value: Mapping[str, Any]) -> CodeColumn:
    _refuse_unknown(f"codes.{axis}", value, {"column", "scheme", "version"})
    scheme = Scheme(_one_of(Axis, axis), str(value["scheme"]), str(value.get("version", "")))
    return CodeColumn(str(value["column"]), scheme)


def _meanings(table: Mapping[str, Any]) -> Mapping[str, str]:
    return {str(cell): str(meaning) for cell, meaning in table.items()}


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and value:
        return tuple(str(each) for each in value)
    return (str(value),)


def _one_of(kind: type[_Choice], value: object) -> _Choice:
    try:
        return kind(str(value))
    except ValueError as error:
        raise MappingError(f"{value} is not one of: {', '.join(str(each.value) for each in kind)}.") from error


def _refuse_unknown(place: str, names: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise MappingError(f"In {place}: {', '.join(unknown)} is not known. Known: {', '.join(sorted(known))}.")
