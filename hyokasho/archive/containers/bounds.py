"""How much is taken out of one file that holds others: the one place where it is said."""

from __future__ import annotations

from typing import Annotated

import msgspec

MOST_FILES, MOST_SIZE, DEPTH = 10_000, 4_000, 3
"""What `ingest` allows unless it is told otherwise: files, megabytes, and containers within each other."""
MEGABYTE = 1_000_000
LONGEST_NAME = 1000
"""Characters of the name of a file in a container; of a longer one the middle is left out."""


class Bounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is taken out of a file that a source names, all levels of it together.

    `attachments`: also what PDFs carry. `files` that may be read, `size` in bytes of all that is unpacked, `depth` of
    containers within each other: 3 for `a.zip!b.zip!c.pdf!d.pdf`.
    """

    attachments: bool = False
    files: Annotated[int, msgspec.Meta(ge=0)] = MOST_FILES
    size: Annotated[int, msgspec.Meta(ge=0)] = MOST_SIZE * MEGABYTE
    depth: Annotated[int, msgspec.Meta(ge=0)] = DEPTH
