"""`safelamp work`: the process beside `safelamp serve` that does what is due and sends what waits."""

import argparse

from safelamp.ground.post import queries as post
from safelamp.ground.vault import addresses
from safelamp.site.working import work


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("work", help="do what is due and send what waits, until it is stopped")
    parser.set_defaults(run=run)


def run(_chosen: argparse.Namespace) -> int:
    """Says what can be sent, then works."""
    print(_what_is_sent())
    return work()


def _what_is_sent() -> str:
    if not addresses.can_be_kept():
        return "The courier key was erased: nothing is sent any more. The rest of the work is done."
    channels = ", ".join(str(channel.label) for channel in post.channels_set_up())
    if not post.sending_is_possible():
        return "No mail server is set (SAFELAMP_MAIL_URL, SAFELAMP_MAIL_FROM): no member is told by mail or phone."
    return f"Working. Members and systems are told by: {channels}."
