"""Each character of a print ends in one role, on all forms of both printers, whole, damaged and as a scan is read."""

import random
from collections.abc import Sequence
from unittest.mock import patch

import pytest

from extract.document import read_pages
from extract.records import Page
from normalize.audit.ledger import Ledger
from normalize.layout.pages.characters import printed_characters
from tests.normalize.misread import with_slips
from tests.normalize.printed import read_document
from tests.stress.cases import make_case

PRINTS = {
    "random/20": "kiso", "random/18": "zenkoumoku", "random/2": "henko", "damaged/30": "kiso", "damaged/48": "juten",
    "damaged/94": "juten", "random/9": "kiso", "random/15": "juten", "damaged/17": "zenkoumoku", "damaged/19": "kiso",
    "damaged/23": "kiso",
}  # fmt: skip
"""Prints of the first printer (even numbers) and of the second, and the form of each."""


def check(pages: Sequence[Page], form: str) -> None:
    """Read the pages: of each the characters that go out are those that came in."""
    printed = {page.number: len(printed_characters(page)) for page in pages}
    ledger = Ledger()
    with patch("normalize.form_reader.Ledger", lambda: ledger):
        reading = read_document(pages)
    assert reading.form == form
    assert ledger.open_pages() == {}
    assert {page: roles.total() for page, roles in ledger.pages.items()} == printed
    assert reading.text_unplaced == sum(ledger.unplaced.values())


@pytest.mark.parametrize(("name", "form"), PRINTS.items())
def test_the_characters_of_each_page_that_come_in_go_out(name: str, form: str) -> None:
    pdf = make_case(name).pdf
    check(list(read_pages(pdf)), form)
    check([with_slips(page, 0.02, random.Random(name)) for page in read_pages(pdf)], form)
