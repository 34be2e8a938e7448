"""What is said after a backup that was written, but not where it should lie."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


def on(*, data: Path | None, keys: Path) -> Iterator[str]:
    """Warnings, most important first."""
    if data == keys:
        yield (
            "WARNING: data and keys lie in one folder. As long as old copies of both can be found together, nothing "
            "that was destroyed here is destroyed there. Keep the keys elsewhere, in one copy:\n"
            f"  safelamp backup --to {data} --keys-to ANOTHER-FOLDER"
        )
    home = settings.HOME.stat().st_dev
    for name, folder in (("data", data), ("keys", keys)):
        if folder is not None and folder.stat().st_dev == home:
            yield f"The backup of the {name} is on the disk of the instance. Copy it to another machine or a stick."
            return
