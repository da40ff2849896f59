"""A section that lies beside its whole assessment is a part of it, where that is certain (`assessments.part_of`)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from data.second_printer.document import Printed, print_spec, spec_in
from data.second_printer.looks import plain_look
from tests.hyokasho.archive import rows, run
from tests.stress.pages import with_pages

SEED, OTHER = 5, 6


@cache
def _print(seed: int) -> Printed:
    look = replace(plain_look(seed), rule="stroke", section_pages=True, face="sans")
    return print_spec(spec_in(seed, look), "x.pdf")


def _section(seed: int, name: str) -> bytes:
    printed = _print(seed)
    own = [n for n, page in enumerate(printed.pages, 1) if any(strip.section.startswith(name) for strip in page.strips)]
    return with_pages(printed.pdf, own)


def _changes(seed: int) -> bytes:
    """The pages of the table of changes alone."""
    gold = _print(seed).gold["changes"]
    return with_pages(_print(seed).pdf, sorted({page for row in gold for page in row["pages"]}))


def _assessments(folder: Path, files: Sequence[bytes]) -> list[dict[str, Any]]:
    """The rows of `assessments` of an archive of these files, in their order, with the place of each one's whole."""
    source = folder / "in"
    source.mkdir(parents=True)
    for number, pdf in enumerate(files):
        (source / f"{number}.pdf").write_bytes(pdf)
    run(source, folder / "out")
    places = [hashlib.sha256(pdf).hexdigest() for pdf in files]
    found = {row["document_id"]: row for row in rows(folder / "out", "assessments")}
    ordered = [found[place] for place in places]
    return [row | {"whole": places.index(row["part_of"]) if row["part_of"] else None} for row in ordered]


def test_sections_are_parts_of_the_whole_beside_them(tmp_path: Path) -> None:
    files = [_section(SEED, "Ⅰ"), _print(SEED).pdf, _changes(SEED), _print(OTHER).pdf]
    made = _assessments(tmp_path, files)
    assert [row["whole"] for row in made] == [1, None, 1, None]
    assert [row["part_of_no"] for row in made] == [1, None, 1, None]
    assert [row["sections"] for row in made[::2]] == [["I"], ["henko"]]


@pytest.mark.parametrize("which", ["no whole", "another whole", "two wholes", "little said"])
def test_what_is_not_certain_is_no_part(which: str, tmp_path: Path) -> None:
    section, whole = _section(SEED, "Ⅰ"), _print(SEED).pdf
    beside = {
        "no whole": [section], "another whole": [section, _print(OTHER).pdf],
        "two wholes": [section, whole, with_pages(whole, range(1, len(_print(SEED).pages) + 1))],
        "little said": [_section(SEED, "Ⅱ"), whole],
    }[which]  # fmt: skip
    assert _assessments(tmp_path, beside)[0]["whole"] is None
