"""The ledger of a reading: whether every character of a page ended in a place that is known."""

from extract.document import read_pages
from normalize.reading import read_document


def open_pages(pdf: bytes) -> int:
    """Pages of which some character came in and was taken for nothing, or for two things."""
    return len(read_document(read_pages(pdf)).open_pages)
