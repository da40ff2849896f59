"""What a row says of how far it is to be trusted."""

from __future__ import annotations

from normalize.arrow.lazy_rows import DatasetRow
from normalize.records import Answer, Change, ChangeCell, Mark, worst


def stated(*made_of: Answer | Mark | Change | ChangeCell) -> DatasetRow:
    """The status of what is made of these, that of the gravest, and the reasons of all."""
    reasons = {str(reason) for read in made_of for reason in read.reasons}
    return {"status": str(worst(read.status for read in made_of)), "status_reasons": sorted(reasons) or None}
