"""The recognizer's steps on hand-made input, and one line of a print read through all of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from extract.document import read_pages
from extract.scan.arrays import Grey, RecognizedLine
from extract.scan.ocr.alphabet import Alphabet, alphabet
from extract.scan.ocr.character_spans import InkSpan, SeenCharacter, left_over, spans
from extract.scan.ocr.correct import InkShape, ReadCharacter, corrected
from extract.scan.ocr.ctc import columns
from extract.scan.ocr.likelihood import line_confidence
from extract.scan.ocr.line_image import HEIGHT, MAX_WIDTH, SIDE, bar_length, prepare
from extract.scan.ocr.recognizer import Recognizer
from extract.scan.text.spacing import with_blanks

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "kiso_h31_child_allowance.pdf"
SYMBOLS = ["請", "请", "（", "(", "·", "・", "　", "※", "齢", "齡"]
"""The classes of a small model; 0 is CTC's blank and the last one a space."""
PIXELS_PER_POINT = 200 / 72


def spelt(rows: list[dict[str, float]], characters: Alphabet) -> list[str]:
    """What columns spell that give the named symbols these probabilities, '' the blank and ' ' the space."""
    numbers = {"": 0, " ": len(SYMBOLS) + 1} | {symbol: n for n, symbol in enumerate(SYMBOLS, 1)}
    output = np.zeros((len(rows), len(SYMBOLS) + 2), np.float32)
    for column, row in enumerate(rows):
        for symbol, probability in row.items():
            output[column, numbers[symbol]] = probability
    return [sign.text for sign in columns(output, characters).spell()]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([{"請": 0.9, "": 0.1}, {"請": 0.8, "": 0.2}], "請"),
        ([{"請": 0.9, "": 0.1}, {"": 1.0}, {"請": 0.8, "": 0.2}], "請請"),
        ([{"請": 0.9, "": 0.1}, {" ": 1.0}, {"請": 0.8, "": 0.2}], "請請"),
        ([{"请": 0.6, "請": 0.3, "": 0.1}], "請"),
        ([{"（": 0.3, "(": 0.35, "": 0.35}], "("),
        ([{"·": 0.9, "": 0.1}], "・"),
        ([{"齡": 0.6, "齢": 0.3, "": 0.1}], "齢"),
        ([{"※": 0.05, "": 0.95}], "※"),
        ([{"": 0.9, "請": 0.1}], ""),
    ],
    ids=[
        "repeats",
        "blank between",
        "space between",
        "Chinese form",
        "width forms",
        "middle dot",
        "old form",
        "shy",
        "blank",
    ],
)
def test_columns_spell_characters(rows: list[dict[str, float]], text: str) -> None:
    assert "".join(spelt(rows, alphabet(SYMBOLS))) == text


def test_the_forms_of_a_sign_add_up_and_the_runner_up_is_another_character() -> None:
    output = np.zeros((1, len(SYMBOLS) + 2), np.float32)
    output[0, [0, 1, 3, 4]] = 0.1, 0.2, 0.3, 0.4
    (sign,) = columns(output, alphabet(SYMBOLS)).spell()
    assert (sign.text, round(sign.confidence, 2)) == ("(", 0.7)
    assert (sign.second, round(sign.second_confidence, 2)) == ("請", 0.2)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("サ一バ一", "サーバー"),
        ("サーバ一覧", "サーバ一覧"),
        ("0999ー00ー1100", "0999－00－1100"),
        ("第ー条", "第一条"),
        ("ファイルのー部", "ファイルの一部"),
        ("転人及び転出", "転入及び転出"),
        ("本人及び代理人", "本人及び代理人"),
        ("機關名", "機関名"),
        ("別表第ー号", "別表第一号"),
        ("台帳力ード", "台帳カード"),
        ("統ーした", "統一した"),
        ("コンビ二事業者", "コンビニ事業者"),
        ("システム二重化", "システム二重化"),
        ("Ⅰー1ー③", "Ⅰ－1－③"),
        ("中間サーバーとの問の通信", "中間サーバーとの間の通信"),
        ("事務を行つ。", "事務を行う。"),
        ("出カした", "出力した"),
        ("協力", "協力"),
        ("3力所", "3カ所"),
        ("数力所の窓口", "数カ所の窓口"),
        ("努力所", "努力所"),
        ("1カ所", "1カ所"),
        ("窓口サービス", "窓口サービス"),
        ("プ口グラム", "プログラム"),
        ("デー夕を", "データを"),
        ("システムヘの登録", "システムへの登録"),
        ("ヘルプ", "ヘルプ"),
        ("ネットワ一クヘ接続", "ネットワークへ接続"),
        ("べンダー", "ベンダー"),
        ("すベて", "すべて"),
        ("く選択肢>", "＜選択肢>"),
        ("手統", "手続"),
        ("系統", "系統"),
        ("間合せ", "問合せ"),
        ("|記載なし", "記載なし"),
        ("窓ロサービス", "窓口サービス"),
        ("出ロ付近のロボット", "出口付近のロボット"),
    ],
)
def test_neighbors_tell_look_alikes(read: str, printed: str) -> None:
    assert "".join(glyph.char for glyph in corrected([ReadCharacter(char, 0.9) for char in read])) == printed


SMALL, LARGE = InkShape(0.5, 0.5, 0.75, 0.3), InkShape(0.8, 0.85, 0.5, 0.3)
BAR, FLAGGED = InkShape(0.15, 0.9, 0.5, 0.95), InkShape(0.3, 0.9, 0.5, 0.5)
SWELLING = InkShape(9.5, 1.0, 0.5, 0.33)
"""一 in a Mincho face."""


@pytest.mark.parametrize(
    ("read", "at", "shape", "printed"),
    [
        ("もつて", 1, SMALL, "もって"),
        ("もつて", 1, LARGE, "もつて"),
        ("ネツト", 1, SMALL, "ネット"),
        ("1基本情報", 0, BAR, "Ⅰ基本情報"),
        ("1基本情報", 0, FLAGGED, "1基本情報"),
        ("O市", 0, LARGE, "○市"),
        ("－", 0, SWELLING, "一"),
        ("－", 0, InkShape(10.0, 1.0, 0.5, 0.95), "－"),
    ],
)
def test_the_shape_of_the_ink_tells_look_alikes(read: str, at: int, shape: InkShape, printed: str) -> None:
    glyphs = [ReadCharacter(char, 0.9, shape if n == at else LARGE) for n, char in enumerate(read)]
    assert "".join(glyph.char for glyph in corrected(glyphs)) == printed


def test_characters_take_their_ink_though_the_model_saw_them_late() -> None:
    ink = np.zeros(70, bool)
    ink[2:20] = ink[22:40] = ink[42:60] = True
    found = spans([SeenCharacter("個", 15), SeenCharacter("人", 38), SeenCharacter("番", 52)], ink, 20)
    assert [(inked.start + 10) // 20 for inked in found] == [0, 1, 2]
    assert [(inked.end + 10) // 20 for inked in found] == [1, 2, 3]


def test_ink_without_a_character_is_left_over() -> None:
    ink = np.zeros(70, bool)
    ink[2:20] = ink[22:40] = ink[42:60] = True
    found = spans([SeenCharacter("個", 14), SeenCharacter("人", 34)], ink, 20)
    assert left_over(found, ink) == [InkSpan(42, 60)]


def test_a_line_of_nothing_but_a_dash_is_a_dash() -> None:
    picture = np.full((8, 40), 255, np.uint8)
    picture[3:5, 4:36] = 20
    assert bar_length(picture) == 32
    (read,) = Recognizer().read([picture], em=42.0)
    assert (read.text, read.confidences) == ("－", (0.99,))


def test_a_bar_as_long_as_a_kanji_may_be_one() -> None:
    picture = np.full((8, 48), 255, np.uint8)
    picture[3:6, 4:42] = 20
    (read,) = Recognizer().read([picture], em=42.0)
    assert (read.text, read.confidences) == ("－", (0.5,))
    assert line_confidence(read) < 0.85


@pytest.mark.parametrize("height", [14, 30, 90])
def test_lines_are_brought_to_one_height(height: int) -> None:
    picture = np.full((height, 200), 255, np.uint8)
    picture[2:-2, 10:190:4] = 0
    prepared = prepare(picture)
    rows = np.flatnonzero(prepared.ink().any(axis=1))
    assert prepared.grey.shape[0] == HEIGHT
    assert 33 <= rows[-1] - rows[0] <= 38
    assert prepared.x(prepared.left) == 0


def test_a_row_of_dots_does_not_grow_beyond_memory() -> None:
    picture = np.full((4, 3000), 255, np.uint8)
    picture[1:3, ::6] = 0
    assert prepare(picture).grey.shape[1] <= MAX_WIDTH + 2 * SIDE


def test_a_line_is_the_less_sure_the_more_of_it_is_doubtful() -> None:
    sure = RecognizedLine("平成", ((0, 9), (10, 19)), (0.999, 0.999))
    unsure = RecognizedLine("平成", ((0, 9), (10, 19)), (0.999, 0.7))
    partly = RecognizedLine("平成", ((0, 9), (10, 19)), (0.999, 0.999), unread=0.8)
    assert line_confidence(sure) > 0.98 > 0.9 > line_confidence(unsure) > line_confidence(partly)


def test_words_that_stand_apart_are_parted() -> None:
    edges = tuple((x, x + 8.0) for x in (0, 10, 20, 40, 50, 60))
    assert with_blanks(RecognizedLine("IBMDb2", edges, (0.9,) * 6), 20) == "IBM Db2"
    assert with_blanks(RecognizedLine("個人情番号法", edges, (0.9,) * 6), 20) == "個人情番号法"


@pytest.fixture(scope="module")
def printed() -> list[tuple[str, Grey]]:
    """The first lines on a page of a sample: their texts and their pictures at 200 dpi."""
    data = SAMPLE.read_bytes()
    (page,) = read_pages(data, range(2, 3))
    with pdfium.PdfDocument(data) as document:
        grey = document[1].render(scale=PIXELS_PER_POINT, grayscale=True).to_numpy()
    lines = [line for cell in page.cells for line in cell.lines if "[" not in line.text]
    wanted = [line for line in lines if line.text in ("児童手当受給者台帳ファイル", "・団体内統合宛名システム", "44条")]
    return [
        (line.text, grey[round(y0) : round(y1), round(x0) : round(x1)])
        for line in wanted
        for x0, y0, x1, y1 in [tuple(PIXELS_PER_POINT * side for side in line.box)]
    ]


def test_lines_of_a_print_are_read_and_placed(printed: list[tuple[str, Grey]]) -> None:
    assert len(printed) == 3
    for (text, picture), line in zip(printed, Recognizer().read([grey for _, grey in printed]), strict=True):
        assert line.text == text
        assert len(line.edges) == len(line.confidences) == len(line.seconds) == len(text)
        assert [x0 for x0, _ in line.edges] == sorted(x0 for x0, _ in line.edges)
        assert line.edges[0][0] >= 0 and line.edges[-1][1] <= picture.shape[1]
        assert line.unread == 0 and not line.doubted
        assert line_confidence(line) > 0.95


def test_the_text_does_not_depend_on_threads_or_company(printed: list[tuple[str, Grey]]) -> None:
    pictures = [grey for _, grey in printed]
    together = Recognizer(threads=2).read(pictures)
    assert together == [Recognizer(threads=1).read([picture])[0] for picture in pictures]
