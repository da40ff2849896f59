"""What is not certain is listed for a person to look at, once for each answer."""

from __future__ import annotations

from extract.records import Box
from normalize.reasons import Reason
from normalize.records import Answer, Finding, FindingKind, Mark, Place, Reading
from normalize.review.queue import doubts
from tests.normalize.printed import change

PLACE = Place(3, Box(0, 0, 9, 9), "ppocr+pdfplumber", 0.4)


def answer(key: str, type: str, raw: str, *reasons: Reason) -> Answer:
    return Answer(key, "x", None, None, "x", type, PLACE, raw=raw, reasons=frozenset(reasons))


def mark(option: str, *reasons: Reason) -> Mark:
    return Mark("IV.audit", "audit.kinds", None, None, 1, option, None, PLACE, reasons=frozenset(reasons))


def doubt(page: int, text: str, key: str, *reasons: Reason) -> Finding:
    return Finding(FindingKind.LOW_CONFIDENCE, page, text, key, reasons=frozenset(reasons))


def test_doubtful_answers_boxes_and_changes_are_told_once_each() -> None:
    reading = Reading(
        form="kiso",
        answers=[
            answer("I.1.1", "text", "sure"),
            answer("I.4.1", "choice", "検討中", Reason.OPTION_UNKNOWN),
            answer("IV.audit", "checks", "", Reason.BOX_UNCLEAR, Reason.COUNT_UNREAD),
        ],
        marks=[mark("自己点検"), mark("内部監査", Reason.BOX_UNCLEAR), mark("外部監査", Reason.COUNT_UNREAD)],
        changes=[change("kiso", 9, {"item": "Ⅰ　項目"}, Reason.NOT_A_DATE), change("kiso", 9, {"item": "Ⅱ"})],
    )
    assert list(doubts(reading)) == [
        doubt(3, "検討中", "I.4.1", Reason.OPTION_UNKNOWN),
        doubt(3, "内部監査、外部監査", "IV.audit", Reason.BOX_UNCLEAR, Reason.COUNT_UNREAD),
        doubt(9, "Ⅰ　項目", "henko", Reason.NOT_A_DATE),
    ]


def test_organizations_without_a_code_and_bases_without_an_article_are_told() -> None:
    organization = answer("cover.org", "text", "架空市長")
    organization.field_id, organization.value = "organization.name", "架空市長"
    basis = answer("I.3", "text", "別紙のとおり")
    basis.field_id, basis.value = "number_use.legal_basis", "別紙のとおり"
    assert list(doubts(Reading(form="kiso", answers=[organization, basis]))) == [
        Finding(FindingKind.UNPARSED_CITATION, 3, "別紙のとおり", "I.3"),
        Finding(FindingKind.UNKNOWN_ORGANIZATION, 3, "架空市長", "cover.org"),
    ]


def test_known_organizations_and_cited_articles_are_not_told() -> None:
    organization = answer("cover.org", "text", "神奈川県伊勢原市長")
    organization.field_id, organization.value = "organization.name", "神奈川県伊勢原市長"
    basis = answer("I.3", "text", "番号法第9条第1項")
    basis.field_id, basis.value = "number_use.legal_basis", "番号法第9条第1項"
    assert list(doubts(Reading(form="kiso", answers=[organization, basis]))) == []
