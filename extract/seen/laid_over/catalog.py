"""What a document's catalog says of what is shown: layers that are switched off, fields that viewers must draw."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

from extract.errors import lacks_memory


def hides_layers(catalog: pikepdf.Object | None) -> bool:
    """Whether some layers may be switched off when the document is opened (PDF 1.7, 8.11.4.3)."""
    return _told(lambda: _hides_layers(catalog))


def needs_appearances(catalog: pikepdf.Object | None) -> bool:
    """Whether viewers must draw the form's fields anew from their values (PDF 1.7, 12.7.2)."""
    return _told(lambda: catalog is not None and bool(catalog.AcroForm.get("/NeedAppearances", False)))


def _hides_layers(catalog: pikepdf.Object | None) -> bool:
    if catalog is None or "/OCProperties" not in catalog:
        return False
    default = catalog.OCProperties.D
    state = default.get("/BaseState", pikepdf.Name.ON)
    return state != pikepdf.Name.ON or len(default.get("/OFF", [])) > 0 or len(default.get("/AS", [])) > 0


def _told(question: Callable[[], bool]) -> bool:
    """The answer of a catalog; no where it is broken, or says nothing."""
    try:
        return question()
    except Exception as error:
        if lacks_memory(error):
            raise MemoryError from error
        return False
