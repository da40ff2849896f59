"""Pages of ruled cells → everything that each assessment (評価書) of a file says, one assessment after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.records import Page
from normalize.form_reader import FormReader
from normalize.layout.pages.order import PageOrder
from normalize.layout.pages.own_page import own_page
from normalize.layout.pages.sheets import SheetNumbers
from normalize.parting.by_labels.reversed_pages import ReversedPages
from normalize.parting.by_labels.sheet_order import SheetOrder
from normalize.parting.form_search import skipped_page
from normalize.parting.other_papers import Paper
from normalize.parting.parting import AssessmentPart, parted
from normalize.records import Reading
from normalize.registry import Registry, load_registry


def read_assessments(pages: Iterable[Page], others: list[Paper] | None = None) -> Iterator[Reading]:
    """What each assessment in a file says; nothing for pages that hold none: what they are of is added to `others`.

    No more than one is in memory, if the caller keeps none of them. The pages stay as they are.
    """
    registry, sheets = load_registry(), SheetNumbers()
    folded, turned, order = SheetOrder(), ReversedPages(), PageOrder()
    in_order = order.ordered(turned.ordered(folded.ordered(map(own_page, pages))))
    for number, part in enumerate(parted(sheets.numbered(in_order), registry, others), 1):
        reading = _read(part, number, registry)
        sheets.restore(reading)
        reading.findings += [*folded.told, *turned.told, *order.told]
        folded.told, turned.told, order.told = [], [], []
        yield reading


def _read(part: AssessmentPart, number: int, registry: Registry) -> Reading:
    reader = FormReader(part.kind, number, registry)
    reader.skip(part.before)
    for page, repeats, outside in part.pages:
        if outside:
            reader.skip([skipped_page(page)])
        elif repeats is None:
            reader.read(page)
        else:
            reader.repeat(page, repeats)
    return reader.result(part.doubtful_from, part.following)
