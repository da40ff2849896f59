"""The forms as the second printer knows them: `forms.yaml`, read for one version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FORMS_FILE = Path(__file__).with_name("forms.yaml")
NAMES = ("kiso", "juten", "zenkoumoku")


@dataclass(frozen=True)
class Option:
    """One option: `detail` has room for words behind it, `count` for a number of cases, `group` names a sub-heading."""

    label: str
    detail: bool = False
    count: bool = False
    group: str = ""


@dataclass(frozen=True)
class Row:
    """One printed question; the fields are explained at the head of `forms.yaml`."""

    key: str
    label: str
    kind: str = "text"
    options: tuple[Option, ...] = ()
    under: str = ""
    only: str = ""
    suffix: str = ""
    given: str = ""
    footnote: str = ""
    beside: bool = False
    whole: bool = False
    upright: bool = False
    count: bool = False
    numbered: bool = False
    remark: str = ""
    listed: bool = True


@dataclass(frozen=True)
class Group:
    """Rows that are repeated for each thing of a kind: its name and the headings of its ranges."""

    name: str
    ranges: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """Rows under one heading; an empty `title` goes on with the block before."""

    title: str
    rows: tuple[Row, ...]
    group: Group | None = None


@dataclass(frozen=True)
class Section:
    """A part of the form; `files`: once for each file, `numeral`: how its option numbers are printed."""

    title: str
    blocks: tuple[Block, ...]
    files: bool = False
    numeral: str = "1)"
    same_page: bool = False


@dataclass(frozen=True)
class Form:
    """One version of a form. `mark` is printed at the foot of the cover, whose rows `cover` holds: key, label, kind."""

    name: str
    version: str
    title: str
    mark: str
    contents: tuple[str, ...]
    cover: Mapping[str, Any]
    changes: str
    change_columns: tuple[str, ...]
    sections: tuple[Section, ...]


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Names of all forms with each of their versions."""
    return tuple((name, version) for name in NAMES for version in _facts()[name]["versions"])


@cache
def load_form(name: str, version: str) -> Form:
    """The form as this version prints it. Raises KeyError for one that is not known."""
    facts, shared = _facts()[name], _facts()
    renamed = shared["renamed_options"].get(version, {})
    return Form(
        name, version, facts["title"], facts["versions"][version], tuple(facts.get("contents", ())),
        _cover(shared["cover"], facts.get("approval")), facts["changes"],
        tuple(shared["change_columns"]), tuple(_section(data, version, renamed) for data in facts["sections"]),
    )  # fmt: skip


def _cover(shared: Mapping[str, Any], approval: Any) -> Mapping[str, Any]:
    """The rows of the cover; a form that the commission approves asks for that day between body and publication."""
    organization, *rest = shared["foot"]
    return {**shared, "foot": [organization, approval, *rest]} if approval else shared


@cache
def _facts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FORMS_FILE.read_text(encoding="utf-8"))
    return loaded


def _section(data: Mapping[str, Any], version: str, renamed: Mapping[str, str]) -> Section:
    blocks = tuple(_block(block, version, renamed) for block in data["blocks"] if _printed(block, version))
    rest = {key: value for key, value in data.items() if key not in ("title", "blocks")}
    return Section(data["title"], blocks, **rest)


def _block(data: Mapping[str, Any], version: str, renamed: Mapping[str, str]) -> Block:
    group = data.get("group")
    return Block(
        data.get(f"title_{version}", data["title"]),
        tuple(_row(row, renamed) for row in data["rows"] if _printed(row, version)),
        Group(group["name"], tuple(group["ranges"])) if group else None,
    )


def _printed(data: Mapping[str, Any], version: str) -> bool:
    return bool(data.get("only", version) == version)


def _row(data: Mapping[str, Any], renamed: Mapping[str, str]) -> Row:
    return Row(**{**data, "options": tuple(_options(data.get("options", ()), renamed))})


def _options(data: Any, renamed: Mapping[str, str]) -> Iterator[Option]:
    for item in data:
        option = {"label": item} if isinstance(item, str) else item
        yield Option(**{**option, "label": renamed.get(option["label"], option["label"])})
