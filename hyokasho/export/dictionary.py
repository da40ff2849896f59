"""The data dictionary of the tables that are exported, as rows: formats that can hold a table more carry it along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hyokasho.export.source import SourceTable

TABLE_HEADINGS = ("table_name", "row_count", "description_ja", "description_en")
COLUMN_HEADINGS = ("table_name", "column_name", "type", "nullable", "description_ja", "description_en")


def table_rows(tables: Sequence[SourceTable]) -> Iterator[tuple[str, int, str, str]]:
    """A row a table, as in `TABLE_HEADINGS`."""
    for table in tables:
        yield table.name, table.row_count, table.table.ja, table.table.en


def column_rows(tables: Sequence[SourceTable]) -> Iterator[tuple[str, str, str, bool, str, str]]:
    """A row a column, as in `COLUMN_HEADINGS`."""
    for table in tables:
        for column in table.columns:
            yield table.name, column.name, str(column.type), column.nullable, column.ja, column.en
