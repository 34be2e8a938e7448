"""`safelamp backup`: the data and the keys, encrypted with age, into folders or a pipe."""

import argparse
import os
import sys
from pathlib import Path

from django.conf import settings

from safelamp.site.backups import folders, taking
from safelamp.site.backups.instance import alone
from safelamp.site.backups.parts import Part
from safelamp.site.backups.problems import BackupProblem

PIPE = "-"
RECIPIENTS = "SAFELAMP_BACKUP_TO"


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("backup", help="back up the data and, apart from it, the keys")
    parser.add_argument("--to", metavar="FOLDER", help="where backups of the data go; - is a pipe")
    parser.add_argument(
        "--keys-to", metavar="FOLDER", help="where the one backup of the keys lies: another place than the data's"
    )
    parser.add_argument(
        "--recipient", action="append", default=[], metavar="age1...",
        help=f"public key of age that opens the backup, may be given again; otherwise {RECIPIENTS}",
    )  # fmt: skip
    parser.add_argument("--keep", type=_count, metavar="N", help="keep the N newest backups of the data in the folder")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="make a secret key and print its public half")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Backs up what was asked for and says what was written, on standard error."""
    try:
        if chosen.new_key is not None:
            return _make_key(chosen.new_key)
        with alone(settings.HOME):
            return _back_up(chosen)
    except BackupProblem as problem:
        _say(str(problem))
        return 1


def _back_up(chosen: argparse.Namespace) -> int:
    if chosen.to is None and chosen.keys_to is None:
        raise BackupProblem("Say where the backup goes: --to FOLDER, and --keys-to FOLDER for the keys.")
    said = chosen.recipient or [os.environ.get(RECIPIENTS, "")]
    recipients = taking.encryption().recipients_from(said)
    if PIPE in (chosen.to, chosen.keys_to):
        part = Part.DATA if chosen.to == PIPE else Part.KEYS
        taken = taking.into_pipe(part, sys.stdout.buffer, recipients=recipients)
        _say(f"{part.value}: {taken.size:,} bytes, SHA-256 {taken.digest}")
        return 0
    keys_to = taking.checked_folder(Path(chosen.keys_to or chosen.to))
    if chosen.to is not None:
        to = taking.checked_folder(Path(chosen.to))
        taken = taking.into_folder(Part.DATA, to, recipients=recipients)
        _say(f"data: {taken.size:,} bytes in {taken.path}")
        if chosen.keep and taken.path:
            for gone in folders.thin_out(to, keep=chosen.keep, newest=taken.path):
                _say(f"taken away: {gone.name}")
    taken = taking.into_folder(Part.KEYS, keys_to, recipients=recipients)
    _say(f"keys: {taken.size:,} bytes in {taken.path}")
    return 0


def _make_key(path: Path) -> int:
    text, public = taking.encryption().new_identity()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BackupProblem(f"{path} is there already. Choose another name: a lost key opens no backup.") from None
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    print(public)
    return 0


def _count(said: str) -> int:
    number = int(said)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
