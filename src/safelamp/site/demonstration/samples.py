"""Real samples: pages of the public record and injuries from a public register, through the real imports."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from safelamp.site.commands import record, register
from safelamp.site.demonstration.script import SCRIPT

SAMPLES = "SAFELAMP_SAMPLES"
SOURCE = "OSHA severe injury reports, United States, 2015-2017"
WATCHED = "A folder of sample pages"
_INJURIES = "osha_severe_injuries.csv.gz"
_DONE = "demonstration-injuries-are-in"
Say = Callable[[str], None]


def bring_in_pages(*, say: Say) -> None:
    """Stores the real pages in the public record."""
    pages = folder() / "pages"
    if not pages.exists():
        say(f"No pages in {folder().resolve()}: the public record stays empty ({SAMPLES} says where samples are).")
        return
    run(record, ["record", "add", str(pages)])
    run(record, ["record", "watch", str(pages), "--publisher", WATCHED, "--every", "24"])


def bring_in_injuries(home: Path, *, say: Say) -> None:
    """Imports the real injuries into the federation's register, once; runs while the doors are already open."""
    injuries = folder() / _INJURIES
    if (home / _DONE).exists():
        return
    if not injuries.exists():
        say(f"No injuries in {folder().resolve()}: the register stays empty ({SAMPLES} says where samples are).")
        return
    say(f"Bringing {SOURCE} into the federation's register ...")
    run(
        register,
        ["register", "import", str(injuries), "--organisation", SCRIPT.federation, "--mapping",
         "osha_severe_injuries", "--public-source", SOURCE],
    )  # fmt: skip
    (home / _DONE).touch(mode=0o600)


def folder() -> Path:
    """Where the samples lie."""
    return Path(os.environ.get(SAMPLES, "samples"))


def run(command: ModuleType, words: list[str]) -> None:
    """Runs a subcommand of `safelamp`; ends with what it says if it could not be done."""
    parser = argparse.ArgumentParser(prog="safelamp")
    command.declare(parser.add_subparsers())
    chosen = parser.parse_args(words)
    if chosen.run(chosen):
        raise SystemExit(f"The sample could not be brought in: safelamp {' '.join(words)}")
