"""Which file and which instance an answer belongs to: by numbers in print, by what comes again, and in doubt else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from normalize.alignment.alignment import Paired, align
from normalize.alignment.moves import Standing
from normalize.alignment.places.label_places import Places
from normalize.alignment.places.seen_labels import LabelPlace
from normalize.matching.elements import form_sequence
from normalize.reasons import Reason
from normalize.records import Reading, Status
from tests.matching.made import candidates
from tests.normalize.misread import read_scan
from tests.normalize.printed import LEFT, TITLES, answer, line, page, parts, read, read_document, said, table

FILE = [["Ⅱ　特定個人情報ファイルの概要"], ["１．特定個人情報ファイル名"], ["住民税台帳"]]
BASIC = [["２．基本情報"], ["⑤保有開始日", "平成28年1月1日"], ["⑥事務担当部署", "市民課"]]
USE = [["３．特定個人情報の入手・使用"], ["③使用目的　※", "賦課"], ["⑥使用開始日", "平成28年1月2日"]]
ENTRUSTMENT = [["４．特定個人情報ファイルの取扱いの委託"], ["委託の有無　※", "[ 委託する ]　（ 2 ）件"]]


def instance(heading: str, name: str) -> list[list[str]]:
    """A heading with its answer, and two of its rows."""
    return [[heading, name], ["①委託内容", f"{name}の内容"], ["③委託先名", f"{name}社"]]


def settled(paired: Sequence[Paired], lost: Mapping[int, int]) -> list[LabelPlace]:
    """The places of all labels of a print; `lost` are the pages lost before a label, by its number."""
    places = Places(form_sequence("juten"), read_number=None)
    found = [places.settle(pair, paired[at + 1 :], lost.get(at, 0), is_last=True) for at, pair in enumerate(paired)]
    return [place for place in found if place is not None]


def contents(reading: Reading) -> dict[str, str]:
    """What is entrusted (①), by file and instance."""
    return {key.partition("#")[2]: text for key, text in said(reading).items() if key.startswith("II.4.itaku.1#")}


def read_with_a_lost_page(*pages: list[list[str]]) -> Reading:
    """What is read where the second of these pages could not be."""
    made = [page(number, table(rows)) for number, rows in enumerate(pages, 1)]
    made[0].loose = [line((LEFT, TITLES["juten"]), top=60.0)]
    made[1].problems = ["unreadable_page"]
    return parts(read_document(made))


def statuses(reading: Reading) -> set[Status]:
    return {item.status for item in reading.answers}


@pytest.mark.parametrize(
    ("headings", "instances"),
    [
        (["委託事項1", "委託事項2"], ["1.1", "1.2"]),
        (["委託事項1", "委託事項3"], ["1.1", "1.3"]),
        (["1．委託事項", "３．委託事項"], ["1.1", "1.3"]),
        (["委託事項", "委託事項"], ["1.1", "1.2"]),
    ],
)
def test_instances_bear_the_number_in_print_or_the_next(headings: list[str], instances: list[str]) -> None:
    reading = read("juten", [*FILE, *ENTRUSTMENT, *instance(headings[0], "甲"), *instance(headings[1], "乙")])
    assert contents(reading) == dict(zip(instances, ["甲の内容", "乙の内容"], strict=True))
    assert statuses(reading) == {Status.OK}


@pytest.mark.parametrize("headings", [["委託事項2～5"], ["委託事項2～5", ""]])
def test_the_heading_of_a_range_of_instances_moves_nothing(headings: list[str]) -> None:
    rows = [*instance("委託事項1", "甲"), headings, *instance("委託事項2", "乙"), *instance("委託事項3", "丙")]
    reading = read("juten", [*FILE, *ENTRUSTMENT, *rows])
    assert contents(reading) == {"1.1": "甲の内容", "1.2": "乙の内容", "1.3": "丙の内容"}
    assert statuses(reading) == {Status.OK}
    assert reading.text_unplaced == 0


def test_a_row_that_lacks_where_a_page_ends_within_an_instance_may_be_of_a_lost_page() -> None:
    above = [*FILE, *ENTRUSTMENT, ["委託事項1", "甲"], ["①委託内容", "甲の内容"]]
    reading = read("juten", above, [["③委託先名", "丙社"], *instance("委託事項4", "丁")])
    (company, last) = (item for item in reading.answers if item.form_key == "II.4.itaku.3" and item.raw)
    assert (company.status, Reason.POSITION_UNCERTAIN in company.reasons) == (Status.UNCERTAIN, True)
    assert (last.raw, last.status) == ("丁社", Status.OK)


def test_an_instance_whose_heading_was_lost_begins_where_its_rows_come_again() -> None:
    rows = [*instance("委託事項1", "甲"), *instance("", "乙")[1:], *instance("委託事項3", "丙")]
    reading = read("juten", [*FILE, *ENTRUSTMENT, *rows])
    assert contents(reading) == {"1.1": "甲の内容", "1.2": "乙の内容", "1.3": "丙の内容"}


def test_rows_that_go_back_in_an_instance_without_a_heading_may_be_the_next_ones() -> None:
    lost = [["②委託先における取扱者数", "[ 10人未満 ]"], ["③委託先名", "乙社"]]
    reading = read("juten", [*FILE, *ENTRUSTMENT, *instance("委託事項1", "甲"), *lost])
    assert answer(reading, "II.4.itaku.2").status is Status.UNCERTAIN


def test_a_groups_heading_that_comes_again_leads_on_in_the_same_instance() -> None:
    heading = line((LEFT, "４．特定個人情報ファイルの取扱いの委託（続き）"), top=60.0)
    rest = [["①委託内容", "甲の続き"], ["③委託先名", "甲社"], *instance("委託事項2", "乙")]
    first = page(
        1, table([*FILE, *ENTRUSTMENT, *instance("委託事項1", "甲")[:2]]), [line((LEFT, TITLES["juten"]), top=60)]
    )
    reading = parts(read_document([first, page(2, table(rest), [heading])]))
    assert contents(reading) == {"1.1": "甲の内容\n甲の続き", "1.2": "乙の内容"}


def test_rows_that_were_counted_for_an_instance_are_unsure_where_its_heading_comes_later() -> None:
    lost = [["①委託内容", "乙の内容"], ["②委託先における取扱者数", "[ 10人未満 ]"]]
    reading = read("juten", [*FILE, *ENTRUSTMENT, *instance("委託事項1", "甲"), *lost, *instance("委託事項2", "丙")])
    unsure = {item.form_key for item in reading.answers if item.status is Status.UNCERTAIN}
    assert unsure == {"II.4.itaku.1", "II.4.itaku.2"}
    assert {item.instance for item in reading.answers} == {None, 1, 2}


def test_all_rows_below_a_number_that_was_printed_before_are_unsure() -> None:
    rows = [*instance("委託事項1", "甲"), *instance("委託事項2", "乙"), *instance("委託事項1", "丙")]
    reading = read("juten", [*FILE, *ENTRUSTMENT, *rows])
    later = [item for item in reading.answers if item.instance == 3]
    assert [item.status for item in later] == [Status.UNCERTAIN] * 3


def test_instances_on_a_lost_page_are_not_found_where_a_later_number_is_printed() -> None:
    first, last = [*FILE, *ENTRUSTMENT, *instance("委託事項1", "甲")], instance("委託事項3", "丙")
    made = [page(1, table(first), [line((LEFT, TITLES["juten"]), top=60.0)]), page(2), page(3, table(last))]
    made[1].problems = ["unreadable_page"]
    names = [item for item in read_document(made).answers if item.form_key == "II.4.itaku.name"]
    assert {item.instance: item.status for item in names}[2] is Status.NOT_FOUND


def test_an_empty_instance_is_printed_and_blank() -> None:
    rows = [*instance("委託事項1", "甲"), ["委託事項2", ""], ["５．特定個人情報の提供・移転（委託に伴うものを除く。）"]]
    reading = read("juten", [*FILE, *ENTRUSTMENT, *rows])
    (name,) = (item for item in reading.answers if item.form_key == "II.4.itaku.name" and item.instance == 2)
    assert (name.status, name.value, name.reasons) == (Status.BLANK, None, set())


def test_the_heading_of_an_unused_instance_with_nothing_beside_it_asks_nothing() -> None:
    rows = [*instance("委託事項1", "甲"), ["委託事項2"], ["５．特定個人情報の提供・移転（委託に伴うものを除く。）"]]
    reading = read("juten", [*FILE, *ENTRUSTMENT, *rows])
    assert {item.instance for item in reading.answers} == {None, 1}
    assert reading.findings == []


@pytest.mark.parametrize("beside", [[""], []])
def test_an_instance_below_an_empty_one_has_its_own_rows(beside: list[str]) -> None:
    rows = [*instance("委託事項1", "甲"), ["委託事項2", *beside], *instance("委託事項3", "丙")]
    assert contents(read("juten", [*FILE, *ENTRUSTMENT, *rows])) == {"1.1": "甲の内容", "1.3": "丙の内容"}


def test_a_section_that_is_printed_again_with_its_rows_is_that_of_the_next_file() -> None:
    second = [["１．特定個人情報ファイル名"], ["第二台帳"]]
    reading = read("juten", FILE, BASIC, USE, second, BASIC, USE)
    assert said(reading) == {
        "II.1#1": "住民税台帳", "II.2.5#1": "平成28年1月1日", "II.2.6#1": "市民課",
        "II.3.3#1": "賦課", "II.3.6#1": "平成28年1月2日",
        "II.1#2": "第二台帳", "II.2.5#2": "平成28年1月1日", "II.2.6#2": "市民課",
        "II.3.3#2": "賦課", "II.3.6#2": "平成28年1月2日",
    }  # fmt: skip


def test_a_running_title_begins_no_file() -> None:
    title = FILE[0]
    reading = read("juten", [*FILE, *BASIC[:2]], [title, *BASIC[2:]], [title, *USE])
    assert {item.file_no for item in reading.answers} == {1}
    assert statuses(reading) == {Status.OK}
    assert reading.text_unplaced == 0


def test_swapped_pages_are_of_one_file() -> None:
    reading = read("juten", FILE, USE, BASIC, [*ENTRUSTMENT, *instance("委託事項1", "甲")])
    assert {item.file_no for item in reading.answers} == {1}
    assert said(reading)["II.2.6#1"] == "市民課"


def test_swapped_pages_of_numbered_instances_keep_their_numbers() -> None:
    first, second = [*ENTRUSTMENT, *instance("委託事項1", "甲")], instance("委託事項2", "乙")
    assert contents(read("juten", FILE, BASIC, second, first)) == {"1.1": "甲の内容", "1.2": "乙の内容"}


def test_a_doubled_page_begins_no_file_and_is_told() -> None:
    twice = [*BASIC[:1], ["③対象となる本人の範囲　※", "賦課期日に住所がある者とその世帯に属する者"], *BASIC[1:]]
    reading = read("juten", FILE, twice, twice, USE)
    assert {item.file_no for item in reading.answers} == {1}
    assert [(str(found.kind), found.page, found.text) for found in reading.findings] == [("doubled_page", 3, "2")]
    assert reading.text_unplaced == 0


def test_a_misread_number_of_an_instance_is_the_one_that_follows() -> None:
    rows = [*instance("委託事項1", "甲"), *instance("委託事項8", "乙"), *instance("委託事項3", "丙")]
    assert contents(read_scan("juten", [*FILE, *ENTRUSTMENT, *rows])) == {
        "1.1": "甲の内容", "1.2": "乙の内容", "1.3": "丙の内容",
    }  # fmt: skip


def test_the_next_file_is_sure_though_a_page_of_the_first_was_lost() -> None:
    texts = [row[0] for row in [*FILE, *USE, ["１．特定個人情報ファイル名"], ["第二台帳"], *BASIC]]
    paired = align(form_sequence("juten"), candidates("juten", texts))
    behind = next(at for at, pair in enumerate(paired) if pair.match.element.keys[0].startswith("3."))
    places = settled(paired, {behind: 1})
    assert [(place.file_no, place.sure) for place in places] == [(1, True)] * 5 + [(2, True)] * 4


def test_whether_a_file_begins_is_told_by_labels_that_come_later() -> None:
    texts = [row[0] for row in [*FILE, *BASIC, *USE]]
    swapped = [*texts[:1], *texts[5:], *texts[1:5]]
    paired = align(form_sequence("juten"), candidates("juten", swapped, Standing(at_top=True)))
    behind = next(
        at for at, pair in enumerate(paired) if at and pair.match.element.order < paired[at - 1].match.element.order
    )
    places = Places(form_sequence("juten"), read_number=None)
    for at, pair in enumerate(paired[:behind]):
        assert places.settle(pair, paired[at + 1 :], 0, is_last=False)
    assert places.settle(paired[behind], [], 0, is_last=False) is None
    told = places.settle(paired[behind], [], 0, is_last=True)
    assert told is not None
    assert told.file_no == 1


def test_rows_counted_before_the_heading_with_their_number_comes_are_unsure_from_then_on() -> None:
    texts = [row[0] for row in [*FILE, *ENTRUSTMENT]] + ["①委託内容", "委託事項1"]
    paired = align(form_sequence("juten"), candidates("juten", texts))
    places = settled(paired, {})
    assert [(place.instance, place.sure) for place in places[-2:]] == [(1, False), (1, True)]


def test_a_file_of_which_most_rows_lack_is_not_sure() -> None:
    second = [["１．特定個人情報ファイル名"], ["第二台帳"], *BASIC]
    reading = read_with_a_lost_page(FILE, [], USE, second)
    later = [item for item in reading.answers if item.file_no == 2]
    assert [item.form_key for item in later] == ["II.1", "II.2.5", "II.2.6"]
    assert all(Reason.POSITION_UNCERTAIN in item.reasons for item in later)


@pytest.mark.parametrize("remark", ["（再委託あり）", "　※再委託あり"])
def test_a_remark_behind_the_number_of_an_instance_is_no_part_of_its_answer(remark: str) -> None:
    reading = read("juten", [*FILE, *ENTRUSTMENT, *instance("委託事項1", "甲"), *instance(f"委託事項2{remark}", "乙")])
    assert said(reading)["II.4.itaku.name#1.2"] == "乙"
    assert contents(reading) == {"1.1": "甲の内容", "1.2": "乙の内容"}


def test_other_text_behind_the_number_of_an_instance_is_left_over() -> None:
    reading = read("juten", [*FILE, *ENTRUSTMENT, *instance("委託事項1　丁のこと", "甲")])
    name = answer(reading, "II.4.itaku.name")
    assert (name.raw, name.status) == ("甲", Status.UNCERTAIN)
