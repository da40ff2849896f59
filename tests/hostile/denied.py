"""Takes from this process what reading a PDF never needs: the network, other programs, files that it was not given.

Python's own calls are noted by an audit hook. What native libraries do goes past that: there workers' filter holds.
"""

from __future__ import annotations

import os
import sys

FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile", "os.spawn",
    "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "pickle.", "ctypes.dlopen", "os.remove", "os.rename",
    "os.mkdir", "os.rmdir", "os.link", "os.symlink", "shutil.", "tempfile.",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def note_forbidden(lure: str) -> list[str]:
    """From now on, what this process does through Python and should not; `lure`: part of a name never to be opened."""
    noted: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        opens = event == "open" and (lure in str(arguments[0]) or bool(int(str(arguments[2] or 0)) & _WRITES))
        if opens or event.startswith(FORBIDDEN):
            noted.append(f"{event} {arguments!r:.200}")

    sys.addaudithook(hook)
    return noted
