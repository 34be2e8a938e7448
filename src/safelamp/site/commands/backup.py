"""`safelamp backup`: the data and the keys, encrypted with age, into folders or a pipe; and the drill."""

import argparse
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from safelamp.site.backups import advice, folders, taking
from safelamp.site.backups.drill import drill
from safelamp.site.backups.instance import alone
from safelamp.site.backups.loading import opened
from safelamp.site.backups.parts import Part
from safelamp.site.backups.problems import BackupProblem
from safelamp.site.backups.restoring import Sources

PIPE = "-"
RECIPIENTS = "SAFELAMP_BACKUP_TO"


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("backup", help="back up the data and, apart from it, the keys")
    parser.add_argument("--to", metavar="FOLDER", help="where backups of the data go; - is a pipe")
    parser.add_argument(
        "--keys-to", metavar="FOLDER",
        help="where the one backup of the keys lies, apart from the data; - is a pipe",
    )  # fmt: skip
    parser.add_argument(
        "--recipient", action="append", default=[], metavar="age1...",
        help=f"public key of age that opens the backup, may be given again; otherwise {RECIPIENTS}",
    )  # fmt: skip
    parser.add_argument("--keep", type=_count, metavar="N", help="keep the N newest backups of the data in the folder")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="make a secret key and print its public half")
    parser.add_argument("--drill", action="store_true", help="restore the newest backup aside, compare, take it away")
    parser.add_argument("--from", dest="drill_from", metavar="FOLDER", help="the drill's backup: a folder, a file or -")
    parser.add_argument("--keys-from", type=Path, metavar="FOLDER", help="the drill's backup of the keys")
    parser.add_argument(
        "--identity", type=Path, action="append", default=[], metavar="FILE", help="secret key of age, for the drill"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Backs up what was asked for, on standard error says what was written; or drills."""
    try:
        if chosen.new_key is not None:
            return _make_key(chosen.new_key)
        with alone(settings.HOME):
            return _drill(chosen) if chosen.drill else _back_up(chosen)
    except BackupProblem as problem:
        _say(str(problem))
        return 1


def _back_up(chosen: argparse.Namespace) -> int:
    if chosen.to is None and chosen.keys_to is None:
        raise BackupProblem("Say where the backup goes: --to FOLDER, and --keys-to FOLDER for the keys.")
    recipients = taking.encryption().recipients_from(chosen.recipient or [os.environ.get(RECIPIENTS, "")])
    if PIPE in {chosen.to, chosen.keys_to}:
        return _into_pipe(chosen, recipients)
    keys_to = taking.checked_folder(Path(chosen.keys_to or chosen.to))
    to = taking.checked_folder(Path(chosen.to)) if chosen.to else None
    if to is not None:
        taken = taking.into_folder(Part.DATA, to, recipients=recipients)
        _say(f"data: {taken.size:,} bytes in {taken.path}")
        _thin_out(to, chosen.keep, taken.path)
    taken = taking.into_folder(Part.KEYS, keys_to, recipients=recipients)
    _say(f"keys: {taken.size:,} bytes in {taken.path}")
    for line in advice.on(data=to, keys=keys_to):
        _say(line)
    return 0


def _into_pipe(chosen: argparse.Namespace, recipients: list[object]) -> int:
    if chosen.to and chosen.keys_to:
        raise BackupProblem("A pipe takes one stream: back up the data and the keys one after the other.")
    if sys.stdout.isatty():
        raise BackupProblem("A backup is no text for a screen: send it into a file or to another program.")
    part = Part.DATA if chosen.to else Part.KEYS
    taken = taking.into_pipe(part, sys.stdout.buffer, recipients=recipients)
    _say(f"{part.value}: {taken.size:,} bytes, SHA-256 {taken.digest}")
    return 0


def _thin_out(folder: Path, keep: int | None, newest: Path | None) -> None:
    if keep is not None and newest is not None:
        for gone in folders.thin_out(folder, keep=keep, newest=newest):
            _say(f"taken away: {gone.name}")


def _drill(chosen: argparse.Namespace) -> int:
    source = chosen.drill_from or chosen.to
    if source is None:
        raise BackupProblem("Say which backups to try: --from FOLDER, or --from - for a pipe.")
    identities = taking.encryption().identities_from(chosen.identity)
    keys_file = _keys_beside(source, chosen.keys_from)
    with _opened_for_drill(source) as data, opened(keys_file) if keys_file else nullcontext() as keys:
        drilled = drill(Sources(data, keys, identities))
    print("\n".join(drilled.lines()))
    return 0


def _opened_for_drill(source: str) -> BinaryIO:
    if source == PIPE:
        return sys.stdin.buffer
    path = Path(source)
    if not path.is_dir():
        return opened(path)
    if not (found := folders.data_in(path)):
        raise BackupProblem(f"There is no backup of the data in {path}.")
    return opened(found[0])


def _keys_beside(source: str, keys_from: Path | None) -> Path | None:
    """The backup of the keys: where it was said to be, or in the same folder."""
    if keys_from is not None:
        return keys_from / folders.KEYS_NAME if keys_from.is_dir() else keys_from
    beside = Path(source) / folders.KEYS_NAME
    return beside if source != PIPE and beside.is_file() else None


def _make_key(path: Path) -> int:
    text, public = taking.encryption().new_identity()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BackupProblem(f"{path} is there already. Choose another name: a lost key opens no backup.") from error
    except OSError as error:
        raise BackupProblem(f"{path} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    print(public)
    _say(f"The secret half is in {path}. Take it off this machine: whoever has it opens the backups.")
    return 0


def _count(said: str) -> int:
    number = int(said)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
