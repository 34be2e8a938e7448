"""Processes that judge end with whoever started them."""

import signal
import subprocess
import sys

import pytest

ON_ITS_WAY = """
from safelamp.site.counts.judging import processes

with processes(2) as over:
    list(over(abs, range(4)))
    print("judging", flush=True)
    input()
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_none_is_left_when_the_one_who_started_them_is_stopped(how: signal.Signals) -> None:
    started = subprocess.Popen(
        [sys.executable, "-c", ON_ITS_WAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert started.stdout is not None
    assert started.stdout.readline() == b"judging\n"
    started.send_signal(how)
    said, _ = started.communicate(timeout=120)  # whoever still ran would hold the other end
    assert said == b""
    assert started.returncode == -how
