"""Backups that are torn, foreign, too new or have no place: each has a clear sentence, and nothing was changed."""

import fcntl
import io
import json
import shlex
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from safelamp.site.backups import age
from safelamp.site.backups.frames import FIRST_LINE, Frame, FrameKind, FrameReader
from tests.running import Instance
from tests.site.backups.backed_up import BackedUp, a_union, command, elsewhere, safelamp

pytestmark = [pytest.mark.slow]

FILL = """
from safelamp.loop.register.models import RegisterSource
from safelamp.ground.organisations.models import Organisation
import secrets
union = Organisation.objects.get()
RegisterSource.objects.bulk_create(
    RegisterSource(organisation=union, name=f"{n} " + secrets.token_hex(70), url=secrets.token_hex(140))
    for n in range(20_000)
)
"""


@pytest.fixture(scope="module")
def union(tmp_path_factory: pytest.TempPathFactory) -> BackedUp:
    """An instance of some megabytes with one whole backup."""
    made = a_union(tmp_path_factory.mktemp("union"))
    made.instance.ask(FILL)
    said = made.back_up()
    assert said.code == 0, said.err
    return made


@pytest.fixture
def other(tmp_path: Path) -> Instance:
    return elsewhere(tmp_path / "other")


def nothing_was_put_in_place(other: Instance) -> bool:
    home = other.folder / "home"
    database = home / "safelamp.sqlite3"
    left = {path.name for path in home.iterdir()} - {"backup.lock", "restore.unfinished", "safelamp.sqlite3", "words"}
    return (
        not left
        and (not database.exists() or database.stat().st_size <= 4096)
        and not any((other.folder / "tmp").iterdir())
    )


def changed(union: BackedUp, path: Path, change: Callable[[Frame], Frame], into: Path) -> Path:
    """A backup that somebody who may write some wrote otherwise."""
    frames: list[Frame] = []
    reader = FrameReader(frames.append)
    with path.open("rb") as file:
        age.decrypt(file, take=reader.feed, identities=age.identities_from([union.identity]))
    raw = io.BytesIO()
    stream = FIRST_LINE + b"".join(change(frame).packed() for frame in frames)
    age.encrypt(iter([stream]), into=raw, recipients=age.recipients_from([union.recipient]))
    into.write_bytes(raw.getvalue())
    return into


def head_with(**other: object) -> Callable[[Frame], Frame]:
    def change(frame: Frame) -> Frame:
        if frame.kind is not FrameKind.HEAD:
            return frame
        return Frame(FrameKind.HEAD, json.dumps(json.loads(frame.text) | other).encode())

    return change


def one_row_less(frame: Frame) -> Frame:
    if frame.kind is not FrameKind.ROWS or frame.text.count(b"\n") < 100:
        return frame
    return Frame(FrameKind.ROWS, frame.text.partition(b"\n")[2], frame.raw)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.999])
def test_a_backup_that_was_cut_off_is_refused(union: BackedUp, other: Instance, tmp_path: Path, share: float) -> None:
    raw = union.newest.read_bytes()
    torn = tmp_path / "torn.age"
    torn.write_bytes(raw[: int(len(raw) * share)])
    said = union.restore(other, data=torn)
    assert said.code == 1
    assert "damaged" in said.err
    assert nothing_was_put_in_place(other)
    assert union.restore(other).code == 0  # the whole one goes into the same place


def test_one_turned_bit_is_refused(union: BackedUp, other: Instance, tmp_path: Path) -> None:
    raw = bytearray(union.newest.read_bytes())
    raw[len(raw) // 2] ^= 1
    turned = tmp_path / "turned.age"
    turned.write_bytes(raw)
    said = union.restore(other, data=turned)
    assert (said.code, "Take another copy, or an older backup" in said.err) == (1, True)
    assert nothing_was_put_in_place(other)


def test_torn_keys_are_refused_though_the_data_are_whole(union: BackedUp, other: Instance, tmp_path: Path) -> None:
    torn = tmp_path / "keys.age"
    torn.write_bytes(union.keys_file.read_bytes()[:-1])
    said = union.restore(other, keys=torn)
    assert (said.code, "damaged" in said.err) == (1, True)
    assert nothing_was_put_in_place(other)


def test_a_newer_version_asks_for_an_update(union: BackedUp, other: Instance, tmp_path: Path) -> None:
    migrations = [["vault", "0001_initial"], ["vault", "0999_from_the_future"]]
    newer = changed(union, union.newest, head_with(migrations=migrations, safelamp="9.0"), tmp_path / "newer.age")
    said = union.restore(other, data=newer)
    assert said.code == 1
    assert "made by Safelamp 9.0" in said.err
    assert "Update this Safelamp first" in said.err
    assert nothing_was_put_in_place(other)


def test_rows_that_are_missing_are_noticed(union: BackedUp, other: Instance, tmp_path: Path) -> None:
    less = changed(union, union.newest, one_row_less, tmp_path / "less.age")
    said = union.restore(other, data=less)
    assert (said.code, "does not hold what it says it holds" in said.err) == (1, True)
    assert nothing_was_put_in_place(other)


def test_keys_of_another_instance_do_not_fit(union: BackedUp, other: Instance, tmp_path: Path) -> None:
    foreign = changed(union, union.keys_file, head_with(instance="f" * 20), tmp_path / "foreign.age")
    said = union.restore(other, keys=foreign)
    assert (said.code, "belong to another instance" in said.err) == (1, True)
    assert nothing_was_put_in_place(other)


@pytest.mark.parametrize("name", ["../../../escaped", "keys/../escaped", "static/page.html", "keys/.hidden", "keys/"])
def test_a_file_that_would_lie_elsewhere_is_refused(
    union: BackedUp, other: Instance, tmp_path: Path, name: str
) -> None:
    def change(frame: Frame) -> Frame:
        return Frame(FrameKind.FILE, name.encode(), frame.raw) if frame.kind is FrameKind.FILE else frame

    said = union.restore(other, keys=changed(union, union.keys_file, change, tmp_path / "odd.age"))
    assert (said.code, "has no place in an instance" in said.err) == (1, True)
    assert nothing_was_put_in_place(other)
    assert not list(tmp_path.rglob("escaped"))


def test_data_and_keys_in_the_wrong_order_are_told_apart(union: BackedUp, other: Instance) -> None:
    said = union.restore(other, data=union.keys_file, keys=union.newest)
    assert (said.code, said.err) == (1, "This is a backup of the keys, not of the data.\n")


def test_another_secret_key_opens_nothing(union: BackedUp, other: Instance, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.key"
    wrong.write_text(age.new_identity()[0])
    said = safelamp(other, "restore", union.newest, union.keys_file, "--identity", wrong)
    assert (said.code, "made for another one" in said.err) == (1, True)


def test_keys_that_lie_there_already_are_not_overwritten(union: BackedUp, other: Instance) -> None:
    assert safelamp(other, "django", "check").code == 0  # any command makes the key folder
    before = {path.name: path.read_bytes() for path in (other.folder / "keys").iterdir()}
    said = union.restore(other)
    assert (said.code, "holds keys already" in said.err) == (1, True)
    assert {path.name: path.read_bytes() for path in (other.folder / "keys").iterdir()} == before
    (other.folder / "old").mkdir()
    for path in (other.folder / "keys").iterdir():  # as the sentence says
        path.rename(other.folder / "old" / path.name)
    assert union.restore(other).code == 0


def test_a_restore_that_is_killed_is_run_again(union: BackedUp, other: Instance) -> None:
    words = ("restore", union.newest, union.keys_file, "--identity", union.identity)
    for waited in (0.4, 0.8, 1.2):
        began = subprocess.Popen(command(*words), env=other.environment, cwd=other.folder, stderr=subprocess.DEVNULL)
        aside = other.folder / "home"
        until = time.monotonic() + 60
        while not list(aside.glob(".restoring-*/database")) and began.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(waited / 4)
        began.kill()
        assert began.wait(20) == -signal.SIGKILL
        assert list(aside.glob(".restoring-*"))
    said = union.restore(other)
    assert said.code == 0, said.err
    assert not list((other.folder / "home").glob(".restoring-*"))
    assert (
        other.ask("from safelamp.loop.register.models import RegisterSource as R; print(R.objects.count())") == "20000"
    )


def test_a_full_disk_leaves_nothing_half_written_and_the_earlier_backup_where_it_was(
    union: BackedUp, tmp_path: Path
) -> None:
    # A disk of our own, as large as one backup and a bit, in a namespace of its own.
    size = union.newest.stat().st_size // 1024 + 400
    disk = tmp_path / "disk"
    disk.mkdir()
    backup = shlex.join(command("backup", "--to", disk, "--keys-to", union.keys, "--recipient", union.recipient))
    script = f"mount -t tmpfs -o size={size}k tmpfs {disk} && {backup}; {backup}; echo code $?; ls -A {disk}"
    ran = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        env=union.instance.environment, cwd=union.instance.folder, capture_output=True, text=True, check=False,
        timeout=400,
    )  # fmt: skip
    if "unshare" in ran.stderr:
        pytest.skip("this machine lets nobody make a disk of their own")
    assert "is full. Nothing was left half written" in ran.stderr
    code, *left = ran.stdout.split("\n")
    assert code == "code 1"
    assert len([name for name in left if name.endswith(".age")]) == 1
    assert not [name for name in left if name.startswith(".draft")]


def test_a_backup_that_is_stopped_or_killed_leaves_the_earlier_ones(union: BackedUp, tmp_path: Path) -> None:
    folder = tmp_path / "to"
    folder.mkdir()
    words = ("backup", "--to", folder, "--keys-to", union.keys, "--recipient", union.recipient)
    for how, left in ((signal.SIGTERM, 0), (signal.SIGKILL, 1)):
        stamp = (union.instance.folder / "home" / "backup.stamp").read_bytes()
        began = subprocess.Popen(command(*words), env=union.instance.environment, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while not list(folder.glob(".draft-*")) and began.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        began.send_signal(how)
        assert began.wait(20) != 0
        assert len(list(folder.glob(".draft-*"))) == left
        assert not list(folder.glob("*.age"))
        assert (union.instance.folder / "home" / "backup.stamp").read_bytes() == stamp
    assert safelamp(union.instance, *words).code == 0
    assert len(list(folder.glob("*.age"))) == 1
    assert not list(folder.glob(".draft-*"))


def test_of_two_backups_at_once_one_waits_for_another_time(union: BackedUp) -> None:
    with (union.instance.folder / "home" / "backup.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = union.back_up()
    assert (said.code, "Another backup or restore of this instance is running" in said.err) == (1, True)


def test_a_closed_pipe_is_told(union: BackedUp) -> None:
    words = command("backup", "--to", "-", "--recipient", union.recipient)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, env=union.instance.environment, **pipes) as began:
        assert began.stdout is not None
        assert began.stderr is not None
        began.stdout.read(1000)
        began.stdout.close()
        assert b"other end of the pipe was closed" in began.stderr.read()
        assert began.wait(30) == 1


def test_a_pipe_holds_the_whole_backup_and_the_drill_reads_it_on_another_machine(
    union: BackedUp, other: Instance
) -> None:
    pipe = command("backup", "--to", "-", "--recipient", union.recipient)
    sent = subprocess.run(pipe, env=union.instance.environment, capture_output=True, check=True, timeout=400)
    drill = command("backup", "--drill", "--from", "-", "--keys-from", union.keys, "--identity", union.identity)
    tried = subprocess.run(
        drill, env=other.environment, input=sent.stdout, capture_output=True, check=True, timeout=400
    )
    assert b"whole, sound, restored as it was written" in tried.stdout
    assert nothing_was_put_in_place(other)


def test_the_drill_compares_with_what_runs_here(union: BackedUp) -> None:
    drill = ("backup", "--drill", "--from", union.data, "--keys-from", union.keys, "--identity", union.identity)
    same = safelamp(union.instance, *drill)
    assert same.code == 0, same.err
    assert "the same" in same.out
    assert "changed since" not in same.out
    union.instance.ask("from safelamp.ground.workplaces.models import Workplace as W; W.objects.update(place='Chon')")
    after = safelamp(union.instance, *drill)
    assert after.code == 0
    [line] = [line for line in after.out.splitlines() if line.startswith("workplaces")]
    assert line.endswith("changed since")
    assert not list((union.instance.folder / "home").glob(".drill-*"))


def test_the_drill_fails_on_a_torn_backup(union: BackedUp, tmp_path: Path) -> None:
    torn = tmp_path / "2026-11-21.age"
    torn.write_bytes(union.newest.read_bytes()[:-100])
    said = safelamp(union.instance, "backup", "--drill", "--from", tmp_path, "--identity", union.identity)
    assert (said.code, "damaged" in said.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say where the backup goes"),
        (("--to", "nowhere"), "There is no folder"),
        (("--to", "home"), "lies inside the data folder"),
        (("--to", "keys"), "lies inside the key folder"),
        (("--to", "-", "--keys-to", "-"), "A pipe takes one stream"),
        (("--drill",), "Say which backups to try"),
    ],
)
def test_what_cannot_be_done_is_said(union: BackedUp, words: tuple[str, ...], sentence: str) -> None:
    said = safelamp(union.instance, "backup", *words, "--recipient", union.recipient)
    assert (said.code, sentence in said.err) == (1, True), said.err


def test_the_recipient_may_stand_in_the_environment(union: BackedUp, tmp_path: Path) -> None:
    words = ("backup", "--to", tmp_path, "--keys-to", union.keys)
    assert "Nobody could open this backup" in safelamp(union.instance, *words).err
    assert safelamp(union.instance, *words, environment={"SAFELAMP_BACKUP_TO": union.recipient}).code == 0


def test_data_and_keys_in_one_folder_are_warned_of(union: BackedUp, tmp_path: Path) -> None:
    said = safelamp(union.instance, "backup", "--to", tmp_path, "--recipient", union.recipient)
    assert said.code == 0
    assert "WARNING: data and keys lie in one folder" in said.err
    assert f"--to {tmp_path} --keys-to" in said.err
