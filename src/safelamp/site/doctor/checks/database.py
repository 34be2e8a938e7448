"""Database: up to date, and what is acknowledged is really on disk."""

from collections.abc import Iterator, Mapping

from django.db import connection

from safelamp.site.doctor.finding import Finding, good, missing
from safelamp.site.starting.stage import Stage, stage

SQLITE: Mapping[str, str] = {"journal_mode": "wal", "synchronous": "2", "secure_delete": "1"}
POSTGRESQL: Mapping[str, str] = {"server_encoding": "UTF8", "fsync": "on", "synchronous_commit": "on"}


def examine() -> Iterator[Finding]:
    """Migrations, then the settings as they are in force, asked from the database itself."""
    at = stage()
    yield good("the database is up to date") if at is Stage.STARTED else missing("how far it has come", at.value)
    yield in_force(_asked())


def in_force(found: Mapping[str, tuple[str, str]]) -> Finding:
    """The finding on settings, each with what it is and what it has to be."""
    wrong = {name: is_now for name, (is_now, must) in found.items() if is_now.casefold() != must.casefold()}
    if not wrong:
        return good(f"{connection.vendor}: {', '.join(f'{name}={value}' for name, (value, _) in found.items())}")
    return missing(
        f"{connection.vendor}: {', '.join(f'{name} is {value}' for name, value in wrong.items())}",
        f"Must be {', '.join(f'{name}={found[name][1]}' for name in wrong)}, or what was acknowledged can be lost.",
    )


def _asked() -> dict[str, tuple[str, str]]:
    ask, wanted = ("PRAGMA", SQLITE) if connection.vendor == "sqlite" else ("SHOW", POSTGRESQL)
    with connection.cursor() as cursor:
        found = {}
        for name, must in wanted.items():
            cursor.execute(f"{ask} {name}")  # our own words
            found[name] = (str(cursor.fetchone()[0]), must)
    return found
