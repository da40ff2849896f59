"""What keeps a run from writing its folder."""

from __future__ import annotations

import errno

ABSENT = (FileNotFoundError, NotADirectoryError)
"""What is raised where nothing is of a name."""
_FULL = {errno.ENOSPC, errno.EDQUOT}


class StorageError(Exception):
    """The run cannot go on writing; nothing that was written is harmed."""


def refusal(place: str, error: OSError, how: str = "written") -> StorageError:
    """The system's refusal in words that say where, and what to do."""
    if error.errno in _FULL:
        return StorageError(f"{place}: no space is left there")
    return StorageError(f"{place}: cannot be {how} ({error.strerror or error})")


class BusyError(StorageError):
    """Another run writes this folder."""
