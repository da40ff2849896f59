"""A file in a container, before it is unpacked, and why one is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hyokasho.archive.containers.bounds import LONGEST_NAME
from hyokasho.printable import one_line

UNKNOWN = "?"
"""The name of what nobody can name."""
_CUT = "…"


class RefusedError(Exception):
    """A file that is not unpacked; `code` is its error code, the message says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file by its name in the container. `read` gives its content, up to so many bytes, or raises `RefusedError`.

    `attached`: it is carried by a PDF.
    """

    name: str
    read: Callable[[int], bytes]
    attached: bool = False


def shown(name: str) -> str:
    """A name from a container as it lands in the tables: it is shown, and never a path."""
    name = _shown(name).strip() or UNKNOWN
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME // 2]}{_CUT}{name[-LONGEST_NAME // 2 + 1 :]}"


def is_shown(name: str) -> bool:
    """Whether a name may be one that `shown` gives."""
    return bool(name) and _shown(name) == name


def _shown(name: str) -> str:
    return one_line(name).encode("utf-8", "replace").decode("utf-8")
