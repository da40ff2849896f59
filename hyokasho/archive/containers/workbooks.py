"""Whether a workbook is one of the forms: what a municipality fills in before it prints it."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator

from hyokasho.archive.containers.zipped import NOT_UNPACKED
from normalize.registry import load_registry
from normalize.text.fold import fold

_TEXTS = re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml")
_TAG = re.compile("<[^>]*>")
_OLD = b"\xd0\xcf\x11\xe0"
"""How old workbooks (.xls) begin."""
MOST_PART = 4_000_000
"""Bytes of a part that are looked through: the title stands near the begin."""
MOST_PARTS = 20_000_000
"""The same of all parts together."""


def is_form(data: bytes) -> bool:
    """Whether the title of a form stands in a workbook; what cannot be opened has none."""
    titles = {fold(title) for form in load_registry().forms.values() for title in (form.title, *form.variants)}
    return any(title in text for text in _texts(data) for title in titles)


def _texts(data: bytes) -> Iterator[str]:
    if data.startswith(_OLD):
        for start in (0, 1):
            yield fold(data[start:MOST_PART].decode("utf-16-le", "replace"))
        return
    left = MOST_PARTS
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for name in parts.namelist():
                if _TEXTS.fullmatch(name):
                    with parts.open(name) as part:
                        content = part.read(min(MOST_PART, left))
                    left -= len(content)
                    yield fold(html.unescape(_TAG.sub("", content.decode("utf-8", "replace"))))
    except (*NOT_UNPACKED, KeyError):  # a damaged workbook is none of a form that anybody could print
        return
