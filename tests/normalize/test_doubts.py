"""What is not certain is listed for a person to look at, once for each answer."""

from __future__ import annotations

from extract.records import Box
from normalize.records import Answer, Change, Finding, FindingKind, Mark, Place, Reading, Status
from normalize.review.queue import doubts

PLACE = Place(3, Box(0, 0, 9, 9), "ppocr+pdfplumber", 0.4)


def answer(key: str, type: str, status: Status, raw: str = "") -> Answer:
    return Answer(key, "x", None, None, "x", type, PLACE, raw=raw, status=status)


def mark(option: str, status: Status) -> Mark:
    return Mark("IV.audit", "audit.kinds", None, None, 1, option, None, PLACE, status=status)


def test_doubtful_answers_boxes_and_changes_are_told_once_each() -> None:
    reading = Reading(
        form="kiso",
        answers=[
            answer("I.1.1", "text", Status.OK, "sure"),
            answer("I.4.1", "choice", Status.UNKNOWN_OPTION, "検討中"),
            answer("IV.audit", "checks", Status.UNCERTAIN),
        ],
        marks=[mark("自己点検", Status.OK), mark("内部監査", Status.UNREADABLE), mark("外部監査", Status.UNCERTAIN)],
        changes=[Change(9, "", "Ⅰ　項目", "", "", "", "", Status.UNCERTAIN), Change(9, "", "", "", "", "", "")],
    )
    assert list(doubts(reading)) == [
        Finding(FindingKind.LOW_CONFIDENCE, 3, "検討中", "I.4.1"),
        Finding(FindingKind.LOW_CONFIDENCE, 3, "内部監査、外部監査", "IV.audit"),
        Finding(FindingKind.LOW_CONFIDENCE, 9, "Ⅰ　項目", "henko"),
    ]


def test_organizations_without_a_code_and_bases_without_an_article_are_told() -> None:
    organization = answer("cover.org", "text", Status.OK, "架空市長")
    organization.field_id, organization.value = "organization.name", "架空市長"
    basis = answer("I.3", "text", Status.OK, "別紙のとおり")
    basis.field_id, basis.value = "number_use.legal_basis", "別紙のとおり"
    assert list(doubts(Reading(form="kiso", answers=[organization, basis]))) == [
        Finding(FindingKind.UNPARSED_CITATION, 3, "別紙のとおり", "I.3"),
        Finding(FindingKind.UNKNOWN_ORGANIZATION, 3, "架空市長", "cover.org"),
    ]


def test_known_organizations_and_cited_articles_are_not_told() -> None:
    organization = answer("cover.org", "text", Status.OK, "神奈川県伊勢原市長")
    organization.field_id, organization.value = "organization.name", "神奈川県伊勢原市長"
    basis = answer("I.3", "text", Status.OK, "番号法第9条第1項")
    basis.field_id, basis.value = "number_use.legal_basis", "番号法第9条第1項"
    assert list(doubts(Reading(form="kiso", answers=[organization, basis]))) == []
