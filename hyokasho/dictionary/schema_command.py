"""`hyokasho schema`: the data dictionary, from the registry."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from hyokasho.console import ResultConsole
from normalize.registry import Column, load_registry


def schema_as_dict() -> dict[str, Any]:
    """Every table with its key and columns: type, whether it may be null, what it may hold, both descriptions."""
    return {
        table.name: {
            "ja": table.ja,
            "en": table.en,
            "key": list(table.key),
            "columns": [_column(column) for column in table.columns],
        }
        for table in load_registry().tables.values()
    }


def _column(column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": column.name, "type": str(column.type), "nullable": column.nullable, "ja": column.ja, "en": column.en,
    }  # fmt: skip
    if column.values:
        said["values"] = {value.value: {"ja": value.ja, "en": value.en} for value in column.values}
    return said


def print_schema() -> None:
    """The same as tables in the terminal."""
    console = ResultConsole(highlight=False)
    for name, spec in schema_as_dict().items():
        table = Table(title=f"{name}　{spec['ja']}", caption=spec["en"], title_justify="left", expand=True)
        table.add_column("column", no_wrap=True)
        table.add_column("type", ratio=2, overflow="fold")
        for heading in ("説明", "description"):
            table.add_column(heading, ratio=6, overflow="fold")
        for column in spec["columns"]:
            kind = column["type"] if column["nullable"] else f"{column['type']}, required"
            table.add_row(column["name"], kind, column["ja"], column["en"])
        console.print(table)
