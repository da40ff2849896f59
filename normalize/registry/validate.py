"""Checks that the registry agrees with itself."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from normalize.registry.dataset_model import AnswerPart, ColumnType
from normalize.registry.model import Form, Needless, Option, RowType
from normalize.registry.registry import Registry

_WITH_OPTIONS = (RowType.CHOICE, RowType.CHOICE_WITH_COUNT, RowType.CHECKS)


def check_registry(registry: Registry) -> list[str]:
    """What is wrong with the registry, one sentence a fault; empty if nothing is."""
    return [
        *(fault for form in registry.forms.values() for fault in _check_form(form)),
        *(fault for name, options in registry.options.items() for fault in _check_options(name, options)),
        *_check_fields(registry),
        *_check_risks(registry),
        *_check_tables(registry),
        *_check_changes(registry),
    ]


def _check_form(form: Form) -> Iterator[str]:
    rows = [row for section in form.sections for row in section.rows]
    yield from _duplicates(f"{form.id}: key", [row.key for row in rows])
    yield from _duplicates(f"{form.id}: field", [row.field_id for row in rows])
    versions = {version.id for version in form.versions}
    for row in rows:
        where = f"{form.id} {row.key}"
        if row.parent is not None and row.parent not in form.rows:
            yield f"{where}: no parent {row.parent}"
        if bool(row.options) != (row.type in _WITH_OPTIONS):
            yield f"{where}: type {row.type} and options do not go together"
        for version in set(row.only) - versions:
            yield f"{where}: no version {version}"
        if row.needless is not None:
            yield from _check_needless(form, where, row.needless)
    for section in form.sections:
        for block in section.blocks:
            for version in {*block.only, *block.titles_by_version} - versions:
                yield f"{form.id} {section.id} {block.title}: no version {version}"


def _check_needless(form: Form, where: str, needless: Needless) -> Iterator[str]:
    if needless.row not in form.rows:
        yield f"{where}: needless without a row {needless.row}"
        return
    numbers = {option.no for option in form.row(needless.row).options}
    for number in {*needless.options, *needless.unless} - numbers:
        yield f"{where}: {needless.row} has no option {number}"


def _check_options(name: str, options: tuple[Option, ...]) -> Iterator[str]:
    spellings = [text for option in options for text in option.spellings]
    yield from _duplicates(f"options {name}: spelling", spellings)
    bands = sorted((option.min, option.max) for option in options if option.min is not None)
    for (_, end), (start, _) in pairwise(bands):
        if end is None or start != end + 1:
            yield f"options {name}: the band from {start} does not follow the one to {end}"


def _check_fields(registry: Registry) -> Iterator[str]:
    used = {row.field_id for form in registry.forms.values() for row in form.rows.values()}
    for field_id in sorted(used - registry.fields.keys()):
        yield f"fields.yaml lacks {field_id}"
    for field_id in sorted(registry.fields.keys() - used):
        yield f"fields.yaml: {field_id} is on no form"


def _check_risks(registry: Registry) -> Iterator[str]:
    for risk in registry.risks.values():
        for field_id in filter(None, (risk.title, risk.judgement, *risk.measures)):
            if field_id not in registry.fields:
                yield f"risk {risk.id}: no field {field_id}"
    named = [field for risk in registry.risks.values() for field in (risk.judgement, *risk.measures) if field]
    yield from _duplicates("risks.yaml: field", named)


def _check_tables(registry: Registry) -> Iterator[str]:
    for table in registry.tables.values():
        names = [column.name for column in table.columns]
        yield from _duplicates(f"table {table.name}: column", names)
        for name in set(table.key) - set(names):
            yield f"table {table.name}: its key has no column {name}"
        for column in table.columns:
            where = f"table {table.name}: {column.name}"
            if column.field_id is not None and column.field_id not in registry.fields:
                yield f"{where}: no field {column.field_id}"
            listed = column.part in (AnswerPart.MARKS, AnswerPart.DETAILS)
            if column.field_id is not None and listed != (column.type is ColumnType.STRINGS):
                yield f"{where}: part {column.part} and type {column.type} do not go together"


def _check_changes(registry: Registry) -> Iterator[str]:
    names = {column.name for column in registry.tables["changes"].columns}
    for column in registry.change_table.columns:
        if column.key not in names:
            yield f"changes: no column {column.key}"
    for form in {*registry.change_table.titles, registry.change_excerpt.keys_of} - registry.forms.keys():
        yield f"changes: no form {form}"


def _duplicates(what: str, names: list[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} {name} occurs {count} times"
