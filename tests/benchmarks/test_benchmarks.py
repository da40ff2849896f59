"""The benchmark's own arithmetic: fair page sets, medians and ratios."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from benchmarks.archive import ArchiveRun, ArchiveRuns, fill, measure_archive
from benchmarks.engines import Engine, extract, ingest, pdfium_text
from benchmarks.memory import FreshRun, peak_memory
from benchmarks.pages import find_pages, repeat_pages
from benchmarks.report import archive_table, markdown, memory_table, speed_table
from benchmarks.timing import Timing

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
SMALL = SAMPLES / "kiso_h30_vaccination.pdf"


def timing(name: str, pages: int, *seconds: float, stride: int = 1, baseline: bool = False) -> Timing:
    return Timing(Engine(name, pdfium_text, stride, baseline), pages, seconds)


def test_speed_is_that_of_the_median_repetition() -> None:
    assert timing("a", 60, 1.0, 2.0, 30.0).speed == 30
    assert timing("a", 60, 1.0, 2.0, 30.0).range == (2, 60)


def test_ratio_compares_pages_per_second_though_slow_engines_read_fewer() -> None:
    table = speed_table([timing("fast", 60, 1.0), timing("slow", 30, 3.0, stride=2, baseline=True)], "title")
    assert table.rows == (
        ("fast", "60", "60.0", "60.0–60.0", "16.7", "6.0"),
        ("slow", "30 (1 in 2)", "10.0", "10.0–10.0", "100.0", "1.0"),
    )


def test_markdown_has_the_machine_and_aligned_tables() -> None:
    text = markdown([memory_table([("a", FreshRun(50, 2.0, None))])])
    assert "Python" in text
    assert text.endswith("| --- | ---: | ---: | ---: | ---: |\n| a | 50 | unknown | 2.0 | 25.0 |\n")


def test_files_with_pages_without_text_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "text.pdf").write_bytes(SMALL.read_bytes())
    (tmp_path / "broken.pdf").write_bytes(b"no PDF")
    with pikepdf.new() as empty:
        empty.add_blank_page()
        empty.save(tmp_path / "blank.pdf")
    found = find_pages(tmp_path)
    assert ([path.name for path in found.files], found.count) == (["text.pdf"], 4)
    assert found.left_out == ("blank.pdf", "broken.pdf")


@pytest.mark.parametrize(("stride", "pages"), [(1, 10), (3, 4)])
def test_repeated_file_has_the_pages_asked_for(tmp_path: Path, stride: int, pages: int) -> None:
    target = tmp_path / "long.pdf"
    repeat_pages(SMALL, 10, target)
    assert extract([target], stride) == pdfium_text([target], stride) == pages
    assert ingest([target], 1) == 10


def test_peak_memory_is_plausible() -> None:
    peak = peak_memory()
    assert peak is None or 10 < peak < 100_000


def test_runs_are_compared_with_those_beside_them() -> None:
    runs = ArchiveRuns(
        tuple(ArchiveRun(100, wall, 10.0, 300.0) for wall in (10.0, 20.0, 40.0)),
        tuple(ArchiveRun(100, wall, 10.0, 500.0) for wall in (5.0, 10.0, 40.0)),
        tuple(ArchiveRun(100, 1.0, cpu, None) for cpu in (0.1, 0.2, 0.9)),
    )
    assert (runs.gain, runs.share) == (2.0, 0.02)
    assert archive_table(runs, "title").rows == (
        ("one worker", "100", "20.0", "5.0", "10.0", "300", ""),
        ("two workers", "100", "10.0", "10.0", "10.0", "500", "2.00 × one worker"),
        ("two workers, unchanged archive", "100", "1.0", "100.0", "0.2", "unknown", "2.0% of the CPU time"),
    )


def test_copies_are_documents_of_their_own(tmp_path: Path) -> None:
    fill(tmp_path, [SMALL], 3)
    found = sorted(tmp_path.rglob("*.pdf"))
    assert len({path.read_bytes() for path in found}) == len(found) == 3
    assert extract(found, 1) == 12


def test_whole_runs_are_measured() -> None:
    runs = measure_archive([SMALL], 1, 1, lambda _: None)
    assert [run.pages for each in (runs.one, runs.two, runs.again) for run in each] == [4, 4, 4]
    assert runs.share is None or 0 < runs.share < 1
