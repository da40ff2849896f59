"""The registry says what published assessments print of their forms.

Their texts lie beside the project, if at all: three come from a recognizer that lost marks and pages. They are compared
as plain text, without white space. What differs, or lacks in them, is listed here in the words of the form.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from normalize.registry import Form, Option, Row, load_registry
from tests.samples.gold import SHARED, folded

SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
FORMS = load_registry().forms
FORM_OF = {"000": "zenkoumoku", "001": "juten", "002": "juten", "003": "zenkoumoku", "004": "juten"}
EXCERPT = "003"  # a list of changes prints a part of its form
IN_NO_ORDER = "002"  # the text layer of a print as it is: no rows, texts in the order of their drawing

NUMBERED = re.compile(r"[①-⑳]|リスク[0-9１-９]?[:：]|[(（]別添|[IVXⅠ-Ⅵ]+[\s　]")
"""What a label or the title of a section begins with."""
BLOCK = re.compile(r"\d{1,2}[.．]")
INSTANCE = re.compile(r"(システム|委託事項|提供先|移転先)\d+(~\d+)?")
NOT_OF_THE_FORM = {"", "-", "7", "変更日"}
"""What two texts have in the first cell of a row, and no label: no number, an evaluation number, a head of changes."""
MISREAD = {
    "000": {
        "リスク1:目的を超えた紐付け、事務に必要な情報との紐付けが行われるリスク",
        "リスク3:入手した特定個人情報that不正確であるリスク",
        "リスク3:入手した特定個人情報ที่ไม่正確であるリスク",
        "リスク4:入手の際に特定個人情報that漏えい・紛失するリスク",
        "無料",
    },
    "001": {
        "リスク1:目的を超えた紐付け、事務に必要な情報との紐付けが行われるリスク",
        "フラッシュメモリ電子メール",
        "庁内連携システム情報提供ネットワークシステムその他",
    },
    "002": {"1)発生あり", "2)1万人以上10万人未満", "個人番号対応符号○", "医療保険関係情報]児童福祉・子育て関係情報"},
    "003": {"特定個人情報ファイルの", "100万人以上1000万人未"},
    "004": {
        "リスク1:目的を超えた紐付け、事務に必要な情報との紐付けが行われるリスク",
        "リスク1:目的を超えた紐付け、事務に必要なない情報との紐付けが行われるリスク",
        "フラッシュメモリ電子メール",
        "庁内連携システム情報提供ネットワークシステムその他",
        "4.特定個人情報ファイルの取扱いの委託[]委託しない",
        "その他識別情報",
        "その他住民票関係情報・業務関係情報",
    },
}
"""Labels and options that a text has in other words, or cut, or run together."""

LOST = {
    "000": """
        B1.figure II.6.1 II.6.2 III.2.r3 III.2.r4 III.3.r1 III.4.risks III.4.system III.4.limit III.4.limit.how
        III.4.log III.4.rule III.4.rule.third III.4.rule.between III.4.erase III.6.r3 III.6.r4 III.6.r5
        ４．特定個人情報ファイルの取扱いの委託 ６．特定個人情報の保管・消去
        1年未満 2年 6年以上10年未満 10年以上20年未満 20年以上 定められていない 制限していない""",
    "001": """
        III.3.r1 III.9 III.10 ８．監査 ９．従業者に対する教育・啓発 １０．その他のリスク対策
        自己点検 内部監査 外部監査""",
    "002": """
        特定個人情報保護評価書（重点項目評価書） 項目一覧
        cover.number cover.name cover.org cover.date""",
    "004": "III.3.r1",
}
"""Rows (by key), headings and options that a text lacks: its pages are lost, its words misread."""

published = pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
without_seeds = pytest.mark.skipif(not SEEDS, reason="no texts of published assessments here")


def body(path: Path) -> str:
    """The text of an assessment before its table of changes, which quotes the form in free words; cells by tabs."""
    text = html.unescape(re.sub(r"<br ?/?>|</(?:p|td|tr|li)>", "\t", path.read_text(encoding="utf-8")))
    return re.sub(r"</?[a-z][^<>]*>", "", text).split("変更前の記載")[0]


def labels(text: str) -> set[str]:
    """What begins rows as labels do, and what stands in a row by itself as headings of blocks do."""
    found = set()
    for first, *others in (line.lstrip("# ").split("\t") for line in text.splitlines() if "\t" in line):
        if NUMBERED.match(first) or (BLOCK.match(first) and not "".join(others).strip()):
            found.add(folded(first))
    return found


def begun_labels(text: str) -> set[str]:
    """What begins lines as labels do, in a text without rows: a blank indents its labels, and not its answers."""
    return {folded(line) for line in text.splitlines() if line[:1] == " " and NUMBERED.match(line[1:])}


def first_cells(text: str) -> set[str]:
    """What stands first in the rows of a text."""
    return {folded(line.split("\t")[0]) for line in text.splitlines() if "\t" in line}


def listed_options(text: str) -> Iterator[str]:
    """The options of printed lists, each behind its number."""
    for line in text.splitlines():
        for listed in re.findall(r"(?<![^\s>])\d\)(.*?)(?=(?<![\d(])\d\)|[\t<＜\[\]]|\s{3}|$)", line):
            yield re.sub(r"\(\d*\)件$", "", folded(listed))


def boxed_options(text: str) -> Iterator[str]:
    """What stands behind an option box, up to the next one."""
    return (folded(label) for label in re.findall(r"\[[\s○O〇]*\]([^\t\n\[<＜]*)", text))


def headings(form: Form) -> list[tuple[str, ...]]:
    """The titles of each section and block of a form: the usual one, and its other spellings."""
    blocks = [block.spellings for section in form.sections for block in section.blocks if block.title]
    return [*(section.spellings for section in form.sections), *blocks]


def spellings(form: Form) -> set[str]:
    """All that the registry says to be a heading or label of a form, each line of a label by itself."""
    texts = [title for titles in headings(form) for title in titles]
    texts += [line for row in form.rows.values() for text in row.spellings for line in (text, *text.splitlines())]
    return {folded(text) for text in texts}


def options(form: Form) -> list[Option]:
    return [option for row in form.rows.values() for option in row.options]


def is_option(text: str, form: Form) -> bool:
    """Whether a text is an option's label, with its parentheses or its number of cases where it has them."""
    return any(
        text == label or (text.startswith(f"{label}(") and (option.detail or option.count))
        for option in options(form) for label in map(folded, option.spellings)
    )  # fmt: skip


def is_printed(row: Row, text: str) -> bool:
    """Whether a text has a row's label in one of its spellings, all its lines, numbers of instances aside."""
    return any(all(folded(line.replace("{n}", "")) in text for line in label.splitlines()) for label in row.spellings)


@without_seeds
@published
def test_each_label_of_a_published_assessment_is_known(path: Path) -> None:
    seed, known = path.name[:3], spellings(FORMS[FORM_OF[path.name[:3]]])
    printed = labels(body(path))
    assert printed - known <= MISREAD[seed]
    assert len(printed) > 20 or seed in (EXCERPT, IN_NO_ORDER)


@without_seeds
@pytest.mark.parametrize("path", [path for path in SEEDS if path.name.startswith(IN_NO_ORDER)])
def test_each_line_of_a_published_assessment_that_begins_as_labels_do_begins_with_one(path: Path) -> None:
    known = spellings(FORMS[FORM_OF[IN_NO_ORDER]])
    printed = begun_labels(body(path))
    assert len(printed) > 20
    assert {line for line in printed if not any(line.startswith(one) or one.startswith(line) for one in known)} == set()


@without_seeds
def test_what_begins_rows_of_two_published_assessments_is_a_known_label() -> None:
    """Answers differ from one to the other, labels do not: so those without a number are told."""
    for form in set(FORM_OF.values()):
        cells = [first_cells(body(path)) for path in SEEDS if FORM_OF[path.name[:3]] == form]
        shared = set.union(*(one & other for one, other in combinations(cells, 2)))
        printed = {cell for cell in shared if not INSTANCE.fullmatch(cell)} - NOT_OF_THE_FORM
        assert len(printed) > 20
        assert printed - spellings(FORMS[form]) <= set.union(*MISREAD.values())


@without_seeds
@published
def test_each_option_of_a_published_assessment_is_known(path: Path) -> None:
    seed, text = path.name[:3], body(path)
    form = FORMS[FORM_OF[seed]]
    printed = {option for option in (*listed_options(text), *boxed_options(text)) if option not in ("", "件")}
    assert len(printed) > 20
    assert {option.split("(")[0] for option in printed if not is_option(option, form)} <= MISREAD[seed]


@without_seeds
@pytest.mark.parametrize(
    "path", [path for path in SEEDS if not path.name.startswith(EXCERPT)], ids=lambda path: path.name[:3]
)
def test_a_published_assessment_prints_what_the_registry_says(path: Path) -> None:
    form, text = FORMS[FORM_OF[path.name[:3]]], folded(body(path))
    lacking = [folded(titles[0]) for titles in headings(form) if not any(folded(title) in text for title in titles)]
    lacking += [key for key, row in form.rows.items() if key != "cover.version" and not is_printed(row, text)]
    lacking += [
        folded(option.label) for option in options(form)
        if not any(folded(label) in text for label in option.spellings)
    ]  # fmt: skip
    assert set(lacking) == {folded(name) for name in LOST[path.name[:3]].split()}
