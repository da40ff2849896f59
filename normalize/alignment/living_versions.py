"""Which versions of a form a print may be: the one that it bears, or those whose rows it has instead.

The mark of a version stays in a sheet for years while rows of a newer one are added to it. So the mark says which
version is printed on it, and the rows, where they are surely those of another, which ones must be there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from normalize.reasons import Reason
from normalize.records import Answer
from normalize.registry import Form, Version

VERSION_FIELD = "form.version"
"""The question that the mark of a version answers."""
_UNSURE = frozenset({Reason.LABEL_BY_PLACE, Reason.POSITION_UNCERTAIN, Reason.NOT_PRINTED_HERE})
"""Reasons why a text may be the label of another row, or why there is none."""


@dataclass(frozen=True, slots=True)
class LivingVersions:
    """The versions (ids) that a print may be, in the order of the registry, and the one that it bears, if known."""

    ids: tuple[str, ...]
    named: str | None = None

    @property
    def contradict(self) -> bool:
        """Whether the rows of the print are those of other versions than the one it bears."""
        return self.named is not None and self.named not in self.ids


def versions_of(form: Form, named: Version | None, found: Iterable[str]) -> LivingVersions:
    """The versions that a print with these rows (keys) may be.

    It is the `named` one, unless others print more of the rows `found`; of a print that names none, all that print most
    of them. Of a print that names one, only rows that were surely found speak against it (`tells_version`).
    """
    only = [form.row(key).only for key in found]
    strange = {one.id: sum(bool(ids) and one.id not in ids for ids in only) for one in form.versions}
    least = min(strange.values())
    if named is not None and strange[named.id] == least:
        return LivingVersions((named.id,), named.id)
    fitting = tuple(version for version, rows in strange.items() if rows == least)
    return LivingVersions(fitting, named.id if named is not None else None)


def tells_version(answer: Answer) -> bool:
    """Whether the row of an answer was surely found on the print."""
    return answer.reasons.isdisjoint(_UNSURE)
