"""Takes from this process what reading a PDF never needs: the network, other programs, files that it was not given.

Python's own calls are noted by an audit hook. What native libraries do goes past that: on Linux the kernel ends the
process when they ask for a socket or another program.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile", "os.spawn",
    "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "pickle.", "ctypes.dlopen", "os.remove", "os.rename",
    "os.mkdir", "os.rmdir", "os.link", "os.symlink", "shutil.", "tempfile.",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC

_CALLS = {"x86_64": (0xC000003E, (41, 42, 59, 322)), "aarch64": (0xC00000B7, (198, 203, 221, 281))}
"""By machine: the kernel's number for it, and those of socket, connect, execve and execveat."""
_SET_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER_MODE = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000


def note_forbidden(lure: str) -> list[str]:
    """From now on, what this process does through Python and should not; `lure`: part of a name never to be opened."""
    noted: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        opens = event == "open" and (lure in str(arguments[0]) or bool(int(str(arguments[2] or 0)) & _WRITES))
        if opens or event.startswith(FORBIDDEN):
            noted.append(f"{event} {arguments!r:.200}")

    sys.addaudithook(hook)
    return noted


def kernel_denies() -> bool:
    """Have the kernel kill this process when it asks for a socket or another program; False where it cannot."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _CALLS:
        return False
    number, calls = _CALLS[machine]
    steps = [_step(_LOAD, 4), _step(_EQUAL, number, 1, 0), _step(_RETURN, _ALLOW), _step(_LOAD, 0)]
    for call in calls:
        steps += [_step(_EQUAL, call, 0, 1), _step(_RETURN, _KILL)]
    steps.append(_step(_RETURN, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    library = ctypes.CDLL(None)
    if library.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(library.prctl(_SET_FILTER, _FILTER_MODE, program, 0, 0) == 0)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """One instruction of the kernel's packet filter."""
    return struct.pack("HBBI", code, if_true, if_false, value)
