"""What a page holds and does not say is told with its page and quote."""

from __future__ import annotations

import pytest

from extract.records import Box, Cell, LeftOut, Line, Page, Run, SetAside
from normalize.layout.pages.set_aside_findings import SetAsideTexts
from normalize.reasons import Reason
from normalize.records import Answer, Finding, FindingKind
from normalize.records.places import Place

BOX = Box(50.0, 50.0, 90.0, 60.0)


def _page(number: int, shown: str = "", *asides: tuple[LeftOut, str]) -> Page:
    line = Line((Run(shown, 50.0, 90.0),), BOX, 10.0)
    cells = [Cell(BOX, (line,))] if shown else []
    return Page(number, 400.0, 300.0, cells, set_aside=[SetAside(reason, text, BOX) for reason, text in asides])


def _told(*pages: Page) -> list[Finding]:
    texts = SetAsideTexts()
    return [*(finding for page in pages for finding in texts.findings(page)), *texts.close()]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (LeftOut.UNSEEN, FindingKind.HIDDEN_TEXT),
        (LeftOut.BLACKED_OUT, FindingKind.BLACKED_OUT_TEXT),
        (LeftOut.STRUCK, FindingKind.DELETED_TEXT),
        (LeftOut.NOTE, FindingKind.NOTE_OVER_PAGE),
        (LeftOut.STAMP, FindingKind.NOTE_OVER_PAGE),
        (LeftOut.OFF_PAGE, FindingKind.HIDDEN_TEXT),
        (LeftOut.CUT_AWAY, FindingKind.HIDDEN_TEXT),
    ],
)
def test_each_reason_has_its_kind(reason: LeftOut, kind: FindingKind) -> None:
    assert _told(_page(2, "市民部", (reason, "教育委員会"))) == [Finding(kind, 2, "教育委員会")]


@pytest.mark.parametrize("shown_on", [1, 2, 3])
def test_text_that_a_page_cuts_off_and_a_neighbor_shows_is_not_told(shown_on: int) -> None:
    pages = [
        _page(
            n,
            "前後　教育委員会" if n == shown_on else "市民部",
            *([(LeftOut.CUT_AWAY, "教育\n委員会")] if n == 2 else []),
        )
        for n in (1, 2, 3)
    ]
    assert _told(*pages) == []


def test_hidden_text_is_told_though_the_next_page_shows_it() -> None:
    hidden = _page(1, "市民部", (LeftOut.UNSEEN, "教育委員会"))
    assert _told(hidden, _page(2, "教育委員会")) == [Finding(FindingKind.HIDDEN_TEXT, 1, "教育委員会")]


@pytest.mark.parametrize(
    ("raw", "page", "in_doubt"),
    [("", 2, True), ("総務課", 2, False), ("", 3, False)],
    ids=["blank", "filled", "elsewhere"],
)
def test_a_blank_answer_with_a_stamp_in_its_place_is_in_doubt(raw: str, page: int, in_doubt: bool) -> None:
    texts = SetAsideTexts()
    texts.findings(_page(2, "", (LeftOut.STAMP, "総務課")))
    place = Place(page, Box(40.0, 45.0, 300.0, 65.0), "test")
    answer = Answer("I.6.1", "contact.dept", None, None, "①部署", "text", place, raw=raw)
    texts.doubt([answer])
    assert (Reason.TEXT_LEFT_OVER in answer.reasons) is in_doubt


@pytest.mark.parametrize(
    ("reason", "text", "box", "in_doubt"),
    [
        (LeftOut.UNSEEN, "三行目\n四行目", (42.0, 60.0, 80.0, 84.0), True),
        (LeftOut.UNSEEN, "次の欄の旧記載", (42.0, 67.0, 80.0, 79.0), False),
        (LeftOut.UNSEEN, "右の欄の旧記載", (142.0, 60.0, 180.0, 84.0), False),
        (LeftOut.CUT_AWAY, "二行目", (42.0, 67.0, 80.0, 79.0), True),
        (LeftOut.CUT_AWAY, "次の頁の行", (42.0, 67.0, 80.0, 79.0), False),
    ],
    ids=["covered", "next row", "beside", "clipped", "shown elsewhere"],
)
def test_an_answer_whose_end_nobody_sees_is_in_doubt(
    reason: LeftOut, text: str, box: tuple[float, float, float, float], in_doubt: bool
) -> None:
    texts = SetAsideTexts()
    page = _page(2, "一行目二行目")
    page.set_aside = [SetAside(reason, text, Box(*box))]
    texts.findings(page)
    place = Place(2, Box(40.0, 45.0, 300.0, 65.0), "test")
    answer = Answer("I.1.2", "business.summary", None, None, "②事務の内容", "text", place, raw="一行目\n二行目")
    texts.doubt([answer])
    assert (Reason.CUT_OFF in answer.reasons) is in_doubt
