"""systemd holds the door: a request that comes while the pages start anew waits for them."""

import http.client
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.site.beginning import Home

pytestmark = [pytest.mark.slow]
# What systemd does with safelamp-web.socket: the socket is descriptor 3, and the process is told that it is meant.
HAND_OVER = 'exec 3<&"$1"; shift; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'


@contextmanager
def serving(home: Home, door: socket.socket) -> Iterator[None]:
    """The server behind a door that somebody else holds; its log is in `said`."""
    command = ["bash", "-c", HAND_OVER, "bash", str(door.fileno()), *home.command("serve")]
    with (home.folder / "said").open("wb") as said:
        process = subprocess.Popen(
            command, env=home.environment, pass_fds=[door.fileno()], stdout=said, stderr=said, start_new_session=True
        )
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.wait(30)


def knocked(door: socket.socket) -> http.client.HTTPConnection:
    """A request that was sent, and whose answer is still to come."""
    connection = http.client.HTTPConnection("127.0.0.1", door.getsockname()[1], timeout=400)
    connection.request("GET", "/r/")
    return connection


def test_who_comes_while_it_starts_anew_waits_and_is_answered(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = Home(tmp_path_factory.mktemp("handed"))
    assert home.begin().returncode in {0, 1}
    with socket.create_server(("127.0.0.1", 0)) as door:
        with closing(knocked(door)) as early, serving(home, door):
            assert early.getresponse().status == 200
        with closing(knocked(door)) as between, serving(home, door):
            assert between.getresponse().status == 200
