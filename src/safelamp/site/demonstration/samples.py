"""Real samples: injuries from a public register and pages of the public record, through the real imports."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from safelamp.site.commands import record, register
from safelamp.site.demonstration.people import Cast

SAMPLES = "SAFELAMP_SAMPLES"
_INJURIES = "osha_severe_injuries.csv.gz"
_SOURCE = "OSHA severe injury reports, United States, 2015-2017"


def bring_in(cast: Cast, *, say: Callable[[str], None]) -> None:
    """Imports the injuries into the federation's register and stores the pages."""
    folder = Path(os.environ.get(SAMPLES, "samples"))
    injuries, pages = folder / _INJURIES, folder / "pages"
    if not injuries.exists() or not pages.exists():
        say(f"No samples in {folder.resolve()}: the register and the public record stay empty ({SAMPLES} says where).")
        return
    say("Real injuries (OSHA, public domain) into the federation's register ...")
    federation = cast.teams["federation"].organisation.name
    _run(register, ["register", "import", str(injuries), "--organisation", federation, "--mapping",
                    "osha_severe_injuries", "--public-source", _SOURCE])  # fmt: skip
    say("Real pages into the public record ...")
    _run(record, ["record", "add", str(pages)])


def _run(command: object, words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="safelamp")
    subparsers = parser.add_subparsers()
    command.declare(subparsers)  # type: ignore[attr-defined]
    chosen = parser.parse_args(words)
    if chosen.run(chosen):
        raise SystemExit(f"The sample could not be brought in: safelamp {' '.join(words)}")
