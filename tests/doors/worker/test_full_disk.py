"""The disk is full while a report arrives: the worker is told so, keeps every word, and what was acknowledged stays."""

import contextlib
import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.doors.worker.form import words_of
from tests.running import Instance, Visitor

pytestmark = [pytest.mark.slow]
STORY = "the guard is off <b>and & nobody looks"
COUNT = """
from safelamp.loop.reports.models import Report
print(Report.objects.count())
"""


def receipt_on(visitor: Visitor) -> str:
    digits = "".join(sign for sign in words_of(visitor.html).partition("20 digits")[2] if sign.isdigit())[:20]
    assert len(digits) == 20, words_of(visitor.html)[:500]
    return digits


def last_screen(instance: Instance) -> Visitor:
    return Visitor(instance).open(f"/r/{instance.code}").send(hazard="machine").send(kind="hazard")


@contextlib.contextmanager
def writes_nothing(instance: Instance) -> Iterator[None]:
    """The kernel lets none of the server's processes write to any file."""
    processes = instance.processes
    for number in processes:
        resource.prlimit(number, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    yield
    for number in processes:
        resource.prlimit(number, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextlib.contextmanager
def full(instance: Instance) -> Iterator[None]:
    """A file takes every block that is left."""
    ballast = instance.folder / "home" / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)):
                    pass
    assert os.statvfs(ballast).f_bavail == 0
    yield
    ballast.unlink()


def own_disk(folder: Path) -> bool:
    """Puts a small disk of its own where the data will lie, if this machine lets us."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs", str(folder)]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


@pytest.fixture(params=[writes_nothing, full], ids=["no file may grow", "a disk of 24 MB is full"])
def trouble(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Instance, Callable[[Instance], contextlib.AbstractContextManager[None]]]]:
    """A running instance and what takes its room away."""
    instance = Instance(tmp_path / "one")
    instance.folder.mkdir()
    mounted = request.param is full
    if mounted and not own_disk(instance.folder / "home"):
        pytest.skip("needs the right to mount a small disk")
    try:
        instance.prepare()
        instance.start()
        yield instance, request.param
    finally:
        instance.stop()
        if mounted:
            subprocess.run(["umount", "--lazy", str(instance.folder / "home")], check=True)


def test_without_room_nothing_is_promised_nothing_is_lost_and_later_it_arrives_once(trouble) -> None:
    instance, no_room = trouble
    acknowledged = receipt_on(last_screen(instance).send(go="send", story="the first"))
    form = last_screen(instance)
    with no_room(instance):
        refused = form.send(go="send", story=STORY, shut="no_focal_points", contact="081 234")
        assert refused.status == 503
        assert "Not sent: there is no room on our side just now. Your words are still here." in words_of(refused.html)
        assert "20 digits" not in words_of(refused.html)
        kept = refused.form().values
        assert (kept["story"], kept["shut"], kept["contact"]) == (STORY, "no_focal_points", "081 234")
        assert refused.send(go="send").status == 503, "still full"
        seen = Visitor(instance).open("/r/").send(go="follow").send(go="check", receipt=acknowledged)
        assert seen.status == 200, "what was acknowledged before can be read"
        answered = seen.send(go="reply", text="and more")
        assert "Not sent" in words_of(answered.html)
        assert answered.form().values["text"] == "and more"
    receipt = receipt_on(refused.send(go="send"))
    assert Visitor(instance).open("/r/").send(go="follow").send(go="check", receipt=receipt).status == 200
    assert Visitor(instance).open("/r/").send(go="follow").send(go="check", receipt=acknowledged).status == 200
    instance.stop()
    assert instance.ask(COUNT) == "2"
    assert not list((instance.folder / "home").glob("spool/*"))
