"""Leaving no trace: two people, one question, keys first; and what is left on the disk afterwards."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.site.leaving import erasing, proving
from safelamp.site.leaving.destroying import Places, not_ours
from safelamp.site.leaving.proving import NotProved
from tests.people import House
from tests.privacy.searching import files_below
from tests.running import Instance

COMMAND = [sys.executable, "-m", "safelamp", "leave-no-trace"]


def typed(*people: str, agreed: str = "destroy") -> str:
    """Names and passphrases in turn, no codes, then the last answer."""
    return "".join(f"{name}\n{passphrase}\n\n" for name, passphrase in zip(people[::2], people[1::2], strict=True)) + (
        f"{agreed}\n"
    )


def left(instance: Instance, said: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """Runs the command with what somebody types."""
    return subprocess.run(
        [*COMMAND, *options], env=instance.environment, input=said, capture_output=True, text=True, timeout=400,
        check=False,
    )  # fmt: skip


def both(instance: Instance) -> tuple[str, str, str, str]:
    """The officer and the representative: both read the restricted lane of the seeded union."""
    officer, floor = instance.passphrases["officer"], instance.passphrases["floor"]
    return "officer", officer, "floor", floor


SECRETS = """
from django.conf import settings
from safelamp.ground.vault.models import *
rows = [bytes(each.sealed_private) for each in [*HeldKey.objects.all(), *PaperHeldKey.objects.all()]]
rows += [bytes(each.wrapped_private) for each in MemberKey.objects.all()]
rows += [path.read_bytes() for path in settings.KEYS.path.iterdir()]
print("\\n".join(row.hex() for row in rows))
"""


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    made = Instance(tmp_path / "instance")
    made.prepare()
    return made


# The proof


def test_two_members_who_may_prove_it(union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(parent=None)
    first = proving.person(union.officer.member.login_name, union.officer.passphrase, "")
    second = proving.person(
        union.restricted_reader.member.login_name, union.restricted_reader.passphrase, "", besides=first
    )
    assert {first, second} == {union.officer.member, union.restricted_reader.member}


@pytest.mark.parametrize("who", ["focal_point", "representative", "trainer"])
def test_other_roles_do_not_prove_it(union: House, who: str) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(parent=None)
    person = getattr(union, who)
    with pytest.raises(NotProved, match="Only officers"):
        proving.person(person.member.login_name, person.passphrase, "")


def test_the_same_person_twice_is_one_person(union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(parent=None)
    officer = union.officer
    with pytest.raises(NotProved, match="same person"):
        proving.person(officer.member.login_name, officer.passphrase, "", besides=officer.member)


def test_a_branch_does_not_destroy_the_federations_instance(union: House) -> None:
    with pytest.raises(NotProved, match="topmost"):
        proving.person(union.officer.member.login_name, union.officer.passphrase, "")


def test_who_left_proves_nothing(federation: House) -> None:
    federation.officer.member.is_active = False
    federation.officer.member.save()
    with pytest.raises(NotProved, match="do not belong together"):
        proving.person(federation.officer.member.login_name, federation.officer.passphrase, "")


def test_two_sheets_prove_it_and_one_sheet_twice_does_not(federation: House, other_union: House) -> None:
    proving.sheets(federation.officer.member, federation.sheets[:2])
    for wrong in ([federation.sheets[0]] * 2, other_union.sheets[:2], federation.sheets[:1], ["", "x"]):
        with pytest.raises(NotProved, match="not two sheets"):
            proving.sheets(federation.officer.member, wrong)


def test_a_practice_organisation_on_a_real_instance_proves_nothing(federation: House, union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(kind=OrganisationKind.PRACTICE, parent=None)
    with pytest.raises(NotProved, match="topmost"):
        proving.person(union.officer.member.login_name, union.officer.passphrase, "")


# Files


def test_a_file_is_overwritten_before_it_goes(tmp_path: Path) -> None:
    """A second name of the same blocks shows what is left in them."""
    path, other = tmp_path / "secret", tmp_path / "other"
    path.write_bytes(b"Krathongduang" * 100_000)
    os.link(path, other)
    erasing.erase_file(path)
    assert other.read_bytes() == b""
    assert not path.exists()


def test_overwriting_writes_every_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"Krathongduang" * 200_000)
    seen: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append(path.read_bytes()))
    erasing.overwrite(path)
    assert len(seen[0]) == 13 * 200_000
    assert b"Krathongduang" not in seen[0]
    assert len(set(seen[0])) == 256


def test_what_a_link_points_to_goes_too(tmp_path: Path) -> None:
    target = tmp_path / "stick" / "pepper"
    target.parent.mkdir()
    target.write_bytes(b"secret")
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "pepper").symlink_to(target)
    assert erasing.erase_folder(keys) == []
    assert not target.exists()
    assert not keys.exists()


def test_folders_that_hold_more_are_refused(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert "holds more" in not_ours(Places(tmp_path, tmp_path / "keys", tmp_path / "spool"))
    assert "holds more" in not_ours(Places(Path.home(), tmp_path / "keys", tmp_path / "spool"))
    assert not_ours(Places(tmp_path / "home", tmp_path / "keys", tmp_path / "spool")) == ""


# The command, on a real instance


@pytest.mark.slow
def test_nothing_happens_without_a_second_person_or_the_last_word(instance: Instance) -> None:
    before = files_below(instance.folder / "keys")
    name, passphrase, second, its = both(instance)
    for said in (
        typed(name, "wrong", name, "wrong", name, "wrong"),
        typed(name, passphrase, name, passphrase, name, passphrase, name, passphrase),
        typed(name, passphrase, second, its, agreed="yes"),
        f"{name}\n",
    ):
        result = left(instance, said)
        assert result.returncode == 1
        assert "Nothing was changed." in result.stderr
    assert files_below(instance.folder / "keys") == before
    assert instance.ask("from safelamp.ground.vault.models import MemberKey; print(MemberKey.objects.count())") == "2"


@pytest.mark.slow
def test_everything_of_the_instance_goes_and_what_stays_is_said(instance: Instance) -> None:
    spool = instance.folder / "home" / "spool"
    spool.mkdir(exist_ok=True)
    (spool / "waiting.report").write_bytes(b"sealed")
    result = left(instance, typed(*both(instance)))
    assert result.returncode == 0, result.stderr
    assert "1 organisations, 2 log-ins" in result.stdout
    assert "solid-state disk" in result.stdout
    assert files_below(instance.folder) == {}
    assert not (instance.folder / "home").exists()
    assert not (instance.folder / "keys").exists()


@pytest.mark.slow
def test_killed_right_after_the_keys_nothing_opens_any_more(instance: Instance) -> None:
    secrets = [bytes.fromhex(line) for line in instance.ask(SECRETS).splitlines()]
    assert len(secrets) > 20
    before = b"".join(files_below(instance.folder).values())
    assert all(secret in before for secret in secrets[:-4])  # the search finds them while they are there
    with subprocess.Popen(
        COMMAND, env=instance.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(typed(*both(instance)))
        process.stdin.flush()
        for line in process.stdout:
            if "wrapped keys" in line:
                os.kill(process.pid, signal.SIGKILL)
                break
    after = b"".join(files_below(instance.folder).values())
    assert not [secret for secret in secrets if secret in after]


@pytest.mark.slow
def test_only_the_courier_key_goes(instance: Instance) -> None:
    result = left(instance, typed(*both(instance), agreed="stop sending"), "--only-courier")
    assert result.returncode == 0, result.stderr
    assert sorted(path.name for path in (instance.folder / "keys").iterdir()) == [
        "courier.erased", "courier.public", "pepper", "signing",
    ]  # fmt: skip
    assert instance.ask("print(1)") == "1"
    assert not (instance.folder / "keys" / "courier.private").exists()  # a start does not make it anew
    again = left(instance, typed(*both(instance), agreed="stop sending"), "--only-courier")
    assert "no courier key any more" in again.stdout


@pytest.mark.slow
def test_a_passphrase_is_not_shown_on_a_terminal(instance: Instance) -> None:
    name, passphrase, *_ = both(instance)
    process, terminal = pty.fork()
    if process == 0:
        os.execve(sys.executable, COMMAND, instance.environment)  # noqa: S606  # our own command
    shown = b""
    for question, said in ((b"log-in name:", name), (b"passphrase:", passphrase), (b"code from", ""), (b"Second", "")):
        until = time.monotonic() + 60
        while question not in shown and time.monotonic() < until:
            shown += os.read(terminal, 1024)
        os.write(terminal, f"{said}\n".encode())
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(terminal)
    assert b"Second" in shown
    assert passphrase.encode() not in shown


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own, in a file that can be searched; its folder is `mounted` beside the file."""
    image, place = tmp_path / "disk", tmp_path / "mounted"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    made = shutil.which("mkfs.ext4")
    if made is None or os.geteuid() != 0:
        pytest.skip("needs mkfs.ext4 and root")
    subprocess.run([made, "-q", "-b", "4096", image], check=True, capture_output=True)
    if subprocess.run(["mount", "-o", "loop", image, place], check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let a file be mounted")
    yield image
    subprocess.run(["umount", place], check=False, capture_output=True)


def test_the_filling_reaches_every_block(disk: Path) -> None:
    """Also those that ext4 keeps for itself: a disk full of one word, forgotten, holds it nowhere afterwards."""
    mounted, word = disk.with_name("mounted"), b"a name that was plain "
    with erasing.nothing_kept(mounted) as kept:
        if kept:
            pytest.skip("this machine does not let the file system be asked")
    for number in range(200):
        (mounted / str(number)).write_bytes(word * 12_000)
    os.sync()
    for number in range(200):
        (mounted / str(number)).unlink()
    filled = erasing.fill_free_space(mounted)
    assert filled.unreached == 0
    assert filled.written > 50_000_000
    subprocess.run(["umount", mounted], check=True, capture_output=True)
    assert word not in disk.read_bytes()


@pytest.mark.slow
def test_on_the_whole_disk_no_name_and_no_key_is_left(disk: Path) -> None:
    """Names stand plain in the database; with files overwritten and the free space filled, they are nowhere."""
    mounted = disk.with_name("mounted")
    instance = Instance(mounted / "instance")
    instance.prepare_here()
    secrets = [bytes.fromhex(line) for line in instance.ask(SECRETS).splitlines()]
    os.sync()
    assert b"organisations_member" in disk.read_bytes()
    result = left(instance, typed(*both(instance)), "--also-free-space")
    assert result.returncode == 0, result.stderr
    subprocess.run(["umount", mounted], check=True, capture_output=True)
    raw = disk.read_bytes()
    assert [secret for secret in secrets if secret in raw] == []
    for word in (b"organisations_member", b"Mill Ltd", b"officer"):
        assert word not in raw, word
