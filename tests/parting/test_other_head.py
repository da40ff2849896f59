"""A page whose running head names another work or organization: what stands on it is in doubt, and told."""

from __future__ import annotations

import pytest

from extract.records import Line, Page
from normalize.reasons import Reason
from normalize.records import FindingKind, Reading
from tests.normalize.printed import TITLES, line, page, read_document, table

NAME = "住民税に関する事務　基礎項目評価書"
ROWS = [
    [["評価書名", NAME], ["評価実施機関名", "架空市長"], ["①事務の名称", "賦課"]],
    [["②事務の概要", "税を課す。"]],
    [["③システムの名称", "税務システム"]],
    [["法令上の根拠", "番号法"]],
]


def read(*heads: str, top: float = 20) -> Reading:
    """A form of which each page bears one of these running heads."""
    pages: list[Page] = []
    for number, (rows, head) in enumerate(zip(ROWS, heads, strict=True), 1):
        loose = [*([line((300, head), top=top)] if head else []), *_title(number)]
        pages.append(page(number, table(rows, top=140), loose))
    return read_document(pages)


def doubted(reading: Reading) -> dict[str, bool]:
    return {answer.raw: Reason.OTHER_ASSESSMENT in answer.reasons for answer in reading.answers if answer.raw}


def named(reading: Reading) -> list[tuple[int, str]]:
    return [(finding.page, finding.text) for finding in reading.findings if finding.kind is FindingKind.OTHER_HEAD]


def test_a_page_that_names_another_work_is_in_doubt_and_so_is_what_may_go_on_there() -> None:
    own = "住民税に関する事務"
    reading = read(own, own, "国民健康保険に関する事務", own)
    assert named(reading) == [(3, "国民健康保険に関する事務")]
    assert doubted(reading) == {
        NAME: False, "架空市長": False, "賦課": False, "税を課す。": True, "税務システム": True, "番号法": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("own", "other"),
    [("架空市作成", "海辺市作成"), ("架空市", "海辺市"), (NAME, "国民健康保険に関する事務")],
)
def test_another_organization_and_another_way_to_name_a_work_tell_too(own: str, other: str) -> None:
    assert named(read(own, own, other, own)) == [(3, other)]


@pytest.mark.parametrize(
    "other",
    [
        "",
        "Ⅱ　特定個人情報ファイルの概要",  # no name
        "特定個人情報保護評価書　住民税に関する事務",  # with more around it
        "住民税に関する事業務",  # the same, with a slip
    ],
)
def test_a_page_without_a_head_or_with_that_of_a_section_is_none(other: str) -> None:
    own = "住民税に関する事務"
    assert named(read(own, own, other, own)) == []


def test_of_a_head_with_several_texts_each_tells() -> None:
    own, other = ([(50, "特定個人情報保護評価書"), (400, f"{town}作成")] for town in ("架空市", "海辺市"))
    pages = [
        page(number, table(rows, top=140), [line(*(other if number == 3 else own), top=20), *_title(number)])
        for number, rows in enumerate(ROWS, 1)
    ]
    assert named(read_document(pages)) == [(3, "海辺市作成")]


def _title(number: int) -> list[Line]:
    return [line((50, TITLES["kiso"]), top=100)] if number == 1 else []


def test_heads_of_sections_tell_nothing() -> None:
    assert named(read("基本情報", "基本情報", "リスク対策情報", "基本情報")) == []


def test_heads_of_left_and_right_pages_are_both_the_own_ones() -> None:
    assert named(read("住民税に関する事務", "架空市の評価事務", "住民税に関する事務", "架空市の評価事務")) == []
