"""Which option each entry of a printed list names."""

from __future__ import annotations

from normalize.answers.interpret_choices import read_choice
from normalize.registry import RowType
from tests.normalize.printed import lines, row

SHEETS = row(RowType.CHOICE, "基礎項目評価書", "基礎項目評価書及び重点項目評価書", "基礎項目評価書及び全項目評価書")


def test_an_entry_that_wraps_where_another_option_ends_is_not_that_option() -> None:
    printed = lines(
        [(300, "＜選択肢＞")],
        [(30, "［ 3 ］"), (300, "1) 基礎項目評価書　2) 基礎項目評価書及び重点項目評価書　3) 基礎項目評価書")],
        [(300, "及び全項目評価書")],
    )
    choice = read_choice(SHEETS, printed)
    assert (choice.option, choice.leftover) == (SHEETS.options[2], ())


def test_an_entry_that_wraps_twice_is_put_together() -> None:
    printed = lines(
        [(30, "［ 2 ］"), (300, "1) 基礎項目評価書　2) 基礎項目評価書")], [(300, "及び重点")],
        [(300, "項目評価書　3) 基礎項目評価書及び全項目評価書")],
    )  # fmt: skip
    choice = read_choice(SHEETS, printed)
    assert (choice.option, choice.leftover) == (SHEETS.options[1], ())


def test_an_entry_that_wraps_amid_what_another_option_lacks_is_put_together() -> None:
    printed = lines(
        [(30, "［ 2 ］"), (300, "＜選択肢＞")],
        [(300, "1) 基礎項目評価書"), (400, "2) 基礎項目評価書及び重点項目評")],
        [(300, "価書"), (340, "3) 基礎項目評価書及び全項目評価書")],
    )
    choice = read_choice(SHEETS, printed)
    assert (choice.option, choice.leftover) == (SHEETS.options[1], ())


def test_an_option_that_a_list_names_twice_is_not_known_by_its_number() -> None:
    printed = lines([(30, "［ 2 ］"), (300, "＜選択肢＞ 1) 基礎項目評価書　2) 基礎項目評価書及び")], [(300, "その他")])
    assert read_choice(SHEETS, printed).option is None
