"""A worker (module `tests.archive.sinner`) that tries what its document says, as hostile code in it would."""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hyokasho.archive.workers import work, worker
from hyokasho.document.reader import read_file
from hyokasho.document.result import DocumentResult
from hyokasho.document.watch import Watch

MARK = b"%PDF-1.7 sin "
MODULE = "tests.archive.sinner"
HOME = Path(__import__("pwd").getpwuid(os.getuid()).pw_dir) if os.name != "nt" else Path.home()
"""Of who runs this, whatever the environment says; found before the worker is confined."""


def sin(name: str, place: Path) -> bytes:
    """A document that has its worker do something, to `place`."""
    return MARK + f"{name}\n{place}".encode()


def in_thread(place: Path) -> None:
    """Connect in a thread."""
    thread = threading.Thread(target=SINS["connect"], args=(place,))
    thread.start()
    thread.join()


def native(*call: Any) -> None:
    """Make a system call past Python."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.syscall(*call) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def call(x86_64: int, aarch64: int) -> int:
    """The number of a system call on this machine."""
    return aarch64 if platform.machine() == "aarch64" else x86_64


SINS: dict[str, Callable[[Path], object]] = {
    "connect": lambda place: socket.create_connection(("127.0.0.1", 9)),
    "connect in a thread": in_thread,
    "datagram": lambda place: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
    "ring": lambda place: native(425, 8, ctypes.create_string_buffer(120)),
    "trace": lambda place: native(call(101, 117), 0, 0, 0, 0),
    "execute": lambda place: os.execv(sys.executable, [sys.executable, "-c", "0"]),
    "local socket": lambda place: socket.socket(socket.AF_UNIX),
    "run": lambda place: subprocess.run([sys.executable, "-c", "0"], check=True),
    "fork": lambda place: os.fork() or os._exit(0),
    "signal": lambda place: os.kill(os.getppid(), signal.SIGTERM),
    "limit": lambda place: __import__("resource").prlimit(os.getppid(), 0, (1, 1)),
    "shared memory": lambda place: native(call(29, 194), 0, 4096, 0o1600),
    "message queue": lambda place: native(call(68, 186), 0, 0o1600),
    "host name": lambda place: native(call(170, 161), b"x", 1),
    "write": lambda place: (place / "new").write_bytes(b""),
    "change": lambda place: (place / "there").write_bytes(b""),
    "append": lambda place: (place / "there").open("ab"),
    "remove": lambda place: (place / "there").unlink(),
    "move": lambda place: (place / "there").rename(place / "new"),
    "link": lambda place: (place / "new").symlink_to(place),
    "hard link": lambda place: (place / "new").hardlink_to(place / "there"),
    "folder": lambda place: (place / "new").mkdir(),
    "pipe": lambda place: os.mkfifo(place / "new"),
    "mode": lambda place: (place / "there").chmod(0o777),
    "time": lambda place: os.utime(place / "there", (0, 0)),
    "temporary": lambda place: tempfile.mkstemp(dir="/tmp"),
    "read": lambda place: (place / "there").read_bytes(),
    "list": lambda place: list(place.iterdir()),
    "home": lambda place: list(HOME.iterdir()),
    "environment": lambda place: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "passwords": lambda place: Path("/etc/passwd").read_bytes(),
}


def committed(data: bytes, name: str, source: str, watch: Watch) -> DocumentResult:
    """Stands for `read_file`."""
    if data.startswith(MARK):
        sin, place = data.removeprefix(MARK).decode().split("\n")
        try:
            SINS[sin](Path(place))
            print("done")
        except OSError as error:
            print(f"denied: {error.strerror}")
    return read_file(data, name, source, watch)


if __name__ == "__main__":
    replaced: Any = work
    replaced.read_file = committed
    worker.main()
