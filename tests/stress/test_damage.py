"""Each damage does to the print what its gold says, with both printers."""

import random
from collections import Counter
from functools import cache
from typing import Any

import pypdfium2
import pytest

from hyokasho.evaluation.comparable import comparable
from tests.stress import first, second
from tests.stress.cases import PRINTERS, make_case
from tests.stress.rewording import LABELS, OPTIONS, rename_which, reworded

SEED = {first: 78, second: 4}
"""Short prints whose faces are embedded, so that PDFium sees each character."""


def _pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [comparable(page.get_textpage().get_text_range().replace("\ufffe", "-")) for page in document]


def _damaged(printer: Any, name: str) -> tuple[list[str], dict[str, Any]]:
    damage = next(damage for damage in printer.DAMAGES if damage.__name__ == name)
    pdf, gold = damage(SEED[printer], random.Random("damage"))
    return _pages(pdf), gold


@cache
def _plain(printer: Any) -> tuple[list[str], dict[str, Any]]:
    pdf, gold = printer.plain(SEED[printer])
    return _pages(pdf), gold


@pytest.mark.parametrize("printer", PRINTERS)
def test_a_dropped_page_is_gone_and_with_it_what_stood_there(printer: Any) -> None:
    (pages, gold), (whole, _) = _damaged(printer, "page_dropped"), _plain(printer)
    (gone,) = [number for number, text in enumerate(whole, 1) if text not in pages]
    assert pages == [text for number, text in enumerate(whole, 1) if number != gone]
    for item in (*gold["entries"], *gold["changes"]):
        assert ("ink" in item) == (gone in item["pages"])
        assert (item.get("ink") == "gone") == (item["pages"] == [gone])


@pytest.mark.parametrize("printer", PRINTERS)
def test_a_doubled_page_stands_behind_itself(printer: Any) -> None:
    (pages, gold), (whole, plain) = _damaged(printer, "page_doubled"), _plain(printer)
    assert len(pages) == len(whole) + 1
    assert [text for text, before in zip(pages, ["", *pages], strict=False) if text != before] == whole
    assert gold["entries"] == plain["entries"]


@pytest.mark.parametrize("printer", PRINTERS)
def test_without_a_heading_only_its_characters_are_missing(printer: Any) -> None:
    (pages, gold), (whole, plain) = _damaged(printer, "heading_removed"), _plain(printer)
    assert not Counter("".join(pages)) - Counter("".join(whole))
    assert 0 < len("".join(whole)) - len("".join(pages)) < 80
    assert [entry["value"] for entry in gold["entries"]] == [entry["value"] for entry in plain["entries"]]


@pytest.mark.parametrize("printer", PRINTERS)
@pytest.mark.parametrize("name", ["ruling_removed", "table_shifted"])
def test_missing_rulings_and_shifted_rows_leave_every_character(printer: Any, name: str) -> None:
    (pages, gold), (whole, plain) = _damaged(printer, name), _plain(printer)
    assert [Counter(text) for text in pages] == [Counter(text) for text in whole]
    assert gold["entries"] == plain["entries"]


@pytest.mark.parametrize("printer", PRINTERS)
def test_reworded_labels_leave_the_answers(printer: Any) -> None:
    (pages, gold), (whole, plain) = _damaged(printer, "label_reworded"), _plain(printer)
    assert Counter("".join(pages)) != Counter("".join(whole))
    assert [entry["value"] for entry in gold["entries"]] == [entry["value"] for entry in plain["entries"]]


@pytest.mark.parametrize("printer", PRINTERS)
def test_a_renamed_option_is_printed_and_chosen_under_its_new_name(printer: Any) -> None:
    (pages, gold), (_, plain) = _damaged(printer, "option_renamed"), _plain(printer)
    values = [(old["value"], new["value"]) for old, new in zip(plain["entries"], gold["entries"], strict=True)]
    changed = [(old, new) for old, new in values if old != new]
    assert changed
    for _, new in changed:
        names = [new] if isinstance(new, str) else list(new)
        assert not Counter(comparable("".join(names))) - Counter("".join(pages))


def test_the_pages_that_are_damaged_are_those_of_the_file() -> None:
    assert make_case("damaged/340077").gold["style"]["two_up"]


@pytest.mark.parametrize("name", ["damaged/4", "damaged/7"])
def test_a_damaged_case_is_the_same_each_time(name: str) -> None:
    assert make_case(name) == make_case(name)


def test_a_rewording_changes_one_thing() -> None:
    assert reworded("再委託の有無", LABELS, random.Random(1)) in (
        "再委託に係る有無", "再委託についての有無", "再委託の有り無し",
    )  # fmt: skip
    assert reworded("十分である", OPTIONS, random.Random(1)) == "おおむね十分である"
    assert reworded("ABC", OPTIONS, random.Random(1)) == "ABC"
    assert rename_which({"紙", "専用線"}, {"紙"}, random.Random(2)) in ("紙", "専用線")


def test_a_case_is_known_by_its_name() -> None:
    case = make_case("damaged/3")
    assert (case.printer, case.damage) == ("second", "page_doubled")
    assert make_case("random/0").printer == "first"
    with pytest.raises(ValueError, match="none of"):
        make_case("other/3")
