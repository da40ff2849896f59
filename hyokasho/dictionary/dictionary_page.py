"""`hyokasho schema --markdown`: the data dictionary as a page, all of it from the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from normalize.registry import REASONS_COLUMN, AnswerPart, Column, Registry, RowType, Table, load_registry

JOINING = ("document_id", "assessment_no", "file_no", "instance", "form_key", "field_id")
"""Columns that mean the same in every table that has them."""
_TYPES = {"list<string>": "list of strings"}

_HEAD = """\
<!-- Written by `make dictionary` from normalize/registry. Do not edit it here. -->
# データ辞書 / Data dictionary

データセットは表ごとに一つのフォルダ（Parquet）。以下は全ての表と列。同じ説明は Arrow のメタデータ、`datapackage.json`、
`hyokasho schema`、エクスポートした xlsx、SQLite、DuckDB の中にもある。

The dataset has a folder of Parquet for each table. These are all tables and columns. The same texts are in the Arrow
metadata, in `datapackage.json`, in `hyokasho schema`, and inside exported xlsx, SQLite and DuckDB files.

## 表のつなぎ方 / How tables join

`document_id` は `documents` の行を指す（外部キー）。同じ内容のファイルが二つの名前であれば `documents` には2行あり、
他の表の行は1組だけである。開けなかったファイルの `document_id` は空文字列。1つのファイルに評価書がいくつかあれば、
`document_id` と `assessment_no` の組が `assessments` の行を指す。`file_no` と `instance` は空のことがあり、結合では
空どうしも等しいとみなす（SQL の `IS NOT DISTINCT FROM`）。

`document_id` leads to the rows of `documents` (a foreign key). A file that is there under two names has two rows in
`documents`, but its answers are there once. It is an empty text for a file that could not be opened. One file may hold
several assessments: `document_id` and `assessment_no` together lead to a row of `assessments`. `file_no` and `instance`
may be null; in joins null equals null (`IS NOT DISTINCT FROM` in SQL).
"""


def data_dictionary() -> str:
    """The page, in Markdown."""
    registry = load_registry()
    parts = [_HEAD, *_joins(registry.tables.values()), "", *_contents(registry)]
    for table in registry.tables.values():
        parts += ["", *_section(table, registry)]
    parts += ["", *_reasons(registry), "", *_questions(registry)]
    return "\n".join(parts) + "\n"


def _joins(tables: Iterable[Table]) -> Iterator[str]:
    named = [(table.name, {column.name for column in table.columns}) for table in tables]
    yield from _rows("列 column", "表 tables")
    for column in JOINING:
        yield _row(f"`{column}`", ", ".join(f"`{name}`" for name, columns in named if column in columns))


def _contents(registry: Registry) -> Iterator[str]:
    yield from ("## 表 / Tables", "", *_rows("表 table", "中身", "what it holds", "キー key"))
    for table in registry.tables.values():
        yield _row(f"[`{table.name}`](#{table.name})", table.ja, table.en, _names(table.key))


def _section(table: Table, registry: Registry) -> Iterator[str]:
    yield from (f"## {table.name}", "", table.ja, table.en, "")
    if table.key:
        yield from (f"キー / Key: {_names(table.key)}", "")
    yield from _rows("列 column", "型 type", "空 null", "意味", "meaning")
    for column in table.columns:
        null = "○" if column.nullable else ""
        yield _row(f"`{column.name}`", _TYPES.get(column.type, column.type), null, column.ja, column.en)
    for column in table.columns:
        yield from _held(column, registry)


def _held(column: Column, registry: Registry) -> Iterator[str]:
    """What a column may hold, where the registry knows it."""
    if column.name == REASONS_COLUMN:
        yield from ("", f"`{column.name}`: [理由 / Reasons](#理由--reasons)")
    elif column.values:
        yield from ("", f"`{column.name}`:", "")
        yield from (f"- `{value.value}`: {value.ja} / {value.en}" for value in column.values)
    elif options := _options(column, registry):
        yield from ("", f"`{column.name}`: {' ・ '.join(options)}")


def _options(column: Column, registry: Registry) -> list[str]:
    """The labels of the options that answer the question of a column, in any form."""
    if column.field_id is None or column.part not in (AnswerPart.VALUE, AnswerPart.MARKS):
        return []
    rows = [row for form in registry.forms.values() for row in form.rows.values() if row.field_id == column.field_id]
    return list(dict.fromkeys(option.label for row in rows for option in row.options))


def _reasons(registry: Registry) -> Iterator[str]:
    """Every reason for doubt, and the status that it makes of a value."""
    yield from ("## 理由 / Reasons", "")
    yield from (
        "`status_reasons` の値と、それが値に与える状態。",
        "The values of `status_reasons`, and the status that each gives.",
        "",
    )
    yield from _rows("`status_reasons`", "`status`", "意味", "meaning")
    for reason, spec in registry.reasons.items():
        yield _row(f"`{reason}`", f"`{spec.status}`", spec.ja, spec.en)


def _questions(registry: Registry) -> Iterator[str]:
    """Every `field_id`, with the row that asks it in each form."""
    keys: dict[str, dict[str, str]] = {}
    kinds: dict[str, RowType] = {}
    for form in registry.forms.values():
        for row in form.rows.values():
            if row.has_answer:
                keys.setdefault(row.field_id, {})[form.id] = row.key
                kinds[row.field_id] = row.type
    yield from ("## 設問 / Questions", "")
    yield from (
        "`field_id` の値と、各様式の `form_key`。",
        "The values of `field_id`, and the `form_key` in each form.",
        "",
    )
    yield from _rows("`field_id`", "設問", "question", "`type`", *(f"`{form}`" for form in registry.forms))
    for id, field in registry.fields.items():
        if id in keys:
            yield _row(f"`{id}`", field.ja, field.en, kinds[id], *(keys[id].get(form, "") for form in registry.forms))


def _rows(*headings: str) -> Iterator[str]:
    yield _row(*headings)
    yield "|".join(["", *(" --- " for _ in headings), ""])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
