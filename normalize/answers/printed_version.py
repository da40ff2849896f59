"""The version that a print bears, as its cover says: it tells the labels of boxes that were not found."""

from __future__ import annotations

from normalize.alignment.living_versions import VERSION_FIELD
from normalize.matching.index import form_index
from normalize.records import Reading
from normalize.registry import load_registry


def printed_version(reading: Reading) -> str | None:
    """The id of the version that the answers read so far name; None where none does."""
    if reading.form not in load_registry().forms:
        return None
    printed = next((answer.raw for answer in reading.answers if answer.field_id == VERSION_FIELD), None)
    version = form_index(reading.form).known_version(printed) if printed else None
    return version.id if version is not None else None
