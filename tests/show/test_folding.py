"""Lines of a terminal: no wider than asked, nothing lost, and broken where Japanese may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from hyokasho.show.folding import flow, fold


def lines(text: str, width: int) -> list[str]:
    return [line.plain for line in fold(Text(text), width)]


@pytest.mark.parametrize(
    ("text", "width", "folded"),
    [
        ("特定個人情報", 8, ["特定個人", "情報"]),
        ("届出、申請", 4, ["届", "出、", "申請"]),  # no comma begins a line
        ("紙で（写し）", 6, ["紙で", "（写", "し）"]),  # no bracket hangs at the end of one
        ("令和7年10月31日まで", 8, ["令和7年", "10月31日", "まで"]),  # a number stays with its unit
        ("中間 server", 8, ["中間", "server"]),
        ("aaaaaaaaaa", 4, ["aaaa", "aaaa", "aa"]),  # what fits no line is broken anywhere
        ("一\n\n　二", 80, ["一", "", "　二"]),  # the writer's lines and indents stay
        ("", 10, [""]),
    ],
)
def test_where_lines_are_broken(text: str, width: int, folded: list[str]) -> None:
    assert lines(text, width) == folded


@given(st.text(st.sampled_from("個人、。（）「」a1 -年\n　○①"), max_size=60), st.integers(2, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    folded = fold(Text(text), width)
    assert all(line.cell_len <= width for line in folded)
    assert "".join("".join(line.plain for line in folded).split()) == "".join(text.split())


def test_boxes_stand_side_by_side_and_stay_whole() -> None:
    boxes = [Text("[○]紙"), Text("[　]専用線"), Text("[　]電子メール")]
    assert [line.plain for line in flow(boxes, 20)] == ["[○]紙　[　]専用線", "[　]電子メール"]
