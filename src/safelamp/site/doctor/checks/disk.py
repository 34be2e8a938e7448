"""Disk: room for reports. When it is full, a report is refused while its words stay on the worker's screen."""

import os
from collections.abc import Iterator

from django.conf import settings

from safelamp.site.doctor.finding import Finding, good, look, missing

LITTLE, NONE = 1_000_000_000, 200_000_000  # bytes
FEW_FILES = 0.05  # of all that the disk can hold
_FULL = "When it is full, no report can be taken: the worker is told to try again. What was acknowledged stays."


def examine() -> Iterator[Finding]:
    """Free space and free places for files, where the data lies."""
    found = os.statvfs(settings.HOME)
    yield roomy(found.f_bavail * found.f_frsize)
    if found.f_files and found.f_favail / found.f_files < FEW_FILES:
        yield look("the disk can hold few more files", "Look for folders with very many files, and clear them.")


def roomy(free: int) -> Finding:
    """The finding on that many free bytes."""
    said = f"{free / 1_000_000_000:.1f} GB free where the data lies"
    if free < NONE:
        return missing(said, f"Make room now. {_FULL}")
    return look(said, f"Make room soon. {_FULL}") if free < LITTLE else good(said)
