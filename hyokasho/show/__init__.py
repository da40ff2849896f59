"""`hyokasho show`: one document as a person reads it."""

from hyokasho.show.answer_lines import Wanted
from hyokasho.show.page import print_document

__all__ = ["Wanted", "print_document"]
