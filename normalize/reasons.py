"""Why a value is not to be trusted as it stands: codes whose meaning and weight `registry/reasons.yaml` declares."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache


class Reason(StrEnum):
    """Why an answer, a mark or a change is in doubt. Readers only add reasons; its status follows from them."""

    LOW_TEXT_CONFIDENCE = "low_text_confidence"
    SIGN_UNREAD = "sign_unread"
    PICTURE_UNREAD = "picture_unread"
    UNBALANCED_BRACKETS = "unbalanced_brackets"
    NOT_A_DATE = "not_a_date"
    LATE_YEAR = "late_year"
    COUNT_UNREAD = "count_unread"
    OPTION_CLOSE_TO_SEVERAL = "option_close_to_several"
    OPTION_BY_ELIMINATION = "option_by_elimination"
    OPTION_UNREADABLE = "option_unreadable"
    OPTION_UNKNOWN = "option_unknown"
    OPTION_MISSING = "option_missing"
    OPTION_LACKS = "option_lacks"
    OPTION_SET_OFF = "option_set_off"
    BOX_UNCLEAR = "box_unclear"
    BRACKETS_UNREAD = "brackets_unread"
    TEXT_LEFT_OVER = "text_left_over"
    TEXT_BESIDE_BRACKETS = "text_beside_brackets"
    SECOND_VALUE = "second_value"
    LABEL_VARIANT = "label_variant"
    LABEL_BY_PLACE = "label_by_place"
    POSITION_UNCERTAIN = "position_uncertain"
    HEADING_MAY_BE_LOST = "heading_may_be_lost"
    PAGE_INCOMPLETE = "page_incomplete"
    NOT_PRINTED_HERE = "not_printed_here"
    VERSION_UNKNOWN = "version_unknown"
    VERSION_CONTRADICTED = "version_contradicted"
    NUMERAL_DOUBTFUL = "numeral_doubtful"
    JOINED_ANSWERS = "joined_answers"
    CUT_OFF = "cut_off"
    OTHER_ASSESSMENT = "other_assessment"
    ANSWER_CELL_MISSING = "answer_cell_missing"
    INTERNAL_ERROR = "internal_error"


@lru_cache(maxsize=1024)
def shared(reasons: frozenset[Reason]) -> frozenset[Reason]:
    """One set for all that have the same reasons: a long document has thousands of them, and few that differ."""
    return reasons
