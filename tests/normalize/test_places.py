"""A place keeps its numbers as they were given, however small it is."""

from __future__ import annotations

from sys import intern

from extract.records import Box
from normalize.records import Change, ChangeCell, Place
from normalize.records.packed import BLOCK, Packed

BOX = Box(1 / 3, 0.1, 595.28, 841.89)


def test_numbers_come_back_to_the_bit() -> None:
    place = Place(3, BOX, "pdfium", 0.97, 840.5)
    assert (place.page, place.box, place.engine, place.confidence, place.foot) == (3, BOX, "pdfium", 0.97, 840.5)
    assert repr(place) == f"Place(3, {BOX}, 'pdfium', 0.97, 840.5)"


def test_places_that_say_the_same_are_equal() -> None:
    assert Place(3, BOX, "pdfium") == Place(3, BOX, "pdfium", 1.0, 0.0)
    assert len({Place(3, BOX, "pdfium"), Place(3, BOX, "pdfium"), Place(4, BOX, "pdfium")}) == 2
    assert Place(3, BOX, "pdfium") != Place(3, BOX, "pdfium", foot=1.0)


def test_another_page_or_confidence_leaves_the_rest() -> None:
    place = Place(3, BOX, "pdfium", 0.97, 840.5)
    assert place.on_page(7) == Place(7, BOX, "pdfium", 0.97, 840.5)
    assert place.trusted(0.5) == Place(3, BOX, "pdfium", 0.5, 840.5)


def test_what_was_packed_shares_the_name_of_its_engine() -> None:
    made = Packed(Change)
    for _ in range(BLOCK):
        made.append(Change({"item": ChangeCell("", "", Place(1, BOX, "some engine"))}))
    assert made[0].place.engine is intern("some engine")
