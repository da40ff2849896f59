"""A filter for the system calls of a worker: no connections, no programs, no other processes, nothing written.

What is denied is data (`calls.yaml`). The filter holds for all threads of the process, and can never be taken off.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator
from functools import cache

from extract.yaml_files import shipped

NAME = "seccomp"
_MACHINES = {"x86_64": (0, 0xC000003E, 317), "aarch64": (1, 0xC00000B7, 277)}
"""By machine: its column in `calls.yaml`, the kernel's number for it, and that of the call `seccomp`."""
_NO_NEW_PRIVILEGES, _FILTER = 38, 1
_ALL_THREADS, _KEEP_SPEED = 1, 4
"""The latter has kernels before 5.16 not switch off a part of the processor's speculation, which slows Python down."""
_LOAD, _EQUAL, _ABOVE, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_X32 = 0x40000000
"""Numbers of calls of another kind that x86_64 has too."""
_THREAD = 0x00010000
"""CLONE_THREAD: a new thread, and no new process."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_LOCAL = 1
"""AF_UNIX: C libraries ask services of the machine through it, for names of users, and do without."""

Steps = list[bytes]


def deny() -> bool:
    """Put the filter on; False where this machine has none."""
    machine = _MACHINES.get(platform.machine()) if sys.platform == "linux" else None
    if machine is None or sys.maxsize < 1 << 32:
        return False
    column, number, call = machine
    steps = list(_program(column, number, os.getpid()))
    code = ctypes.create_string_buffer(b"".join(steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    library = ctypes.CDLL(None)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return any(
        library.syscall(call, _FILTER, flags, program) == 0 for flags in (_ALL_THREADS | _KEEP_SPEED, _ALL_THREADS)
    )


def _program(column: int, machine: int, pid: int) -> Iterator[bytes]:
    yield from [_step(_LOAD, _MACHINE), _step(_EQUAL, machine, 1, 0), _step(_RETURN, _KILL)]
    yield from [_step(_LOAD, _NUMBER), _step(_ABOVE, _X32, 0, 1), _step(_RETURN, _KILL)]
    calls = _calls()
    for kind, action in (("kill", _KILL), ("refuse", _ERROR | errno.EPERM), ("absent", _ERROR | errno.ENOSYS)):
        for numbers in calls[kind].values():
            yield from _of(numbers[column], [_step(_RETURN, action)])
    for name, numbers in calls["examined"].items():
        yield from _of(numbers[column], _examined(pid)[name])
    yield _step(_RETURN, _ALLOW)


def _examined(pid: int) -> dict[str, Steps]:
    """What is done with calls whose arguments decide."""
    itself = _one_of(0, [pid])
    return {
        "socket": [_argument(0), _step(_EQUAL, _LOCAL, 0, 1), _refusal(errno.EPERM), _step(_RETURN, _KILL)],
        "clone": [_argument(0), _step(_ANY_BIT, _THREAD, 0, 1), _step(_RETURN, _ALLOW), _refusal(errno.EPERM)],
        "open": _reading(1), "openat": _reading(2), "kill": itself, "tgkill": itself,
        "prlimit64": _one_of(0, [0, pid]),
    }  # fmt: skip


def _reading(flags: int) -> Steps:
    """Allow to open a file for reading only."""
    return [_argument(flags), _step(_ANY_BIT, _WRITES, 0, 1), _refusal(errno.EACCES), _step(_RETURN, _ALLOW)]


def _one_of(argument: int, values: list[int]) -> Steps:
    """Allow if the argument is one of these."""
    steps = [_argument(argument)]
    for value in values:
        steps += [_step(_EQUAL, value, 0, 1), _step(_RETURN, _ALLOW)]
    return [*steps, _refusal(errno.EPERM)]


def _of(number: int | None, steps: Steps) -> Steps:
    """These steps for the call of this number; they end it."""
    return [] if number is None else [_step(_EQUAL, number, 0, len(steps)), *steps]


def _argument(index: int) -> bytes:
    """Look at the lower half of an argument: all of these are numbers of 32 bits."""
    return _step(_LOAD, _ARGUMENTS + 8 * index)


def _refusal(reason: int) -> bytes:
    return _step(_RETURN, _ERROR | reason)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """One instruction of the kernel's packet filter; jumps count the instructions that are left out."""
    return struct.pack("HBBI", code, if_true, if_false, value)


@cache
def _calls() -> dict[str, dict[str, list[int | None]]]:
    found: dict[str, dict[str, list[int | None]]] = shipped("hyokasho.archive.workers.confinement", "calls.yaml")
    return found
