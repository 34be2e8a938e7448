"""The spool: reports that the database could not take just now, sealed, one file each, stored later."""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core import serializers

from safelamp.loop.reports.models import Report

_ENDING = ".report"


def put(report: Report) -> None:
    """Writes the sealed report to disk; it is there when this returns."""
    folder: Path = settings.SPOOL
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f"{secrets.token_hex(16)}.draft"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(serializers.serialize("json", [report]))
        file.flush()
        os.fsync(file.fileno())
    draft.rename(folder / f"{report.id.hex}{_ENDING}")
    _sync_folder(folder)


def waiting() -> Iterator[tuple[Path, Report]]:
    """Each spooled file with its report; a file that cannot be read is left where it is."""
    for path in sorted(settings.SPOOL.glob(f"*{_ENDING}")):
        try:
            deserialized = next(iter(serializers.deserialize("json", path.read_text(encoding="utf-8"))))
        except (serializers.base.DeserializationError, json.JSONDecodeError, StopIteration, OSError):
            continue
        if isinstance(deserialized.object, Report):
            yield path, deserialized.object


def find(report_id: str) -> bool:
    """Whether a report with that hexadecimal id waits here."""
    return (settings.SPOOL / f"{report_id}{_ENDING}").exists()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
