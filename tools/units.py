"""Reads systemd units as they ship: what each would run, where no systemd runs."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DEPLOY = Path(__file__).parents[1] / "deploy"
CODE = "/opt/safelamp/current"
COMMAND = f"{CODE}/.venv/bin/safelamp"
_SETTING = re.compile(r"^([A-Z][A-Z0-9_]*)=(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's directives, each with the values that it was given, in order."""

    name: str
    directives: Mapping[str, tuple[str, ...]]

    def only(self, directive: str) -> str:
        """The value of a directive that stands once."""
        (value,) = self.directives[directive]
        return value

    def commands(self, directive: str, *, places: Mapping[str, str], safelamp: Sequence[str]) -> Iterator[list[str]]:
        """The words of each ExecStart or ExecStartPre, with other folders in the place of the machine's own."""
        for line in self.directives.get(directive, ()):
            words = shlex.split(line)
            if words[0] == COMMAND:
                words[:1] = safelamp
            for place, here in places.items():
                words = [here + word.removeprefix(place) if word.startswith(place) else word for word in words]
            yield words


def read(name: str) -> Unit:
    """The unit of that name in the folder that ships."""
    directives: dict[str, tuple[str, ...]] = {}
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            directive, _, value = line.partition("=")
            directives[directive] = (*directives.get(directive, ()), value)
    return Unit(name, directives)


def settings_of(name: str) -> dict[str, str]:
    """The settings in a file of NAME=value lines that ships."""
    return dict(_SETTING.findall((DEPLOY / name).read_text(encoding="utf-8")))


def services() -> list[str]:
    """The names of all services that ship."""
    return sorted(path.name for path in DEPLOY.glob("*.service"))
