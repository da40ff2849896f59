"""The ledger of a reading: whether every character of a page ended in a place that is known."""

from extract.document import read_pages
from extract.facing_pages import facing_pages
from normalize.reading import read_assessments


def open_pages(pdf: bytes) -> int:
    """Pages of which some character came in and was taken for nothing, or for two things."""
    return sum(len(reading.open_pages) for reading in read_assessments(facing_pages(read_pages(pdf))))
