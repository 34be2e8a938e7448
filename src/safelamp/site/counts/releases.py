"""Which release this is, to the letter: machines that judge one table together must have the same one."""

import hashlib
import importlib.metadata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CODE = Path(__file__).parents[2]  # of Safelamp
_JUDGES = ("engines/surveillance", "site/counts")
_COUNTS = ("numpy", "scipy", "polars")  # numbers come from the first two, how they are written from the last
_MATTERS = 2  # parts of a package's version: 2.4 of 2.4.6


@dataclass(frozen=True, slots=True)
class Release:
    """Safelamp's version, a digest of the code that judges, and versions of what it computes with."""

    version: str
    code: str
    packages: tuple[tuple[str, str], ...]

    def unlike(self, other: "Release") -> str:
        """What is different there, in words; empty where both judge alike.

        >>> Release("0.1", "a", ()).unlike(Release("0.2", "b", ()))
        'Safelamp 0.2, here 0.1'
        """
        if self.version != other.version:
            return f"Safelamp {other.version}, here {self.version}"
        if self.code != other.code:
            return f"another build of Safelamp {self.version} ({other.code}, here {self.code})"
        return "; ".join(
            f"{name} {there or 'missing'}, here {mine or 'missing'}"
            for (name, mine), (_, there) in zip(self.packages, other.packages, strict=True)
            if mine != there
        )


@cache
def release() -> Release:
    """That of this process."""
    digest = hashlib.sha256()
    for folder in _JUDGES:
        for path in sorted((_CODE / folder).rglob("*.py")):
            digest.update(path.relative_to(_CODE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    packages = tuple((name, _version(name, parts=_MATTERS)) for name in _COUNTS)
    return Release(_version("safelamp"), digest.hexdigest()[:12], packages)


def _version(name: str, *, parts: int | None = None) -> str:
    try:
        return ".".join(importlib.metadata.version(name).split(".")[:parts])
    except importlib.metadata.PackageNotFoundError:
        return ""
