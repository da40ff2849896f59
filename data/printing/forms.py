"""A printed form as the printer needs it (様式): the registry's rows as one form version prints them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from normalize.registry import load_registry
from normalize.registry import model as registry

SPELLINGS_FILE = Path(__file__).with_name("spellings.yaml")


@dataclass(frozen=True)
class Option:
    """One option of a 選択肢 or チェック row: its canonical label and how this version prints it."""

    label: str
    printed: str
    detail: bool = False
    count: bool = False
    group: str = ""


@dataclass(frozen=True)
class Row:
    """One row of the form. `label` is canonical, `printed` as this version spells it."""

    key: str
    label: str
    printed: str
    type: str
    options: tuple[Option, ...] = ()
    parent: str = ""
    heading_right: bool = False
    below_heading: bool = False
    instance_heading: bool = False
    vertical: bool = False
    unprinted_options: bool = False
    number_in_bracket: bool = False
    suffix: str = ""
    detail_label: str = ""
    prefilled: str = ""
    footnote: str = ""


@dataclass(frozen=True)
class Group:
    """Rows that repeat within a block (システム, 委託事項, 提供先, 移転先)."""

    id: str
    name: str
    max: int = 20
    heading_has_value: bool = False


@dataclass(frozen=True)
class Block:
    """A numbered block (１．…) of rows; `title` is empty where a group goes on with the block before."""

    title: str
    rows: tuple[Row, ...]
    group: Group | None = None


@dataclass(frozen=True)
class Section:
    """A section (Ⅰ, Ⅱ) or an `attachment` (別添); `per_file` ones are printed for each 特定個人情報ファイル."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    per_file: bool = False
    attachment: bool = False


@dataclass(frozen=True)
class FormSheet:
    """One version of one form."""

    form: str
    version: str
    printed_version: str
    title: str
    sections: tuple[Section, ...]

    def rows(self) -> list[Row]:
        """All rows in printed order."""
        return [row for section in self.sections for block in section.blocks for row in block.rows]


class _Spelling:
    """Spells labels as one version prints them, and a share of them as a variant of the registry."""

    def __init__(self, labels: Mapping[str, str], share: float, seed: int) -> None:
        self._labels = labels
        self._share = share
        self._draw = random.Random(seed)

    def __call__(self, label: str, variants: tuple[str, ...] = ()) -> str:
        if variants and label not in self._labels and self._draw.random() < self._share:
            return self._draw.choice(variants)
        return self._labels.get(label, label)


def load_form(form: str, version: str, variants: float = 0.0, seed: int = 0) -> FormSheet:
    """The form as one version prints it; `variants` is the share of labels spelt as a known variant.

    Raises KeyError for a form and ValueError for a version that the registry does not have.
    """
    source = load_registry().forms[form]
    found = [one for one in source.versions if one.id == version]
    if not found:
        raise ValueError(f"{form} has no version {version}")
    spell = _Spelling(_spellings()[form].get(version) or {}, variants, seed)
    sections = tuple(_section(s, version, spell) for s in source.sections if _prints(s.only, version))
    return FormSheet(form, version, found[0].printed, source.title, sections)


@cache
def _spellings() -> dict[str, dict[str, dict[str, str]]]:
    return dict(yaml.safe_load(SPELLINGS_FILE.read_text(encoding="utf-8")))


def _prints(only: tuple[str, ...], version: str) -> bool:
    return not only or version in only


def _section(source: registry.Section, version: str, spell: _Spelling) -> Section:
    blocks = tuple(_block(b, version, spell) for b in source.blocks if _prints(b.only, version))
    return Section(source.id, spell(source.title), blocks, source.repeats == "file", source.attachment)


def _block(source: registry.Block, version: str, spell: _Spelling) -> Block:
    title = source.titles_by_version.get(version, spell(source.title))
    rows = tuple(_row(row, spell) for row in source.rows if _prints(row.only, version))
    group = source.group
    made = Group(group.id, group.name, group.max, group.heading_has_value) if group else None
    return Block(title, rows, made)


def _row(source: registry.Row, spell: _Spelling) -> Row:
    options = tuple(
        Option(one.label, spell(one.label), one.detail, one.count, one.group or "") for one in source.options
    )
    return Row(
        key=source.key,
        label=source.label,
        printed=spell(source.label, source.variants),
        type=str(source.type),
        options=options,
        parent=source.parent or "",
        heading_right=source.place == "heading_right",
        below_heading=source.place == "below_heading",
        instance_heading=source.instance_heading,
        vertical=source.vertical,
        unprinted_options=source.unprinted_options,
        number_in_bracket=source.number_in_bracket,
        suffix=source.suffix or "",
        detail_label=source.detail_label or "",
        prefilled=source.prefilled or "",
        footnote=source.footnote or "",
    )
