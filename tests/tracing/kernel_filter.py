"""A filter that has the kernel tell of system calls: what a process and its children open, run and write.

The kernel stops whoever makes such a call, hands a description of it to the one who holds the listener, and goes on
when that one says so (seccomp's user notification, Linux 5.5). It works where no tracer is installed, and without
privileges.
"""

from __future__ import annotations

import array
import ctypes
import os
import platform
import socket
import struct
from collections.abc import Iterator
from functools import cache

from hyokasho.archive.workers.confinement.seccomp import _calls

COLUMN, MACHINE, SECCOMP = {"x86_64": (0, 0xC000003E, 317), "aarch64": (1, 0xC00000B7, 277)}.get(
    platform.machine(), (-1, 0, 0)
)
TOLD = (
    "socket", "connect", "bind", "execve", "execveat", "open", "openat", "openat2", "creat", "truncate", "rename",
    "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "link", "linkat", "symlink",
    "symlinkat", "mknod", "mknodat", "chmod", "fchmodat", "fchmodat2", "chown", "lchown", "fchownat", "setxattr",
    "lsetxattr", "io_uring_setup", "ptrace",
)  # fmt: skip
"""Calls that are told of; of those that open files only the ones that may write."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
FLAGS = {"open": 1, "openat": 2}
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _TELL = 0x7FFF0000, 0x7FC00000
_NO_NEW_PRIVILEGES, _FILTER, _LISTENER = 38, 1, 8


@cache
def numbers() -> dict[int, str]:
    """The calls that are told of, by their number on this machine."""
    known = {name: columns for kind in _calls().values() for name, columns in kind.items()}
    found = ((known[name][COLUMN], name) for name in TOLD)
    return {number: name for number, name in found if number is not None}


def install() -> int:
    """Put the filter on this process and all that it starts; the listener. Raises `OSError` where there is none."""
    steps = list(_program())
    code = ctypes.create_string_buffer(b"".join(steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    listener = library.syscall(SECCOMP, _FILTER, _LISTENER, program)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "no listener")
    return int(listener)


def give(descriptor: int, through: socket.socket) -> None:
    """Send a descriptor to who holds the other end."""
    through.sendmsg([b"."], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [descriptor]))])


def taken(through: socket.socket) -> int | None:
    """A descriptor that was sent; None where nobody sent one."""
    _, extra, _, _ = through.recvmsg(1, socket.CMSG_SPACE(4))
    return struct.unpack("i", extra[0][2][:4])[0] if extra else None


def _program() -> Iterator[bytes]:
    yield from [_step(_LOAD, 4), _step(_EQUAL, MACHINE, 1, 0), _step(_RETURN, _TELL), _step(_LOAD, 0)]
    for number, name in numbers().items():
        steps = [_step(_RETURN, _TELL)]
        if name in FLAGS:
            steps = [_step(_LOAD, 16 + 8 * FLAGS[name]), _step(_ANY_BIT, WRITES, 0, 1), *steps, _step(_RETURN, _ALLOW)]
        yield from [_step(_EQUAL, number, 0, len(steps)), *steps]
    yield _step(_RETURN, _ALLOW)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
