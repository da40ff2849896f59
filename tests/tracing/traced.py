"""What a command and all processes of it did: connections, programs, files opened to be written or changed."""

from __future__ import annotations

import fcntl
import os
import select
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.tracing import kernel_filter

ROOT = Path(__file__).parents[2]
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_NOTE = struct.Struct("QIIiIQ6Q")
"""Id, thread, flags; number, machine, instruction and arguments of a call."""
_GO_ON = 1
_PATHS = {
    "execve": (None, 0), "execveat": (0, 1), "open": (None, 0), "openat": (0, 1), "openat2": (0, 1),
    "creat": (None, 0), "truncate": (None, 0), "rename": (None, 1), "renameat": (2, 3), "renameat2": (2, 3),
    "unlink": (None, 0), "unlinkat": (0, 1), "mkdir": (None, 0), "mkdirat": (0, 1), "rmdir": (None, 0),
    "link": (None, 1), "linkat": (2, 3), "symlink": (None, 1), "symlinkat": (1, 2), "mknod": (None, 0),
    "mknodat": (0, 1), "chmod": (None, 0), "fchmodat": (0, 1), "fchmodat2": (0, 1), "chown": (None, 0),
    "lchown": (None, 0), "fchownat": (0, 1), "setxattr": (None, 0), "lsetxattr": (None, 0),
}  # fmt: skip
"""Of a call on a file: which arguments are the folder that its name is relative to (None: that of the process), and the
name; of calls with two, that of what comes to be."""
_PROGRAMS = ("execve", "execveat")
_LONGEST = 4096
"""Bytes of a path, and of a page of memory."""
_HERE = -100
"""AT_FDCWD, the folder of the process."""
_NO_FILTER = 97
"""Exit status of a process that could not put the filter on."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A socket that was asked for (`socket`), or an address that one was bound or connected to."""

    call: str
    family: int
    address: str = ""


@dataclass(slots=True)
class Trace:
    """What was done. `unknown`: calls that a command of ours has no business with, or whose arguments are not known."""

    status: int = 0
    output: str = ""
    errors: str = ""
    connections: list[Connection] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def hosts(self) -> set[str]:
        """Addresses that were connected or bound to through a network."""
        networks = (socket.AF_INET, socket.AF_INET6)
        return {each.address for each in self.connections if each.call != "socket" and each.family in networks}

    def families(self) -> set[int]:
        """Kinds of sockets that were asked for."""
        return {each.family for each in self.connections}

    def written_outside(self, *places: Path) -> list[Path]:
        """What was written or changed elsewhere than in these places; nothing is, in a device that keeps nothing."""
        return [
            path for path in self.written
            if path != Path(os.devnull) and not any(path.is_relative_to(place) for place in places)
        ]  # fmt: skip


def traced(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> Trace:
    """Run a command in a folder to its end. Skips the test where the kernel tells nothing."""
    if sys.platform != "linux" or kernel_filter.COLUMN < 0:
        pytest.skip("no such tracing on this machine")
    ours, theirs = socket.socketpair()
    trace = Trace()
    thread = threading.Thread(target=_listen, args=(ours, trace), daemon=True)
    thread.start()

    def filtered() -> None:
        try:
            kernel_filter.give(kernel_filter.install(), theirs)
        except OSError:
            os._exit(_NO_FILTER)

    process = subprocess.Popen(
        words, env=environment, cwd=folder, preexec_fn=filtered, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    theirs.close()
    trace.output, trace.errors = process.communicate()
    thread.join()
    ours.close()
    if process.returncode == _NO_FILTER:
        pytest.skip("this kernel, or what this runs in, tells nothing")
    trace.status = process.returncode
    return trace


def _listen(through: socket.socket, trace: Trace) -> None:
    listener = kernel_filter.taken(through)
    if listener is None:
        return
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    while not any(events & select.POLLHUP for _, events in poll.poll()):
        note = bytearray(_NOTE.size)
        try:
            fcntl.ioctl(listener, _RECEIVE, note)
            identity, thread, _, number, _, _, *arguments = _NOTE.unpack(note)
            _book(trace, kernel_filter.numbers().get(number, str(number)), thread, arguments)
            fcntl.ioctl(listener, _SEND, struct.pack("QqiI", identity, 0, 0, _GO_ON))
        except FileNotFoundError:  # it was killed meanwhile
            continue
    os.close(listener)


def _book(trace: Trace, name: str, thread: int, arguments: Sequence[int]) -> None:
    try:
        if name == "socket":
            trace.connections.append(Connection(name, arguments[0]))
        elif name in ("connect", "bind"):
            trace.connections.append(_connection(name, _memory(thread, arguments[1], arguments[2])))
        elif name in _PROGRAMS:
            trace.programs.append(str(_path(thread, name, arguments)))
        elif name in _PATHS:
            trace.written.append(_path(thread, name, arguments))
        else:
            trace.unknown.append(name)
    except (OSError, ValueError) as error:
        trace.unknown.append(f"{name}: {error}")


def _connection(name: str, address: bytes) -> Connection:
    (family,) = struct.unpack_from("H", address)
    match family:
        case socket.AF_INET:
            return Connection(name, family, socket.inet_ntop(family, address[4:8]))
        case socket.AF_INET6:
            return Connection(name, family, socket.inet_ntop(family, address[8:24]))
    return Connection(name, family, os.fsdecode(address[2:].partition(b"\0")[0]))


def _path(thread: int, name: str, arguments: Sequence[int]) -> Path:
    """The absolute path, its folders resolved as the process sees them."""
    folder, place = _PATHS[name]
    path = os.fsdecode(_memory(thread, arguments[place], _LONGEST).partition(b"\0")[0])
    descriptor = _HERE if folder is None else struct.unpack("i", struct.pack("I", arguments[folder] & 0xFFFFFFFF))[0]
    here = Path(f"/proc/{thread}/cwd" if descriptor == _HERE else f"/proc/{thread}/fd/{descriptor}").readlink()
    whole = here / path
    return whole.parent.resolve() / whole.name


def _memory(thread: int, address: int, length: int) -> bytes:
    """What stands in another process' memory, up to the end of a page of it."""
    with Path(f"/proc/{thread}/mem").open("rb", buffering=0) as memory:
        page = _LONGEST - address % _LONGEST
        memory.seek(address)
        found = memory.read(min(length, page))
        if length > page and b"\0" not in found:
            found += memory.read(length - page)
        return found
