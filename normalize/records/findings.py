"""What there is to tell of a document beside its answers (指摘)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from normalize.reasons import Reason


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
    MOVED_PAGE = "moved_page"
    OTHER_HEAD = "other_head"
    ATTACHED_FILE = "attached_file"
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
