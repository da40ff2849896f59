"""Random pages: labels of a form, words like them and other text, in cells and outside, in any order."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from extract.records import Box, Cell, Line, Page
from normalize.registry import load_registry
from tests.normalize.misread import scan
from tests.normalize.printed import LEFT, MIDDLE, PITCH, RIGHT, TITLES, line, page, table

FORMS = ("kiso", "juten", "zenkoumoku", "henko")
HEADER = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
EDGES = (30.0, 90.0, 180.0, 300.0, 420.0, 480.0, 570.0)
EXCERPT_EDGES = (LEFT, 400.0, 450.0, RIGHT)
VALUES = (
    "住民税の賦課に関する事務", "[ 十分である ]", "[ ○ ] 実施する　[   ] 実施しない", "（ 2 ）件", "平成28年1月1日",
    "―", "①届出の受付",
)  # fmt: skip


def labels(form: str) -> list[str]:
    """What a form prints before its answers, but for its own title, which tells where it begins."""
    found = load_registry().form_keys(form)
    blocks = [block for section in found.sections for block in section.blocks]
    texts = [text for section in found.sections for text in section.spellings[:1]]
    texts += [block.title for block in blocks if block.title]
    texts += [f"{block.group.name}{number}" for block in blocks if block.group for number in (1, 2)]
    texts += [row.label.replace("{n}", "1") for row in found.rows.values() if "○" not in row.label]
    return [text for text in dict.fromkeys(texts) if "特定個人情報保護評価書" not in text]


def pages(form: str) -> st.SearchStrategy[list[Page]]:
    """A few pages with a form's title on the first, read from their text or from a picture."""
    texts = st.one_of(
        st.sampled_from(labels(form)), st.sampled_from(VALUES), st.just(""),
        st.text(alphabet="住民税①[]（）　○・0l一 件Ⅱ", max_size=12).map(str.strip),
    )  # fmt: skip
    words = st.lists(texts, min_size=1, max_size=6)
    kinds = st.sampled_from(["ruled", "ruled", "loose", "change"])
    printed = st.lists(st.tuples(kinds, st.one_of(words, words, st.just(HEADER))), max_size=8)
    return st.tuples(st.lists(printed, min_size=1, max_size=4), st.booleans()).map(
        lambda drawn: _document(form, drawn[0], drawn[1])
    )


def _document(form: str, drawn: list[list[tuple[str, list[str]]]], recognized: bool) -> list[Page]:
    made = [_page(number, rows) for number, rows in enumerate(drawn, 1)]
    excerpt = load_registry().change_excerpt
    title = TITLES.get(form, excerpt.title)
    heads = [] if form in TITLES else table([[column.label for column in excerpt.columns]], EXCERPT_EDGES, 30.0)
    made[0] = replace(
        made[0], cells=[*heads, *made[0].cells], loose=[line((LEFT, title), top=20.0), *made[0].loose]
    )  # fmt: skip
    return [scan(one) for one in made] if recognized else made


def _page(number: int, rows: list[tuple[str, list[str]]]) -> Page:
    cells: list[Cell] = []
    loose: list[Line] = []
    top = 40.0
    for kind, texts in rows:
        if kind == "loose":
            runs = [(LEFT + 200.0 * at, text) for at, text in enumerate(texts[:3]) if text]
            loose += [line(*runs, top=top)] if runs else []
            top += PITCH
        elif kind == "change" and len(texts) == len(HEADER):
            cells += table([texts], EDGES, top)
            top = cells[-1].box.bottom
        else:
            cells += _row(texts, top)
            top = max(cell.box.bottom for cell in cells)
    return page(number, cells, loose)


def _row(texts: list[str], top: float) -> list[Cell]:
    """A label and an answer of several lines, or one cell as wide as the page."""
    made = []
    for at, text in enumerate(texts[:2]):
        x0, x1 = ((LEFT, MIDDLE), (MIDDLE, RIGHT))[at] if len(texts) > 1 else (LEFT, RIGHT)
        words = [word for word in (text, *(texts[2:] if at else ())) if word]
        placed = tuple(_line(x0, word, top, number) for number, word in enumerate(words))
        made.append(Cell(Box(x0, top, x1, top + PITCH * max(2, len(texts)) + 4), placed))
    return made


def _line(x0: float, text: str, top: float, number: int) -> Line:
    words = text.split("　") if "　" in text and not text.startswith("　") else [text]
    runs = [(x0 + 2 + 150.0 * at, word) for at, word in enumerate(words) if word] or [(x0 + 2, text)]
    return line(*runs, top=top + 2 + PITCH * number)
