"""A real instance with a told story, its backups, and the commands that make and restore them."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from safelamp.site.backups.folders import data_in
from tests.doors.worker.form import words_of
from tests.running import Instance, Visitor

STORY = "The guard of press four was taken off again"
ANSWER = "We will look at the press tomorrow"


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class BackedUp:
    """An instance, the folders of its backups, and the key that opens them."""

    instance: Instance
    data: Path
    keys: Path
    identity: Path
    recipient: str
    receipt: str = ""

    @property
    def newest(self) -> Path:
        """The last backup of the data."""
        return data_in(self.data)[0]

    @property
    def keys_file(self) -> Path:
        """The one backup of the keys."""
        return self.keys / "keys.age"

    def back_up(self, *more: str) -> Said:
        """Backs up both, apart."""
        return safelamp(
            self.instance, "backup", "--to", self.data, "--keys-to", self.keys, "--recipient", self.recipient, *more
        )

    def restore(self, into: Instance, *, data: Path | None = None, keys: Path | None = None) -> Said:
        """Restores elsewhere."""
        return safelamp(into, "restore", data or self.newest, keys or self.keys_file, "--identity", self.identity)


def safelamp(instance: Instance, *words: object, environment: dict[str, str] | None = None) -> Said:
    """Runs one command of the command line with the instance's home."""
    ran = subprocess.run(
        command(*words), env=instance.environment | (environment or {}), cwd=instance.folder, capture_output=True,
        timeout=600, check=False,
    )  # fmt: skip
    return Said(ran.returncode, ran.stdout.decode(errors="replace"), ran.stderr.decode(errors="replace"))


def command(*words: object) -> list[str]:
    """The command line itself."""
    return [sys.executable, "-m", "safelamp", *map(str, words)]


def elsewhere(folder: Path) -> Instance:
    """Another machine: nothing is there yet."""
    (folder / "tmp").mkdir(parents=True)
    return Instance(folder)


def a_union(folder: Path) -> BackedUp:
    """An empty instance with its people, a key for backups and two folders."""
    instance = Instance(folder / "instance")
    instance.prepare()
    places = {name: folder / name for name in ("data", "keys", "held")}
    for place in places.values():
        place.mkdir()
    identity = places["held"] / "backup.key"
    made = safelamp(instance, "backup", "--new-key", identity)
    assert made.code == 0, made.err
    return BackedUp(instance, places["data"], places["keys"], identity, made.out.strip())


def tell(instance: Instance, story: str = STORY) -> str:
    """Tells a story through the worker's door of a running instance; returns the receipt."""
    worker = Visitor(instance).open(f"/r/{instance.code}").send(hazard="machine").send(kind="hazard")
    worker.send(go="send", story=story)
    receipt = "".join(sign for sign in words_of(worker.html).partition("20 digits")[2] if sign.isdigit())[:20]
    assert len(receipt) == 20, words_of(worker.html)
    return receipt


def reports_at_desk(instance: Instance) -> list[str]:
    """Addresses of the reports in the officer's inbox."""
    desk = Visitor(instance).log_in("officer").open("/desk/inbox/")
    found = {piece[:36] for piece in desk.html.split("/desk/reports/")[1:] if not piece.startswith("new")}
    return [f"/desk/reports/{each}/" for each in sorted(found)]


def words_at_desk(instance: Instance) -> str:
    """Everything that the officer reads of the first report."""
    [address, *_] = reports_at_desk(instance)
    return words_of(Visitor(instance).log_in("officer").open(address).html)


def follow(instance: Instance, receipt: str) -> str:
    """What the reporter reads who comes back with the receipt."""
    worker = Visitor(instance).open("/r/").send(go="follow").send(go="check", receipt=receipt)
    return words_of(worker.html)
