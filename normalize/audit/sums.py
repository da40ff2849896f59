"""What a ledger comes to, in findings: text without a place page by page, what is no part of the form, watermarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from normalize.audit.ledger import Ledger, Role
from normalize.records import Finding, FindingKind


def summed_up(
    ledger: Ledger, unplaced: Mapping[int, int], outside: Mapping[int, str], watermarks: Mapping[str, Sequence[int]]
) -> Iterator[Finding]:
    """The findings: `unplaced` is how many characters of a page have no place, `outside` what a page begins with
    that is no part of the form, `watermarks` on which pages each stands.
    """
    for page, beginning in sorted(outside.items()):
        number = ledger.pages[page][Role.OUTSIDE]
        if number:
            yield Finding(FindingKind.OUTSIDE_FORM, page, beginning, words={"number": str(number)})
    for page, number in sorted(unplaced.items()):
        printed = ledger.pages[page].total()
        yield Finding(FindingKind.TEXT_UNPLACED, page, str(number), words={"printed": str(printed)})
    for text, pages in watermarks.items():
        yield Finding(FindingKind.WATERMARK, pages[0], text, words={"pages": page_ranges(pages)})


def page_ranges(pages: Sequence[int]) -> str:
    """Page numbers in ascending order, those that follow each other as one range: 1-3, 5."""
    starts = [pages[0], *(b for a, b in pairwise(pages) if b > a + 1)]
    ends = [*(a for a, b in pairwise(pages) if b > a + 1), pages[-1]]
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))
