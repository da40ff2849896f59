"""Prints any source: a filled-in form, or the loose excerpt 変更箇所一覧."""

from __future__ import annotations

from data.printing.document import Print, print_form
from data.printing.excerpt import print_excerpt
from data.printing.source import Source
from data.printing.style import Style


def print_source(source: Source, style: Style) -> Print:
    """Print an assessment in a style."""
    return print_excerpt(source, style) if source.form == "henko" else print_form(source, style)
