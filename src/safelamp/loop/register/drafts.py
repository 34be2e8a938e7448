"""From a row of a file to what the register would store, or to the reason why not."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from safelamp.ground.standards.hazards import NOT_SURE
from safelamp.loop.register import cells
from safelamp.loop.register.cells import Refused
from safelamp.loop.register.facts import Coded, FactError, check_days_lost
from safelamp.loop.register.kinds import Kind, Severity, TimeBand
from safelamp.loop.register.mapping import CHOICES, ColumnMapping
from safelamp.loop.register.models import WORDS_LIMIT
from safelamp.loop.register.schemes import Scheme, hazard_of, known
from safelamp.loop.register.tables import Row, Table, TableError

LONGEST_NAME = 200  # characters of an employer's name or a place
LONGEST_KEY = 80
_Read = TypeVar("_Read")
_NOT_SAID = (Severity.NOT_KNOWN, Severity.NOT_FATAL)


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry as it would be stored."""

    number: int
    key: str
    day: dt.date
    kind: Kind
    severity: Severity
    hazard: str
    time_band: TimeBand | None
    place_kind: str
    employer: str
    place: str
    narrative: str
    days_lost: int | None
    hospitalised: int | None
    amputations: int | None
    codes: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row kept aside: its place in the file, the reason, and its cells as they came."""

    number: int
    reason: str
    cells: tuple[str, ...]


def drafts(table: Table, mapping: ColumnMapping, *, today: dt.date) -> Iterator[Draft | RefusedRow]:
    """Each row as a draft or kept aside, in the file's order; raises TableError when a column is missing."""
    reader = RowReader(table.head, mapping, today=today)
    seen: dict[str, int] = {}
    for row in table.rows:
        try:
            draft = reader.draft(row)
        except Refused as reason:
            yield RefusedRow(row.number, str(reason), row.cells)
            continue
        first = seen.setdefault(draft.key, draft.number)
        yield draft if first == draft.number else RefusedRow(row.number, f"the same key as row {first}", row.cells)


class RowReader:
    """Reads rows of one head through one mapping."""

    def __init__(self, head: Sequence[str], mapping: ColumnMapping, *, today: dt.date) -> None:
        missing = [name for name in mapping.needed_columns() if name not in head]
        if missing:
            raise TableError(
                f"The file has no column {', '.join(missing)}. It has: {', '.join(head)}. "
                "Change the mapping or the file."
            )
        self.mapping = mapping
        self.today = today
        self.places: Mapping[str, tuple[int, ...]] = {
            name: tuple(head.index(column) for column in columns) for name, columns in mapping.columns.items()
        }
        self.codes = [(head.index(each.column), each.column, each.scheme) for each in mapping.codes]

    def draft(self, row: Row) -> Draft:
        """The entry as it would be stored; raises Refused."""
        if row.broken:
            raise Refused(row.broken)
        if any("\0" in cell for cell in row.cells):
            raise Refused("a NUL byte in the row")
        key = self._cell("key", row, lambda text: cells.words(text, most=LONGEST_KEY))
        if not key:
            raise Refused(f"{self._named('key')}: the key is missing")
        codes = tuple(self._codes(row))
        kind = Kind(self._choice("kind", row) or Kind.INJURY)
        hospitalised, amputations = self._count("hospitalised", row), self._count("amputations", row)
        severity = _severity(
            kind, Severity(self._choice("severity", row) or Severity.NOT_KNOWN), hospitalised, amputations
        )
        days_lost = self._count("days_lost", row)
        _check(kind, severity, days_lost)
        return Draft(
            number=row.number,
            key=key,
            day=self._cell("day", row, self._day),
            kind=kind,
            severity=severity,
            hazard=self._choice("hazard", row) or _hazard(codes),
            time_band=self._cell("time", row, cells.time_band) if "time" in self.places else None,
            place_kind=self._choice("place_kind", row),
            employer=self._words("employer", row, LONGEST_NAME),
            place=self._words("place", row, LONGEST_NAME),
            narrative=self._words("narrative", row, WORDS_LIMIT),
            days_lost=days_lost,
            hospitalised=hospitalised,
            amputations=amputations,
            codes=codes,
        )

    def _day(self, text: str) -> dt.date:
        how = self.mapping
        return cells.day(text, order=how.date_order, calendar=how.calendar, latest=self.today)

    def _codes(self, row: Row) -> Iterator[Coded]:
        for place, column, scheme in self.codes:
            code = row.cells[place].strip().removesuffix(".0")
            if not code:
                continue
            if not known(scheme, code):
                raise Refused(f'column "{column}": no such code in {_scheme_name(scheme)}')
            yield Coded(scheme.axis, scheme.name, scheme.version, code)

    def _choice(self, name: str, row: Row) -> str:
        if name not in self.places:
            return self.mapping.always.get(name, "")
        words = self.mapping.words.get(name, {})
        return self._cell(name, row, lambda text: cells.choice(text, words=words, allowed=CHOICES[name]))

    def _count(self, name: str, row: Row) -> int | None:
        return self._cell(name, row, cells.count) if name in self.places else None

    def _words(self, name: str, row: Row, most: int) -> str:
        return self._cell(name, row, lambda text: cells.words(text, most=most)) if name in self.places else ""

    def _cell(self, name: str, row: Row, read: Callable[[str], _Read]) -> _Read:
        """Reads one field; several columns are joined with a comma, empty ones left out."""
        places = self.places[name]
        if len(places) == 1:
            text = row.cells[places[0]]
        else:
            text = ", ".join(cell.strip() for place in places if (cell := row.cells[place]).strip())
        try:
            return read(text)
        except Refused as reason:
            raise Refused(f"{self._named(name)}: {reason}") from reason

    def _named(self, name: str) -> str:
        return f'column "{", ".join(self.mapping.columns[name])}"'


def _hazard(codes: tuple[Coded, ...]) -> str:
    found = (hazard_of(Scheme(each.axis, each.scheme, each.version), each.code) for each in codes)
    return next((hazard for hazard in found if hazard != NOT_SURE), NOT_SURE)


def _severity(kind: Kind, said: Severity, hospitalised: int | None, amputations: int | None) -> Severity:
    """A dangerous occurrence hurts nobody; a hospital stay or an amputation is serious unless the file says more."""
    if kind == Kind.DANGEROUS_OCCURRENCE:
        return Severity.NOBODY
    return Severity.SERIOUS if said in _NOT_SAID and (hospitalised or amputations) else said


def _check(kind: Kind, severity: Severity, days_lost: int | None) -> None:
    if (kind == Kind.DANGEROUS_OCCURRENCE) != (severity == Severity.NOBODY):
        raise Refused("nobody was hurt, but it is not called a dangerous occurrence")
    try:
        check_days_lost(days_lost, severity)
    except FactError as error:
        raise Refused("the days away do not agree with how bad it was, or are more than a year") from error


def _scheme_name(scheme: Scheme) -> str:
    return f"{scheme.name} {scheme.version}".strip()
