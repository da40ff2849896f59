"""The training of the networks for scans: right answers, a loss that falls, files that the reader takes."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

pytest.importorskip("reportlab")
pytest.importorskip("pylopdf_fonts_jp")

from data.printing.scan import Scan
from data.training import marks, strokes
from data.training.__main__ import READER, main
from data.training.examples import Examples
from data.training.fit import Recipe, answered, fitted
from data.training.listening import answering
from data.training.measure import mark_figures, stroke_figures
from data.training.recipes import MARKS, STROKES
from data.training.seen import SeenLine, practice_scan, seen_lines
from data.training.sheets import practice_pdf
from data.training.weights import load, save
from extract.scan.boxes import marks as reader
from extract.scan.boxes import patches
from extract.scan.boxes.brackets import find_brackets

RECIPES = {"strokes": STROKES, "marks": MARKS}
EPOCHS = 6


def shortened(recipe: Recipe) -> Recipe:
    return Recipe(recipe.answers, recipe.hidden, EPOCHS, recipe.varied)


@pytest.fixture(scope="module")
def lines() -> list[SeenLine]:
    """The lines of one page of boxes, scanned askew."""
    return list(seen_lines(practice_pdf(7, 1, marks=True), Scan(dpi=200, skew=0.6), random.Random(0)))


@pytest.fixture(scope="module")
def of_strokes(lines: list[SeenLine]) -> tuple[Examples, int]:
    return strokes.stroke_examples(lines)


@pytest.fixture(scope="module")
def boxes(lines: list[SeenLine]) -> list[marks.Boxed]:
    return list(marks.boxed(lines, random.Random(0)))


@pytest.fixture(scope="module")
def examples(of_strokes: tuple[Examples, int], boxes: list[marks.Boxed]) -> dict[str, Examples]:
    return {"strokes": of_strokes[0], "marks": marks.mark_examples(boxes)}


def test_a_print_is_the_same_each_time_and_others_differ() -> None:
    first, again, other = (practice_pdf(seed, 1, marks=False) for seed in (3, 3, 4))
    assert first == again != other
    assert practice_scan(3) == practice_scan(3) != practice_scan(4)


def test_characters_are_where_the_picture_shows_them(lines: list[SeenLine]) -> None:
    brackets = [(line, char.box) for line in lines for char in line.characters if char.text in strokes.SIDES]
    inked = [
        line.ink[int(box.top) : int(box.bottom) + 1, int(box.x0) : int(box.x1) + 2].any(axis=1).mean()
        for line, box in brackets
    ]
    assert len(inked) > 50
    assert np.mean(np.array(inked) > 0.8) > 0.95


def test_most_brackets_have_a_stroke(of_strokes: tuple[Examples, int]) -> None:
    examples, missed = of_strokes
    counts = np.bincount(examples.answers, minlength=strokes.ANSWERS)
    assert counts.min() > 10
    assert missed < 0.2 * counts[1:].sum()


def test_boxes_know_what_stands_in_them(boxes: list[marks.Boxed]) -> None:
    assert {box.text for box in boxes if box.answer == marks.EMPTY} == {""}
    assert {box.text for box in boxes if box.answer == 0} <= set("○◯〇")
    assert not {box.text for box in boxes if box.answer == marks.OTHER} & set(reader.SIGNS)


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_the_loss_falls_and_the_same_seed_gives_the_same_weights(name: str, examples: dict[str, Examples]) -> None:
    network, losses = fitted(examples[name], shortened(RECIPES[name]), seed=1)
    assert len(losses) == EPOCHS
    assert losses[-1] < losses[0]
    again, _ = fitted(examples[name], shortened(RECIPES[name]), seed=1)
    assert all(np.array_equal(network[key], again[key]) for key in network)


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_the_reader_loads_what_is_saved(name: str, examples: dict[str, Examples], tmp_path: Path) -> None:
    network, _ = fitted(examples[name], shortened(RECIPES[name]), seed=1)
    file = tmp_path / f"{name}.npz"
    save(network, file)
    with file.open("rb") as saved:
        read = patches.load_network(saved)
    assert {key: value.shape for key, value in read.items()} == {key: value.shape for key, value in network.items()}
    likely = answered(examples[name].rows, read)
    assert likely.shape == (len(examples[name]), RECIPES[name].answers)
    assert np.allclose(likely, answered(examples[name].rows, network), atol=0.02)
    written = file.read_bytes()
    save(network, file)
    assert file.read_bytes() == written


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_the_reader_has_weights_as_the_recipe_makes_them(name: str, examples: dict[str, Examples]) -> None:
    recipe, inputs = RECIPES[name], examples[name].rows.shape[1]
    shapes = {key: value.shape for key, value in load(READER / f"{name}.npz").items()}
    assert shapes == {
        "w1": (inputs, recipe.hidden), "b1": (recipe.hidden,),
        "w2": (recipe.hidden, recipe.answers), "b2": (recipe.answers,),
    }  # fmt: skip


def test_the_reader_finds_the_boxes_of_a_print(
    lines: list[SeenLine], of_strokes: tuple[Examples, int], boxes: list[marks.Boxed]
) -> None:
    stroke_rows = stroke_figures(*of_strokes, load(READER / "strokes.npz"))
    assert stroke_rows["brackets"]["found"] > 0.92 * stroke_rows["brackets"]["all"]
    rings = mark_figures(boxes, load(READER / "marks.npz"))["ticked, ring, grey"]
    assert rings["mark"] > 0.9 * rings["all"]
    assert rings["empty"] == 0
    assert any(find_brackets(line.ink, line.grey, line.em).pairs for line in lines)


def test_another_network_is_asked_only_for_a_while(boxes: list[marks.Boxed]) -> None:
    nothing = {key: np.zeros_like(value) for key, value in load(READER / "marks.npz").items()}
    before = [box.read() for box in boxes[:50]]
    with answering(reader, nothing):
        assert not any(box.read().is_mark for box in boxes[:50])
    assert [box.read() for box in boxes[:50]] == before


def test_help_names_the_networks() -> None:
    text = CliRunner().invoke(main, ["--help"]).output
    assert all(word in text for word in ("strokes", "marks", "measure", "seed"))
