"""Small kana above words of an answer (ふりがな)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from data.second_printer.assessment import phrases
from data.second_printer.typeset import Lump, Mark, Typesetter

SMALL = 0.45
"""Size of the kana, as a share of the word's."""
RISE = 0.95
"""Their baseline lies so many sizes of the word above its own."""


def with_ruby(setter: Typesetter, lump: Lump) -> Lump:
    """A lump with the readings that `phrases.yaml` gives above its words, where the look wants them."""
    if not setter.look.ruby:
        return lump
    return replace(lump, marks=tuple(mark for line in lump.marks for mark in (*_above(setter, line), line)))


def _above(setter: Typesetter, line: Mark) -> Iterator[Mark]:
    for word, reading in phrases()["readings"].items():
        at = line.text.find(word)
        if at < 0:
            continue
        x = line.x + setter.width(line.text[:at], line.size)
        spare = setter.width(word, line.size) - setter.width(reading, line.size * SMALL)
        yield Mark(x + spare / 2, line.y - line.size * RISE, reading, line.size * SMALL)
