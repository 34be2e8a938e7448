"""Destroying an instance: first what opens, so that a machine torn away in the middle holds only closed boxes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault.destruction import overwrite_freed
from safelamp.ground.vault.models import Address, HeldKey, MemberKey, PaperHeldKey, PaperPair
from safelamp.loop.cases.models import Case
from safelamp.loop.register.models import Entry
from safelamp.loop.reports.models import Report
from safelamp.site.leaving import erasing

WRAPPED_KEYS: tuple[type[Model], ...] = (MemberKey, HeldKey, PaperHeldKey, PaperPair, Session, Address)
COURIER = "courier.private"
ERASED = "courier.erased"  # an empty file: every process sees at once that sending has stopped


@dataclass(frozen=True, slots=True)
class Places:
    """What belongs to the instance on this machine: two folders, and the database file inside one, if it is a file."""

    home: Path
    keys: Path
    spool: Path


@dataclass(frozen=True, slots=True)
class Loss:
    """What will be lost, in numbers."""

    organisations: int
    members: int
    reports: int
    cases: int
    entries: int


def loss() -> Loss:
    """Counts what is there."""
    models = (Organisation, Member, Report, Case, Entry)
    return Loss(*(QuerySet(model).count() for model in models))


def not_ours(places: Places) -> str:
    """Why these folders must not be emptied, or nothing: somebody set them to a folder that holds other things."""
    for folder in (places.home, places.keys):
        if folder in (Path("/"), Path.home()) or (folder / ".git").exists():
            return f"{folder} holds more than this instance. Move the instance's files to a folder of their own first."
    return ""


def destroy(places: Places, *, say: Callable[[str], None]) -> list[Path]:
    """Keys, wrapped keys, then everything; returns the files that could not be reached."""
    left = erasing.erase_folder(places.keys)
    say("The key folder is overwritten and gone.")
    _destroy_wrapped_keys(say)
    left += erasing.erase_folder(places.spool)
    _destroy_database(say)
    left += erasing.erase_folder(places.home)
    return left


def erase_courier_key(keys: Path) -> bool:
    """Overwrites the courier key, so that no address can be opened again; whether it was there."""
    private = keys / COURIER
    if not private.exists():
        return False
    (keys / ERASED).touch(mode=0o600)
    erasing.erase_file(private)
    return True


def _destroy_wrapped_keys(say: Callable[[str], None]) -> None:
    """Every wrapped private half, in one short transaction, and out of the database's journal at once."""
    try:
        with transaction.atomic():
            for model in WRAPPED_KEYS:
                QuerySet(model).delete()
        overwrite_freed(WRAPPED_KEYS)
    except DatabaseError as error:
        say(f"The database did not answer ({type(error).__name__}): its file is overwritten as it is.")
        return
    say("The wrapped keys are destroyed: nothing can be opened any more.")


def _destroy_database(say: Callable[[str], None]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
        say("The database's tables are dropped.")
    connection.close()
