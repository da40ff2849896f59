"""The registry (様式の台帳): what the forms print and what the tables of the dataset hold, as YAML."""

from normalize.registry.change_model import ChangeColumn, ChangeExcerpt, ChangeTable
from normalize.registry.dataset_model import (
    REASONS_COLUMN,
    AnswerPart,
    Column,
    ColumnType,
    Field,
    FindingSpec,
    FindingSpecs,
    ReasonSpec,
    Risk,
    Table,
    Value,
)
from normalize.registry.decode import load_registry
from normalize.registry.expected import expected_rows
from normalize.registry.model import (
    MAX_LABEL,
    Annexes,
    Block,
    CoverMarks,
    Form,
    Group,
    Needless,
    Option,
    Row,
    RowType,
    Section,
    Version,
)
from normalize.registry.paper_model import ComparedHeads, PaperKind, Papers
from normalize.registry.registry import Registry
from normalize.registry.registry_error import RegistryError
from normalize.registry.validate import check_registry

__all__ = [
    "MAX_LABEL",
    "REASONS_COLUMN",
    "Annexes",
    "AnswerPart",
    "Block",
    "ChangeColumn",
    "ChangeExcerpt",
    "ChangeTable",
    "Column",
    "ColumnType",
    "ComparedHeads",
    "CoverMarks",
    "Field",
    "FindingSpec",
    "FindingSpecs",
    "Form",
    "Group",
    "Needless",
    "Option",
    "PaperKind",
    "Papers",
    "ReasonSpec",
    "Registry",
    "RegistryError",
    "Risk",
    "Row",
    "RowType",
    "Section",
    "Table",
    "Value",
    "Version",
    "check_registry",
    "expected_rows",
    "load_registry",
]
