"""What a viewer is asked, and what it says: see `workers.messages`, through which these go."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from hyokasho.archive.storage.state import Count


class Show(msgspec.Struct, tag=True, frozen=True):
    """Print the answers. `colour`, `width`, `encoding`: of the terminal, as rich names them."""

    name: str
    section: str | None
    doubtful: bool
    blank: bool
    language: Literal["ja", "en"]
    width: int
    colour: Literal["standard", "256", "truecolor", "windows"] | None
    encoding: str


class Tables(msgspec.Struct, tag=True, frozen=True):
    """Print the tables of some pages."""

    pages: str | None
    form: Literal["csv", "json", "html"]
    ascii_only: bool


class Total(msgspec.Struct, tag=True, forbid_unknown_fields=True):
    """The document has so many pages."""

    pages: Annotated[int, Count]


class Passed(msgspec.Struct, tag=True, forbid_unknown_fields=True):
    """One of them was read."""


class ResultPart(msgspec.Struct, tag=True, forbid_unknown_fields=True):
    """A part of the result."""

    text: str


class Told(msgspec.Struct, tag=True, forbid_unknown_fields=True):
    """A line about it."""

    text: str


class Ended(msgspec.Struct, tag=True, forbid_unknown_fields=True):
    """The result is whole, with the command's exit status; or `error` says why there is none."""

    status: Literal[0, 1, 2]
    error: str | None = None


Job = Show | Tables
"""2 for wrong usage."""
