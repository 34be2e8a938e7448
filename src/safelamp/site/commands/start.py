"""`safelamp start`: a real, empty instance: organisation, first officer, paper key, first workplace and its poster."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import Error

from safelamp.ground.languages import compiling
from safelamp.site.doctor.examination import everything
from safelamp.site.doctor.saying import shown
from safelamp.site.starting import dialogue, founding, papers, terminal
from safelamp.site.starting.answers import Answers, NotThat
from safelamp.site.starting.dialogue import NotWanted
from safelamp.site.starting.founding import AlreadyFounded, AtTheSameTime, Founded
from safelamp.site.starting.papers import NoFolder
from safelamp.site.starting.questions import QUESTIONS, from_options
from safelamp.site.starting.stage import Stage, stage
from safelamp.site.starting.terminal import Closed, Terminal

NOTHING_MADE = "Nothing was made. What was shown or printed opens nothing: destroy it. You can start again."


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser(
        "start",
        help="begin for real: an empty instance with its first organisation, officer, paper key and workplace",
        description="Asks what it needs; options answer in advance. With --yes it asks nothing. "
        "Run again, it changes nothing and says what is missing.",
    )
    for question in QUESTIONS:
        parser.add_argument(question.option, metavar="ANSWER", help=question.asks)
    parser.add_argument(
        "--print-to", metavar="FOLDER", help="write sheets and poster as pages to print, in place of showing the sheets"
    )
    parser.add_argument("--yes", action="store_true", help="ask nothing: every answer stands in the options")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Makes the instance, or says how far it has come; returns the exit code."""
    os.umask(0o077)  # what is made here is nobody else's
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupted)
    try:
        with founding.alone():
            return _begin(chosen)
    except (NotThat, NoFolder) as error:  # before anything was made
        return _stopped(str(error), code=2)
    except (NotWanted, Closed, KeyboardInterrupt):
        return _stopped(f"\nStopped. {NOTHING_MADE}", code=130)
    except (AtTheSameTime, AlreadyFounded):
        return _stopped(f"Somebody else is starting this instance, or just has. {NOTHING_MADE}", code=1)
    except (ValidationError, Error, OSError) as error:
        return _stopped(f"It could not be made ({type(error).__name__}: {error}). {NOTHING_MADE}", code=1)


def _begin(chosen: argparse.Namespace) -> int:
    _own_the_folder()
    at = stage()
    if at is Stage.STARTED:
        print("This instance has been started before. Nothing was changed. How it stands:\n")
        print(shown(everything()))
        return 0
    if at is not Stage.EMPTY:
        return _stopped(at.value, code=2)
    answers, person = _answers(chosen)
    folder = papers.folder_for(chosen.print_to) if chosen.print_to else None
    _prepare()
    founded = founding.found(answers, hand_over=_hand_over(person, folder, answers))
    print(_said(founded, answers, folder))
    return 0


def _answers(chosen: argparse.Namespace) -> tuple[Answers, Terminal | None]:
    """The answers, and the person who gave them; nobody with --yes."""
    given = {question.name: getattr(chosen, question.name) for question in QUESTIONS}
    if chosen.yes:
        return Answers.of(from_options(given)), None
    if not terminal.is_interactive():
        raise NotThat("Nobody can be asked here. Answer by options and add --yes; `safelamp start --help` lists them.")
    person = terminal.of_this_process()
    person.say("A new, empty Safelamp. Nothing is made before you say yes. Ctrl-C stops at any time.")
    known = dialogue.asked(person, given)
    dialogue.confirm(person, known)
    return Answers.of(known), person


def _own_the_folder() -> None:
    """The data folder belongs to whoever serves it, and to nobody else."""
    for folder in (settings.HOME, settings.KEYS.path):
        if folder.stat().st_uid != os.geteuid():
            raise NotThat(
                f"{folder} belongs to another user than the one who runs this. Run it as that user, for example: "
                f"sudo -u {folder.owner()} safelamp start"
            )
        folder.chmod(0o700)


def _prepare() -> None:
    print("Preparing tables and pages ...")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    try:
        compiling.compile_catalogues()
    except PermissionError:
        print("The translations could not be compiled by this user: run `safelamp languages compile` as their owner.")


def _hand_over(person: Terminal | None, folder: Path | None, answers: Answers) -> Callable[[Founded], None]:
    def hand_over(founded: Founded) -> None:
        written = papers.write(founded, folder=folder, address=answers.address) if folder else []
        try:
            if person is None:
                _print_secrets(founded, sheets=() if folder else founded.sheets)
                return
            dialogue.show_passphrase(person, founded)
            if not folder:
                dialogue.show_sheets(person, founded)
        except BaseException:
            papers.take_back(written)
            raise

    return hand_over


def _print_secrets(founded: Founded, *, sheets: tuple[str, ...]) -> None:
    print("\nShown only now and kept nowhere:")
    print(f"  Log-in name   {founded.log_in_name}\n  Passphrase    {founded.passphrase}")
    for number, sheet in enumerate(sheets, 1):
        print(f"  Sheet {number} of 3  {sheet}")
    sys.stdout.flush()


def _said(founded: Founded, answers: Answers, folder: Path | None) -> str:
    address = answers.address or "the address that you give it"
    code, phrase = founded.workplace.code, founded.workplace.check_phrase
    lines = [
        "",
        "The instance stands. It holds no sample data and no log-in but the first officer's.",
        f"  The first workplace has the poster code {code}, and these words on its poster: {phrase}",
    ]
    if folder:
        lines += [
            f"  Sheets{' and poster' if answers.address else ''} lie in {folder}, readable for you only.",
            "  Print them, give each sheet to another person, then delete the files for good: any two open everything.",
        ]
    lines += [
        "  The first officer reads everything for now, the restricted lane too, because somebody must hold the keys.",
        "  Name others soon: the desk's page of first steps says how.",
        f"  Now run `safelamp serve` and `safelamp work` (docs/install.md). The desk is at {address}/desk/",
        "  `safelamp doctor` says what is missing.",
    ]
    return "\n".join(lines)


def _stopped(words: str, *, code: int) -> int:
    print(words, file=sys.stderr)
    return code


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
