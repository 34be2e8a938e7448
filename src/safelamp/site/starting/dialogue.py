"""The way of `safelamp start` with a person: questions one by one, then secrets one at a time."""

from collections.abc import Callable, Mapping

from safelamp.engines.sealing import passphrases
from safelamp.site.starting.answers import Known, NotThat
from safelamp.site.starting.founding import Founded
from safelamp.site.starting.questions import QUESTIONS, Question
from safelamp.site.starting.terminal import Terminal

YES, NO = frozenset({"", "y", "yes"}), frozenset({"n", "no"})
GROUPS_A_LINE = 4


class NotWanted(Exception):
    """The person said no."""


def asked(terminal: Terminal, given: Mapping[str, str | None]) -> dict[str, str]:
    """All answers: those that came as options are checked, the others are asked for until they can be taken."""
    known: dict[str, str] = {}
    for question in QUESTIONS:
        if not question.asked(known):
            known[question.name] = ""
            continue
        option = given[question.name]
        if option is not None:
            known[question.name] = _from_option(question, option, known)
        else:
            known[question.name] = _ask(terminal, question, known)
    return known


def confirm(terminal: Terminal, known: Known) -> None:
    """Shows everything once more; raises NotWanted."""
    terminal.say("\nThis will be made:")
    for question in QUESTIONS:
        if known[question.name]:
            terminal.say(f"  {question.name.replace('_', ' '):14} {known[question.name]}")
    while True:
        answer = terminal.hear("Is it right? [yes] ").casefold()
        if answer in NO:
            raise NotWanted
        if answer in YES:
            return
        terminal.say("  Type yes or no.")


def show_passphrase(terminal: Terminal, founded: Founded) -> None:
    """Shows the officer's passphrase alone, until they have typed it from their paper."""
    right = passphrases.normalised(founded.passphrase)
    _shown_until(
        terminal,
        "The first officer's log-in. It is shown only now and kept nowhere. Copy it by hand.\n\n"
        f"  Log-in name   {founded.log_in_name}\n  Passphrase    {founded.passphrase}\n",
        "Type the passphrase from your paper (the first four letters of each word are enough): ",
        lambda typed: passphrases.normalised(typed) == right,
    )


def show_sheets(terminal: Terminal, founded: Founded) -> None:
    """Shows the sheets of the paper key, each alone, until its last group was typed from the paper."""
    for number, sheet in enumerate(founded.sheets, 1):
        groups = sheet.split("-")
        lines = [groups[start : start + GROUPS_A_LINE] for start in range(0, len(groups), GROUPS_A_LINE)]
        letters = "\n".join("    " + "  ".join(line) for line in lines)
        _shown_until(
            terminal,
            f"Paper key, sheet {number} of {len(founded.sheets)}. Copy it to a paper of its own. Any two of the three "
            "open everything;\none alone opens nothing. Three people keep them in three places.\n\n" + letters + "\n",
            f"Type the last group of sheet {number} from your paper: ",
            lambda typed, last=groups[-1]: typed.strip().casefold() == last.casefold(),  # type: ignore[misc]
        )


def _shown_until(terminal: Terminal, text: str, question: str, is_right: Callable[[str], bool]) -> None:
    while True:
        terminal.wipe()
        terminal.say(text)
        _heard(terminal, "Press Enter when it is on paper. ")
        terminal.wipe()
        if is_right(_heard(terminal, question)):
            terminal.wipe()
            return
        _heard(terminal, "That is not what was shown. Press Enter to see it again. ")


def _heard(terminal: Terminal, prompt: str) -> str:
    try:
        return terminal.hear(prompt)
    except NotThat:
        return ""


def _from_option(question: Question, option: str, known: Known) -> str:
    try:
        return question.answered(option.strip(), known)
    except NotThat as error:
        raise NotThat(f"{question.option}: {error}") from None


def _ask(terminal: Terminal, question: Question, known: Known) -> str:
    terminal.say("\n" + question.asks)
    for choice in question.choices():
        terminal.say("  " + choice)
    default = question.default(known)
    while True:
        try:
            return question.answered(terminal.hear(f"[{default}] > " if default else "> "), known)
        except NotThat as error:
            terminal.say(f"  {error}")
