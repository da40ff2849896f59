"""The registry knows what public texts show beyond the definitions of the forms; a list of it lies beside us."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from normalize.registry import Form, load_registry
from tests.samples.gold import SHARED, folded

CORRECTIONS = SHARED / "forms" / "corrections.yaml"
REGISTRY = load_registry()
pytestmark = pytest.mark.skipif(not CORRECTIONS.is_file(), reason="no list of corrections here")


def corrections() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(CORRECTIONS.read_text(encoding="utf-8"))
    return found


def test_its_versions_are_those_of_the_registry() -> None:
    said = {form.id: [folded(version.printed) for version in form.versions] for form in REGISTRY.forms.values()}
    assert said == {form: list(map(folded, corrections()["versions"][form])) for form in REGISTRY.forms}


def cited(form: Form, key: str) -> set[str]:
    """How the headings above a row, or above those of a block, are cited: the numeral of the section, the heading."""
    rows = [row for row in form.rows if row == key or row.startswith(f"{key}.")]
    return {folded(form.section_of(row).title[0] + text) for row in rows for text in form.block_of(row).spellings}


def test_its_labels_are_headings_of_the_row_or_block() -> None:
    labels = corrections()["labels"]
    assert labels
    for label in labels:
        assert folded(label["cited"]) in cited(REGISTRY.forms[label["form"]], label["key"])


def test_its_lines_of_contents_are_rows() -> None:
    for form, lines in corrections()["headings_of_contents"].items():
        rows = [row for row in REGISTRY.forms[form].rows.values() if row.key.startswith("toc.")]
        assert [folded(row.label) for row in rows] == list(map(folded, lines))


def test_its_marks_of_drafts_are_known() -> None:
    drafts = {mark["text"] for mark in corrections()["cover"] if mark["meaning"].startswith("draft")}
    assert drafts == set(REGISTRY.cover_marks.drafts)
