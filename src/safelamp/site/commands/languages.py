"""`safelamp languages ...`: gather what is to be translated, compile the catalogues as Django reads them."""

import argparse

from django.conf import settings

from safelamp.ground.languages import compiling, gathering
from safelamp.ground.languages.catalogues import read


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("languages", help="work on the translations")
    acts = parser.add_subparsers(title="acts", required=True, metavar="ACT")
    acts.add_parser("compile", help="make the .mo files that are missing or out of date").set_defaults(run=run)
    gather = acts.add_parser("gather", help="bring the .po files up to date with the source; needs gettext")
    gather.add_argument("languages", nargs="*", metavar="LANG", help="all of the settings where none is named")
    gather.set_defaults(run=run_gather)


def run(_chosen: argparse.Namespace) -> int:
    """Compiles what is out of date and says what was made."""
    for made in compiling.compile_catalogues(overlay=settings.WORDS):
        print(f"{made.parent.parent.name}: compiled")
    return 0


def run_gather(chosen: argparse.Namespace) -> int:
    """Gathers, and says how much is left to translate."""
    spoken = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    for path in gathering.gather(chosen.languages or spoken):
        left = read(path).untranslated_entries()
        print(f"{path.parent.parent.name}: {len(left)} to translate")
        for entry in left:
            print(f"  {entry.msgid}")
    return 0
