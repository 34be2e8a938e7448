"""`safelamp languages compile`: the catalogues as Django reads them."""

import argparse

from safelamp.ground.languages import compiling


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("languages", help="work on the translations")
    acts = parser.add_subparsers(title="acts", required=True, metavar="ACT")
    acts.add_parser("compile", help="make the .mo files that are missing or out of date").set_defaults(run=run)


def run(_chosen: argparse.Namespace) -> int:
    """Compiles what is out of date and says what was made."""
    for made in compiling.compile_catalogues():
        print(f"{made.parent.parent.name}: compiled")
    return 0
