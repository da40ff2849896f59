"""Papers that talk about assessments and are none, and how they are told (forms/papers.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: what a message calls it, and the words of lines that name it.

    A line ends with one of `names`, or bears one of `about` beside the name of a form; `lines` stand anywhere on a
    page and tell least. `whole`: a page with such a line is no cover, though it prints the rows of one.
    """

    id: str
    says: str
    names: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class ComparedHeads:
    """Heads of the columns of a comparison (新旧対照表); `behind` matches what may stand behind one."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    behind: str


@dataclass(frozen=True, slots=True)
class Papers:
    """All kinds, those that tell most first; `placeholders` matches what stands in answers of an example."""

    stems: tuple[str, ...]
    kinds: Mapping[str, PaperKind]
    comparison: ComparedHeads
    placeholders: str

    @property
    def words(self) -> tuple[str, ...]:
        """All words that make a title of a form one of a paper about it."""
        return tuple(word for kind in self.kinds.values() for word in (*kind.names, *kind.about))
