"""Fonts that do not say which characters they print (文字化け): such a page can only be read as a picture."""

from __future__ import annotations

from typing import Any

import pikepdf


def unmap_fonts(pdf: pikepdf.Pdf, page: int) -> None:
    """Take the maps from glyphs to characters (ToUnicode) off the fonts of one page, counted from 0."""
    resources = _copy(pdf, pdf.pages[page].obj, "/Resources")
    _unmap(pdf, resources)
    if "/XObject" in resources:
        objects = _copy(pdf, resources, "/XObject")
        for name in list(objects.keys()):
            if objects[name].get("/Subtype") == "/Form" and "/Resources" in objects[name]:
                _unmap(pdf, _copy(pdf, objects[name], "/Resources"))


def _unmap(pdf: pikepdf.Pdf, resources: pikepdf.Object) -> None:
    if "/Font" not in resources:
        return
    fonts = _copy(pdf, resources, "/Font")
    for name in list(fonts.keys()):
        font = _copy(pdf, fonts, name)
        if "/ToUnicode" in font:
            del font["/ToUnicode"]


def _copy(pdf: pikepdf.Pdf, owner: pikepdf.Object, key: str) -> pikepdf.Object:
    """Give the owner its own copy of what other pages share."""
    shared: Any = owner[key]
    owner[key] = pdf.make_indirect(pikepdf.Dictionary(shared))
    return owner[key]
