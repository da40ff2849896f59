"""Records of the registry for the tables of changes (変更箇所). All are immutable."""

from collections.abc import Mapping
from dataclasses import dataclass

from normalize.registry.model import Option, RowType


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """A column of the table of changes (変更箇所); `key` names the column of the dataset it fills."""

    key: str
    label: str
    type: RowType
    variants: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """The six-column table at the end of a form; `titles` holds the printed titles of each form.

    `extra` are heads of further columns that some print beside these (No., ページ), `blanks` texts that stand for
    nothing in a cell.
    """

    titles: Mapping[str, tuple[str, ...]]
    columns: tuple[ChangeColumn, ...]
    extra: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeExcerpt:
    """The three-column excerpt (変更箇所一覧), whose first column holds rows of the form `keys_of`."""

    title: str
    keys_of: str
    columns: tuple[ChangeColumn, ...]
