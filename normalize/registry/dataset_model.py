"""Records of the registry for what the dataset holds: questions, risks, tables and their columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Field:
    """One question, the same in all forms and versions, named by its dotted `id`."""

    id: str
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk that forms ask about: the rows with `measures` and the row with the `judgement`, by field id.

    `title` is the field id of the heading row that prints it. Both are None where no form has such a row.
    """

    id: str
    ja: str
    en: str
    measures: tuple[str, ...]
    judgement: str | None = None
    title: str | None = None


class ColumnType(StrEnum):
    """Type of a column of the dataset."""

    STRING = "string"
    INT32 = "int32"
    INT64 = "int64"
    FLOAT64 = "float64"
    BOOL = "bool"
    DATE = "date"
    STRINGS = "list<string>"


REASONS_COLUMN = "status_reasons"
"""The column that says why a row's status is what it is, in every table that has it."""


class AnswerPart(StrEnum):
    """Which part of an answer fills a column."""

    VALUE = "value"
    RAW = "raw"
    NAME = "name"  # the value without the mark behind it that the work has ended
    VALUE_MIN = "value_min"
    VALUE_MAX = "value_max"
    VALUE_DATE = "value_date"
    OPTION_NO = "option_no"
    COUNT = "count"
    PAGE = "page"
    MARKS = "marks"  # labels of the marked options
    DETAILS = "details"  # texts in parentheses behind the marked options


@dataclass(frozen=True, slots=True)
class Value:
    """One of the few words that a column may hold, and what it means."""

    value: str
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `field_id` and `part` say which answer fills it, where a generic builder can.

    `values` are all that it may hold, empty where it is open.
    """

    name: str
    type: ColumnType
    ja: str
    en: str
    nullable: bool = True
    field_id: str | None = None
    part: AnswerPart = AnswerPart.VALUE
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the dataset, its columns in the order in which they are written.

    `rows_from` names the fields whose texts a table splits into rows (記録項目, 法令上の根拠). No two rows agree in
    all columns of `key`, null counting as a value; empty where there is no such promise.
    """

    name: str
    ja: str
    en: str
    columns: tuple[Column, ...]
    rows_from: tuple[str, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The key, where none of its columns may be null, as databases want it."""
        required = {column.name for column in self.columns if not column.nullable}
        return self.key if required.issuperset(self.key) else ()


@dataclass(frozen=True, slots=True)
class FindingSpec:
    """A kind of finding: what it is about, how grave it is, and its sentence in both languages.

    `words` names what a sentence tells besides page, text and label.
    """

    about: Literal["document", "reading"]
    severity: Literal["error", "warning", "info"]
    ja: str
    en: str
    words: tuple[str, ...] = ()

    def sentence(self, language: str) -> str:
        """Its sentence in Japanese (`ja`) or English (`en`), with `{name}` for what it tells."""
        return self.ja if language == "ja" else self.en


ReasonStatus = Literal["ok", "uncertain", "unreadable", "unknown_option", "not_found"]


@dataclass(frozen=True, slots=True)
class ReasonSpec:
    """A reason for doubt: the status of a value that has it, and what it says in both languages."""

    status: ReasonStatus
    ja: str
    en: str

    def sentence(self, language: str) -> str:
        """What it says in Japanese (`ja`) or English (`en`), without a full stop."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class FindingSpecs:
    """All kinds of findings by name; `file` says how a file is named in a sentence, by language, with `{n}`."""

    kinds: Mapping[str, FindingSpec]
    file: Mapping[str, str]
