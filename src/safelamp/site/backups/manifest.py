"""What a backup says about itself: at its beginning what it is, at its end how much it held."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from safelamp.site.backups.columns import Column, ColumnKind
from safelamp.site.backups.parts import Part, Table
from safelamp.site.backups.problems import CannotRead

_DIGEST_SPACE = 1 << 256
_NOT_UNDERSTOOD = (
    "The backup says something about itself that this Safelamp does not understand. Update this one first."
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a backup is: its part, its instance, the moment (UTC, to the minute), the version and its migrations."""

    part: Part
    instance: str
    at: str
    version: str
    migrations: frozenset[tuple[str, str]]

    def packed(self) -> bytes:
        """As JSON."""
        return _json(
            part=self.part.value, instance=self.instance, at=self.at, safelamp=self.version,
            migrations=sorted(map(list, self.migrations)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of something there is, rows or bytes, and a digest over all of it."""

    size: int
    digest: str


class Tally:
    """Counts the rows of a table as they pass and sums their digests: the same in whatever order they stand."""

    def __init__(self) -> None:
        self._rows = self._total = 0

    def add(self, line: bytes, blobs: Iterable[bytes]) -> None:
        """Counts one row, as it is written."""
        digest = sha256(line)
        for blob in blobs:
            digest.update(blob)
        self._rows += 1
        self._total += int.from_bytes(digest.digest())

    @property
    def counted(self) -> Counted:
        """What was counted so far."""
        return Counted(self._rows, f"{self._total % _DIGEST_SPACE:064x}")


@dataclass(frozen=True, slots=True)
class End:
    """What a backup held: tables by name, files by name."""

    tables: Mapping[str, Counted] = field(default_factory=dict)
    files: Mapping[str, Counted] = field(default_factory=dict)

    def packed(self) -> bytes:
        """As JSON."""
        return _json(
            tables={name: [each.size, each.digest] for name, each in self.tables.items()},
            files={name: [each.size, each.digest] for name, each in self.files.items()},
        )


def file_counted(content: bytes) -> Counted:
    """Size and digest of a file."""
    return Counted(len(content), sha256(content).hexdigest())


def packed_table(table: Table) -> bytes:
    """Name and columns, as JSON."""
    columns = [[column.name, column.kind.value] for column in table.columns]
    return _json(table=table.name, columns=columns, fills_in=table.fills_in)


def head_from(text: bytes) -> Head:
    """Reads a head; raises CannotRead."""
    try:
        said = json.loads(text)
        migrations = frozenset((str(app), str(name)) for app, name in said["migrations"])
        return Head(Part(said["part"]), str(said["instance"]), str(said["at"]), str(said["safelamp"]), migrations)
    except (ValueError, KeyError, TypeError) as error:
        raise CannotRead(_NOT_UNDERSTOOD) from error


def table_from(text: bytes) -> Table:
    """Reads name and columns; raises CannotRead."""
    try:
        said = json.loads(text)
        columns = tuple(Column(_name(name), ColumnKind(kind)) for name, kind in said["columns"])
        return Table(_name(said["table"]), columns, fills_in=bool(said["fills_in"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CannotRead(_NOT_UNDERSTOOD) from error


def end_from(text: bytes) -> End:
    """Reads an end; raises CannotRead."""
    try:
        said = json.loads(text)
        return End(_counted(said["tables"]), _counted(said["files"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotRead(_NOT_UNDERSTOOD) from error


def _counted(said: Mapping[str, Any]) -> dict[str, Counted]:
    return {str(name): Counted(int(size), str(digest)) for name, (size, digest) in said.items()}


def _name(said: object) -> str:
    """A name that goes into a statement of the database: letters, digits and underscores."""
    if isinstance(said, str) and said.isidentifier() and said.isascii():
        return said
    raise ValueError("no name of a table or column")


def _json(**said: object) -> bytes:
    return json.dumps(said, separators=(",", ":")).encode()
