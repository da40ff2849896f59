"""Libraries that a process does without though they are installed: to load them would take longer than its work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def absent(*names: str) -> Iterator[None]:
    """Have all who ask for these libraries meanwhile take them for not installed; what is loaded already stays.

    Arrow asks for two that it can do without: for numpy when it is loaded, for pandas with the first list that it is
    given, only to see whether pandas made the list. Each takes a tenth of a second or more, and tens of megabytes.
    """
    finder = _Absent(frozenset(names))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Absent:
    """Says that some libraries are not installed."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """What Python asks of every module that it has not loaded."""
        if name in self._names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
