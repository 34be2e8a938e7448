"""`safelamp doctor`: what is good, what to look at, what is missing, each with one sentence what to do."""

import argparse
import json
import sys

from safelamp.ground.organisations.models import Member
from safelamp.ground.post import operations as post
from safelamp.ground.post import queries
from safelamp.site.doctor.examination import Examined, everything, is_whole
from safelamp.site.doctor.saying import shown


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("doctor", help="say what this instance lacks; exit code 0 when nothing is missing")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument("--trial", metavar="NAME", help="also ring this member once, by every address that they keep")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Looks at everything; returns 1 where something is missing."""
    found = everything()
    if chosen.json:
        print(json.dumps({"whole": is_whole(found), "findings": [_row(each) for each in found]}, indent=1))
    else:
        print(shown(found))
    code = 0 if is_whole(found) else 1
    return _trial(chosen.trial) or code if chosen.trial else code


def _row(each: Examined) -> dict[str, str]:
    finding = each.finding
    return {
        "check": each.check,
        "looked_at": finding.looked_at,
        "verdict": finding.verdict.value,
        "to_do": finding.to_do,
    }


def _trial(name: str) -> int:
    try:
        member = Member.objects.get_by_natural_key(name)
    except Member.DoesNotExist:
        print("Nobody has this log-in name: no trial was sent.", file=sys.stderr)
        return 2
    rows = [row for channel in queries.channels_of(member) for row in post.send_trial(channel, by=member)]
    if not rows:
        print("This member keeps no address that can be reached: no trial was sent.", file=sys.stderr)
        return 2
    print(f"{len(rows)} trial(s) wait in the outbox. `safelamp work` sends them within seconds: ask whether they came.")
    return 0
