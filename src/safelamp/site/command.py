"""The `safelamp` command line: one subcommand a verb, each in a module of its own."""

import argparse
import importlib
import io
import os
import pkgutil
import sys

import django

from safelamp.site import commands


def main(arguments: list[str] | None = None) -> None:
    """Parses the command line, starts Django and runs the chosen subcommand."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # a line is seen when it is said, in a file or a pipe too
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelamp.site.settings")
    parser = argparse.ArgumentParser(prog="safelamp", description=__doc__)
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    django.setup()
    for module in sorted(pkgutil.iter_modules(commands.__path__), key=lambda found: found.name):
        importlib.import_module(f"{commands.__name__}.{module.name}").declare(subparsers)
    chosen = parser.parse_args(arguments)
    sys.exit(chosen.run(chosen))
