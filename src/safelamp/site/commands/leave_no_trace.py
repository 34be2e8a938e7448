"""`safelamp leave-no-trace`: destroys the instance on this machine, when two people want it."""

import argparse
import getpass
import sys

from django.conf import settings

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.site.leaving import destroying, erasing, proving
from safelamp.site.leaving.destroying import Places
from safelamp.site.leaving.proving import NotProved

TRIES = 3
NOT_REACHED = """
What this cannot reach:
- backups elsewhere. A backup of the data opens nothing without a backup of the keys: destroy that one first.
- blocks that a solid-state disk or a file system with snapshots keeps of its own accord, and swap.
- PostgreSQL's own journal and backups; logs of the machine, the proxy and the provider; the history of this shell;
  the settings in /etc/safelamp; what somebody printed, copied, remembers.
- memory: stop what still runs now (systemctl stop 'safelamp*'), then switch the machine off.
Full-disk encryption is what makes this certain next time: then a lost passphrase is enough."""


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("leave-no-trace", help="destroy this instance; two people must agree")
    parser.add_argument("--paper", action="store_true", help="one person with two sheets of the paper key")
    parser.add_argument("--only-courier", action="store_true", help="only stop sending for good: erase the courier key")
    parser.add_argument(
        "--also-free-space",
        action="store_true",
        help="then fill the free space, where earlier files lay; takes long; single blocks may remain",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Asks two people, asks once more, destroys, and says what it could not reach."""
    try:
        first = _person("First person")
        if chosen.paper:
            _sheets(first)
        else:
            _person("Second person", besides=first)
    except (NotProved, EOFError) as refused:
        print(f"{refused} Nothing was changed.".strip(), file=sys.stderr)
        return 1
    return _only_courier(first) if chosen.only_courier else _everything(chosen)


def _everything(chosen: argparse.Namespace) -> int:
    places = Places(settings.HOME, settings.KEYS.path, settings.SPOOL)
    if problem := destroying.not_ours(places):
        print(problem, file=sys.stderr)
        return 1
    lost, inside = destroying.loss(), sorted(path.name for path in settings.HOME.iterdir())
    print(
        f"\nThis destroys for good: {lost.organisations} organisations, {lost.members} log-ins, {lost.reports} reports,"
        f" {lost.cases} cases,\n{lost.entries} entries of the register, all keys, all that waits in the spool, and the"
        f" stamps of backups.\nFolders: {settings.KEYS.path}, and {settings.HOME} with {', '.join(inside)}."
    )
    if not _agreed("destroy"):
        return 1
    left = destroying.destroy(places, say=print)
    for path in left:
        print(f"Could not be reached: {path}", file=sys.stderr)
    if chosen.also_free_space:
        print("Filling the free space. It may be stopped with Ctrl-C; nothing can be opened either way.")
        filled = erasing.fill_free_space(settings.HOME.parent)
        print(f"{filled.written // 1_000_000} MB overwritten; {filled.unreached // 1000} kB could not be reached.")
    print("Gone." + NOT_REACHED)
    return 1 if left else 0


def _only_courier(first: Member) -> int:
    print("\nThis stops all sending for good: no member is told of anything by mail or text message any more.")
    if not _agreed("stop sending"):
        return 1
    if destroying.erase_courier_key(settings.KEYS.path):
        audit.record("post.erase_courier", organisation_id=first.organisation_id, by=first.id)
        print("The courier key is erased. Erase it in the backup of the keys too: take a new one.")
    else:
        print("There was no courier key any more.")
    return 0


def _person(who: str, *, besides: Member | None = None) -> Member:
    for left in reversed(range(TRIES)):
        print(f"{who}:")
        name = _asked("  log-in name: ")
        passphrase, code = _hidden("  passphrase: "), _hidden("  code from the phone, if one is needed: ")
        try:
            return proving.person(name, passphrase, code, besides=besides)
        except NotProved as refused:
            if not left:
                raise
            print(refused, file=sys.stderr)
    raise NotProved("Nobody was asked.")


def _sheets(member: Member) -> None:
    proving.sheets(member, [_hidden(f"Sheet of the paper key ({number} of 2): ") for number in (1, 2)])


def _agreed(word: str) -> bool:
    if _asked(f'Nobody can undo this. Type "{word}" to go on: ').strip() == word:
        return True
    print("Nothing was changed.", file=sys.stderr)
    return False


def _asked(question: str) -> str:
    return input(question)


def _hidden(question: str) -> str:
    """Typed without being shown; from a pipe as it comes."""
    return getpass.getpass(question) if sys.stdin.isatty() else input(question)
