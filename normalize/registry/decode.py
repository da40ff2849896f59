"""Reading the registry from the YAML files shipped beside this module."""

from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from extract.yaml_files import read_yaml
from normalize.grammar.bands import parse_band
from normalize.registry.change_model import ChangeColumn, ChangeExcerpt, ChangeTable
from normalize.registry.dataset_model import REASONS_COLUMN, AnswerPart, Column, ColumnType, Field, Risk, Table, Value
from normalize.registry.decode_findings import finding_specs
from normalize.registry.decode_reasons import reason_specs, reason_values
from normalize.registry.model import (
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
    TitleWords,
    Version,
)
from normalize.registry.paper_model import ComparedHeads, PaperKind, Papers
from normalize.registry.registry import Registry
from normalize.registry.registry_error import RegistryError

FORMS = ("kiso", "juten", "zenkoumoku")
TABLES = (
    "documents",
    "assessments",
    "fields",
    "marks",
    "changes",
    "change_cells",
    "files",
    "systems",
    "entrustments",
    "provisions",
    "transfers",
    "risks",
    "record_items",
    "legal_bases",
    "terms",
    "findings",
)

Spec = dict[str, Any]
OptionLists = dict[str, tuple[Option, ...]]


@cache
def load_registry() -> Registry:
    """The registry as shipped, read once in a process.

    Raises RegistryError for a property of a row, an option list, a reason or a word of a finding that does not exist;
    `check_registry` finds other faults.
    """
    root = files("normalize.registry")
    options = {name: _options(specs) for name, specs in read_yaml(root / "options.yaml").items()}
    changes = read_yaml(root / "forms" / "henko.yaml")
    excerpt = changes["excerpt"]
    reasons = reason_specs(read_yaml(root / "reasons.yaml"))
    values = _values(read_yaml(root / "values.yaml"))
    values |= {f"{name}.{REASONS_COLUMN}": reason_values(reasons) for name in TABLES}
    return Registry(
        forms={name: _form(root / "forms" / name, options) for name in FORMS},
        change_table=ChangeTable(
            titles={form: tuple(titles) for form, titles in changes["table"]["titles"].items()},
            columns=_change_columns(changes["table"]["columns"], options),
            extra=tuple(changes["table"]["extra"]),
            blanks=tuple(changes["table"]["blanks"]),
        ),
        change_excerpt=ChangeExcerpt(**excerpt | {"columns": _change_columns(excerpt["columns"], options)}),
        annexes=Annexes(**_tuples(read_yaml(root / "forms" / "annexes.yaml"))),
        cover_marks=CoverMarks(**_tuples(read_yaml(root / "forms" / "cover_marks.yaml"))),
        title_words=TitleWords(**_tuples(read_yaml(root / "forms" / "titles.yaml"))),
        papers=_papers(read_yaml(root / "forms" / "papers.yaml")),
        options=options,
        fields={id: Field(id=id, **spec) for id, spec in read_yaml(root / "fields.yaml").items()},
        risks={id: _risk(id, spec) for id, spec in read_yaml(root / "risks.yaml").items()},
        findings=finding_specs(read_yaml(root / "findings.yaml")),
        reasons=reasons,
        tables={name: _table(name, read_yaml(root / "tables" / f"{name}.yaml"), values) for name in TABLES},
    )


def _papers(spec: Spec) -> Papers:
    kinds = {id: PaperKind(id, **_tuples(said)) for id, said in spec.pop("kinds").items()}
    return Papers(kinds=kinds, comparison=ComparedHeads(**_tuples(spec.pop("comparison"))), **_tuples(spec))


def _form(folder: Traversable, options: OptionLists) -> Form:
    names = sorted(entry.name for entry in folder.iterdir() if entry.name[:1].isdigit())
    spec = read_yaml(folder / "form.yaml")
    spec["versions"] = tuple(Version(**version) for version in spec["versions"])
    spec["sections"] = tuple(_section(read_yaml(folder / name), options) for name in names)
    return Form(**_tuples(spec))


def _section(spec: Spec, options: OptionLists) -> Section:
    only = tuple(spec.get("only", ()))
    blocks = tuple(_block(block, only, options) for block in spec.pop("blocks"))
    return Section(id=spec.pop("section"), blocks=blocks, **_tuples(spec))


def _block(spec: Spec, only: tuple[str, ...], options: OptionLists) -> Block:
    """A block; it and its rows take `only`, rows `needless` too, from what is around them where they say no other."""
    group = Group(**spec["group"]) if "group" in spec else None
    only = tuple(spec.get("only", only))
    needless = _needless(spec)
    spec.pop("needless", None)
    rows = tuple(_row(row, group, only, options, needless) for row in spec["rows"])
    return Block(**_tuples(spec) | {"rows": rows, "group": group, "only": only})


def _needless(spec: Spec) -> Needless | None:
    return Needless(**_tuples(spec["needless"])) if "needless" in spec else None


def _row(
    spec: Spec, group: Group | None, only: tuple[str, ...], options: OptionLists, needless: Needless | None = None
) -> Row:
    known = {
        "type": RowType(spec["type"]),
        "options": _named(spec, options),
        "only": tuple(spec.get("only", only)),
        "needless": _needless(spec) or (needless if needless and needless.row != spec["key"] else None),
    }
    try:
        return Row(field_id=spec.pop("field"), group=group.id if group else None, **_tuples(spec) | known)
    except TypeError as error:
        raise RegistryError(f"row {spec['key']}: {error}") from error


def _named(spec: Spec, options: OptionLists) -> tuple[Option, ...]:
    """The option list that a row or column names, empty where it names none."""
    name = spec.get("options")
    if name is not None and name not in options:
        raise RegistryError(f"{spec['key']}: no option list {name}")
    return options[name] if name else ()


def _options(specs: list[Spec]) -> tuple[Option, ...]:
    return tuple(_option(no, spec) for no, spec in enumerate(specs, start=1))


def _option(no: int, spec: Spec) -> Option:
    """An option; the bounds of a band (10万人以上30万人未満) are said by its label alone."""
    option = Option(no=no, **_tuples(spec))
    band = parse_band(option.label)
    return replace(option, min=band.min, max=band.max) if band else option


def _change_columns(specs: list[Spec], options: OptionLists) -> tuple[ChangeColumn, ...]:
    return tuple(
        ChangeColumn(**_tuples(spec) | {"type": RowType(spec["type"]), "options": _named(spec, options)})
        for spec in specs
    )


def _risk(id: str, spec: Spec) -> Risk:
    return Risk(id=id, **_tuples(spec))


def _values(specs: list[Spec]) -> dict[str, tuple[Value, ...]]:
    """The words that may stand in a column, by `table.column`."""
    return {
        column: tuple(Value(value, **said) for value, said in spec["values"].items())
        for spec in specs
        for column in spec["columns"]
    }


def _table(name: str, spec: Spec, values: dict[str, tuple[Value, ...]]) -> Table:
    columns = tuple(_column(column, values.get(f"{name}.{column['name']}", ())) for column in spec["columns"])
    return Table(name, spec["ja"], spec["en"], columns, tuple(spec.get("rows_from", ())), tuple(spec.get("key", ())))


def _column(spec: Spec, values: tuple[Value, ...]) -> Column:
    known: Spec = {"type": ColumnType(spec.pop("type")), "part": AnswerPart(spec.pop("part", AnswerPart.VALUE))}
    return Column(field_id=spec.pop("field", None), values=values, **known | spec)


def _tuples(spec: Spec) -> Spec:
    """The mapping with lists made tuples, as immutable records want them."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in spec.items()}
