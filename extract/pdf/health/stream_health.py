"""Whether the streams and fonts that a page is drawn from are whole.

PDFium draws what it can of a damaged file and says nothing: whatever follows the damage is missing, or is other text.
The checksum at the end of compressed data tells, and where objects are lost, so does the place that names them. Looking
at both costs a thirtieth of the reading of a page.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import pikepdf

from extract.errors import lacks_memory
from extract.pdf.health.decoding import fails_to_decode
from extract.pdf.health.font_health import font_is_damaged
from extract.pdf.left_out.symbol_fonts import is_symbol_font
from extract.pdf.rebuild import rebuild

MAX_FORMS = 10_000
"""Forms of one page that are looked at, those within others among them: of more nobody knows whether they are whole."""

_Key = tuple[int, int]
_T = TypeVar("_T")


class _TooManyFormsError(Exception):
    """Not all of a page can be looked at."""


class StreamHealth:
    """Looks at single pages of one PDF, whichever of its pages it looked at before; the file is parsed at the first.

    What a page lacks may be lost, or may never have been there: qpdf warns of objects that it cannot parse, but only
    when it parses them. So the page is looked at in the file as it stands, where reading an object has no effect on any
    other, and only if it lacks anything there all objects are parsed: this decides, and whole files seldom need it. In
    a file that is `lossy` whatever is not there is lost. Where qpdf finds no way to a page, its objects are looked at
    in a file of their own (`rebuild.py`).
    """

    def __init__(self, data: bytes, lossy: bool = False) -> None:
        self._data, self._lossy = data, lossy

    def is_damaged(self, number: int) -> bool | None:
        """Whether text or rulings of page `number` (from 1) may be lost; None where qpdf cannot read it."""
        if _seen(self._as_it_stands, number) is False:
            return False
        damaged = _seen(self._mended, number)
        return _seen(self._rebuilt, number) if damaged is None else damaged

    @property
    def catalog(self) -> pikepdf.Object | None:
        """The document's catalog; None where qpdf cannot read the file in any way."""
        reading = self._as_it_stands or self._mended or self._rebuilt
        return None if reading is None else reading.catalog

    @property
    def names_symbols(self) -> bool:
        """Whether the pages looked at so far, or what they are drawn from, name symbol fonts; also for want of it."""
        reading = self._as_it_stands or self._mended
        return reading is None or reading.names_symbols

    @property
    def page_fonts(self) -> frozenset[tuple[int, int]] | None:
        """The fonts that the page looked at last names, by their objects, in its forms too; None where nobody knows."""
        reading = self._as_it_stands or self._mended
        return None if reading is None or (0, 0) in (reading.page_fonts or ()) else reading.page_fonts

    @cached_property
    def _as_it_stands(self) -> _Reading | None:
        return _attempt(lambda: _as_it_stands(self._data))

    @cached_property
    def _mended(self) -> _Reading | None:
        return _attempt(lambda: _mended(self._data, self._lossy))

    @cached_property
    def _rebuilt(self) -> _Reading | None:
        built = rebuild(self._data)
        return None if built is None else _attempt(lambda: _mended(built.data, lossy=True))


def _as_it_stands(data: bytes) -> _Reading:
    """A file without any repair, in which all that a page lacks may be lost."""
    return _Reading(pikepdf.open(io.BytesIO(data), attempt_recovery=False), lossy=True)


def _mended(data: bytes, lossy: bool) -> _Reading:
    """A file with qpdf's repairs, all of which are made now; one that needs any is `lossy`."""
    pdf = pikepdf.open(io.BytesIO(data))
    len(pdf.objects)  # parses them
    return _Reading(pdf, lossy or bool(pdf.get_warnings()))


def _seen(reading: _Reading | None, number: int) -> bool | None:
    """Whether a page is damaged by one reading of the file; None where that fails."""
    return None if reading is None else _attempt(lambda: reading.is_damaged(number))


def _attempt(action: Callable[[], _T]) -> _T | None:
    """What `action` gives; None where qpdf, or what it found, does not allow it."""
    try:
        return action()
    except Exception as error:
        if lacks_memory(error):
            raise MemoryError from error
        return None


@dataclass(frozen=True, slots=True)
class _Look:
    """What was seen of a page or form: whether it is damaged itself, and the forms that it names."""

    damaged: bool
    forms: Sequence[pikepdf.Object]
    fonts: frozenset[_Key]


class _Reading:
    """One reading of a PDF, in which each stream, font and form is looked at once.

    In a file that is `lossy` what a page lacks is lost, in others it was never there. `names_symbols`: one of the fonts
    is a symbol font.
    """

    def __init__(self, pdf: pikepdf.Pdf, lossy: bool) -> None:
        self._pdf = pdf
        self._lossy = lossy
        self._streams: dict[_Key, bool] = {}
        self._fonts: dict[_Key, bool] = {}
        self._forms: dict[_Key, _Look] = {}
        self.names_symbols = False
        self.page_fonts: frozenset[_Key] | None = None

    @property
    def catalog(self) -> pikepdf.Object:
        """The document's catalog."""
        return self._pdf.Root

    def is_damaged(self, number: int) -> bool:
        """Whether page `number` (from 1) or a part of it is lost, or does not decode."""
        if number > len(self._pdf.pages):
            return self._lossy
        page = self._pdf.pages[number - 1].obj
        # qpdf gives a page empty resources where it has none.
        lacks_resources = self._lossy and not page.get("/Resources")
        return lacks_resources or self._lacks_contents(page) or self._fails_within(page)

    def _lacks_contents(self, page: pikepdf.Object) -> bool:
        """Whether a part of what a page shows fails, or is not there in a file of which objects are lost."""
        contents = page.get("/Contents")
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        found = [part for part in parts if isinstance(part, pikepdf.Stream)]
        return any(map(self._fails, found)) or (self._lossy and len(found) < len(parts))

    def _fails_within(self, page: pikepdf.Object) -> bool:
        """Whether a font or form is damaged that a page names, or a form within it does."""
        looks = [self._resources_of(page)]
        seen: set[_Key] = set()
        self.page_fonts = frozenset()
        while looks and len(seen) < MAX_FORMS:
            look = looks.pop()
            self.page_fonts |= look.fonts
            if look.damaged:
                return True
            forms = {form.objgen: form for form in look.forms if form.objgen not in seen}
            seen |= forms.keys()
            looks += map(self._form, forms.values())
        if looks:
            raise _TooManyFormsError
        return False

    def _form(self, form: pikepdf.Object) -> _Look:
        if form.objgen not in self._forms:
            look = self._resources_of(form)
            self._forms[form.objgen] = _Look(look.damaged or self._fails(form), look.forms, look.fonts)
        return self._forms[form.objgen]

    def _resources_of(self, owner: pikepdf.Object) -> _Look:
        """The fonts and forms that a page or form names. Of pictures nothing is said but that they are there."""
        kinds = _kinds_of_resources(owner)
        fonts, pictures = _named(kinds, "/Font"), _named(kinds, "/XObject")
        streams = [each for each in pictures if isinstance(each, pikepdf.Stream)]
        lost = self._lossy and len(streams) < len(pictures)
        forms = [each for each in streams if each.get("/Subtype") == "/Form"]
        keys = frozenset(map(_key, fonts))
        return _Look(lost or any(map(self._font_fails, fonts)), forms, keys)

    def _font_fails(self, font: object) -> bool:
        if not isinstance(font, pikepdf.Dictionary):
            return self._lossy
        if not font.is_indirect:
            self.names_symbols |= is_symbol_font(str(font.get("/BaseFont", ""))[1:])
            return font_is_damaged(font, self._fails, self._lossy)
        if font.objgen not in self._fonts:
            self.names_symbols |= is_symbol_font(str(font.get("/BaseFont", ""))[1:])
            self._fonts[font.objgen] = font_is_damaged(font, self._fails, self._lossy)
        return self._fonts[font.objgen]

    def _fails(self, stream: pikepdf.Object) -> bool:
        if stream.objgen not in self._streams:
            self._streams[stream.objgen] = fails_to_decode(stream)
        return self._streams[stream.objgen]


def _key(font: object) -> _Key:
    """What a font is known by: its object, or that of its map where it is a part of what names it; 0 for neither."""
    if not isinstance(font, pikepdf.Dictionary):
        return (0, 0)
    if font.is_indirect:
        return font.objgen
    tounicode = font.get("/ToUnicode")
    return tounicode.objgen if isinstance(tounicode, pikepdf.Object) else (0, 0)


def _kinds_of_resources(owner: pikepdf.Object) -> dict[str, object] | None:
    """The kinds of resources of a page or form; None where all of them are lost."""
    entries = dict(owner.items())
    resources = entries.get("/Resources")
    if isinstance(resources, pikepdf.Dictionary):
        return dict(resources.items())
    return None if "/Resources" in entries else {}


def _named(kinds: dict[str, object] | None, kind: str) -> list[object]:
    """The resources of a kind; something that is none where all of them are lost."""
    if kinds is None:
        return [None]
    if kind not in kinds:
        return []
    named = kinds[kind]
    return [found for _, found in named.items()] if isinstance(named, pikepdf.Dictionary) else [None]
