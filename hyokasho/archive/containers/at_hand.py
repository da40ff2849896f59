"""A file as a person names it, also one in a container (`outer.zip!inner.pdf`) → the path of a file to read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hyokasho.archive.containers.bounds import Bounds
from hyokasho.archive.containers.expand import INSIDE
from hyokasho.archive.containers.unpack_job import Listing
from hyokasho.archive.containers.unpacking import Unpacking
from hyokasho.archive.sources.kinds import ZIP, suffix
from hyokasho.archive.sources.locations import UnreadableError
from hyokasho.archive.task import Limits

MOST_NAMED = 5
"""Files of an archive that are named to somebody who named none of them."""


def parted(name: str) -> tuple[str, str] | None:
    """Container and name within it, if `name` is that of a file in a container that is there."""
    if os.path.lexists(name):  # a name may have such signs of its own
        return (name, "") if suffix(name) == ZIP and os.path.isfile(name) else None  # noqa: PTH113
    parts = name.split(INSIDE)
    for count in range(1, len(parts)):
        outer = INSIDE.join(parts[:count])
        if os.path.isfile(outer):  # noqa: PTH113 - a name is no path everywhere
            return outer, INSIDE.join(parts[count:])
    return None


@contextmanager
def file_at_hand(name: str, limits: Limits) -> Iterator[str]:
    """The path of what `name` says: itself, or a copy of the file in a container, as long as the context lasts.

    Raises `UnreadableError` for what is not there, not unpacked, or an archive itself, and `WorkerError`.
    """
    found = parted(name)
    if found is None:
        yield name
        return
    outer, inner = found
    with Unpacking(limits, Bounds(attachments=True)) as unpacking:
        container = f"container{suffix(outer)}"
        _, listing = unpacking.listing(outer, container)
        if not inner and any(not file.names for file in listing.files):
            yield outer  # a PDF that is called an archive
            return
        number = _number(listing, outer, inner)
        with tempfile.TemporaryDirectory(prefix="hyokasho-") as folder:
            path = Path(folder) / "document"

            def write(_: int, pieces: Iterator[bytes]) -> None:
                with path.open("xb") as file:
                    file.writelines(pieces)

            unpacking.take(outer, container, {number: listing.files[number]}, write)
            unpacking.close()
            yield str(path)


def _number(listing: Listing, outer: str, inner: str) -> int:
    """The number of the file that is called `inner`. Raises `UnreadableError`."""
    names = [INSIDE.join(file.names) for file in listing.files]
    if inner not in names:
        if listing.lack is not None and not names:
            raise UnreadableError(listing.lack.message)
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        what = f"there is no {inner} in it" if inner else "it is an archive: name a file in it"
        held = ", ".join(f"{outer}{INSIDE}{name}" for name in names[:MOST_NAMED] if name) or "nothing that is read"
        raise UnreadableError(f"{what} ({held}{more})")
    number = names.index(inner)
    refused = listing.files[number].refused
    if refused is not None:
        raise UnreadableError(refused.message)
    return number
