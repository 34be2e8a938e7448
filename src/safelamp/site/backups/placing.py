"""Putting what was restored in its place: onto an empty instance only; a killed restore can be run again."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from safelamp.site.backups.folders import sync
from safelamp.site.backups.instance import is_key_file, mark
from safelamp.site.backups.parts import Part, tables_of
from safelamp.site.backups.problems import NotEmpty

_UNFINISHED = "restore.unfinished"
_LAST = "pepper"  # put in its place after the other keys: where it lies, all of them do


class Placing:
    """The places of an instance: database, spool and key folder."""

    def __init__(self) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        on_sqlite = connection.vendor == "sqlite"
        self.database = Path(connection.settings_dict["NAME"]) if on_sqlite else settings.HOME / "none"
        self._keys: Path = settings.KEYS.path
        self._mark: Path = settings.HOME / _UNFINISHED

    def begin(self) -> None:
        """Makes sure that nothing is overwritten; raises NotEmpty."""
        if _has_rows() or any(settings.SPOOL.glob("*")):
            raise NotEmpty(
                f"There is an instance in {settings.HOME} already: restoring would overwrite it. Restore on another "
                "machine, or set SAFELAMP_HOME and SAFELAMP_KEYS (and SAFELAMP_DATABASE_URL) to empty places."
            )
        present = mark(settings.RECEIPT_PEPPER)
        left_by_a_killed_one = self._mark.exists() and present in self._mark.read_text(encoding="ascii").split()
        if not settings.KEYS.is_new and not left_by_a_killed_one:
            raise NotEmpty(
                f"{self._keys} holds keys already. If another instance uses them, set SAFELAMP_KEYS to a new folder. "
                f"If they are left from a first try on this machine, move them away: mv {self._keys}/* SOMEWHERE-ELSE/"
            )
        self._mark.write_text(present, encoding="ascii")
        sync(settings.HOME)

    def put_files(self, spool: Path, keys: Mapping[str, bytes]) -> None:
        """Puts spooled reports and key files in their places."""
        settings.SPOOL.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in spool.glob("*.report"):
            path.rename(settings.SPOOL / path.name)
        sync(settings.SPOOL)
        self._mark.write_text(f"{mark(settings.RECEIPT_PEPPER)} {mark(keys[_LAST])}", encoding="ascii")
        for path in self._keys.iterdir():
            if is_key_file(path) and path.name not in keys:
                path.unlink()
        for name in sorted(keys, key=lambda each: each == _LAST):
            _write(self._keys / name, keys[name])
        sync(self._keys)

    def put_database(self, file: Path) -> None:
        """Puts the database file in its place; an empty one that lay there goes, its journal too."""
        with file.open("r+b") as written:
            os.fsync(written.fileno())
        for ending in ("-wal", "-shm", "-journal"):
            self.database.with_name(self.database.name + ending).unlink(missing_ok=True)
        file.chmod(0o600)
        file.rename(self.database)
        sync(self.database.parent)

    def end(self) -> None:
        """Says that all is in its place."""
        self._mark.unlink()


def _has_rows() -> bool:
    """Whether the instance's database holds anything of ours."""
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        there = set(connection.introspection.table_names())
        with connection.cursor() as cursor:
            for part in Part:
                for table in tables_of(part):
                    if table.name in there:
                        cursor.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1')  # noqa: S608  # our own names
                        if cursor.fetchone():
                            return True
    except DatabaseError as error:
        raise NotEmpty("The database cannot be read, so it may not be empty: nothing was changed.") from error
    return False


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
