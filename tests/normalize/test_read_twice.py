"""Reading pages changes nothing in them: whoever read them may read them again, and is told the same."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from extract.document import read_pages
from tests.normalize.printed import read_document
from tests.samples.gold import SAMPLES


@pytest.mark.parametrize(
    "name",
    [
        "kiso_h26_long_term_care",  # running lines
        "juten_h30_disability",  # a handout's number, an annex
        "henko_child_medical_care",  # an excerpt
    ],
)
def test_pages_are_read_twice_alike(name: str) -> None:
    pages = list(read_pages(Path(SAMPLES, f"{name}.pdf").read_bytes()))
    handed_over = deepcopy(pages)
    first = read_document(pages)
    assert pages == handed_over
    second = read_document(pages)
    assert (first.answers, first.marks, first.findings) == (second.answers, second.marks, second.findings)
    assert [change.cells for change in first.changes] == [change.cells for change in second.changes]
    assert first.unplaced == second.unplaced
