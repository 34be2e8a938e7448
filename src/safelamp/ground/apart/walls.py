"""The walls that a process raises around itself before it looks at what a stranger sent.

Limits of memory and time always; where the kernel knows Landlock (Linux 5.13 and later, without any privilege), no file
but the program's own libraries can be opened any more and nothing written. Where it knows seccomp (any Linux on x86-64
or ARM64), no connection is made, no other program begun, nobody else's process touched.
"""

import contextlib
import ctypes
import os
import resource
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import safelamp
from safelamp.ground.apart.calls import refuse_calls

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_NO_NEW_PRIVILEGES = 38
_BENEATH = 1
_VERSION = 1
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}  # by version of Landlock
_NET_FROM, _NET_RIGHTS = 4, 0b11


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of address space; seconds of the processor, for a process that does one thing only."""

    memory: int
    seconds: int | None = None


def raise_walls(limits: Limits) -> None:
    """Limits what this process can do from now on; what the kernel does not know is left out."""
    resource.prlimit(0, resource.RLIMIT_AS, (limits.memory, limits.memory))
    if limits.seconds is not None:
        resource.prlimit(0, resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.prlimit(0, resource.RLIMIT_CORE, (0, 0))
    resource.prlimit(0, resource.RLIMIT_FSIZE, (0, 0))
    with contextlib.suppress(OSError):  # where memory runs out, this process goes and not the one that rings the bell
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    with contextlib.suppress(OSError, AttributeError):
        _shut_files()
    with contextlib.suppress(OSError, AttributeError):
        refuse_calls()


def own_folders() -> Iterator[Path]:
    """Where the program's own code and libraries lie."""
    yield Path(safelamp.__file__).parent
    yield from (Path(sys.prefix) / "lib", Path(sys.prefix) / "lib64", Path(sys.base_prefix) / "lib")
    yield from (Path("/lib"), Path("/lib64"), Path("/usr/lib"), Path("/usr/lib64"))


def _shut_files() -> None:
    kernel = ctypes.CDLL(None, use_errno=True)
    version = kernel.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    if version < 1:
        return
    rights = _FILE_RIGHTS.get(version, _FILE_RIGHTS[3])
    about = struct.pack("=QQ", rights, _NET_RIGHTS) if version >= _NET_FROM else struct.pack("=Q", rights)
    ruleset = _done(kernel.syscall(_CREATE, about, ctypes.c_size_t(len(about)), ctypes.c_uint32(0)))
    for folder in own_folders():
        if folder.is_dir():
            _allow(kernel, ruleset, folder)
    _done(kernel.syscall(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)))
    os.close(ruleset)


def _allow(kernel: ctypes.CDLL, ruleset: int, folder: Path) -> None:
    place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    rule = struct.pack("=Qi", _EXECUTE | _READ_FILE | _READ_FOLDER, place)
    _done(kernel.syscall(_ADD, ctypes.c_int(ruleset), ctypes.c_int(_BENEATH), rule, ctypes.c_uint32(0)))
    os.close(place)


def _done(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), "the kernel refused")
    return result
