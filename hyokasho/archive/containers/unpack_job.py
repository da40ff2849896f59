"""What an unpacker is asked, and what it says: see `workers.messages`, through which these go."""

from __future__ import annotations

from typing import Annotated

import msgspec

from hyokasho.archive.containers.bounds import DEPTH, LONGEST_NAME, Bounds
from hyokasho.archive.containers.held import is_shown
from hyokasho.archive.storage.state import Count
from hyokasho.document.verdict import Code, Lack

MOST_LEVELS = 4 * DEPTH
"""Names on the way to a file: more than any bound that a command sets."""


_Name = Annotated[str, msgspec.Meta(max_length=LONGEST_NAME + 20)]


class Unpack(msgspec.Struct, tag=True, frozen=True, forbid_unknown_fields=True):
    """Go through a container called `name`: tell its files, or send those of the numbers `wanted`."""

    name: str
    bounds: Bounds
    wanted: list[int] | None = None


class File(msgspec.Struct, tag=True, frozen=True, forbid_unknown_fields=True):
    """A file to read: `document_id` (SHA-256) and `size` of it, or code and message that say why it is not unpacked."""

    names: Annotated[list[_Name], msgspec.Meta(max_length=MOST_LEVELS)]
    attached: bool = False
    document_id: Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z")] = ""
    size: Annotated[int, Count] | None = None
    refused: Lack | None = None

    def __post_init__(self) -> None:
        """Raise `ValueError`, from wherever it was decoded, for one that nobody of ours writes."""
        if (self.refused is None) != bool(self.document_id and self.size is not None):
            raise ValueError("a file that is neither there nor refused")
        if not all(is_shown(name) for name in self.names):
            raise ValueError("a name that commands a terminal")


class Through(msgspec.Struct, tag=True, frozen=True, forbid_unknown_fields=True):
    """That was all; `lack` says what the container as a whole lacks."""

    lack: Lack | None = None


class Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a container holds, in its order, and what it lacks. A file without names is the container itself."""

    files: list[File]
    lack: Lack | None = None


__all__ = ["Code", "File", "Listing", "Through", "Unpack"]
