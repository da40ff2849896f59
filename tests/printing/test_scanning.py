"""The scanner of prints: same bytes every time, every knob does what it says, gold says what was done."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray

pytest.importorskip("reportlab")
pytest.importorskip("pylopdf_fonts_jp")

from data.printing.__main__ import SAMPLES
from data.printing.degrade import degraded, screened
from data.printing.distort import Pose, laid, pose, turned
from data.printing.gold import gold
from data.printing.misread import look_alikes, misread_text, page_words
from data.printing.printer import print_source
from data.printing.scan import Scan, load_scans, random_scan, scan_from_dict
from data.printing.scanner import scanned
from data.printing.source import Source, load_source
from data.printing.style import Style, embedded, load_styles

SOURCES = Path(__file__).parents[2] / "data" / "sources"
SMALL = SOURCES / "kiso_h30_vaccination.yaml"
PAGES = 4


@pytest.fixture(scope="module")
def small() -> Source:
    return load_source(SMALL)


@pytest.fixture(scope="module")
def printed(small: Source) -> bytes:
    return print_source(small, Style()).pdf


def texts(pdf: bytes) -> list[str]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def paper(levels: int = 255, shape: tuple[int, ...] = (120, 80)) -> NDArray[np.uint8]:
    return np.full(shape, levels, dtype=np.uint8)


def seen(levels: NDArray[np.uint8], **knobs: Any) -> NDArray[Any]:
    return degraded(levels, Scan(dpi=72, **knobs), np.random.default_rng(1))


@pytest.mark.parametrize("mode", ["grey", "bw", "colour"])
def test_scans_have_pages_and_no_text(printed: bytes, mode: str) -> None:
    scan = random_scan(3)
    scan = replace(scan, dpi=40, mode=mode, hidden=0.0)
    assert texts(scanned(printed, scan)) == [""] * PAGES
    assert scanned(printed, scan) == scanned(printed, scan)


def test_a_scanned_page_is_as_large_as_its_print(printed: bytes) -> None:
    with pdfium.PdfDocument(scanned(printed, Scan(dpi=72, turn=(0, 90, 180)))) as document:
        sizes = [page.get_size() for page in document]
    upright = pytest.approx((595.28, 841.89), abs=1.0)
    assert sizes == [upright, pytest.approx((841.89, 595.28), abs=1.0), upright, pytest.approx((841.89, 595.28), abs=1)]


def test_only_the_pages_named_become_pictures(printed: bytes) -> None:
    before, after = texts(printed), texts(scanned(printed, Scan(dpi=40, pages=(1, 3))))
    assert after == ["", before[1], "", before[3]]


def test_other_pages_do_not_change_how_a_page_is_scanned(printed: bytes) -> None:
    def second(pages: tuple[int, ...]) -> NDArray[Any]:
        scan = Scan(dpi=40, noise=5.0, sway=0.5, specks=5, pages=pages)
        with pdfium.PdfDocument(scanned(printed, scan)) as document:
            return np.asarray(document[1].render(scale=40 / 72, grayscale=True).to_numpy())

    assert np.array_equal(second((2,)), second(()))


def test_a_hidden_layer_is_the_text_with_errors_that_nobody_sees(printed: bytes) -> None:
    plain, hidden = Scan(dpi=40, pages=(2,)), Scan(dpi=40, pages=(2,), hidden=0.1)
    before, after = texts(printed)[1].split(), texts(scanned(printed, hidden))[1].split()
    assert before != after
    assert 0.3 < len(set(before) & set(after)) / len(set(before)) < 1
    with pdfium.PdfDocument(scanned(printed, plain)) as one, pdfium.PdfDocument(scanned(printed, hidden)) as other:
        assert np.array_equal(one[1].render().to_numpy(), other[1].render().to_numpy())
    assert scanned(printed, hidden) == scanned(printed, hidden)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_hidden_text_lies_where_the_picture_shows_it(printed: bytes, turn: int) -> None:
    with pdfium.PdfDocument(printed) as document:
        title = next(words for words in page_words(document[0]) if "特定個人情報保護評価書" in words.text)
        width, height = document[0].get_size()
    x, y = (title.x0 + title.x1) / 2, (title.top + title.bottom) / 2
    centre = {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[turn]
    # The smallest share of errors that makes a layer at all. Its font is only named: PDFium, which would draw it with
    # a font of the machine, gives boxes without height where the machine has none.
    with pdfplumber.open(io.BytesIO(scanned(printed, Scan(dpi=72, turn=(turn,), hidden=1e-9)))) as scan:
        chars = scan.pages[0].chars
    at = "".join(char["text"] for char in chars).index("特定個人情報保護評価書")
    own = chars[at : at + len(title.text)]
    left, right = min(char["x0"] for char in own), max(char["x1"] for char in own)
    top, bottom = min(char["top"] for char in own), max(char["bottom"] for char in own)
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx(centre, abs=6.0)


def test_unmapped_fonts_print_the_same_and_do_not_say_what(printed: bytes) -> None:
    pdf = scanned(printed, Scan(mode="unmapped", pages=(2,)))
    before, after = texts(printed), texts(pdf)
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True, True]
    assert "番号法" in before[1] and "番号法" not in after[1]
    with pdfium.PdfDocument(printed) as one, pdfium.PdfDocument(pdf) as other:
        assert np.array_equal(one[1].render().to_numpy(), other[1].render().to_numpy())


def test_fonts_inside_a_form_are_unmapped_too(small: Source) -> None:
    pdf = print_source(small, Style(xobject=True, cid=False)).pdf
    assert "番号法" not in "".join(texts(scanned(pdf, Scan(mode="unmapped"))))


def test_black_and_white_has_one_bit_and_knows_the_paper(printed: bytes) -> None:
    with pdfium.PdfDocument(scanned(printed, Scan(dpi=60, mode="bw", paper=150))) as document:
        image = next(document[1].get_objects())
        assert isinstance(image, pdfium.PdfImage)
        assert image.get_metadata().bits_per_pixel == 1
        assert (document[1].render(grayscale=True).to_numpy() == 255).mean() > 0.8


@pytest.mark.parametrize(
    ("knobs", "check"),
    [
        ({}, lambda ink, ground: (ink, ground) == (0, 255)),
        ({"faint": 0.4}, lambda ink, ground: (ink, ground) == (102, 255)),
        ({"paper": 200}, lambda ink, ground: (ink, ground) == (0, 200)),
        ({"faint": 0.5, "paper": 200}, lambda ink, ground: (ink, ground) == (100, 200)),
    ],
)
def test_ink_and_paper_have_the_levels_asked_for(knobs: dict[str, Any], check: Callable[[int, int], bool]) -> None:
    levels = paper()
    levels[:60] = 0
    out = seen(levels, **knobs)
    assert check(out[10, 10], out[100, 10])


def test_tint_is_yellow_and_only_in_colour() -> None:
    red, green, blue = seen(paper(shape=(4, 4, 3)), tint=0.5)[0, 0]
    assert red == 255 > green > blue
    assert (seen(paper(), tint=0.5) == 255).all()


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_the_band_is_at_its_side_and_fades_inwards(side: str) -> None:
    sides = {"left": (60, 1), "right": (60, -2), "top": (1, 40), "bottom": (-2, 40)}
    hard, soft = (seen(paper(), band=0.8, band_w=20.0, band_side=side, band_fades=fades) for fades in (False, True))
    assert {name for name, at in sides.items() if hard[at] < 100} == {side}
    assert {name for name, at in sides.items() if soft[at] < 100} == {side}
    assert len(np.unique(hard)) == 2 < len(np.unique(soft))


def test_noise_specks_blur_and_shade_are_as_strong_as_asked() -> None:
    assert seen(paper(128), noise=8.0).std() == pytest.approx(8.0, rel=0.05)
    assert 0 < (seen(paper(), specks=9) < 200).sum() <= 9 * 4
    edge = paper()
    edge[:, 40:] = 0
    assert 100 < seen(edge, blur=1.0)[60, 39] < 200
    shaded = seen(paper(), shade=0.2)
    assert sorted((shaded[0, 0], shaded[-1, -1], shaded[0, -1], shaded[-1, 0]))[0] == 204


def test_a_screen_makes_grey_areas_dots_of_the_same_darkness() -> None:
    dots = screened(paper(192, (600, 600)))
    assert set(np.unique(dots)) == {0, 255}
    assert dots.mean() == pytest.approx(192, abs=4)
    assert (screened(paper(0)) == 0).all()


def test_skew_is_counterclockwise_and_bend_raises_the_middle() -> None:
    line = paper(shape=(200, 300))
    line[99:101] = 0
    skewed = laid(line, Scan(dpi=72), Pose(skew=2.0))
    height = {x: float(np.argmin(skewed[:, x])) for x in (20, 150, 280)}
    assert height[20] - height[280] == pytest.approx(260 * np.tan(np.radians(2.0)), abs=1.5)
    bent = laid(line, Scan(dpi=72, bend=5.0), Pose())
    assert np.argmin(bent[:, 2]) - np.argmin(bent[:, 150]) == pytest.approx(5, abs=1)


def test_quarter_turns_are_clockwise() -> None:
    levels = np.array([[1, 2], [3, 4]], dtype=np.uint8)
    assert turned(levels, Pose(turn=90)).tolist() == [[3, 1], [4, 2]]
    assert turned(levels, Pose(turn=180)).tolist() == [[4, 3], [2, 1]]


def test_pages_sway_around_the_skew() -> None:
    scan = Scan(skew=1.0, sway=0.3)
    skews = [pose(scan, number, np.random.default_rng(number)).skew for number in range(20)]
    assert len(set(skews)) == 20
    assert all(0.7 <= skew <= 1.3 for skew in skews)


def test_misreadings_are_look_alikes_as_often_as_asked() -> None:
    text = "口ロ○" * 500
    wrong = misread_text(text, 0.2, random.Random(0))
    assert misread_text(text, 0.0, random.Random(0)) == text
    assert set(wrong) <= {" ", *text, *(char for key in text for char in look_alikes()[key])}
    assert 0.7 < sum(wrong.count(char) for char in "口ロ○") / len(text) < 1.0


@pytest.mark.parametrize(("pages", "kind"), [((), "scanned"), ((2,), "mixed"), ((9,), "born_digital")])
def test_gold_says_what_was_scanned_and_how(small: Source, pages: tuple[int, ...], kind: str) -> None:
    scan = Scan(pages=pages, skew=0.5)
    data = gold(small, Style(), print_source(small, Style()), "x.pdf", scan)
    assert data["kind"] == kind
    assert (data["dpi"], data["scan"]["skew"], data["scan"]["pages"]) == (200, 0.5, list(pages))


def test_random_scans_are_repeatable_and_differ() -> None:
    assert random_scan(7) == random_scan(7) != random_scan(8)
    drawn = [random_scan(seed) for seed in range(200)]
    assert {scan.mode for scan in drawn} == {"grey", "bw", "colour"}
    assert all(150 <= scan.dpi <= 300 and abs(scan.skew) <= 2 and scan.faint <= 0.6 for scan in drawn)


def test_unknown_knobs_words_and_turns_of_scans_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown knobs"):
        scan_from_dict("x", {"stain": 1})
    with pytest.raises(ValueError, match="mode"):
        Scan(mode="sepia")
    with pytest.raises(ValueError, match="turn"):
        Scan(turn=(45,))


def test_a_face_that_is_only_named_is_embedded_before_it_is_scanned() -> None:
    assert embedded(Style(font="heisei-mincho")).font == "serif"
    assert embedded(Style(font="sans")) == Style(font="sans")


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.yaml")), ids=lambda path: path.stem)
def test_scanned_copies_name_scans_and_styles_that_exist(path: Path) -> None:
    for end, copy in load_source(path).scans.items():
        assert copy.scan in load_scans() and copy.style in load_styles()
        assert (SAMPLES / f"{path.stem}_{end}.pdf").exists()
