"""An exception on one page costs that page only."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from extract import document
from extract.document import read_pages
from extract.errors import lacks_memory
from extract.printed import printed_page
from extract.records import FAILED, Page
from tests.extract.drawing import texts, three_pages


def failing(error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the second page raise `error`."""
    whole = printed_page.read_page

    def read_page(page: Any, number: int, *readers: Any) -> Page:
        if number == 2:
            raise error("bad")
        return whole(page, number, *readers)

    monkeypatch.setattr(document, "read_page", read_page)


def test_the_other_pages_are_read_and_the_log_says_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing(ZeroDivisionError, monkeypatch)
    pages = list(read_pages(three_pages().pdf()))
    assert [(texts(page), page.problems) for page in pages] == [(["1"], []), ([], [FAILED]), (["3"], [])]
    assert "page 2 could not be read" in caplog.text
    assert "ZeroDivisionError: bad" in caplog.text


def test_a_lack_of_memory_is_no_pages_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(MemoryError, monkeypatch)
    with pytest.raises(MemoryError):
        list(read_pages(three_pages().pdf()))


@pytest.mark.parametrize(
    ("error", "lacks"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "x"), True),
        (RuntimeError("dictionary: Cannot allocate memory (os error 12)"), True),
        (RuntimeError("std::bad_alloc"), True),
        (OSError(errno.ENOENT, "No such file"), False),
        (ValueError("bad value"), False),
    ],
)
def test_libraries_say_in_their_own_words_that_memory_is_short(error: Exception, lacks: bool) -> None:
    assert lacks_memory(error) is lacks
