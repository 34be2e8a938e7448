"""`safelamp enrol-again NAME`: a new passphrase at the server's terminal, for when no officer can log in any more."""

import argparse
import sys

from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import members

REFUSED = 2


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("enrol-again", help="give a member a new passphrase when no officer can log in")
    parser.add_argument("name", metavar="NAME", help="the log-in name")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Ends the member's sessions and second step and shows a new passphrase once; nothing where nobody sees it."""
    if not sys.stdout.isatty():
        print("The passphrase is shown once: run this in a terminal, not into a file or pipe.", file=sys.stderr)
        return REFUSED
    try:
        member = Member.objects.get_by_natural_key(chosen.name)
        passphrase = members.enrol_again(member, by=None)
    except Member.DoesNotExist:
        print(f"There is no log-in {chosen.name}.", file=sys.stderr)
        return REFUSED
    except members.AlreadyDone as refused:
        print(" ".join(refused.messages), file=sys.stderr)
        return REFUSED
    print(f"New passphrase of {member.login_name}:\n\n  {passphrase}\n")
    print("Write it down now: it is kept nowhere. Their sessions have ended, their second step is off.")
    print("They hold no keys. A reader hands them over, or two sheets of the paper key do: My page, after log-in.")
    return 0
