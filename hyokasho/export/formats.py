"""The formats that a dataset can be exported to, and what each takes."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from hyokasho.export.export_error import ExportUsageError

if TYPE_CHECKING:  # the command line lists the formats without loading what they take
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hyokasho.export.source import SourceTable

    Write = Callable[[Sequence[SourceTable], Path], list[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `module` has its `write`; `suffix` makes the usual name; `folder`: it is a folder of files.

    `extra` is what to install for it, where that is not there anyway.
    """

    module: str
    suffix: str
    folder: bool = False
    extra: str | None = None

    def writer(self, name: str) -> Write:
        """What writes this format, called `name`, to a new file or empty folder; it returns what is to be said of it.

        Raises `ExportUsageError` where its library is missing.
        """
        try:
            return cast("Write", importlib.import_module(self.module).write)
        except ModuleNotFoundError as error:
            if self.extra is None:
                raise
            raise ExportUsageError(
                f"--format {name} needs the package {error.name}: pip install 'hyokasho[{self.extra}]'"
            ) from error


FORMATS = {
    "csv": Format("hyokasho.export.writers.csv_files", "-csv", folder=True),
    "jsonl": Format("hyokasho.export.writers.jsonl_files", "-jsonl", folder=True),
    "xlsx": Format("hyokasho.export.writers.workbook", ".xlsx"),
    "sqlite": Format("hyokasho.export.writers.sqlite_file", ".sqlite"),
    "duckdb": Format("hyokasho.export.writers.duckdb_file", ".duckdb", extra="duckdb"),
}
"""By the name that `--format` takes."""
