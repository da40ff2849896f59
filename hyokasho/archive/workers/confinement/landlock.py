"""Files that a worker may read: those of this program and its libraries, and no others (Linux 5.13 and newer).

Documents come through a pipe, so that a worker needs none of the user's files.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import hyokasho

NAME = "landlock"
_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""Numbers of its calls, on every machine."""
_VERSION, _BENEATH = 1, 1
_NO_NEW_PRIVILEGES = 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_RIGHTS = (0, 13, 14, 15, 15, 16)
"""How many rights to files there are, by version; later ones have those of the last."""
_CONNECTIONS = 0b11
_SCOPES = 0b11
"""Of version 4 and 6: connections of TCP; signals, and sockets without a file, of processes outside."""
_PACKAGES = ("extract", "normalize", "hyokasho")
_SITES = ("site-packages", "dist-packages")
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom",
    "/sys/devices/system", "/proc/self", "/proc/cpuinfo", "/proc/meminfo",
)  # fmt: skip
"""Libraries and time zones, and what libraries ask about the machine."""


def confine() -> bool:
    """Take all other files from this process; False where the kernel cannot."""
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None)
    version = library.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return False
    rights = (1 << _RIGHTS[min(version, len(_RIGHTS) - 1)]) - 1
    attributes = struct.pack("QQQ", rights, _CONNECTIONS, _SCOPES)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    rules = library.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    try:
        for path in _readable():
            _allow(library, rules, path)
        if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            return False
        return bool(library.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _allow(library: ctypes.CDLL, rules: int, path: str) -> None:
    """Let what is at or below `path` be read, if it is there."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rights = _READ_FILE | _READ_FOLDER if Path(path).is_dir() else _READ_FILE
            library.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", rights, descriptor), 0)
        finally:
            os.close(descriptor)


def _readable() -> Iterator[str]:
    here = Path(hyokasho.__file__).parents[1]
    yield from (str(here / package) for package in _PACKAGES)
    yield from _SYSTEM
    if sys.pycache_prefix:
        yield sys.pycache_prefix
    private = [Path(os.environ.get("TMPDIR", "/tmp")), _home()]  # `tempfile` would write there to find out
    if here.name not in _SITES:
        private.append(here)  # a checkout, in which other things lie too
    for path in [sys.prefix, sys.base_prefix, *sys.path, *os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)]:
        if path and not any(place.is_relative_to(path) for place in private):
            yield path


def _home() -> Path:
    """The home folder of who runs this, whatever the environment says.

    The C library would ask a service of the machine for it, through a socket.
    """
    with suppress(OSError):
        for line in Path("/etc/passwd").read_text(encoding="utf-8", errors="replace").splitlines():
            _, _, number, _, _, folder, *_ = [*line.split(":"), *[""] * 7]
            if number == str(os.getuid()) and folder:
                return Path(folder)
    return Path("/root")
