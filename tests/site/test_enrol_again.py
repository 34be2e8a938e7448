"""A new passphrase at the server's own terminal."""

import argparse
import re
import sys
from collections.abc import Callable

import pytest

from safelamp.ground.vault import members, paper_key, queries, roles
from safelamp.site.commands import enrol_again
from tests.people import House


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """Runs the command as if standard output were a terminal."""

    def run_there(name: str) -> int:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        return run(name)

    return run_there


def run(name: str) -> int:
    return enrol_again.run(argparse.Namespace(name=name))


def test_the_last_officer_comes_back_and_two_sheets_give_the_keys(union: House, at_terminal, capsys) -> None:
    assert at_terminal("Union.Officer") == 0
    shown = re.search(r"^  ([a-z ]+)$", capsys.readouterr().out, re.MULTILINE)
    assert shown
    session = members.log_in("union.officer", shown[1])
    assert session is not None
    assert members.log_in("union.officer", union.officer.passphrase) is None
    paper_key.admit_from_paper(session.member, union.sheets[1:])
    assert queries.missing_for(session.member) == []


def test_a_passphrase_never_goes_into_a_file_or_pipe(union: House, capsys) -> None:
    assert run("union.officer") == 2
    assert "terminal" in capsys.readouterr().err
    assert members.log_in("union.officer", union.officer.passphrase) is not None


def test_unknown_and_ended_log_ins_say_so(union: House, at_terminal, capsys) -> None:
    assert at_terminal("nobody") == 2
    roles.deactivate(union.trainer.member, by=union.officer.member)
    assert at_terminal("union.trainer") == 2
    assert "no log-in nobody" in (said := capsys.readouterr().err)
    assert "This log-in has ended." in said
