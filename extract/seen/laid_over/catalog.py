"""What a document's catalog says of what is shown: layers that are switched off, fields that viewers must draw."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

from extract.errors import lacks_memory


def hides_layers(catalog: pikepdf.Object | None) -> bool | None:
    """Whether some layers may be off when the document is opened (PDF 1.7, 8.11.4.3); None where it cannot be told."""
    return _told(catalog, "/OCProperties", _hides_layers)


def needs_appearances(catalog: pikepdf.Object | None) -> bool | None:
    """Whether viewers must draw the form's fields from their values (PDF 1.7, 12.7.2); None where it cannot be told."""
    return _told(catalog, "/AcroForm", lambda form: bool(form.get("/NeedAppearances", False)))


def _hides_layers(properties: pikepdf.Object) -> bool:
    default = _dictionary(properties.get("/D", pikepdf.Dictionary()))
    state = default.get("/BaseState", pikepdf.Name.ON)
    return state != pikepdf.Name.ON or len(default.get("/OFF", [])) > 0 or len(default.get("/AS", [])) > 0


def _told(catalog: pikepdf.Object | None, name: str, question: Callable[[pikepdf.Object], bool]) -> bool | None:
    """The answer of an entry, no where there is none; None where it is broken or lost, or the catalog is."""
    if catalog is None:
        return None
    try:
        entries = dict(catalog.items())  # `in` does not see an entry whose object is lost
        return name in entries and question(_dictionary(entries[name]))
    except Exception as error:
        if lacks_memory(error):
            raise MemoryError from error
        return None


def _dictionary(entry: object) -> pikepdf.Object:
    """The entry, if it is one that has entries. Raises `TypeError`: others answer every question with no."""
    if not isinstance(entry, pikepdf.Dictionary):
        raise TypeError
    return entry
