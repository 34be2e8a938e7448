"""`safelamp restore DATA KEYS --identity FILE`: an instance from its two backups, on an empty machine."""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from safelamp.site.backups import restoring, taking
from safelamp.site.backups.instance import alone
from safelamp.site.backups.loading import opened
from safelamp.site.backups.problems import BackupProblem
from safelamp.site.backups.restoring import Sources


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("restore", help="restore an instance from its two backups, where none is")
    parser.add_argument("data", type=Path, metavar="DATA", help="a backup of the data, such as 2026-11-21.age")
    parser.add_argument("keys", type=Path, metavar="KEYS", help="the backup of the keys, keys.age")
    parser.add_argument(
        "--identity", type=Path, action="append", default=[], metavar="FILE", help="secret key of age; may be repeated"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Restores, and says what stands there now."""
    try:
        identities = taking.encryption().identities_from(chosen.identity)
        with alone(settings.HOME), opened(chosen.data) as data, opened(chosen.keys) as keys:
            summary = restoring.restore(Sources(data, keys, identities))
    except BackupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    print("\n".join([*summary.lines(), "", "Restored and checked. Start it now; nobody is logged in."]))
    return 0
