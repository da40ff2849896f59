"""Citations: each article and each 項 of a table by itself, with the law it belongs to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.grammar.laws.citations import Citation, parse_citations

FORMAL = "行政手続における特定の個人を識別するための番号の利用等に関する法律"
Place = tuple[str | None, ...]


def places(text: str) -> list[Place]:
    """Law, article, 項, 号, table and 項 of the table of each citation."""
    return [place(citation) for citation in parse_citations(text)]


def place(citation: Citation) -> Place:
    law = citation.law_short or citation.law
    return law, citation.article, citation.paragraph, citation.item, citation.table, citation.table_item


@pytest.mark.parametrize("table", ["別表", "別表第一", "別表第二"])
def test_list_of_table_items_is_one_citation_each(table: str) -> None:
    assert places(f"番号法第９条第１項　{table}の16、30及び85の2の項") == [
        ("番号法", "9", "1", None, table, item) for item in ("16", "30", "85の2")
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "別表第2の27の項",
        "別表第二　第27の項",
        "別表第二第27項",
        "別表第二 二十七の項",
        "別表第二項番27",
        "別表第二２７",
    ],
)
def test_spellings_of_a_table_item(printed: str) -> None:
    assert places(f"番号法第19条第8号 {printed}") == [("番号法", "19", None, "8", "別表第二", "27")]


@pytest.mark.parametrize(
    "name", ["番号法", "番号利用法", FORMAL, f"{FORMAL}（番号法）", f"{FORMAL}(平成25年法律第27号)\n"]
)
def test_names_of_one_law(name: str) -> None:
    assert [(c.law, place(c)) for c in parse_citations(f"{name}第9条")] == [
        (FORMAL, ("番号法", "9", None, None, None, None))
    ]


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("第9条1項", ("9", "1", None)),
        ("第19条8号", ("19", None, "8")),
        ("第9条1項2号", ("9", "1", "2")),
        ("9条1項", ("9", "1", None)),
        ("9条", ("9", None, None)),
        ("第9条第1項3号", ("9", "1", "3")),
    ],
)
def test_places_right_behind_an_article_need_no_ordinal_sign(printed: str, place: Place) -> None:
    assert places(f"番号法{printed}") == [("番号法", *place, None, None)]


def test_an_item_of_a_table_behind_an_article_is_still_one() -> None:
    assert places("番号法第9条　別表の16の項") == [("番号法", "9", None, None, "別表", "16")]


def test_context_carries_on() -> None:
    assert places("番号法第9条第1項及び別表第1の16の項並びに同条第2項") == [
        ("番号法", "9", "1", None, "別表第一", "16"),
        ("番号法", "9", "2", None, None, None),
    ]


def test_same_table_and_order_behind_its_enabling_article() -> None:
    text = "番号法第19条第8号に基づく主務省令第2条の表48、53の項\n（提供）\n同表7の項"
    order = "利用特定個人情報提供命令"
    assert places(text) == [
        ("番号法", "19", None, "8", None, None),
        (order, "2", None, None, "第2条の表", "48"),
        (order, "2", None, None, "第2条の表", "53"),
        (order, "2", None, None, "第2条の表", "7"),
    ]


def test_order_whose_name_holds_the_name_of_a_law() -> None:
    text = f"{FORMAL}別表第二の主務省令で定める事務及び情報を定める命令 第20条、第22条の3"
    assert [(law, article) for law, article, *_ in places(text)] == [
        ("番号法別表第二の主務省令", "20"),
        ("番号法別表第二の主務省令", "22の3"),
    ]


def test_articles_listed_under_laws() -> None:
    text = "１ 番号法\n・第7条（指定）\n・第16条（確認）\n２ 住基法\n・第12条の4\n・第三十条の四十五"
    assert [(law, article) for law, article, *_ in places(text)] == [
        ("番号法", "7"),
        ("番号法", "16"),
        ("住基法", "12の4"),
        ("住基法", "30の45"),
    ]


def test_articles_that_share_their_unit() -> None:
    assert [(c.article, c.printed) for c in parse_citations("番号法第16、24条")] == [
        ("16", "番号法第16"),
        ("24", "24条"),
    ]


def test_range_of_articles() -> None:
    (citation,) = parse_citations("地方税法第20条の2から第22条まで")
    assert (citation.article, citation.until) == ("20の2", "22")


def test_order_that_carries_a_law_name() -> None:
    laws = [citation.law for citation in parse_citations("地方税法第5条、同法施行令第3条、介護保険法施行規則第2条")]
    assert laws == ["地方税法", "地方税法施行令", "介護保険法施行規則"]


def test_unlisted_ordinance_and_the_name_it_is_given() -> None:
    text = "番号法第9条第2項に基づく架空町印鑑条例（昭和50年条例第3号。以下「印鑑条例」という。）第2条"
    text += "。印鑑条例第5条"
    assert places(text) == [
        ("番号法", "9", "2", None, None, None),
        ("架空町印鑑条例", "2", None, None, None, None),
        ("架空町印鑑条例", "5", None, None, None, None),
    ]


def test_law_named_by_its_number() -> None:
    (citation,) = parse_citations("平成24年法律第51号附則第5条第2号に規定する者")
    assert (citation.law, citation.supplement, citation.article) == ("平成24年法律第51号", True, "5")


def test_defining_a_name_cites_nothing() -> None:
    text = f"番号法別表24の項\n番号法：{FORMAL}（平成25年法律第27号）"
    assert places(text) == [("番号法", None, None, None, "別表", "24")]


def test_heading_that_names_a_table_cites_nothing() -> None:
    text = "＜別表第二における情報提供の根拠＞\n―\n番号法第19条第8号 別表第二の9の項"
    assert places(text) == [("番号法", "19", None, "8", "別表第二", "9")]


@pytest.mark.parametrize(
    "text",
    ["", "なし", "10項目以上50項目未満", "三条市の税務課", "別紙1を参照", "この方法による条例制定予定"],
)
def test_no_citation(text: str) -> None:
    assert parse_citations(text) == ()


def test_span_is_the_printed_text() -> None:
    text = "根拠：番号法 第９条 及び 住基法第5条。"
    assert [text[c.start : c.end] for c in parse_citations(text)] == [c.printed for c in parse_citations(text)]
    assert [c.printed for c in parse_citations(text)] == ["番号法 第９条", "住基法第5条"]


@given(
    st.sampled_from(["番号法", "住民基本台帳法", "健康増進法"]),
    st.integers(1, 400),
    st.integers(2, 60) | st.none(),
    st.integers(1, 30) | st.none(),
    st.integers(1, 20) | st.none(),
)
def test_printed_places_round_trip(
    law: str, article: int, sub: int | None, paragraph: int | None, item: int | None
) -> None:
    text = f"{law}第{article}条" + (f"の{sub}" if sub else "")
    text += (f"第{paragraph}項" if paragraph else "") + (f"第{item}号" if item else "")
    (citation,) = parse_citations(text)
    assert citation.article == (f"{article}の{sub}" if sub else str(article))
    assert (citation.paragraph, citation.item) == (
        str(paragraph) if paragraph else None,
        str(item) if item else None,
    )


@given(
    st.text(
        alphabet="番号法住基第条項号別表の同省令主務1２三十、及び（）「」以下という \n平成年から~",
        max_size=60,
    )
)
def test_no_text_breaks_the_parser(text: str) -> None:
    for citation in parse_citations(text):
        assert text[citation.start : citation.end] == citation.printed
