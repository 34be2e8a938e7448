"""A view crashes with words in its POST: everything that was written is read, and no word of them is there."""

import http.client
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.doors.worker.form import words_of
from tests.privacy.searching import Watch, files_below, forms_of, found_in
from tests.running import Instance, Visitor, running

pytestmark = [pytest.mark.slow]

STORY = "Krathongduang exploded เครื่องปั๊ม"
CHAINED = "Phetchabunkaset chained calamity"
NAME, PASSPHRASE = "wongsuwan.secretname", "Mukdahanfield Yasothonbrook"
ADDRESS = "Chaiyaphumgate"
WORDS = {name: forms_of(name) for text in (STORY, CHAINED, NAME, PASSPHRASE, ADDRESS) for name in text.split()}


def raw_request(instance: Instance, data: bytes) -> None:
    """Sends bytes that are no good request."""
    place = urlsplit(instance.address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    connection.connect()
    connection.sock.sendall(data)
    connection.sock.settimeout(10)
    connection.sock.recv(1000)
    connection.close()


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], list[str]]:
    """The folder of an instance whose views crashed, the files that were made meanwhile, and what visitors saw."""
    folder = tmp_path_factory.mktemp("crash")
    shown = []
    with running(folder, application="tests.privacy.crashing:application()") as instance:  # noqa: SIM117
        with Watch(folder / "tmp", processes=instance.processes) as watch:
            for story in (STORY, CHAINED):
                worker = Visitor(instance).open(f"/r/{instance.code}").send(hazard="machine").send(kind="hazard")
                worker.send(go="send", story=story, photo=b"\xff\xd8" + story.encode() * 1000)
                assert worker.status == 500
                shown.append(worker.html)
            desk = Visitor(instance).open("/desk/log-in/").send("/log-in/", login_name=NAME, passphrase=PASSPHRASE)
            assert desk.status == 500
            shown.append(desk.html)
            Visitor(instance).open(f"/r/{ADDRESS}?{urlencode({'q': STORY})}")
            Visitor(instance).open(f"/desk/{ADDRESS}/?{urlencode({'q': STORY})}")
            raw_request(instance, f"GET /{ADDRESS} {CHAINED} HTTP/9.9\r\n\r\n".encode())
            raw_request(instance, f"POST /r/ HTTP/1.1\r\nHost: {ADDRESS}.example\r\nContent-Length: x\r\n\r\n".encode())
            raw_request(instance, b"GET /r/ HTTP/1.1\r\nHost: " + ADDRESS.encode() + b".example\r\n\r\n")
            raw_request(instance, b"GET /r/ HTTP/1.1\r\n" + ADDRESS.encode() + b"\r\n\r\n")
    return folder, watch.made, shown


def test_the_crash_is_in_the_log_with_its_kind_and_place(crashed: tuple[Path, list[str], list[str]]) -> None:
    log = (crashed[0] / "stderr").read_text()
    assert "ValueError" in log
    assert "RuntimeError" in log
    assert "crashing.py" in log


def test_no_word_of_it_was_written_anywhere(crashed: tuple[Path, list[str], list[str]]) -> None:
    assert found_in(files_below(crashed[0]), WORDS) == []


def test_no_file_was_made_meanwhile(crashed: tuple[Path, list[str], list[str]]) -> None:
    assert crashed[1] == []


def test_the_visitors_address_stands_in_no_log(crashed: tuple[Path, list[str], list[str]]) -> None:
    for name in ("stdout", "stderr"):
        assert b"127.0.0.1" not in (crashed[0] / name).read_bytes().replace(b"http://127.0.0.1", b"")


def test_the_page_says_that_it_failed_and_repeats_no_word(crashed: tuple[Path, list[str], list[str]]) -> None:
    for html in crashed[2]:
        assert found_in({"page": html.encode()}, WORDS) == []
        assert len(words_of(html)) < 2000
        assert "Traceback" not in html
