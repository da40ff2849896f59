"""The benchmark's own arithmetic: fair page sets, medians and ratios."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from benchmarks.archive import ArchiveRun, ArchiveRuns, fill, measure_archive
from benchmarks.engines import Engine, extract, ingest, pdfium_text
from benchmarks.memory import FreshRun, peak_memory
from benchmarks.pages import ScanFile, ScannedPage, find_pages, gather, repeat_pages
from benchmarks.report import archive_table, markdown, memory_table, scan_table, speed_table, steps_table
from benchmarks.scans import REST, STEPS, ScanTiming, shares, step_shares
from benchmarks.timing import Timing

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
SMALL = SAMPLES / "kiso_h30_vaccination.pdf"
SCANNED = SAMPLES / "henko_child_medical_care_scan200colour.pdf"
MIXED = SAMPLES / "juten_h30_disability_mixed.pdf"
SEARCHABLE = SAMPLES / "kiso_h26_long_term_care_scan200ocr.pdf"


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
    assert found.scanned == ()


def test_scans_do_not_take_part_though_software_laid_text_over_them(tmp_path: Path) -> None:
    for path in (MIXED, SEARCHABLE, SMALL):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    found = find_pages(tmp_path)
    assert found.files == (tmp_path / SMALL.name,)
    kinds = [(page.kind, page.path.name, page.number) for page in found.scanned]
    assert kinds == [
        *(("grey 200 dpi", MIXED.name, number) for number in (3, 5, 8)),
        *(("1-bit 200 dpi", SEARCHABLE.name, number) for number in (1, 2, 3, 4)),
    ]


def test_scanned_pages_of_one_kind_are_gathered_from_all_files_and_bounded(tmp_path: Path) -> None:
    scanned = [ScannedPage("grey", MIXED, number) for number in (3, 5, 8)]
    scanned += [ScannedPage("colour", SCANNED, 1 + number % 2) for number in range(21)]
    files = gather(scanned, tmp_path)
    assert [(file.kind, file.pages) for file in files] == [("colour", 7), ("grey", 3)]
    assert [pdfium_text([file.path], 1) for file in files] == [7, 3]


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


def test_scans_are_told_by_seconds_a_page_and_by_what_a_second_core_gains() -> None:
    scan = ScanFile("grey 200 dpi", Path("x.pdf"), 4)
    one = ScanTiming(scan, 1, wall=(4.0, 6.0, 20.0), cpu=(4.0, 4.0, 6.0))
    two = ScanTiming(scan, 2, wall=(3.0, 4.0, 5.0), cpu=(8.0, 8.0, 8.0))
    assert scan_table([one, two], "title").rows == (
        ("grey 200 dpi", "4", "1", "1.50", "1.00–5.00", "1.00", ""),
        ("grey 200 dpi", "4", "2", "1.00", "0.75–1.25", "2.00", "1.50"),
    )


def test_time_within_a_step_that_another_step_counts_is_counted_once() -> None:
    spent: dict[object, float] = {}
    seconds = {"render": 1.0, "read_lines": 8.0, "brackets": 2.0, "recognizer": 5.0, "character_shapes": 3.0}
    for step in STEPS:
        module = step.functions[0].__module__.rpartition(".")[2]
        spent[step.functions[0].__code__] = seconds.get(module, 0.0)
    found = {name.rpartition("(")[2].split(",")[0].rstrip(")"): share for name, share in shares(spent, 10.0).items()}
    assert {module: share for module, share in found.items() if share} == pytest.approx({
        "render": 0.1, "read_lines": 0.1, "brackets": 0.2, "recognizer": 0.2, "character_shapes": 0.3, REST: 0.1,
    })  # fmt: skip


def test_steps_that_are_timed_are_those_that_a_page_goes_through(tmp_path: Path) -> None:
    (scan,) = gather([ScannedPage("colour", SCANNED, 2)], tmp_path)
    found = step_shares(scan)
    assert sum(found.values()) == pytest.approx(1)
    assert all(found[step.name] > 0 for step in STEPS)
    assert len(steps_table({scan.kind: found}).rows) == len(STEPS) + 1
