"""The spool: reports that the database could not take just now, sealed, one file each, stored later."""

import json
import os
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import serializers

from safelamp.loop.reports.models import Message, Report

_ENDING = ".report"


@dataclass(frozen=True, slots=True)
class Spooled:
    """A waiting file: the sealed report, and the same words as sealed messages if the report came in meanwhile."""

    path: Path
    report: Report
    messages: list[Message]


def put(report: Report, *, messages: list[Message]) -> None:
    """Writes the sealed report to disk; it is there when this returns."""
    folder: Path = settings.SPOOL
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f"{secrets.token_hex(16)}.draft"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(serializers.serialize("json", [report, *messages]))
            file.flush()
            os.fsync(file.fileno())
        # Other words of the same form lie beside the first: neither takes the other's place.
        draft.rename(folder / f"{report.id.hex}-{bytes(report.sent_mark).hex()[:16]}{_ENDING}")
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(folder)


def waiting(report_id: uuid.UUID | None = None) -> Iterator[Spooled]:
    """Each spooled file, oldest first, or those of one report; what cannot be read is left where it is."""
    for path in sorted(_files(report_id.hex if report_id else ""), key=_written_at):
        try:
            report, *messages = (
                each.object for each in serializers.deserialize("json", path.read_text(encoding="utf-8"))
            )
        except (serializers.base.DeserializationError, json.JSONDecodeError, ValueError, OSError):
            continue
        if isinstance(report, Report):
            yield Spooled(path, report, [each for each in messages if isinstance(each, Message)])


def _files(beginning: str) -> list[Path]:
    folder: Path = settings.SPOOL
    try:
        return [each for each in folder.iterdir() if each.suffix == _ENDING and each.name.startswith(beginning)]
    except FileNotFoundError:  # nothing was ever spooled
        return []


def _written_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:  # another process has just stored it
        return 0


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
