"""The other side of the process that takes pages apart: starts it, gives it pages, ends it when it takes too long."""

import json
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from safelamp.record.gathering.apart.taking import Taken

WITHIN = 40.0  # seconds for one page; the mean is some hundredths
PAGES_EACH = 200  # after which a new process takes over: what parsers leave in memory goes with the old one
COMMAND = (sys.executable, "-I", "-m", "safelamp.record.gathering.apart")


class Hands:
    """Takes pages apart, one after the other, in a process without keys, settings or database."""

    def __init__(self, *, within: float = WITHIN, command: tuple[str, ...] = COMMAND) -> None:
        self._within = within
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._pages = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def take(self, raw: bytes, *, content_type: str, address: str) -> Taken:
        """The text of what came; "too_hard" where the process failed or took too long."""
        process = self._running()
        watch = threading.Timer(self._within, process.kill)
        watch.start()
        try:
            answer = _asked(process, raw, {"size": len(raw), "content_type": content_type, "address": address})
        finally:
            watch.cancel()
        self._pages += 1
        if answer is None or self._pages >= PAGES_EACH:
            self._end()
        return answer or Taken("too_hard")

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._pages = 0
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/",
                env={"LANG": "C.UTF-8"}, close_fds=True,
            )  # fmt: skip
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _asked(process: "subprocess.Popen[bytes]", raw: bytes, about: dict[str, object]) -> Taken | None:
    """The process's answer; None where it gave none, or one that is not to be understood."""
    assert process.stdin is not None  # noqa: S101  # both were asked for
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(json.dumps(about).encode() + b"\n" + raw)
        process.stdin.flush()
        return Taken(**json.loads(process.stdout.readline()))
    except (OSError, ValueError, TypeError):
        return None
