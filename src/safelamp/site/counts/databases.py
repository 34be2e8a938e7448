"""A table of counts in PostgreSQL, as somebody names it on the command line; nothing here opens a connection."""

import re
from dataclasses import dataclass
from enum import Enum

from safelamp.site.counts.values import TableRefused

_ADDRESS = re.compile(r"postgres(ql)?://", re.IGNORECASE)
_PASSWORD = re.compile(r"//[^@]*:.*@|password=", re.IGNORECASE | re.DOTALL)


class Missing(Enum):
    """What it means that a long table has no row for a series and week."""

    REFUSED = "refuse"  # nobody has said yet
    UNKNOWN = "unknown"  # nobody counted
    ZERO = "zero"  # only weeks with counts are stored


@dataclass(frozen=True, slots=True)
class DatabaseTable:
    """Where it is, and which rows: one of `table` and `query`. Raises TableRefused."""

    address: str
    table: str = ""
    query: str = ""
    missing: Missing = Missing.REFUSED

    def __post_init__(self) -> None:
        if _PASSWORD.search(self.address):
            raise TableRefused(
                "There is a password in the address: everybody on this machine can read it in the list of processes. "
                "Take it out, change it if others use this machine, and put it into ~/.pgpass, PGPASSWORD or a service "
                "file."
            )
        if bool(self.table) == bool(self.query):
            raise TableRefused(
                "Say which counts of the database: --table NAME, or --query 'SELECT series, week, count FROM …'; one "
                "of the two."
            )


def is_address(text: str) -> bool:
    """Whether it names a database, not a file.

    >>> is_address("postgresql://ana@db.example.org/counts"), is_address("postgres.csv")
    (True, False)
    """
    return bool(_ADDRESS.match(text))
