"""Files with several assessments one behind the other, and with other papers before, between and behind them."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from data.second_printer.around import papers, print_paper
from data.second_printer.document import Printed, Spec, print_spec, spec_in
from data.second_printer.habits import random_look

AROUND_SHARE, COPY_SHARE, ONE_LOOK_SHARE = 0.3, 0.1, 0.6
SEEDS_A_FILE = 10


@dataclass
class _File:
    """A file that grows; `assessments` is the gold of each, with the pages that it stands on."""

    pdf: pikepdf.Pdf = field(default_factory=pikepdf.new)
    assessments: list[dict[str, Any]] = field(default_factory=list)

    def bind(self, pdf: bytes) -> None:
        """Put the pages of a PDF behind what is there."""
        with pikepdf.open(io.BytesIO(pdf)) as other:
            self.pdf.pages.extend(other.pages)

    def bind_assessment(self, printed: Printed) -> None:
        """The same for an assessment."""
        before = len(self.pdf.pages)
        self.bind(printed.pdf)
        gold = printed.gold
        for item in (*gold["entries"], *gold["changes"]):
            item["pages"] = [page + before for page in item["pages"]]
        self.assessments.append(gold | {"page_first": before + 1, "page_last": len(self.pdf.pages)})

    def saved(self) -> bytes:
        """The file. The same pages give the same bytes."""
        target = io.BytesIO()
        self.pdf.save(target, static_id=True, deterministic_id=False)
        return target.getvalue()


def bound(pdfs: Sequence[bytes]) -> bytes:
    """PDFs one behind the other in one file."""
    file = _File()
    for pdf in pdfs:
        file.bind(pdf)
    return file.saved()


def print_several(seed: int, name: str) -> tuple[bytes, dict[str, Any]]:
    """A file with two or three assessments, and its gold: that of each under `assessments`.

    Their pages are counted through the file or anew, and one may be there a second time. The same seed gives the same
    file.
    """
    draw = random.Random(f"several {seed}")
    seeds = range(seed * SEEDS_A_FILE, seed * SEEDS_A_FILE + draw.choice((2, 2, 3)))
    one_look = random_look(seeds[0]) if draw.random() < ONE_LOOK_SHARE else None
    specs = [spec_in(each, one_look or random_look(each)) for each in seeds]
    if draw.random() < 0.5:
        specs = _counted_through(specs, name)
    file = _File()
    for spec in specs:
        _bind_around(file, spec, draw)
        printed = print_spec(spec, name)
        file.bind_assessment(printed)
        if draw.random() < COPY_SHARE:
            file.bind(printed.pdf)
    _bind_around(file, specs[-1], draw)
    pages = len(file.pdf.pages)
    gold = file.assessments[0] | {"pages": pages, "assessments": file.assessments}
    return file.saved(), gold


def print_among(
    spec: Spec, before: Sequence[str], behind: Sequence[str], draw: random.Random
) -> tuple[bytes, dict[str, Any]]:
    """A file with one assessment, between papers of `around.yaml`, and its gold. Raises KeyError for an unknown paper.

    Blank pages behind it may be counted to it: its last page is then one of several (`page_last_most`).
    """
    file = _File()
    for name in before:
        file.bind(print_paper(name, spec, draw))
    file.bind_assessment(print_spec(spec, ""))
    (gold,) = file.assessments
    gold["page_last_most"] = gold["page_last"]
    for name in behind:
        file.bind(print_paper(name, spec, draw))
        if name == "blank" and gold["page_last_most"] == len(file.pdf.pages) - 1:
            gold["page_last_most"] += 1
    return file.saved(), gold | {"pages": len(file.pdf.pages), "assessments": [gold]}


def _counted_through(specs: Sequence[Spec], name: str) -> list[Spec]:
    """The same with page numbers that run through the file."""
    lengths = [len(print_spec(spec, name).pages) for spec in specs]
    return [
        replace(spec, pages_before=sum(lengths[:number]), pages_in_all=sum(lengths))
        for number, spec in enumerate(specs)
    ]  # fmt: skip


def _bind_around(file: _File, spec: Spec, draw: random.Random) -> None:
    """Perhaps some other papers."""
    while draw.random() < AROUND_SHARE:
        file.bind(print_paper(draw.choice(list(papers())), spec, draw))
