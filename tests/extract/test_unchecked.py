"""A guard that could not look says so: what it would have seen may be there."""

from __future__ import annotations

import pikepdf
import pytest

from extract.document import UNCHECKED, read_pages
from extract.pdf.health import stream_health
from extract.pdf.health.stream_health import StreamHealth
from extract.seen.laid_over.catalog import hides_layers, needs_appearances
from tests.extract.damaging import drawn, saved

ABSENT = pikepdf.Dictionary()
NONSENSE = pikepdf.Array([])


@pytest.mark.parametrize(
    ("catalog", "told"),
    [
        (ABSENT, False),
        (pikepdf.Dictionary(OCProperties=pikepdf.Dictionary()), False),
        (pikepdf.Dictionary(OCProperties=pikepdf.Dictionary(D=pikepdf.Dictionary(OFF=pikepdf.Array([1])))), True),
        (pikepdf.Dictionary(OCProperties=NONSENSE), None),
        (pikepdf.Dictionary(OCProperties=pikepdf.Dictionary(D=NONSENSE)), None),
        (None, None),
    ],
)
def test_whether_layers_are_off(catalog: pikepdf.Dictionary | None, told: bool | None) -> None:
    assert hides_layers(catalog) is told


@pytest.mark.parametrize(
    ("catalog", "told"),
    [
        (ABSENT, False),
        (pikepdf.Dictionary(AcroForm=pikepdf.Dictionary()), False),
        (pikepdf.Dictionary(AcroForm=pikepdf.Dictionary(NeedAppearances=True)), True),
        (pikepdf.Dictionary(AcroForm=NONSENSE), None),
        (None, None),
    ],
)
def test_whether_fields_are_to_be_drawn(catalog: pikepdf.Dictionary | None, told: bool | None) -> None:
    assert needs_appearances(catalog) is told


def test_pages_whose_layers_cannot_be_told_are_unchecked() -> None:
    with drawn() as document:
        document.Root.OCProperties = NONSENSE
        data = saved(document)
    assert [page.problems for page in read_pages(data)] == [[UNCHECKED]] * 3


def test_a_page_of_more_forms_than_are_looked_at_is_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_health, "MAX_FORMS", 2)
    with drawn() as document:
        made = [
            document.make_indirect(pikepdf.Stream(document, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form))
            for _ in range(3)
        ]
        page = document.pages[1].obj
        page.Resources = pikepdf.Dictionary(dict(page.Resources))
        page.Resources.XObject = pikepdf.Dictionary({f"/F{number}": form for number, form in enumerate(made)})
        data = saved(document)
    assert [StreamHealth(data).is_damaged(number) for number in (1, 2, 3)] == [False, None, False]
