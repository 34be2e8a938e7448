"""`safelamp start` as a union begins: real processes, real terminals, real folders, hostile answers."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.prepared import home_with_tables
from tests.site.beginning import ANSWERS, Home, Person

pytestmark = [pytest.mark.slow]

COUNTS = """
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.models import Report
from safelamp.record.reading.models import Page
print(*(model.objects.count() for model in (Organisation, Member, Workplace, Report, Page)))
"""
LOG_IN = """
from safelamp.ground.vault import members, queries
session = members.log_in({name!r}, {passphrase!r})
print(session is not None and sorted(queries.missing_for(session.member)), session and session.member.reads_restricted)
"""
FROM_PAPER = """
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import paper_key
from safelamp.ground.vault.models import HeldKey
HeldKey.objects.all().delete()
officer = Member.objects.get()
paper_key.admit_from_paper(officer, {sheets!r})
print(HeldKey.objects.filter(member=officer).count())
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Tables without anything in them, as after a start that was cut off: made once, copied for each test."""
    home = Home(tmp_path_factory.mktemp("prepared"))
    home_with_tables(home.home)
    home.run("django", "collectstatic", "--noinput", "--verbosity", "0")
    return home


@pytest.fixture
def empty(prepared: Home, tmp_path: Path) -> Home:
    shutil.copytree(prepared.home, tmp_path / "home")
    return Home(tmp_path)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, str]:
    """An instance that a script began, and what it printed."""
    home = Home(tmp_path_factory.mktemp("begun"))
    done = home.run("start", "--yes", *ANSWERS)
    assert done.returncode == 0, done.stderr
    return home, done.stdout


def passphrase_in(text: str) -> str:
    return re.search(r"Passphrase\s+((?:[a-z]+ ){5}[a-z]+)", text)[1]  # type: ignore[index]


def sheets_in(text: str) -> list[str]:
    return re.findall(r"Sheet \d of 3\s+([A-Z2-7-]+)", text)


def test_a_script_begins_an_empty_instance(begun: tuple[Home, str]) -> None:
    home, _ = begun
    assert home.ask(COUNTS) == "1 1 1 0 0"


def test_the_first_officer_logs_in_and_holds_every_key(begun: tuple[Home, str]) -> None:
    home, said = begun
    assert home.ask(LOG_IN.format(name="anna", passphrase=passphrase_in(said))) == "[] True"


def test_nobody_else_can_log_in(begun: tuple[Home, str]) -> None:
    home, _ = begun
    assert home.ask(LOG_IN.format(name="officer", passphrase="a b c d e f")) == "False None"


def test_the_home_is_for_its_owner_only(begun: tuple[Home, str]) -> None:
    home, _ = begun
    open_to_others = [path for path in (home.home, *home.home.iterdir()) if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_started_again_it_changes_nothing(begun: tuple[Home, str]) -> None:
    home, _ = begun
    before = home.ask(COUNTS)
    done = home.run("start", "--yes", *ANSWERS)
    assert (done.returncode in {0, 1}, home.ask(COUNTS)) == (True, before)
    assert "has been started before. Nothing was changed." in done.stdout
    assert "Passphrase" not in done.stdout
    assert "MISSING  duty list" in done.stdout, "what the doctor says"


def test_any_two_sheets_that_were_printed_give_the_keys_back(empty: Home, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    done = empty.run("start", "--yes", *ANSWERS, "--address", "https://lamp.example.org", "--print-to", str(papers))
    assert done.returncode == 0, done.stderr
    pages = {path.name: path.read_text() for path in papers.iterdir()}
    assert all(path.stat().st_mode & 0o077 == 0 for path in [papers, *papers.iterdir()])
    codes = [
        "-".join(re.findall(r"<span>([A-Z2-7]{2,4})</span>", pages[f"paper-key-sheet-{number}.html"]))
        for number in (1, 2, 3)
    ]
    assert not any(code in done.stdout for code in codes)
    (poster,) = (page for name, page in pages.items() if name.startswith("poster-"))
    assert "lamp.example.org/r/" in poster
    assert not any('href="/' in page or 'src="/' in page for page in pages.values()), "needs no server"
    assert empty.ask(FROM_PAPER.format(sheets=[codes[0], codes[2]])) == "8"


def test_without_a_folder_to_print_to_a_script_gets_the_sheets(begun: tuple[Home, str]) -> None:
    assert len(sheets_in(begun[1])) == 3


@pytest.mark.parametrize("inside", ["home/papers", "keys/papers", "home"])
def test_sheets_are_never_printed_beside_what_they_open(empty: Home, inside: str) -> None:
    done = empty.run("start", "--yes", *ANSWERS, "--print-to", str(empty.folder / inside))
    assert done.returncode == 2
    assert "beside what they open" in done.stderr
    assert empty.organisations() == 0


def test_sheets_of_another_instance_are_not_written_over(empty: Home, tmp_path: Path) -> None:
    (tmp_path / "paper-key-sheet-2.html").write_text("another union's")
    done = empty.run("start", "--yes", *ANSWERS, "--print-to", str(tmp_path))
    assert done.returncode == 2
    assert "holds sheets already (paper-key-sheet-2.html)" in done.stderr
    assert (tmp_path / "paper-key-sheet-2.html").read_text() == "another union's"
    assert empty.organisations() == 0


def test_an_answer_that_cannot_be_taken_makes_nothing_and_says_why(empty: Home) -> None:
    done = empty.run("start", "--yes", *ANSWERS, "--organisation", "x" * 121)
    assert (done.returncode, done.stderr) == (2, "--organisation: This is too long: 121 signs, at most 120.\n")
    assert empty.organisations() == 0


def test_a_hostile_beginning_needs_a_neutral_name_and_prints_only_that(empty: Home, tmp_path: Path) -> None:
    refused = empty.run("start", "--yes", *ANSWERS, "--profile", "hostile")
    assert "--neutral-name: This cannot stay empty." in refused.stderr
    papers = tmp_path / "papers"
    done = empty.run(
        "start", "--yes", *ANSWERS, "--profile", "hostile", "--neutral-name", "Daily notes",
        "--print-to", str(papers),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for page in papers.iterdir():
        text = page.read_text()
        assert "Daily notes" in text
        assert "Mill Workers" not in text
        assert "Safelamp" not in text
        assert "union" not in text.casefold()


def test_bytes_that_are_no_text_are_refused(empty: Home) -> None:
    done = subprocess.run(
        [os.fsencode(each) for each in empty.command("start", "--yes", *ANSWERS, "--place")] + [b"Rayong \xe9\xff"],
        env=empty.environment, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert empty.organisations() == 0


def test_without_a_terminal_and_without_yes_nobody_is_asked(empty: Home) -> None:
    done = empty.run("start", typed=b"Union\n")
    assert done.returncode == 2
    assert "add --yes" in done.stderr
    assert empty.organisations() == 0


def test_the_demonstration_is_never_made_a_real_instance(empty: Home) -> None:
    (empty.home / "demonstration-log-ins.json").write_text("[]")
    done = empty.run("start", "--yes", *ANSWERS)
    assert done.returncode == 2
    assert "holds the demonstration" in done.stderr


def test_a_broken_pipe_in_place_of_a_reader_makes_nothing(empty: Home) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.Popen(
        empty.command("start", "--yes", *ANSWERS), env=empty.environment, stdout=writer, stderr=subprocess.PIPE
    )
    os.close(writer)
    process.communicate(timeout=400)
    assert process.returncode != 0
    assert empty.organisations() == 0


def begin(person: Person) -> Person:
    """Answers every question as somebody does who presses Enter wherever they may."""
    for asked, typed in (
        ("name of your organisation?", "Mill Workers' Union"), ("kind of", ""), ("which country", "thailand"),
        ("Which language", "1"), ("Is it dangerous", ""), ("first officer?", "Anna"), ("first workplace?", "Mill 1"),
        ("Employer", ""), ("What is done", "wearing apparel"), ("C141", "C14"), ("Town", "Rayong"),
        ("Which address", ""), ("Is it right?", "yes"),
    ):  # fmt: skip
        person.until(asked)
        person.types(typed)
    return person


def copies_the_passphrase(person: Person) -> str:
    passphrase = str(person.until_match(r"Passphrase +([a-z ]+)\n")[1]).strip()
    person.until("Press Enter")
    person.types().until("Type the passphrase")
    person.types(" ".join(word[:4] for word in passphrase.split()))
    return passphrase


def test_a_person_is_asked_plainly_and_sees_each_secret_alone(empty: Home) -> None:
    person = begin(Person(empty, "start"))
    passphrase = copies_the_passphrase(person)
    sheets = []
    for number in (1, 2, 3):
        before, groups = person.until_match(rf"sheet {number} of 3[^\n]*\n[^\n]*\n\n((?: +[A-Z2-7 ]+\n)+)")
        assert before.endswith("\033[2J\033[3J\033[HPaper key, "), "the screen is wiped before it"
        sheets.append("-".join(groups.split()))
        person.until("Press Enter")
        person.types().until(f"last group of sheet {number}")
        person.types(sheets[-1].split("-")[-1].lower())
    assert person.ends() in {0, 1}
    assert "The instance stands." in person.shown
    after = person.shown.rpartition("\033[3J")[2]
    assert passphrase not in after
    assert not any(sheet in after for sheet in sheets)
    assert empty.ask(LOG_IN.format(name="anna", passphrase=passphrase)) == "[] True"
    assert empty.ask(FROM_PAPER.format(sheets=sheets[1:])) == "8"


def test_a_passphrase_that_was_copied_wrongly_is_shown_again(empty: Home) -> None:
    person = begin(Person(empty, "start"))
    person.until("Press Enter")
    person.types().until("Type the passphrase")
    person.types("not these words at all now").until("That is not what was shown")
    person.types()
    copies_the_passphrase(person)
    person.until("sheet 1 of 3")
    person.presses(b"\x03")
    assert person.ends() == 130


@pytest.mark.parametrize("leaves", ["Ctrl-C", "Ctrl-D", "window", "SIGTERM", "kill -9"])
def test_whoever_leaves_before_the_end_leaves_nothing_and_can_begin_again(empty: Home, leaves: str) -> None:
    person = begin(Person(empty, "start"))
    copies_the_passphrase(person)
    person.until("sheet 1 of 3")
    person.until("Press Enter")
    if leaves == "window":
        person.goes_away()
    elif leaves.startswith("Ctrl"):
        person.presses({"Ctrl-C": b"\x03", "Ctrl-D": b"\x04"}[leaves])
    else:
        person.process.send_signal({"SIGTERM": signal.SIGTERM, "kill -9": signal.SIGKILL}[leaves])
    assert person.ends() != 0
    assert empty.organisations() == 0
    if leaves not in {"kill -9", "window"}:
        assert "Nothing was made." in person.shown
    assert empty.run("start", "--yes", *ANSWERS).returncode in {0, 1}
    assert empty.organisations() == 1


def test_what_was_printed_for_nothing_is_taken_away(empty: Home, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    person = begin(Person(empty, "start", "--print-to", str(papers)))
    person.until("Press Enter")
    assert len(list(papers.iterdir())) == 3
    person.presses(b"\x03")
    assert person.ends() == 130
    assert list(papers.iterdir()) == []
    assert empty.organisations() == 0


def test_two_who_start_at_once_make_one_instance(empty: Home) -> None:
    first = begin(Person(empty, "start"))
    first.until("Press Enter")
    second = empty.run("start", "--yes", *ANSWERS)
    assert second.returncode == 1
    assert "Somebody else is starting this instance" in second.stderr
    assert "Passphrase" not in second.stdout
    first.presses(b"\x03")
    first.ends()
    assert empty.organisations() == 0


@pytest.mark.parametrize("line", [b"\xff\xfe\xe9", b"x" * 3000, b"\x1b[A\x1b[A", b""])
def test_a_hostile_line_is_asked_for_again(empty: Home, line: bytes) -> None:
    person = Person(empty, "start")
    person.until("name of your organisation?")
    person.until("> ")
    person.types(line).until("> ")
    assert "Traceback" not in person.shown
    person.types("Union").until("kind of organisation")
    person.presses(b"\x03")
    assert person.ends() == 130
    assert empty.organisations() == 0


def test_whoever_says_no_at_the_end_makes_nothing(empty: Home) -> None:
    person = Person(empty, "start", *ANSWERS, "--kind", "union", "--profile", "open", "--employer", "Mill Ltd",
                    "--place", "", "--address", "")  # fmt: skip
    person.until("Is it right?")
    person.types("perhaps").until("Type yes or no.")
    person.types("no")
    assert person.ends() == 130
    assert empty.organisations() == 0
