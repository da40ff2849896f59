"""The registry (様式の台帳): what the forms print and what the tables of the dataset hold, as YAML."""

from normalize.registry.checks import check_registry
from normalize.registry.loader import RegistryError, load_registry
from normalize.registry.model import (
    Annexes,
    Block,
    ChangeColumn,
    ChangeExcerpt,
    ChangeTable,
    Form,
    Group,
    Option,
    Registry,
    Row,
    RowType,
    Section,
    Version,
)
from normalize.registry.schema import Column, ColumnType, Field, Part, Risk, Table, Value

__all__ = [
    "Annexes",
    "Block",
    "ChangeColumn",
    "ChangeExcerpt",
    "ChangeTable",
    "Column",
    "ColumnType",
    "Field",
    "Form",
    "Group",
    "Option",
    "Part",
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
    "load_registry",
]
