"""Reading scanned pages: seconds a page, on one core and on two, and which step takes which share of them."""

from __future__ import annotations

import cProfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from types import FunctionType
from typing import Any

from benchmarks.pages import ScanFile
from extract.document import read_pages
from extract.pdf.camelot import CamelotReader
from extract.pdf.left_out.declared_widths import StatedWidthsReader
from extract.pdf.open_pdf import open_pdf
from extract.printed.printed_page import read_page
from extract.ruled.tables.grid import close_loose_ends, find_cells
from extract.ruled.tables.regions import enclosed_boxes
from extract.scan.boxes.brackets import confirm, find_brackets
from extract.scan.image.background import even_ground
from extract.scan.image.binarize import clean_picture
from extract.scan.image.deskew import straighten
from extract.scan.image.render import page_picture
from extract.scan.image.text_size import usual_text_size
from extract.scan.ocr.character_shapes import placed
from extract.scan.ocr.correct import corrected
from extract.scan.ocr.recognizer import Recognizer
from extract.scan.rules.detect import picture_rulings
from extract.scan.rules.frames import without_frames
from extract.scan.scanned_page import PictureReader
from extract.scan.text.components import text_lines
from extract.scan.text.read_lines import read_lines

THREADS = 2
"""Cores on which one document is read beside the reading on one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the reading: the time in `functions`, without that in `other`, which they call and others count."""

    name: str
    functions: tuple[Callable[..., Any], ...]
    other: tuple[Callable[..., Any], ...] = ()

    def seconds(self, spent: Mapping[object, float]) -> float:
        """The time of this step, from that spent in each function's code and what it calls."""
        return sum(_spent(f, spent) for f in self.functions) - sum(_spent(f, spent) for f in self.other)


STEPS = (
    Step("page drawn (render)", (page_picture,)),
    Step("background evened (background)", (even_ground,)),
    Step("straightened (deskew, dewarp)", (straighten,)),
    Step("ink from paper (binarize, despeckle)", (clean_picture,)),
    Step("usual type size (text_size)", (usual_text_size,)),
    Step("frames of values (frames)", (without_frames,)),
    Step("rulings (line_segments, anchored, detect)", (picture_rulings,)),
    Step("cells (grid, regions)", (close_loose_ends, find_cells, enclosed_boxes)),
    Step("lines of ink (components)", (text_lines,)),
    Step("option boxes (brackets, marks)", (find_brackets, confirm)),
    Step("recognition (recognizer)", (Recognizer.read,), (placed, corrected)),
    Step("characters on ink (character_shapes, correct)", (placed, corrected)),
    Step("lines put together (read_lines)", (read_lines,), (find_brackets, confirm, Recognizer.read)),
)
"""The steps of reading a page's picture in the order of the data, each with the modules that do it."""
REST = "the rest"


@dataclass(frozen=True, slots=True)
class ScanTiming:
    """What reading a file on `threads` cores took in each repetition, in seconds: by the clock, and of the CPU."""

    scan: ScanFile
    threads: int
    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def wall_page(self) -> float:
        """Seconds a page by the clock, by the median repetition."""
        return median(self.wall) / self.scan.pages

    @property
    def cpu_page(self) -> float:
        """CPU seconds a page, by the median repetition."""
        return median(self.cpu) / self.scan.pages


def time_scans(jobs: Sequence[tuple[ScanFile, int]], repetitions: int, tell: Callable[[str], None]) -> list[ScanTiming]:
    """Read each of the files, on the number of cores given with it, in turns; `tell` is given what runs next."""
    for threads in sorted({threads for _, threads in jobs}):
        tell(f"warming up: scans, {threads} threads")
        _read(jobs[0][0], threads, pages=1)
    taken: list[list[tuple[float, float]]] = [[] for _ in jobs]
    for repetition in range(repetitions):
        for n, (scan, threads) in enumerate(jobs):
            tell(f"{repetition + 1}/{repetitions}: {scan.kind}, {threads} threads")
            wall, cpu = time.perf_counter(), time.process_time()
            _read(scan, threads)
            taken[n].append((time.perf_counter() - wall, time.process_time() - cpu))
    return [
        ScanTiming(scan, threads, tuple(wall for wall, _ in times), tuple(cpu for _, cpu in times))
        for (scan, threads), times in zip(jobs, taken, strict=True)
    ]


def step_shares(scan: ScanFile) -> dict[str, float]:
    """Which share (0-1) of the time that reading the pages' pictures takes is spent in each step, by a profiler.

    The profiler counts calls of Python functions only: it adds some 5 % where there are many.
    """
    data = scan.path.read_bytes()
    stated, camelot, pictures = StatedWidthsReader(data), CamelotReader(data), PictureReader(Recognizer())
    profile = cProfile.Profile(builtins=False)
    with open_pdf(data) as document:
        for number, page in enumerate(document, 1):
            typed = read_page(page, number, stated, camelot)
            if number == 1:  # loads the model, and learns which way up the pages are
                pictures.read(page, typed)
            profile.runcall(pictures.read, page, typed)
            page.close()
    spent: dict[object, float] = {entry.code: entry.totaltime for entry in profile.getstats()}
    return shares(spent, _spent(PictureReader.read, spent))


def shares(spent: Mapping[object, float], total: float) -> dict[str, float]:
    """The share of each step and, under `REST`, of all that is none."""
    found = {step.name: step.seconds(spent) / total for step in STEPS}
    return found | {REST: 1 - sum(found.values())}


def _spent(function: Callable[..., Any], spent: Mapping[object, float]) -> float:
    assert isinstance(function, FunctionType)
    return spent.get(function.__code__, 0.0)


def _read(scan: ScanFile, threads: int, pages: int | None = None) -> None:
    for _ in read_pages(scan.path.read_bytes(), range(1, (pages or scan.pages) + 1), threads):
        pass
