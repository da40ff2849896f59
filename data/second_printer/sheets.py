"""Two pages side by side on each sheet, as a printer driver sets them."""

from __future__ import annotations

import io
from typing import Any

import pikepdf


def two_up(pdf: bytes) -> bytes:
    """The pages of a PDF, each half as large, on sheets that lie; the same bytes for the same PDF."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as made:
        pages = list(source.pages)
        width, height = (float(length) for length in pages[0].mediabox[2:])
        scale = width / height
        for at in range(0, len(pages), 2):
            sheet = made.add_blank_page(page_size=(height, width))
            for place, page in enumerate(pages[at : at + 2]):
                name = sheet.add_resource(made.copy_foreign(page.as_form_xobject()), pikepdf.Name.XObject)
                x = height / 2 * place
                sheet.contents_add(f"q {scale:.6f} 0 0 {scale:.6f} {x:.3f} 0 cm {name} Do Q\n".encode())
        made.save(target, deterministic_id=True)
    return target.getvalue()


def on_sheets(gold: dict[str, Any]) -> dict[str, Any]:
    """The gold of a print after `two_up`."""
    moved = {
        key: [{**item, "pages": sorted({(page + 1) // 2 for page in item["pages"]})} for item in gold[key]]
        for key in ("entries", "changes")
    }
    return {**gold, **moved, "pages": (gold["pages"] + 1) // 2}
