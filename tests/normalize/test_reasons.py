"""The status of a value follows from the reasons for doubt, and what each reason is worth stands in the registry."""

from __future__ import annotations

import pytest

from extract.document import read_pages
from extract.records import Box
from normalize.reading import read_assessments
from normalize.reasons import Reason
from normalize.records import Answer, Mark, Place, Status, derived_status, worst
from normalize.registry import RegistryError, load_registry
from normalize.registry.decode_reasons import reason_specs
from normalize.review.sentences import told_reasons
from tests.hyokasho.archive import SAMPLES

PLACE = Place(1, Box(0, 0, 1, 1), "pdfium")
SPECS = {str(reason): {"status": "uncertain", "ja": "x", "en": "x"} for reason in Reason}


@pytest.mark.parametrize(
    ("reasons", "blank", "status"),
    [
        (set(), False, Status.OK),
        (set(), True, Status.BLANK),
        ({Reason.LABEL_VARIANT}, False, Status.OK),
        ({Reason.LABEL_VARIANT}, True, Status.BLANK),
        ({Reason.PAGE_INCOMPLETE}, True, Status.UNCERTAIN),
        ({Reason.PAGE_INCOMPLETE, Reason.OPTION_UNKNOWN}, False, Status.UNKNOWN_OPTION),
        ({Reason.BOX_UNCLEAR, Reason.COUNT_UNREAD}, False, Status.UNREADABLE),
        ({Reason.NOT_PRINTED_HERE, Reason.OPTION_UNKNOWN}, True, Status.NOT_FOUND),
    ],
)
def test_the_gravest_reason_decides(reasons: set[Reason], blank: bool, status: Status) -> None:
    assert derived_status(reasons, blank) is status


def test_an_answer_of_boxes_is_in_doubt_where_one_box_cannot_be_read() -> None:
    unclear = {Reason.BOX_UNCLEAR}
    answer = Answer("IV.audit", "audit.kinds", None, None, "監査", "checks", PLACE, reasons=unclear)
    mark = Mark("IV.audit", "audit.kinds", None, None, 1, "自己点検", None, PLACE, reasons=unclear)
    assert (answer.status, mark.status) == (Status.UNCERTAIN, Status.UNREADABLE)


def test_the_worst_of_several_statuses() -> None:
    assert worst([Status.OK, Status.UNREADABLE, Status.UNCERTAIN, Status.BLANK]) is Status.UNREADABLE
    assert worst([]) is Status.BLANK


def test_every_reason_is_declared_and_no_other() -> None:
    with pytest.raises(RegistryError, match=r"reason late_year: not in reasons.yaml"):
        reason_specs({code: spec for code, spec in SPECS.items() if code != "late_year"})
    with pytest.raises(RegistryError, match="reason gone: unknown to the code"):
        reason_specs(SPECS | {"gone": SPECS["late_year"]})
    with pytest.raises(RegistryError, match="reason late_year: status fine"):
        reason_specs(SPECS | {"late_year": {"status": "fine", "ja": "x", "en": "x"}})


def test_reasons_are_told_in_both_languages() -> None:
    reasons, specs = {Reason.NOT_A_DATE, Reason.COUNT_UNREAD}, load_registry().reasons
    count, date = specs[Reason.COUNT_UNREAD], specs[Reason.NOT_A_DATE]
    assert told_reasons(reasons, "ja") == f"{count.ja}、{date.ja}"
    assert told_reasons(reasons, "en") == f"{count.en}; {date.en}"


def test_answers_of_the_same_reasons_share_them() -> None:
    (reading,) = read_assessments(read_pages((SAMPLES / "kiso_h26_long_term_care.pdf").read_bytes()))
    answers: list[Answer | Mark] = [*reading.answers, *reading.marks]
    reasons = [each.reasons for each in answers]
    assert (len(reasons), len({id(each) for each in reasons})) == (25, 1)
