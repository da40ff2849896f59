"""PDFs that are no assessment, or broken (その他の標本): what an archive holds besides good prints."""

from __future__ import annotations

from collections.abc import Mapping

from data.printing.cells import Cell, Page, Piece
from data.printing.draw import draw_pdf
from data.printing.fonts import Face
from data.printing.sheet import Sheet
from data.printing.style import Style

USER_PASSWORD = "hyokasho"
KEPT = 0.6  # share of the bytes that the truncated file keeps

HEADINGS = ("施設の名称", "所在地", "休館日", "座席数")
FACILITIES = (
    ("架空市民会館", "本町一丁目1番1号", "月曜日", "802"),
    ("架空市立図書館", "学園町三丁目4番", "第３木曜日", "120"),
    ("架空市総合体育館", "緑丘五丁目10番8号", "なし", "2,400"),
    ("北部交流センター", "大字北谷22番地", "月曜日及び祝日の翌日", "60"),
)
LETTER = (
    "令和６年４月吉日",
    "関係各位",
    "架空市長",
    "説明会の開催について（御案内）",
    "日頃より市政の運営に御理解と御協力を賜り、厚く御礼申し上げます。",
    "さて、この度、個人番号カードの利用に関する説明会を下記のとおり開催いたします。",
    "１　日時　令和６年５月18日（土）　午後２時から",
    "２　場所　架空市民会館　小ホール",
)
HTML = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>ページが見つかりません</title></head>
<body><p>お探しのページは、移動又は削除された可能性があります。</p></body></html>
"""


def other_files(assessment: bytes) -> Mapping[str, bytes]:
    """The files by name; `assessment` is a good print of which the truncated one is made."""
    return {
        "plain_table.pdf": _table(""),
        "letter.pdf": _letter(),
        "user_password.pdf": _table(USER_PASSWORD),
        "truncated.pdf": assessment[: int(len(assessment) * KEPT)],
        "empty.pdf": b"",
        "page_not_found.pdf": HTML.encode("utf-8"),
    }


EXPECTED = {
    "plain_table.pdf": "not_an_assessment",
    "letter.pdf": "not_an_assessment",
    "user_password.pdf": "failed",
    "truncated.pdf": "failed or partial",
    "empty.pdf": "failed",
    "page_not_found.pdf": "failed",
}


def _table(password: str) -> bytes:
    """A ruled table that is nobody's 評価書."""
    style = Style()
    face = Face(style.font)
    sheet = Sheet(510.0, face, style, 9.0)
    page = Page(595.28, 841.89, grid=(12.75, sheet.row))
    width = sheet.width / len(HEADINGS)
    for number, row in enumerate((HEADINGS, *FACILITIES)):
        for column, text in enumerate(row):
            box = (column * width, number * 20.0, (column + 1) * width, (number + 1) * 20.0)
            page.cells.append(sheet.cell(box, text, "" if number else "heading"))
    return draw_pdf([page], style, face, "公共施設一覧", password)


def _letter() -> bytes:
    """A letter without a single rule."""
    style = Style(fills="none")
    face = Face(style.font)
    pieces = tuple(Piece(20.0, 40.0 + 24.0 * number, line, 11.0) for number, line in enumerate(LETTER))
    page = Page(595.28, 841.89, cells=[Cell(0.0, 0.0, 500.0, 300.0, pieces, ruled=False)])
    return draw_pdf([page], style, face, LETTER[3])
