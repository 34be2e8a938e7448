"""What a process behind the walls may not ask of the kernel (seccomp): a line to anybody, another program, a signal.

Landlock does not know datagrams nor the sockets of this machine, behind which a database or a printer may listen.
"""

import ctypes
import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass

_FILTER, _MODE = 22, 2  # prctl: PR_SET_SECCOMP, SECCOMP_MODE_FILTER
_LOAD, _EQUAL, _AT_LEAST, _GIVE = 0x20, 0x15, 0x35, 0x06  # BPF: a word, jump if, end
_NUMBER_AT, _MACHINE_AT = 0, 4  # of seccomp_data
_ALLOW, _KILL, _NOT_PERMITTED = 0x7FFF0000, 0x80000000, 0x00050000 | 1  # EPERM
_SECOND_SET = 0x40000000  # the same calls of x86-64 once more, by other numbers (x32)


@dataclass(frozen=True, slots=True)
class Machine:
    """What the kernel calls a processor, and its numbers of what is refused."""

    audited: int
    refused: Sequence[int]


# socket, socketpair, kill, tkill, ptrace, execve, execveat, process_vm_readv, _writev, pidfd_send_signal, io_uring,
# tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_open, pidfd_getfd
MACHINES = {
    "x86_64": Machine(0xC000003E, (41, 53, 62, 200, 101, 59, 322, 310, 311, 424, 425, 234, 129, 297, 434, 438)),
    "aarch64": Machine(0xC00000B7, (198, 199, 129, 130, 117, 221, 281, 270, 271, 424, 425, 131, 138, 240, 434, 438)),
}


def refuse_calls() -> None:
    """From now on this process is refused them; raises OSError where the kernel or the processor knows no such filter.

    Must come after `no new privileges`.
    """
    machine = MACHINES.get(os.uname().machine)
    if machine is None:
        raise OSError("no numbers are known for this processor")
    rules = b"".join(_rules(machine))
    held = ctypes.create_string_buffer(rules, len(rules))
    program = struct.pack("HxxxxxxP", len(rules) // 8, ctypes.addressof(held))  # both processors have 64 bits
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(_FILTER, _MODE, program, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "the kernel refused")


def _rules(machine: Machine) -> list[bytes]:
    """Another machine's calls end the process; ours are compared one by one."""
    numbers = [*machine.refused]
    refuse = [_rule(_EQUAL, number, then=len(numbers) - place) for place, number in enumerate(numbers)]
    return [
        _rule(_LOAD, _MACHINE_AT),
        _rule(_EQUAL, machine.audited, then=1),
        _rule(_GIVE, _KILL),
        _rule(_LOAD, _NUMBER_AT),
        _rule(_AT_LEAST, _SECOND_SET, then=len(numbers) + 1),
        *refuse,
        _rule(_GIVE, _ALLOW),
        _rule(_GIVE, _NOT_PERMITTED),
    ]


def _rule(code: int, value: int, *, then: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, 0, value)
