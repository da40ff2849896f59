"""Rows of a table that are made while somebody goes through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

DatasetRow = dict[str, Any]


class Rows:
    """The rows that `made` gives, each time anew."""

    def __init__(self, made: Callable[[], Iterator[DatasetRow]]) -> None:
        self._made = made

    def __iter__(self) -> Iterator[DatasetRow]:
        return self._made()
