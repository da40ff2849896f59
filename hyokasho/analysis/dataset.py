"""The tables of a dataset: as data frames of pandas, and in SQL through DuckDB."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAMPLE = Path(__file__).parents[2] / "data" / "dataset"
"""The dataset that a source checkout holds; its municipalities are fictional."""
CHOSEN = "HYOKASHO_DATASET"
"""The environment variable that names another dataset for the notebooks."""


KEY = ["document_id", "assessment_no"]
"""The columns by which the rows of all other tables belong to those of `assessments`."""
OF_FILE = ("file_name", "source", "bytes", "pages", "text_layer", "pages_ocr", "extractor_version")
"""What an assessment has from its file."""
_ASSESSMENTS = f"""
    CREATE VIEW assessments AS
    FROM _assessments JOIN (
        SELECT document_id, {", ".join(OF_FILE)} FROM documents
        QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY file_name, source) = 1
    ) USING (document_id)
"""


class Dataset:
    """A folder with one folder of Parquet files for each table.

    `documents` has a row for each file, twice where a file is there twice; `assessments` has one for each assessment in
    them, each once, so that other tables can be joined to them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def is_sample(self) -> bool:
        """Whether this is the one with the fictional municipalities."""
        return self.folder.resolve() == SAMPLE.resolve()

    def table(self, name: str) -> pd.DataFrame:
        """A table as it was written."""
        return pd.read_parquet(self.folder / name)

    def assessments(self) -> pd.DataFrame:
        """The assessments with what each has from its file, which stands there under the first of its names."""
        documents = self.table("documents").sort_values(["file_name", "source"]).drop_duplicates("document_id")
        found = self.table("assessments").merge(documents[["document_id", *OF_FILE]], on="document_id")
        return found.sort_values(["file_name", "source", "assessment_no"], ignore_index=True)

    def with_organization(self, name: str) -> pd.DataFrame:
        """A table with the `organization` of each row's assessment."""
        return self.table(name).merge(self.table("assessments")[[*KEY, "organization"]], on=KEY)

    def sql(self, query: str) -> pd.DataFrame:
        """The answer to a query in which every table goes by its name; `assessments` is as above."""
        return self._duckdb.sql(query).df()

    @cached_property
    def _duckdb(self) -> DuckDBPyConnection:
        import duckdb  # an extra: who reads frames needs none

        connection = duckdb.connect()
        for folder in sorted(self.folder.glob("*/")):
            if any(folder.glob("*.parquet")):
                files = str(folder / "*.parquet").replace("'", "''")
                name = "_assessments" if folder.name == "assessments" else folder.name
                connection.execute(f"CREATE VIEW \"{name}\" AS FROM read_parquet('{files}')")
        connection.execute(_ASSESSMENTS)
        return connection


def open_dataset(folder: str | Path | None = None) -> Dataset:
    """The dataset in `folder`, or in what `HYOKASHO_DATASET` names, or the one of this source checkout."""
    chosen = Path(folder or os.environ.get(CHOSEN) or SAMPLE)
    if not (chosen / "documents").is_dir():
        raise FileNotFoundError(f"{chosen} holds no dataset: `hyokasho ingest SOURCE... --out {chosen}` makes one")
    return Dataset(chosen)


def agreed(by_sql: pd.DataFrame, by_pandas: pd.DataFrame) -> pd.DataFrame:
    """The answer that SQL and pandas give alike, whatever types of numbers and nulls each uses."""
    pd.testing.assert_frame_equal(_plain(by_sql), _plain(by_pandas), check_dtype=False, check_names=False)
    return by_pandas.reset_index(drop=True)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    plain = frame.reset_index(drop=True).astype(object)
    return plain.where(plain.notna(), None)
