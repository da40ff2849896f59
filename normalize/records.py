"""What `normalize/` makes of a document: answers, marks, changes and findings, each with its place in print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from extract.records import Box
from normalize.grammar.dates import PrintedDate
from normalize.reasons import Reason
from normalize.registry import RowType, load_registry


class Status(StrEnum):
    """How far an answer is to be trusted."""

    OK = "ok"
    BLANK = "blank"
    UNCERTAIN = "uncertain"
    UNREADABLE = "unreadable"
    UNKNOWN_OPTION = "unknown_option"
    NOT_FOUND = "not_found"


DOUBTFUL = frozenset({Status.UNCERTAIN, Status.UNREADABLE, Status.UNKNOWN_OPTION, Status.NOT_FOUND})
"""What a person should look at before it is trusted."""
GRAVITY = (Status.BLANK, Status.OK, Status.UNCERTAIN, Status.UNREADABLE, Status.UNKNOWN_OPTION, Status.NOT_FOUND)
"""The statuses, the gravest last: it is that of a whole whose parts have several."""


def worst(statuses: Iterable[Status]) -> Status:
    """The gravest of some statuses; `blank` for none."""
    return max(statuses, key=GRAVITY.index, default=Status.BLANK)


def derived_status(reasons: Collection[Reason], blank: bool = False) -> Status:
    """The status that follows from the reasons for doubt; of a value without any, whether it is blank decides."""
    if not reasons:
        return Status.BLANK if blank else Status.OK
    specs = load_registry().reasons
    status = worst(Status(specs[reason].status) for reason in reasons)
    return status if status in DOUBTFUL else Status.BLANK if blank else Status.OK


NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
"""The box of what was not found."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: page (from 1), box in points from the page's top left, and what read it.

    `foot` is the lower edge on the page as it was read: a scan is turned upright and straightened for that.
    """

    page: int
    box: Box
    engine: str
    confidence: float = 1.0
    foot: float = 0.0


@dataclass(slots=True)
class Answer:
    """One answer printed on the form (記入欄), blank ones too; a row of `fields`.

    `raw_ocr` is what the recogniser said, where `raw` is a better reading of it; `leftover` are the texts in its cells
    that are no part of it and were not understood, `specks` signs of a recogniser there that are too few to be text.
    """

    form_key: str
    field_id: str
    file_no: int | None
    instance: int | None
    label: str
    type: str
    place: Place
    raw: str = ""
    value: str | None = None
    option_no: int | None = None
    count: int | None = None
    value_min: int | None = None
    value_max: int | None = None
    value_date: date | None = None
    date_precision: str | None = None
    reasons: set[Reason] = field(default_factory=set)
    page_ref: str | None = None
    reason: str | None = None
    raw_ocr: str | None = None
    leftover: list[str] = field(default_factory=list)
    specks: str = ""

    @property
    def status(self) -> Status:
        """What follows from its reasons. An answer of boxes is in doubt where one of them is, and no more than that."""
        status = derived_status(self.reasons, blank=self.value is None)
        of_boxes = self.type == RowType.CHECKS and status in (Status.UNREADABLE, Status.UNKNOWN_OPTION)
        return Status.UNCERTAIN if of_boxes else status


@dataclass(slots=True)
class Mark:
    """One option box of a checks row (チェック欄), in its place.

    `checked` is None when it cannot be read; `sign` is what is printed in it, None for nothing or where that cannot be
    told.
    """

    form_key: str
    field_id: str
    file_no: int | None
    instance: int | None
    option_no: int | None
    option: str
    checked: bool | None
    place: Place
    detail: str | None = None
    count: int | None = None
    reasons: set[Reason] = field(default_factory=set)
    sign: str | None = None

    @property
    def status(self) -> Status:
        """What follows from its reasons."""
        return derived_status(self.reasons)


@dataclass(slots=True)
class ChangeCell:
    """One cell of a change: `raw` as it was read, `value` what was made of it (slips of a recogniser set right).

    `recognised` says that some of it was read from a picture, `reasons` why it is not to be trusted.
    """

    raw: str
    value: str
    place: Place
    recognised: bool = False
    reasons: set[Reason] = field(default_factory=set)

    @property
    def status(self) -> Status:
        """What follows from its reasons."""
        return derived_status(self.reasons, blank=not self.value.strip())


@dataclass(slots=True)
class Change:
    """One row of the table of changes (変更箇所): its cells by column, those of columns not printed left out.

    `date` is what the date says, `numeral` the section that the item names first, `target` the `field_id` that it is
    about; each is None where that is not certain.
    """

    cells: dict[str, ChangeCell]
    date: PrintedDate | None = None
    numeral: str | None = None
    target: str | None = None

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return min(cell.place.page for cell in self.cells.values())

    @property
    def place(self) -> Place:
        """Where its first page prints it, with the confidence of the least certain of its cells."""
        first = [cell.place for cell in self.cells.values() if cell.place.page == self.page]
        confidence = min(cell.place.confidence for cell in self.cells.values())
        box = Box.around([place.box for place in first])
        return Place(self.page, box, first[0].engine, confidence, foot=max(place.foot for place in first))

    @property
    def recognised(self) -> bool:
        """Whether some of it was read from a picture."""
        return any(cell.recognised for cell in self.cells.values())

    @property
    def reasons(self) -> set[Reason]:
        """Why it is not to be trusted: the reasons of all its cells."""
        return set().union(*(cell.reasons for cell in self.cells.values()))

    @property
    def status(self) -> Status:
        """What follows from its reasons: a row is no better than the worst of its cells."""
        return derived_status(self.reasons)

    def text(self, column: str) -> str:
        """What a cell says, slips set right; empty where the table has no such column."""
        return self.cells[column].value if column in self.cells else ""

    @property
    def changed_on_raw(self) -> str:
        """変更日 in one line."""
        return self.text("changed_on")

    @property
    def item(self) -> str:
        """項目."""
        return self.text("item")

    @property
    def before(self) -> str:
        """変更前の記載."""
        return self.text("before")

    @property
    def after(self) -> str:
        """変更後の記載."""
        return self.text("after")

    @property
    def timing(self) -> str:
        """提出時期."""
        return self.text("timing")

    @property
    def reason(self) -> str:
        """提出時期に係る説明."""
        return self.text("reason")


class FindingKind(StrEnum):
    """What there is to tell of a document: what was not understood, and what in it does not go together."""

    UNKNOWN_LABEL = "unknown_label"
    UNKNOWN_OPTION = "unknown_option"
    UNKNOWN_MARK = "unknown_mark"
    LEFTOVER_TEXT = "leftover_text"
    OUTSIDE_FORM = "outside_form"
    WATERMARK = "watermark"
    TEXT_UNPLACED = "text_unplaced"
    REPEATED_ANSWER = "repeated_answer"
    LABEL_VARIANT = "label_variant"
    MISREAD_LABEL = "misread_label"
    LABEL_BY_PLACE = "label_by_place"
    MISSING_OPTION = "missing_option"
    NO_ANSWER_CELL = "no_answer_cell"
    UNREADABLE_PAGE = "unreadable_page"
    ANSWER_NOT_FOUND = "answer_not_found"
    TABLE_NOT_FOUND = "table_not_found"
    PAGE_MISSING = "page_missing"
    DOUBLED_PAGE = "doubled_page"
    HIDDEN_TEXT = "hidden_text"
    BLACKED_OUT_TEXT = "blacked_out_text"
    DELETED_TEXT = "deleted_text"
    NOTE_OVER_PAGE = "note_over_page"
    LOW_CONFIDENCE = "low_confidence"
    UNPARSED_CITATION = "unparsed_citation"
    UNKNOWN_ORGANIZATION = "unknown_organization"
    COUNT_DISAGREES = "count_disagrees"
    COUNT_MISSING = "count_missing"
    COUNT_UNEXPECTED = "count_unexpected"
    GROUP_UNEXPECTED = "group_unexpected"
    FILE_NOT_DESCRIBED = "file_not_described"
    FILE_NOT_LISTED = "file_not_listed"
    ANSWER_MISSING = "answer_missing"
    NEEDLESS_ANSWER = "needless_answer"
    ANSWERS_CONTRADICT = "answers_contradict"
    THRESHOLD_DISAGREES = "threshold_disagrees"
    CHANGE_NOT_IN_BODY = "change_not_in_body"
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    VERSION_DISAGREES = "version_disagrees"
    ASSESSMENT_ENDED = "assessment_ended"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell of a document (指摘): counted and shown, never dropped.

    Either something printed was not understood, or only by leniency; or the document itself does not agree. Which,
    and in which words that is said, the registry knows by `kind`; `words` are what its sentence tells beside
    `text`, and `reasons` say why what was read is in doubt.
    """

    kind: FindingKind
    page: int
    text: str
    form_key: str | None = None
    file_no: int | None = None
    instance: int | None = None
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    reasons: frozenset[Reason] = frozenset()


@dataclass(slots=True)
class Reading:
    """All that was read from one document.

    `gaps` are the pages of which something printed is missing; `failed` those of them that this program failed on.
    `text_unplaced` counts the characters that no answer and no recognised part of the form took, `unplaced` those of
    each page; `text_outside` are those of them that stand outside the form (a letter, an annex), `text_unreached` those
    within it for which no answer is in doubt. `text_printed` counts all that the form prints, but for running lines;
    of `strange_pages` more than half of that was not understood.
    `pages_missing` are the pages that printed page numbers tell to be missing, `open_pages` those of which some
    character was taken for nothing, or for two things (a fault of this program).
    """

    form: str | None = None
    form_version: str | None = None
    answers: list[Answer] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    gaps: set[int] = field(default_factory=set)
    failed: set[int] = field(default_factory=set)
    text_unplaced: int = 0
    unplaced: dict[int, int] = field(default_factory=dict)
    text_unreached: int = 0
    text_outside: int = 0
    text_printed: int = 0
    strange_pages: list[int] = field(default_factory=list)
    pages_missing: int = 0
    open_pages: set[int] = field(default_factory=set)
