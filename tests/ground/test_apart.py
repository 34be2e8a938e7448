"""Things from strangers are made anew apart: behind walls, within limits; a hostile one costs nothing but itself."""

import ctypes
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from safelamp.ground.apart import anew, calls
from safelamp.ground.apart.hands import Answer, Hands, program
from tests import sounds

PHOTOS = "safelamp.ground.apart.photos:stripped"
WALLED = "from safelamp.ground.apart.walls import Limits, raise_walls\nraise_walls(Limits({limits}))\n{then}"


def behind_walls(then: str, *, limits: str = "memory=450_000_000, seconds=5") -> subprocess.CompletedProcess[str]:
    """What becomes of a line of Python behind the walls."""
    return subprocess.run(
        [sys.executable, "-I", "-c", WALLED.format(limits=limits, then=then)],
        capture_output=True, text=True, check=False, timeout=400,
    )  # fmt: skip


def landlock() -> bool:
    asked = ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    return int(asked) >= 1


def test_memory_has_an_end() -> None:
    assert "MemoryError" in behind_walls("bytearray(2_000_000_000)").stderr


def test_the_processors_time_has_an_end() -> None:
    assert behind_walls("while True: pass", limits="memory=450_000_000, seconds=1").returncode in {-9, -24}


def test_nothing_can_be_written(tmp_path: Path) -> None:
    told = behind_walls(f"f = open({str(tmp_path / 'x')!r}, 'w'); f.write('x'); f.flush()")
    assert told.returncode != 0
    assert not (tmp_path / "x").exists() or not (tmp_path / "x").stat().st_size


@pytest.mark.skipif(not landlock(), reason="this kernel knows no Landlock")
def test_no_file_of_the_instance_can_be_read(tmp_path: Path) -> None:
    key = tmp_path / "pepper"
    key.write_text("secret")
    assert "PermissionError" in behind_walls(f"open({str(key)!r})").stderr
    assert "PermissionError" in behind_walls("open('/etc/passwd')").stderr


@pytest.mark.skipif(os.uname().machine not in calls.MACHINES, reason="no numbers are known for this processor")
@pytest.mark.parametrize(
    "asks",
    ["socket.socket(socket.AF_UNIX)", "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
     "socket.create_connection(('127.0.0.1', 9))", "socket.socketpair()", "os.kill(os.getppid(), 0)",
     "os.execv('/bin/true', ['true'])", "os.pidfd_open(os.getppid())",
     "signal.pthread_kill(threading.get_ident(), 0)"],
)  # fmt: skip
def test_no_line_is_opened_no_program_begun_and_nobody_else_touched(asks: str) -> None:
    assert "PermissionError: [Errno 1]" in behind_walls(f"import os, signal, socket, threading; {asks}").stderr


def test_it_still_loads_what_it_needs() -> None:
    assert behind_walls("import PIL.WebPImagePlugin, encodings.idna, email.parser").returncode == 0


def test_it_knows_no_setting_and_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFELAMP_KEYS", "/somewhere")
    tells = "import os, json; print(json.dumps({'said': ' '.join(os.environ)}), flush=True); input()"
    with Hands(sys.executable, "-I", "-c", tells, within=5) as hands:
        answer = hands.ask(b"x")
    assert answer is not None
    assert "SAFELAMP" not in answer.about["said"]


@pytest.mark.parametrize(
    "says",
    ["raise SystemExit(3)", "print('no json', flush=True)", "print('[]', flush=True)", "print('{\"size\": 99}')",
     "print('{\"size\": -1}', flush=True)", "print('{\"size\": 999999999}', flush=True)",
     "import time; time.sleep(60)"],
)  # fmt: skip
def test_a_process_that_dies_babbles_or_hangs_gives_no_answer(says: str) -> None:
    with Hands(sys.executable, "-c", says, within=1) as hands:
        assert hands.ask(b"x" * 200_000) is None
        assert hands.ask(b"x") is None


def test_one_process_answers_often_and_a_new_one_takes_over() -> None:
    tells = ("import os, sys, json\nwhile line := sys.stdin.buffer.readline():\n"
             " sys.stdin.buffer.read(json.loads(line)['size'])\n"
             " print(json.dumps({'me': os.getpid()}), flush=True)")  # fmt: skip
    with Hands(sys.executable, "-c", tells, within=5, each=2) as hands:
        seen = [answer.about["me"] for _ in range(4) if (answer := hands.ask(b"abc"))]
    assert len(seen) == 4
    assert len(set(seen)) == 2


def test_a_photo_is_made_anew() -> None:
    held = BytesIO()
    Image.new("RGB", (3000, 2000), "#a33").save(held, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0")
    made = anew.made_by(PHOTOS, held.getvalue())
    assert Image.open(BytesIO(made)).size == (1600, 1067)
    assert b"Exif" not in made


def test_a_program_that_is_not_there_is_missing() -> None:
    with pytest.raises(anew.Missing):
        anew.made_by("safelamp.ground.apart.nothing:made", b"x")


# Voices


@pytest.mark.parametrize(
    ("container", "codec"),
    [("webm", "libopus"), ("ogg", "libopus"), ("mp4", "aac"), ("mp3", "libmp3lame"), ("wav", "pcm_s16le")],
)
def test_every_sort_becomes_one_channel_of_opus_without_a_word_about_itself(container: str, codec: str) -> None:
    av = pytest.importorskip("av")
    raw = sounds.recording(
        container=container, codec=codec, layout="stereo", seconds=2,
        said={"title": "Somchais phone", "creation_time": "2026-11-22T10:00:00"},
    )  # fmt: skip
    made = anew.voice(raw)
    with av.open(BytesIO(made)) as opened:
        stream = opened.streams.audio[0]
        assert opened.format.name.startswith("matroska")
        assert stream.codec_context.name in {"opus", "libopus"}
        assert stream.codec_context.channels == 1
    assert sounds.seconds_of(made) == pytest.approx(2, abs=0.1)
    assert len(made) < 20_000
    for word in (b"Somchai", b"2026", b"Lavf6", b"Lavc"):
        assert word not in made


def test_a_whole_minute_is_kept_and_more_than_that_is_refused() -> None:
    assert sounds.seconds_of(anew.voice(sounds.recording(seconds=60))) == pytest.approx(60, abs=0.2)
    with pytest.raises(anew.Refused):
        anew.voice(sounds.recording(seconds=70))


def test_an_audio_bomb_is_refused_and_soon() -> None:
    """Hours of silence in three megabytes."""
    bomb = sounds.silence(hours=3)
    assert len(bomb) < 4_000_000
    with pytest.raises(anew.Refused):
        anew.voice(bomb)


def test_a_voice_that_was_cut_off_is_kept_as_far_as_it_goes() -> None:
    raw = sounds.recording(seconds=4, container="ogg")
    assert 0.5 < sounds.seconds_of(anew.voice(raw[: len(raw) // 2])) < 4


@pytest.mark.parametrize(
    "raw",
    [b"", b"x", b"#EXTM3U\nfile:///etc/passwd\n", b"ffconcat version 1.0\nfile /etc/passwd\n", b"RIFF\0\0\0\0WAVE",
     b"\x1aE\xdf\xa3" + b"\xff" * 500, b"OggS" + b"\0" * 300, b"\0\0\0\x18ftypisom" + b"\0" * 300,
     b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', b"\xff\xd8\xff\xe0" * 50],
)  # fmt: skip
def test_what_is_no_voice_is_refused(raw: bytes) -> None:
    pytest.importorskip("av")
    with pytest.raises(anew.Refused):
        anew.voice(raw)


def test_another_codec_than_phones_use_is_refused() -> None:
    with pytest.raises(anew.Refused):
        anew.voice(sounds.recording(container="wav", codec="pcm_alaw"))


def test_a_film_without_sound_is_refused() -> None:
    with pytest.raises(anew.Refused):
        anew.voice(sounds.film())


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_damaged_voices_are_made_anew_or_refused(data: st.DataObject) -> None:
    container, codec = data.draw(st.sampled_from([("webm", "libopus"), ("ogg", "libopus"), ("mp4", "aac")]))
    whole = WHOLE.setdefault(container, sounds.recording(seconds=0.5, container=container, codec=codec))
    at = data.draw(st.integers(0, len(whole) - 1))
    put = data.draw(st.binary(min_size=1, max_size=20))
    broken = (whole[:at] + put + whole[at + len(put) :])[: data.draw(st.integers(1, len(whole)))]
    try:
        made = anew.voice(broken)
    except anew.Refused:
        return
    assert 0 < sounds.seconds_of(made) < 66


WHOLE: dict[str, bytes] = {}


def test_an_answer_is_a_value() -> None:
    assert Answer({"a": 1}, b"x") == Answer({"a": 1}, b"x")
    assert program("a.b", "c")[1:] == ("-I", "-m", "a.b", "c")
