"""Records of the registry for what is printed on the forms (様式).

All records are immutable. A name in Japanese that a record carries (label, title, variant) is as printed;
fold it before comparing it with text from a PDF.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

MAX_LABEL = 160
"""Longer texts (characters) are never labels."""
RowPlace = Literal["heading_right", "below_heading"]
"""Where an answer is printed if not beside its label: right of the block's heading, or full width below."""


class RowType(StrEnum):
    """How a row of a form is answered."""

    TEXT = "text"  # free text beside the label (自由記述)
    FREE = "free"  # free text in full width below the label
    CHOICE = "choice"  # one of ＜選択肢＞, in brackets
    CHOICE_WITH_COUNT = "choice_with_count"  # the same with a number of cases (件)
    CHECKS = "checks"  # boxes, any number of them marked ○
    DATE = "date"  # a date as a string (和暦)
    LABEL = "label"  # a heading without an answer (見出し)
    TABLE = "table"  # a table of its own, such as 変更箇所


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of an option list (選択肢), numbered from 1 in print order.

    `variants` are other spellings of its label; `printed_labels` are labels in their own right, which other versions of
    the form print for it (4情報 in one, 5情報 in another): the first of them in those that `printed_in` names. `group`
    is the small heading it is printed under; `min` and `max` bound the band that the label names, in whole numbers,
    both inclusive, `max` None for an open end; both are None where the option is no band.
    """

    no: int
    label: str
    variants: tuple[str, ...] = ()
    printed_labels: tuple[str, ...] = ()
    printed_in: tuple[str, ...] = ()
    detail: bool = False
    count: bool = False
    group: str | None = None
    min: int | None = None
    max: int | None = None

    def __hash__(self) -> int:
        """Number and label tell an option from the others of its list; what is remembered of lists asks this often."""
        return hash((self.no, self.label))

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that may be printed for it: the label, its variants, the labels of other versions."""
        return (self.label, *self.variants, *self.printed_labels)

    def spelled(self, spelling: str) -> "Option":
        """The option of a print that spells it so: under that label if it is one in its own right."""
        return replace(self, label=spelling) if spelling in self.printed_labels else self

    def label_in(self, version: str | None) -> str:
        """The label that a version (id) prints for it; the usual one where the version is not known."""
        return self.printed_labels[0] if version in self.printed_in else self.label


@dataclass(frozen=True, slots=True)
class Needless:
    """When rows may be left out: the row `row` was answered with one of `options` (numbers), and none of `unless`."""

    row: str
    options: tuple[int, ...]
    unless: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a form (記載項目), identified by `key` within its form.

    `parent` is the key of the row it is indented under, `group` the id of the repeated group it belongs to,
    `only` the versions that print it (empty: all), `suffix` text behind the answer that is not part of it,
    `detail_label` the label of a text printed below the options, `prefilled` text that the form supplies,
    `footnote` text below the row that is not part of the answer. `instance_heading` says that label and answer are the
    heading of an instance (委託事項{n}), `vertical` that the label is set vertically. `optional` marks a row that
    prints of any version may lack, `needless` one that they may lack after a certain answer; the official sheet prints
    both.
    """

    key: str
    field_id: str
    label: str
    type: RowType
    variants: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    parent: str | None = None
    group: str | None = None
    only: tuple[str, ...] = ()
    place: RowPlace | None = None
    suffix: str | None = None
    detail_label: str | None = None
    prefilled: str | None = None
    footnote: str | None = None
    unprinted_options: bool = False
    number_in_bracket: bool = False
    instance_heading: bool = False
    vertical: bool = False
    optional: bool = False
    needless: Needless | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """The label and its variants."""
        return (self.label, *self.variants)

    @property
    def has_answer(self) -> bool:
        """Whether the row takes an answer that `fields` holds: neither a mere heading nor a table."""
        return self.type not in (RowType.LABEL, RowType.TABLE)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are repeated for each instance (システム, 委託事項, 提供先, 移転先), up to `max` times.

    `heading_has_value` says that the instance's heading row carries its name.
    """

    id: str
    name: str
    max: int
    heading_has_value: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one numbered heading of a section.

    `continues` is the number of the heading a block without a title of its own belongs to.
    `titles_by_version` holds titles that differ from `title`.
    """

    title: str
    rows: tuple[Row, ...]
    titles_by_version: Mapping[str, str] = field(default_factory=dict)
    variants: tuple[str, ...] = ()
    continues: str | None = None
    group: Group | None = None
    only: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """All printed titles: the usual one, those of other versions, variants. Empty without a title."""
        titles = (self.title, *self.titles_by_version.values(), *self.variants)
        return tuple(dict.fromkeys(title for title in titles if title))


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a form, on the cover, in the contents, Ⅰ to Ⅵ or an attachment (別添).

    `repeats` is "file" for sections printed once for each 特定個人情報ファイル. An `attachment` may be published apart.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    variants: tuple[str, ...] = ()
    repeats: Literal["file"] | None = None
    only: tuple[str, ...] = ()
    attachment: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """The title and its variants."""
        return (self.title, *self.variants)

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all blocks in print order."""
        return (row for block in self.blocks for row in block.rows)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a form, with what is `printed` at the foot of the cover."""

    id: str
    printed: str


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form (様式2, 3 or 4) with its sections in print order."""

    id: str
    style: str
    title: str
    versions: tuple[Version, ...]
    sections: tuple[Section, ...]
    variants: tuple[str, ...] = ()
    _rows: Mapping[str, Row] = field(init=False, repr=False, compare=False)
    _sections: Mapping[str, Section] = field(init=False, repr=False, compare=False)
    _blocks: Mapping[str, Block] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows = {row.key: row for section in self.sections for row in section.rows}
        sections = {row.key: section for section in self.sections for row in section.rows}
        blocks = {row.key: block for section in self.sections for block in section.blocks for row in block.rows}
        for name, value in (("_rows", rows), ("_sections", sections), ("_blocks", blocks)):
            object.__setattr__(self, name, value)

    @property
    def rows(self) -> Mapping[str, Row]:
        """Every row by its key, in print order."""
        return self._rows

    def row(self, key: str) -> Row:
        """The row with this key. Raises KeyError where the form has none."""
        return self._rows[key]

    def section_of(self, key: str) -> Section:
        """The section that prints the row with this key. Raises KeyError where the form has no such row."""
        return self._sections[key]

    def block_of(self, key: str) -> Block:
        """The block that prints the row with this key. Raises KeyError where the form has no such row."""
        return self._blocks[key]


@dataclass(frozen=True, slots=True)
class Annexes:
    """How the title of an annex (別紙) begins, and how long (characters) it is at most."""

    beginnings: tuple[str, ...]
    max_length: int


@dataclass(frozen=True, slots=True)
class CoverMarks:
    """What a cover bears beside the rows of the form, as regular expressions.

    `version` is that of the printed version, folded, with `{style}` for the number of the form, `version_shapes` are
    labels of the row that prints it, beside the one of the form, with ○ for what differs; `ended` is that of the day
    (`date`) on which the work has ended, behind the name of the assessment; `drafts` are words for a draft,
    `stamps` what others print at the edge of a page (the number of a handout), folded; `continued` words beside a label
    that is printed again behind a page break;
    `asked_heads` and `beside_heads` stand above the columns of a table of the form's rows.
    """

    version: str
    version_shapes: tuple[str, ...]
    ended: str
    drafts: tuple[str, ...]
    stamps: str
    continued: tuple[str, ...]
    asked_heads: tuple[str, ...]
    beside_heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitleWords:
    """`remarks` that may stand behind the own title of a form."""

    remarks: tuple[str, ...]
