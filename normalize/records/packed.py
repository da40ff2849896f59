"""A list of records most of which are packed: a record of a long document takes a tenth of what its objects would."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Generic, TypeVar, overload

import msgspec

T = TypeVar("T")
BLOCK = 256
"""Records that are packed at a time: those of an ordinary document stay as they are."""
_FAST = 1


class Packed(Sequence[T], Generic[T]):
    """Records in the order in which they were added. Each time that one is asked for it may be another copy."""

    def __init__(self, kind: type[T]) -> None:
        self._kind: Any = kind
        self._blocks: list[bytes] = []
        self._open: list[T] = []
        self._last: tuple[int, list[T]] | None = None
        """The number of the block that was asked for last, and what is in it."""

    def append(self, record: T) -> None:
        """Add a record, which is not to be changed from now on."""
        self._open.append(record)
        if len(self._open) == BLOCK:
            self._blocks.append(zlib.compress(msgspec.msgpack.encode(self._open), _FAST))
            self._open = []

    def __len__(self) -> int:
        return BLOCK * len(self._blocks) + len(self._open)

    def __iter__(self) -> Iterator[T]:
        for block in self._blocks:
            yield from self._unpacked(block)
        yield from self._open

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        block, place = divmod(range(len(self))[index], BLOCK)
        if block == len(self._blocks):
            return self._open[place]
        if self._last is None or self._last[0] != block:
            self._last = block, self._unpacked(self._blocks[block])
        return self._last[1][place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _unpacked(self, block: bytes) -> list[T]:
        unpacked: list[T] = _decoder(self._kind).decode(zlib.decompress(block))
        return unpacked


@cache
def _decoder(kind: type) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(list[kind])  # type: ignore[valid-type]
