"""Text messages through a real Kannel, where the machine has one, to a telephone company of ours."""

import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from safelamp.ground.post.channels.contract import Verdict
from safelamp.ground.post.channels.sms.gateway import SmsGateway
from safelamp.ground.post.channels.sms.kannel.adapter import Kannel
from tests.ground.post.ways import letter_to
from tools.instance import free_port

BOXES = Path("/usr/sbin/bearerbox"), Path("/usr/sbin/smsbox")
THAI = "มีเรื่องรอคุณอยู่ โปรดดูตอนนี้"
CONFIGURATION = """
group = core
admin-port = {admin}
admin-password = x
smsbox-port = {inner}
box-allow-ip = "127.0.0.1"

group = smsc
smsc = fake
smsc-id = company
port = {company}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {inner}
sendsms-port = {sendsms}
sendsms-interface = "127.0.0.1"

group = sendsms-user
username = bell
password = hunter22

group = sms-service
keyword = default
text = "no"
max-messages = 0
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(box.exists() for box in BOXES), reason="kannel is not installed"),
]


@dataclass
class Company:
    """What the telephone company gets: lines of sender, receiver, kind, words."""

    gateway: SmsGateway
    line: socket.socket

    def next_message(self) -> tuple[str, bytes]:
        """Receiver and words."""
        got = b""
        while not got.endswith(b"\n"):
            got += self.line.recv(1)
        _, receiver, kind, words = got.rstrip(b"\n").split(b" ", 3)
        return receiver.decode(), unquote_to_bytes(words.replace(b"+", b" ")) if kind == b"ucs-2" else words


def connected(port: int) -> socket.socket:
    until = time.monotonic() + 30
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=30)
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.1)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    folder = tmp_path_factory.mktemp("kannel")
    ports = {name: free_port() for name in ("admin", "inner", "company", "sendsms")}
    settings = folder / "kannel.conf"
    settings.write_text(CONFIGURATION.format(**ports))
    started = []
    for box in BOXES:
        with (folder / box.name).open("wb") as said:
            started.append(subprocess.Popen([box, settings], cwd=folder, stdout=said, stderr=said))
        connected(ports["inner"] if box is BOXES[0] else ports["sendsms"]).close()
    line = connected(ports["company"])
    gateway = SmsGateway("http", "127.0.0.1", ports["sendsms"], "/cgi-bin/sendsms", "UNION", "bell", "hunter22")
    yield Company(gateway, line)
    line.close()
    for process in reversed(started):
        process.terminate()
        process.wait(30)


def test_latin_and_thai_words_arrive_whole(company: Company) -> None:
    letter = letter_to("+66812345987")
    assert Kannel(company.gateway).send(letter) is Verdict.SENT
    assert company.next_message() == ("+66812345987", letter.text.encode())
    assert Kannel(company.gateway).send(replace(letter, text=THAI)) is Verdict.SENT
    assert company.next_message() == ("+66812345987", THAI.encode("utf-16-be"))


def test_a_wrong_password_is_ours_to_mend_and_no_number_is_refused_for_good(company: Company) -> None:
    letter = letter_to("+66812345987")
    assert Kannel(replace(company.gateway, password="wrong")).send(letter) is Verdict.AWAY
    assert Kannel(company.gateway).send(replace(letter, to="")) is Verdict.REFUSED
