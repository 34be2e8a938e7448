"""The `safelamp` command line: one subcommand a verb, each in a module of its own."""

import argparse
import importlib
import io
import os
import pkgutil
import sys
from types import ModuleType

import django

from safelamp.site import commands

WITHOUT_DJANGO = frozenset({"read", "watch"})  # files in, files out: they start at once


def main(arguments: list[str] | None = None) -> None:
    """Parses the command line, starts Django where the subcommand needs it, and runs the subcommand."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # a line is seen when it is said, in a file or a pipe too
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelamp.site.settings")
    parser = argparse.ArgumentParser(prog="safelamp", description=__doc__)
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] in WITHOUT_DJANGO:
        _command(given[0]).declare(subparsers)
    else:
        django.setup()
        for module in sorted(pkgutil.iter_modules(commands.__path__), key=lambda found: found.name):
            found = _command(module.name)
            if hasattr(found, "declare"):  # else it adds verbs to another's subcommand
                found.declare(subparsers)
    chosen = parser.parse_args(given)
    sys.exit(chosen.run(chosen))


def _command(name: str) -> ModuleType:
    return importlib.import_module(f"{commands.__name__}.{name}")
