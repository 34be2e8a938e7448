"""This side of a process that takes things apart: starts it, gives it bytes, ends it when it takes too long."""

import contextlib
import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

LONGEST_LINE = 20_000_000  # bytes of an answer's first line; what is larger comes from a process that went wrong


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process made of what it was given: what it says of it, and bytes."""

    about: dict[str, Any] = field(default_factory=dict)
    raw: bytes = b""


class Hands:
    """Gives things to a process of its own, one after the other; `each` is how many until a new one takes over."""

    def __init__(self, *command: str, within: float, each: int = 1, most: int = LONGEST_LINE) -> None:
        self._command = command
        self._within = within
        self._each = each
        self._most = most
        self._process: subprocess.Popen[bytes] | None = None
        self._given = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def ask(self, raw: bytes, **about: object) -> Answer | None:
        """The process's answer; None where it did not begin, failed, took too long, or said more than it may."""
        try:
            process = self._running()
            watch = threading.Timer(self._within, process.kill)
            watch.start()
        except (OSError, RuntimeError):  # no memory, or as many processes and threads as there may be
            self.end()
            return None
        try:
            answer = _asked(process, raw, about | {"size": len(raw)}, self._most)
        finally:
            watch.cancel()
        self._given += 1
        if answer is None or self._given >= self._each:
            self.end()
        return answer

    def end(self) -> None:
        """Ends the process, if one runs."""
        if self._process is None:
            return
        self._process.kill()
        for line in (self._process.stdin, self._process.stdout):
            if line is not None:
                with contextlib.suppress(OSError):  # what it was not told any more
                    line.close()
        self._process.wait()
        self._process = None

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._given = 0
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/",
                env={"LANG": "C.UTF-8"}, close_fds=True,
            )  # fmt: skip
        return self._process


def program(module: str, *words: str) -> tuple[str, ...]:
    """The command of one of our own modules: no environment, no folder of the user's in its path."""
    return (sys.executable, "-I", "-m", module, *words)


def _asked(process: "subprocess.Popen[bytes]", raw: bytes, about: dict[str, object], most: int) -> Answer | None:
    assert process.stdin is not None  # noqa: S101  # both were asked for
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(json.dumps(about).encode() + b"\n")
        process.stdin.write(raw)
        process.stdin.flush()
        said = json.loads(process.stdout.readline(LONGEST_LINE))
        size = int(said.pop("size", 0))
        answer = Answer(said, process.stdout.read(size)) if 0 <= size <= most else None
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return answer if answer and len(answer.raw) == size else None
