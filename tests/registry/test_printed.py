"""The registry says what the forms print, as written down apart from it in `printed/`.

The printer of the samples takes its labels from the registry that the reader matches with, so that a wrong one in it
would agree with itself there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from normalize.matching.index import form_index, label_key
from normalize.registry import Form, Option, RowType, load_registry
from tests.samples.gold import folded

PRINTED = Path(__file__).with_name("printed")
REGISTRY = load_registry()
FORMS = REGISTRY.forms
WITH_BANDS = {folded(option.label): option for options in REGISTRY.options.values() for option in options}

Line = list[str]


def lines(name: str, columns: int) -> list[Line]:
    """The lines of a file, each with so many columns."""
    text = (PRINTED / f"{name}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert rows
    assert all(len(row) <= columns for row in rows)
    return [row + [""] * (columns - len(row)) for row in rows]


def option_text(option: Option) -> str:
    """An option as the files write it."""
    group = f"{option.group}／" if option.group else ""
    return folded(f"{group}{option.label}{'＋（）' * option.detail}{'＋件' * option.count}")


def told(form: Form) -> Iterator[Line]:
    """What the registry says of a form, in the columns of its file."""
    for section in form.sections:
        yield ["section", section.id, section.title, "each file" if section.repeats else "", "",
               " ".join(section.only), ""]  # fmt: skip
        for block in section.blocks:
            group = block.group
            title = group.name if group and not block.title else block.title
            repeated = f"group of {group.name}, {group.max}" if group else ""
            yield ["block", group.id if group else "", title, repeated, "", " ".join(block.only), ""]
            for row in block.rows:
                options = "｜".join(map(option_text, row.options))
                label = row.label.replace("\n", "／")
                yield ["row", row.key, label, str(row.type), row.parent or "", " ".join(row.only), options]


@pytest.mark.parametrize("form", FORMS)
def test_each_row_is_printed_as_the_registry_says(form: str) -> None:
    written = [[line[0], line[1], *map(folded, line[2:])] for line in lines(form, 7)]
    said = [[line[0], line[1], *map(folded, line[2:])] for line in told(FORMS[form])]
    assert said == written


def test_other_spellings_are_known() -> None:
    unknown = [
        (form, key, text) for form, key, text in lines("variants", 3)
        if folded(text) not in map(folded, FORMS[form].row(key).spellings)
    ]  # fmt: skip
    assert unknown == []


def test_no_other_spelling_is_in_the_registry() -> None:
    written = {(form, key, folded(text)) for form, key, text in lines("variants", 3)}
    said = {(form.id, row.key, folded(text)) for form in FORMS.values() for row in form.rows.values()
            for text in row.variants}  # fmt: skip
    assert said == written


def test_headings_in_other_words_are_known() -> None:
    unknown = [line for line in lines("headings", 2) if label_key(line[1]) not in form_index(line[0]).headings]
    assert unknown == []


def test_labels_of_options_of_other_versions_are_known() -> None:
    for form, key, number, text, own in lines("option_variants", 5):
        option = FORMS[form].row(key).options[int(number) - 1]
        assert (option.no, text in option.spellings) == (int(number), True)
        assert (option.spelled(text).label == text) == bool(own)


def test_bands_have_the_bounds_that_their_words_say() -> None:
    written = {folded(text): (int(least), int(most) if most else None) for text, least, most in lines("bands", 3)}
    said = {text: (option.min, option.max) for text, option in WITH_BANDS.items() if option.min is not None}
    assert said == written


def test_versions_are_known() -> None:
    written = [(form, folded(text)) for form, text in lines("versions", 2)]
    assert written == [(form.id, folded(version.printed)) for form in FORMS.values() for version in form.versions]
    assert all(form_index(form).is_version(text) for form, text in lines("versions", 2))


def test_lines_of_the_contents_are_rows() -> None:
    for form in {form for form, _ in lines("contents", 2)}:
        rows = [row for row in FORMS[form].rows.values() if row.key.startswith("toc.")]
        written = [folded(text) for own, text in lines("contents", 2) if own == form]
        assert [folded(row.label) for row in rows] == written
        assert {row.type for row in rows} == {RowType.LABEL}


def test_tables_of_changes() -> None:
    table, excerpt = REGISTRY.change_table, REGISTRY.change_excerpt
    written = lines("changes", 5)
    titles = {(form, folded(text)) for what, form, text, *_ in written if what == "title"}
    said = {(form, folded(text)) for form, texts in table.titles.items() for text in texts}
    assert titles == said | {("henko", folded(excerpt.title))}
    for what, columns in (("column", table.columns), ("excerpt", excerpt.columns)):
        assert [(key, label, kind, options) for own, key, label, kind, options in written if own == what] == [
            (column.key, column.label, str(column.type), "｜".join(option.label for option in column.options))
            for column in columns
        ]


def test_marks_of_drafts() -> None:
    assert REGISTRY.cover_marks.drafts == ("（素案）", "（案）")
