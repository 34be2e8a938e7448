"""Values as they stand in a backup: the same for SQLite and PostgreSQL, so that one can be restored as the other."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import Field, ForeignKey


class ColumnKind(Enum):
    """How a value is written; what it is called in a backup must never change."""

    UUID = "uuid"  # 32 hexadecimal digits
    TEXT = "text"
    BYTES = "bytes"  # beside the row; in the row stands their number
    WHOLE = "whole"
    FLOAT = "float"
    DECIMAL = "decimal"  # 0.05
    YES_NO = "yes-no"  # 1 or 0
    DAY = "day"  # 2026-11-21
    HOUR = "hour"  # 09:30:00
    MOMENT = "moment"  # 2026-11-21 09:30:00.5, UTC
    JSON = "json"  # as text, names sorted


# Field classes of Django; a house test says which one is missing here.
KIND_OF_FIELD = {
    "UUIDField": ColumnKind.UUID,
    "CharField": ColumnKind.TEXT,
    "TextField": ColumnKind.TEXT,
    "BinaryField": ColumnKind.BYTES,
    "IntegerField": ColumnKind.WHOLE,
    "BigIntegerField": ColumnKind.WHOLE,
    "SmallIntegerField": ColumnKind.WHOLE,
    "PositiveIntegerField": ColumnKind.WHOLE,
    "PositiveSmallIntegerField": ColumnKind.WHOLE,
    "PositiveBigIntegerField": ColumnKind.WHOLE,
    "FloatField": ColumnKind.FLOAT,
    "DecimalField": ColumnKind.DECIMAL,
    "BooleanField": ColumnKind.YES_NO,
    "DateField": ColumnKind.DAY,
    "TimeField": ColumnKind.HOUR,
    "DateTimeField": ColumnKind.MOMENT,
    "JSONField": ColumnKind.JSON,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column and how its values are written."""

    name: str
    kind: ColumnKind


def column_of(field: "Field[Any, Any]") -> Column:
    """The column behind a model's field; raises KeyError for a class of field that backups do not know."""
    meant = field.target_field if isinstance(field, ForeignKey) else field
    return Column(field.column or field.name, KIND_OF_FIELD[meant.get_internal_type()])


def written_json(text: str) -> str:
    """JSON text in one way, however a database gave it.

    >>> written_json('{"b": 1,  "a": [2]}')
    '{"a":[2],"b":1}'
    """
    return json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def written_moment(moment: dt.datetime) -> str:
    """A moment as text, in UTC.

    >>> written_moment(dt.datetime(2026, 11, 21, 16, 30, tzinfo=dt.timezone(dt.timedelta(hours=7))))
    '2026-11-21 09:30:00'
    """
    return str(moment.astimezone(dt.UTC).replace(tzinfo=None))


def written_decimal(value: object) -> str:
    """A decimal number in one way, however a database gave it.

    >>> written_decimal(0.05), written_decimal(Decimal("0.0500")), written_decimal(100)
    ('0.05', '0.05', '100')
    """
    return format(Decimal(str(value)).normalize(), "f")


Change = Callable[[Any], Any]

# SQLite keeps values as a backup writes them, JSON aside; text becomes a number in a column of numbers.
FROM_SQLITE: dict[ColumnKind, Change] = {ColumnKind.DECIMAL: written_decimal, ColumnKind.JSON: written_json}
INTO_SQLITE: dict[ColumnKind, Change] = {}
FROM_POSTGRESQL: dict[ColumnKind, Change] = {
    ColumnKind.UUID: lambda value: uuid.UUID(str(value)).hex,
    ColumnKind.BYTES: bytes,
    ColumnKind.DECIMAL: written_decimal,
    ColumnKind.YES_NO: int,
    ColumnKind.DAY: dt.date.isoformat,
    ColumnKind.HOUR: str,
    ColumnKind.MOMENT: written_moment,
    ColumnKind.JSON: written_json,
}
INTO_POSTGRESQL: dict[ColumnKind, Change] = {
    ColumnKind.DECIMAL: Decimal,
    ColumnKind.YES_NO: bool,
    ColumnKind.MOMENT: lambda value: f"{value}+00:00",
}
