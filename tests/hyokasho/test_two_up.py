"""A whole print, two pages on each sheet: it says what the print says, on half as many pages."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from hyokasho.document.reader import read_file
from hyokasho.document.verdict import status

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "kiso_h26_long_term_care.pdf"
SCALE = 0.7071


def _two_up(data: bytes) -> bytes:
    """The pages of a PDF, each as a form, side by side on sheets of A4."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as made:
        forms = [made.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for at in range(0, len(forms), 2):
            sheet = made.add_blank_page(page_size=(842, 595))
            for place, form in enumerate(forms[at : at + 2]):
                name = sheet.add_resource(form, pikepdf.Name.XObject)
                sheet.contents_add(f"q {SCALE} 0 0 {SCALE} {421 * place} 0 cm {name} Do Q\n".encode())
        made.save(target)
    return target.getvalue()


def test_a_print_with_two_pages_on_each_sheet_is_read_as_the_print_itself() -> None:
    data = SAMPLE.read_bytes()
    single, double = (read_file(each, "a.pdf", "a.pdf") for each in (data, _two_up(data)))
    assert (status(double.verdict), double.pages) == ("ok", (single.pages + 1) // 2)
    for table, columns in (
        ("fields", ("form_key", "file_no", "instance", "raw", "value", "status")),
        ("changes", ("changed_on_raw", "item", "before", "after", "timing", "reason")),
    ):
        rows = [[tuple(row[name] for name in columns) for row in each.tables[table].to_pylist()]
                for each in (single, double)]  # fmt: skip
        assert rows[0] == rows[1]
    pages = [
        [row["page"] for row in each.tables["fields"].to_pylist() if row["status"] == "ok"] for each in (single, double)
    ]
    assert pages[1] == [(page + 1) // 2 for page in pages[0]]
