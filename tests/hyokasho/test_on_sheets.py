"""The pages of a print on other sheets (several on one, folded, turned, shrunk) are read as the print itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from math import cos, radians, sin
from typing import Any

import pikepdf
import pypdfium2
import pytest

from data.second_printer.document import print_spec, spec_in
from data.second_printer.looks import plain_look
from data.second_printer.sheets import booklet, changed, four_up, one_up, two_up
from hyokasho.document.reader import read_file
from hyokasho.evaluation.comparable import comparable

NUMBERED, UNNUMBERED = 4, 5
Rows = list[dict[str, Any]]


@cache
def _print(seed: int) -> bytes:
    look = replace(plain_look(seed), rule="stroke", paper=(595.3, 841.9), change_paper="same", face="sans")
    return print_spec(spec_in(seed, look), "x.pdf").pdf


def _rows(pdf: bytes, table: str) -> Rows:
    tables = read_file(pdf, "x.pdf", "").tables
    return list(tables[table].to_pylist()) if table in tables else []


@cache
def _said(pdf: bytes) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """All answers and changes with their statuses, but for white space: smaller type has other blanks."""
    fields = [(row["form_key"], comparable(row["raw"]), row["status"]) for row in _rows(pdf, "fields")]
    columns = ("changed_on_raw", "item", "before", "after", "status")
    changes = [tuple(comparable(row[name]) for name in columns) for row in _rows(pdf, "changes")]
    return fields, changes


def _rotated(degrees: int) -> Callable[[int, pikepdf.Page], None]:
    def change(number: int, page: pikepdf.Page) -> None:
        page.Rotate = degrees

    return change


def _tilted(degrees: float) -> Callable[[int, pikepdf.Page], None]:
    """Turn all that a page draws to the left around its middle, as programs do that straighten pages."""
    c, s = cos(radians(degrees)), sin(radians(degrees))

    def change(number: int, page: pikepdf.Page) -> None:
        left, bottom, right, top = map(float, page.mediabox)
        x, y = (left + right) / 2, (bottom + top) / 2
        matrix = c, s, -s, c, x - c * x + s * y, y - s * x - c * y
        page.contents_add(b"q %s cm\n" % b" ".join(b"%.5f" % each for each in matrix), prepend=True)
        page.contents_add(b"\nQ")

    return change


def _in_larger_units(number: int, page: pikepdf.Page) -> None:
    page.UserUnit = 1.5


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "two": two_up, "folded": booklet, "folded at the right": lambda pdf: booklet(pdf, right_bound=True),
    "four": four_up, "four by columns": lambda pdf: four_up(pdf, down=True), "shrunk": lambda pdf: one_up(pdf, 0.7071),
    "enlarged": lambda pdf: one_up(pdf, 1.4142), "in larger units": lambda pdf: changed(pdf, _in_larger_units),
    "on their side": lambda pdf: one_up(pdf, turned=lambda page: 1),
    "upside down": lambda pdf: one_up(pdf, turned=lambda page: 2),
    "one upside down": lambda pdf: one_up(pdf, turned=lambda page: 2 * (page == 2)),
    "one on its side": lambda pdf: one_up(pdf, turned=lambda page: 3 * (page == 3)),
    "rotated by 90": lambda pdf: changed(pdf, _rotated(90)), "rotated by 180": lambda pdf: changed(pdf, _rotated(180)),
    "turned and rotated back": lambda pdf: changed(one_up(pdf, turned=lambda page: 1), _rotated(90)),
    "tilted": lambda pdf: changed(pdf, _tilted(1)), "tilted a little": lambda pdf: changed(pdf, _tilted(-0.5)),
    "tilted on their side": lambda pdf: one_up(changed(pdf, _tilted(3)), turned=lambda page: 1),
    "two tilted": lambda pdf: changed(two_up(pdf), _tilted(-2)),
    "folded on their side": lambda pdf: one_up(booklet(pdf), turned=lambda page: 1),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_pages_with_numbers_are_read_in_their_order_on_all_sheets(way: str) -> None:
    pdf = _print(NUMBERED)
    assert _said(WAYS[way](pdf)) == _said(pdf)


@pytest.mark.parametrize("way", ["folded", "folded at the right", "four", "four by columns", "shrunk"])
def test_pages_without_numbers_are_read_in_the_order_of_their_labels(way: str) -> None:
    pdf = _print(UNNUMBERED)
    fields, changes = _said(WAYS[way](pdf))
    assert [row[:2] for row in fields] == [row[:2] for row in _said(pdf)[0]]
    assert [row[:4] for row in changes] == [row[:4] for row in _said(pdf)[1]]


def test_pages_of_a_booklet_are_counted_and_told_by_their_sheets() -> None:
    pdf = booklet(_print(NUMBERED))
    (document,), (assessment,) = (_rows(pdf, table) for table in ("documents", "assessments"))
    assert (document["pages"], assessment["page_first"], assessment["page_last"]) == (4, 1, 4)
    moved = {row["page"] for row in _rows(pdf, "findings") if row["kind"] == "moved_page"}
    assert moved <= {1, 2, 3, 4}
    assert moved


@pytest.mark.parametrize("way", ["two", "folded", "four", "tilted a little"])
def test_an_answer_stands_in_its_box_on_the_sheet(way: str) -> None:
    pdf = WAYS[way](_print(NUMBERED))
    rows = [row for row in _rows(pdf, "fields") if row["raw"] and "\n" not in row["raw"] and row["type"] == "text"]
    with pypdfium2.PdfDocument(pdf) as document:
        for row in rows:
            page = document[row["page"] - 1]
            height = page.get_height()
            seen = page.get_textpage().get_text_bounded(
                row["x0"] - 1, height - row["bottom"] - 1, row["x1"] + 1, height - row["top"] + 1
            )
            assert row["raw"][:6] in "".join(seen.split("\r\n"))
    assert len(rows) > 5


def test_answers_of_tilted_pages_are_placed_around_where_they_are_printed() -> None:
    pdf = _print(NUMBERED)
    c, s, x, y = cos(radians(1)), sin(radians(1)), 595.3 / 2, 841.9 / 2
    rows = list(zip(_rows(pdf, "fields"), _rows(WAYS["tilted"](pdf), "fields"), strict=True))
    for straight, tilted in rows:
        corners = [(straight[a] - x, straight[b] - y) for a in ("x0", "x1") for b in ("top", "bottom")]
        across, down = [x + c * u + s * v for u, v in corners], [y - s * u + c * v for u, v in corners]
        box = [tilted[side] for side in ("x0", "top", "x1", "bottom")]
        assert box == pytest.approx([min(across), min(down), max(across), max(down)], abs=0.5)
    assert len(rows) == 48
