"""The two shapes that counts have in a database: a row a series and week (long), or a row a series (wide)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psycopg import sql

from safelamp.site.counts.columns import Columns, columns
from safelamp.site.counts.values import HIERARCHY, SERIES, TableRefused

WEEK, COUNT, EXPOSURE = "week", "count", "exposure"
DAY = "date"
_NUMBERS = {"smallint", "integer", "bigint", "real", "double precision", "numeric"}
_WEEKS = {"smallint", "integer", "bigint", "text", "character varying", "character", DAY}
_WHOLE = {"character": "bpchar", "bit": "bit varying"}
_EXAMPLE = "SELECT site AS series, week, injuries AS count FROM …"
_HOW = (
    "Give one row a series and week, with the columns series, week, count (and, if you like, exposure, "
    f"{', '.join(HIERARCHY)}); or one row a series, with a column a week. --query puts any table into this shape: "
    f"{_EXAMPLE}"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the name that the database knows, and its type."""

    name: str
    type: str

    @property
    def sql(self) -> sql.Identifier:
        """As a query names it."""
        return sql.Identifier(self.name)

    @property
    def whole_type(self) -> str:
        """The type that a cast keeps every sign of: `character` and `bit` alone would keep the first."""
        return _WHOLE.get(self.type, self.type)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is where. `weeks` are the columns of a wide table, else there are `week` and `count`."""

    series: Column
    words: Mapping[str, Column]  # of the hierarchy
    week: Column | None = None
    count: Column | None = None
    exposure: Column | None = None
    weeks: tuple[Column, ...] = ()
    labels: tuple[str, ...] = ()  # of the wide table's weeks


def shape_of(found: Sequence[Column]) -> Shape:
    """Which of the two it is. Raises TableRefused."""
    names = [column.name.strip().casefold() for column in found]
    known = dict(zip(names, found, strict=True))
    if len(known) < len(names):
        raise TableRefused("Two of its columns have the same name. Name each once.")
    if WEEK in known or COUNT in known:
        return _long(known)
    try:
        head = columns([column.name for column in found])
    except TableRefused as problem:
        raise TableRefused(f"{problem} {_HOW}") from None
    return _wide(known, found, head)


def _long(known: Mapping[str, Column]) -> Shape:
    lacking = [name for name in (SERIES, WEEK, COUNT) if name not in known]
    unknown = [name for name in known if name not in {SERIES, WEEK, COUNT, EXPOSURE, *HIERARCHY}]
    if lacking:
        raise TableRefused(f"There is no column “{lacking[0]}”. {_HOW}")
    if unknown:
        raise TableRefused(f"These columns are not known: {', '.join(f'“{name}”' for name in unknown[:5])}. {_HOW}")
    for name in (COUNT, EXPOSURE):
        if name in known:
            _check_number(known[name])
    if known[WEEK].type not in _WEEKS:
        raise TableRefused(
            f"The column “week” holds {known[WEEK].type}. Weeks are days (a date), numbers, or text such as 2025-W07: "
            "for others, write week::date in --query."
        )
    words = {name: known[name] for name in known if name in HIERARCHY}
    return Shape(known[SERIES], words, known[WEEK], known[COUNT], known.get(EXPOSURE))


def _wide(known: Mapping[str, Column], found: Sequence[Column], head: Columns) -> Shape:
    weeks = tuple(found[len(head.words) :])
    for week in weeks:
        _check_number(week)
    words = {name: known[name] for name in head.words if name != SERIES}
    return Shape(known[SERIES], words, weeks=weeks, labels=head.weeks)


def _check_number(column: Column) -> None:
    if column.type not in _NUMBERS:
        raise TableRefused(f"The column “{column.name}” holds {column.type}, not numbers. Store whole numbers.")
