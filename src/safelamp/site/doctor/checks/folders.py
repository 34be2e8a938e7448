"""The data folder: for whoever serves, and for nobody else."""

import os
from collections.abc import Iterator

from django.conf import settings

from safelamp.site.doctor.finding import Finding, good, missing


def examine() -> Iterator[Finding]:
    """Owner and mode of the folder, and whether pages have their files."""
    seen = settings.HOME.stat()
    if seen.st_uid != os.geteuid():
        yield missing("the data folder belongs to another user than this one", "Run this as the user who serves.")
    elif seen.st_mode & 0o077:
        yield missing(f"others may look into the data folder (mode {seen.st_mode & 0o777:o})", "Run: chmod 700 on it.")
    else:
        yield good("the data folder is private")
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield missing("the pages' own files are not collected", "Run: safelamp django collectstatic --noinput")
