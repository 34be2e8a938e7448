"""`safelamp demonstration` as somebody starts it: a real process, a real port, a real folder."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from safelamp.site.demonstration import crowd
from safelamp.site.demonstration.script import SCRIPT, Stage
from tools.instance import free_port

pytestmark = [pytest.mark.slow]
SAMPLES = Path(__file__).parents[2] / "samples"
STARTS_WITHIN = 400  # seconds, on a very busy machine
STOPS_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A demonstration that runs: its address, its data folder, what it printed."""

    url: str
    home: Path
    printed: str

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:  # noqa: S310  # our own address
            return str(answer.read().decode())


def environment(home: Path, port: int | str) -> dict[str, str]:
    ours = {
        "SAFELAMP_HOME": str(home), "SAFELAMP_KEYS": f"{home}.keys", "PORT": str(port),
        "SAFELAMP_SAMPLES": str(SAMPLES),
    }  # fmt: skip
    left_out = {"PYTHONUNBUFFERED", "DJANGO_SETTINGS_MODULE", "SAFELAMP_DATABASE_URL"}
    return {name: value for name, value in os.environ.items() if name not in left_out} | ours


def start(home: Path, port: int | str, log: Path, *words: str) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "safelamp", "demonstration", *words],
            env=environment(home, port),
            stdout=out,
            stderr=subprocess.STDOUT,
        )


def wait_for(words: str, log: Path, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        printed = log.read_text()
        if words in printed:
            return printed
        assert process.poll() is None, printed
        time.sleep(0.2)
    raise AssertionError(f"no {words!r} within {STARTS_WITHIN} s: {log.read_text()}")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    folder = tmp_path_factory.mktemp("demonstration")
    home, log, port = folder / "var", folder / "log", free_port()
    process = start(home, port, log)
    try:
        wait_for("rows.", log, process)
        printed = wait_for("kept aside", log, process)
        yield Demonstration(f"http://127.0.0.1:{port}", home, printed)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=STOPS_WITHIN) == 0, log.read_text()
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0, "somebody still listens"


def test_every_door_answers_and_says_that_it_is_a_demonstration(demonstration: Demonstration) -> None:
    for path in ("/", "/r/DEMO01?lang=en", "/desk/", "/record/"):
        assert "Demonstration: do not report here" in demonstration.get(path), path


def test_it_prints_doors_and_log_ins(demonstration: Demonstration) -> None:
    for words in (demonstration.url + "/r/DEMO01", demonstration.url + "/desk/", "focal-a", "officer-federation"):
        assert words in demonstration.printed


def test_real_injuries_and_real_pages_are_in(demonstration: Demonstration) -> None:
    assert "21,578 stored" in demonstration.printed
    assert "Showing 1–10 of" in demonstration.get("/record/")


def test_alerts_are_found_among_injuries_and_citations_and_some_are_handled(demonstration: Demonstration) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while not (demonstration.home / "demonstration-alerts-are-in").exists():
        assert time.monotonic() < until, demonstration.printed
        time.sleep(0.5)
    with sqlite3.connect(f"file:{demonstration.home}/safelamp.sqlite3?mode=ro", uri=True) as database:
        found = database.execute("SELECT source, state FROM alerts_alert WHERE rule = 'statistic'").fetchall()
    assert ("register", "signal") in found
    assert {state for source, state in found if source == "counts"} >= {"verified", "acted_on", "closed"}


def test_the_dozen_workplaces_hold_reports_at_every_stage(demonstration: Demonstration) -> None:
    assert {story.stage for story in SCRIPT.stories} == set(Stage)
    with sqlite3.connect(demonstration.home / "safelamp.sqlite3") as database:
        states = dict(database.execute("SELECT state, count(*) FROM cases_case GROUP BY state").fetchall())
        workplaces = database.execute("SELECT count(*) FROM workplaces_workplace").fetchone()[0]
        waiting = database.execute("SELECT count(*) FROM reports_report WHERE due_at IS NOT NULL").fetchone()[0]
    assert states.keys() >= {"taken", "raised", "asked", "closed"}
    assert workplaces >= 12
    assert waiting == sum(story.stage is Stage.NEW for story in SCRIPT.stories) + crowd.WAITING


def test_it_stands_on_loopback_only(demonstration: Demonstration) -> None:
    port = int(demonstration.url.rpartition(":")[2])
    inode_lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    listening = [line.split()[1] for line in inode_lines if line.split()[3] == "0A"]
    assert [place.split(":")[0] for place in listening if int(place.split(":")[1], 16) == port] == ["0100007F"]


def test_a_log_in_of_the_list_opens_the_desk(demonstration: Demonstration) -> None:
    rows = json.loads((demonstration.home / "demonstration-log-ins.json").read_text())
    assert (demonstration.home / "demonstration-log-ins.json").stat().st_mode & 0o077 == 0
    assert all(len(row["passphrase"].split()) >= 5 for row in rows)


def test_a_second_start_keeps_the_content_and_the_log_ins(demonstration: Demonstration, tmp_path: Path) -> None:
    log = tmp_path / "log"
    before = (demonstration.home / "demonstration-log-ins.json").read_bytes()
    process = start(demonstration.home, free_port(), log)
    try:
        printed = wait_for("Stop with Ctrl-C", log, process)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=STOPS_WITHIN) == 0
    assert "Making the demonstration" not in printed
    assert (demonstration.home / "demonstration-log-ins.json").read_bytes() == before


def test_a_port_in_use_is_told_with_what_to_do(demonstration: Demonstration, tmp_path: Path) -> None:
    port = int(demonstration.url.rpartition(":")[2])
    process = start(tmp_path / "var", port, tmp_path / "log")
    assert process.wait(timeout=STARTS_WITHIN) == 2
    assert f"Port {port} is in use. Choose another: PORT=8080" in (tmp_path / "log").read_text()


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_told_with_what_to_do(tmp_path: Path, port: str) -> None:
    process = start(tmp_path / "var", port, tmp_path / "log")
    assert process.wait(timeout=STARTS_WITHIN) == 2
    assert "PORT" in (tmp_path / "log").read_text()


def test_keys_inside_the_data_folder_are_refused(tmp_path: Path) -> None:
    ours = environment(tmp_path / "var", 8000) | {"SAFELAMP_KEYS": str(tmp_path / "var" / "keys")}
    done = subprocess.run(
        [sys.executable, "-m", "safelamp", "demonstration"], env=ours, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Set SAFELAMP_KEYS to a folder outside." in done.stderr
