"""`safelamp django ...`: Django's own commands (migrate, makemigrations, makemessages, shell)."""

import argparse

from django.core.management import execute_from_command_line


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("django", help="run one of Django's own commands", add_help=False)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Hands the arguments on."""
    execute_from_command_line(["safelamp django", *chosen.arguments])
    return 0
