"""The pages of a print on other sheets: several on one, folded to a booklet, turned, shrunk, cut off."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pikepdf

A4 = (595.276, 841.89)


class Spot(NamedTuple):
    """A page of the print on a sheet: its number from 1, its left lower corner there (points), how large, how turned.

    `turned` is in quarters, against the clock.
    """

    page: int
    x: float
    y: float
    scale: float
    turned: int = 0


class Sheet(NamedTuple):
    """A sheet of a size (points), with the pages on it."""

    width: float
    height: float
    spots: Sequence[Spot]


def on_sheets_of(pdf: bytes, sheets: Sequence[Sheet]) -> bytes:
    """The pages of a PDF on these sheets; the same bytes for the same PDF."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as made:
        forms: dict[int, pikepdf.Object] = {}
        for each in sheets:
            sheet = made.add_blank_page(page_size=(each.width, each.height))
            drawn = []
            for spot in each.spots:
                page = source.pages[spot.page - 1]
                form = forms.setdefault(spot.page, made.copy_foreign(page.as_form_xobject()))
                name = sheet.add_resource(form, pikepdf.Name.XObject)
                matrix = " ".join(f"{value:.6f}" for value in _matrix(spot, page.mediabox))
                drawn.append(f"q {matrix} cm {name} Do Q\n")
            sheet.obj.Contents = made.make_stream("".join(drawn).encode())
        made.save(target, deterministic_id=True)
    return target.getvalue()


def _matrix(spot: Spot, box: pikepdf.Array) -> tuple[float, ...]:
    """What sets a page on its spot: its left lower corner, once it is turned, stands at (x, y)."""
    width, height = (float(box[2] - box[0]) * spot.scale, float(box[3] - box[1]) * spot.scale)
    a, b = ((1, 0), (0, 1), (-1, 0), (0, -1))[spot.turned]
    right, up = ((0.0, 0.0), (height, 0.0), (width, height), (0.0, width))[spot.turned]
    return (a * spot.scale, b * spot.scale, -b * spot.scale, a * spot.scale, spot.x + right, spot.y + up)


def two_up(pdf: bytes) -> bytes:
    """The pages of a PDF, each half as large, two on each sheet that lies."""
    return on_sheets_of(
        pdf, list(_facing(_upright(pdf), [(n, n + 1) for n in range(1, _count(pdf) + 1, 2)], _count(pdf)))
    )


def booklet(pdf: bytes, right_bound: bool = False) -> bytes:
    """The pages of a PDF as a booklet is printed, to be folded: last and first, second and last but one."""
    count = -(-_count(pdf) // 4) * 4
    pairs = []
    for n in range(count // 2):
        outer, inner = count - n, n + 1
        pairs.append((outer, inner) if n % 2 == 0 else (inner, outer))
    pairs = [pair[::-1] for pair in pairs] if right_bound else pairs
    return on_sheets_of(pdf, list(_facing(_upright(pdf), pairs, _count(pdf))))


def four_up(pdf: bytes, down: bool = False) -> bytes:
    """Four pages on each sheet: row by row, or column by column."""
    width, height = _upright(pdf)
    sheets = []
    for first in range(1, _count(pdf) + 1, 4):
        places = ((0, 0), (0, 1), (1, 0), (1, 1)) if down else ((0, 0), (1, 0), (0, 1), (1, 1))
        numbers = range(first, min(first + 4, _count(pdf) + 1))
        spots = [
            Spot(n, width / 2 * column, height / 2 * (1 - row), 0.5)
            for n, (column, row) in zip(numbers, places, strict=False)
        ]
        sheets.append(Sheet(width, height, spots))
    return on_sheets_of(pdf, sheets)


def one_up(pdf: bytes, scale: float = 1.0, turned: Callable[[int], int] = lambda page: 0) -> bytes:
    """Each page on a sheet of its own, larger or smaller, in its middle, and turned without a word of the file."""
    sheets = []
    for number, (width, height) in enumerate(_sizes(pdf), 1):
        quarters = turned(number)
        size = (height, width) if quarters % 2 else (width, height)
        margins = [length * (1 - scale) / 2 if scale < 1 else 0.0 for length in size]
        lengths = size if scale < 1 else tuple(length * scale for length in size)
        sheets.append(Sheet(lengths[0], lengths[1], [Spot(number, margins[0], margins[1], scale, quarters)]))
    return on_sheets_of(pdf, sheets)


def changed(pdf: bytes, change: Callable[[int, pikepdf.Page], None]) -> bytes:
    """The PDF once each page, with its number, was changed in place."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as source:
        for number, page in enumerate(source.pages, 1):
            change(number, page)
        source.save(target, deterministic_id=True)
    return target.getvalue()


def _facing(size: tuple[float, float], pairs: Sequence[tuple[int, int]], count: int) -> Iterator[Sheet]:
    width, height = size
    scale = min(width / height, height / (2 * width))
    for pair in pairs:
        spots = [Spot(page, height / 2 * place, 0.0, scale) for place, page in enumerate(pair) if page <= count]
        yield Sheet(height, width, spots)


def _sizes(pdf: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(pdf)) as source:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in source.pages]


def _upright(pdf: bytes) -> tuple[float, float]:
    return _sizes(pdf)[0]


def _count(pdf: bytes) -> int:
    return len(_sizes(pdf))


def on_sheets(gold: dict[str, Any]) -> dict[str, Any]:
    """The gold of a print after `two_up`."""
    moved = {
        key: [{**item, "pages": sorted({(page + 1) // 2 for page in item["pages"]})} for item in gold[key]]
        for key in ("entries", "changes")
    }
    return {**gold, **moved, "pages": (gold["pages"] + 1) // 2}
