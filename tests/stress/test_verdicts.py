"""Each value of a print is right, silent, missing or flagged, and of lost ink nothing may be claimed."""

from typing import Any

import pytest

from hyokasho.evaluation.written import WrittenDocument
from tests.stress.ink import CUT, GONE, UNTOLD, drop_page, lose, rename_option
from tests.stress.verdicts import compare

PLACE = ("I.1.1", None, None)


def _entry(**parts: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {
        "key": "I.1.1",
        "file_no": None,
        "instance": None,
        "type": "text",
        "value": "税務",
        "details": {},
    }
    return blank | {"count": None, "pages": [2]} | parts


def _verdicts(entry: dict[str, Any], row: dict[str, Any] | None, mark: dict[str, Any] | None = None) -> dict[str, int]:
    document = WrittenDocument({"status": "ok"})
    if row:
        document.fields[PLACE] = row
    if mark:
        document.marks[PLACE, "専用線"] = mark
    return dict(compare({"entries": [entry], "changes": []}, [document]).verdicts)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"raw": "税 務", "status": "ok"}, "right"),
        ({"raw": "税", "status": "ok"}, "silent"),
        ({"raw": "", "status": "blank"}, "silent"),
        ({"raw": "税", "status": "uncertain"}, "flagged"),
        ({"raw": None, "status": "not_found"}, "flagged"),
        (None, "missing"),
    ],
)
def test_of_whole_ink_another_value_that_says_ok_is_silent(row: dict[str, Any] | None, verdict: str) -> None:
    assert _verdicts(_entry(), row) == {verdict: 1}


@pytest.mark.parametrize("ink", [GONE, CUT])
@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (None, "right"),
        ({"raw": None, "status": "not_found"}, "right"),
        ({"raw": "税", "status": "uncertain"}, "right"),
        ({"raw": "", "status": "blank"}, "silent"),
        ({"raw": "税務", "status": "ok"}, "silent"),
    ],
)
def test_of_lost_ink_nothing_may_be_claimed(ink: str, row: dict[str, Any] | None, verdict: str) -> None:
    assert _verdicts(_entry(ink=ink), row) == {verdict: 1}


def test_what_nobody_can_tell_is_not_judged() -> None:
    assert _verdicts(_entry(ink=UNTOLD), {"raw": "税", "status": "ok"}) == {}


def test_an_option_that_has_another_name_may_not_be_claimed() -> None:
    gold = {"entries": [_entry(type="checks", value={"閉域の回線": True})], "changes": []}
    rename_option(gold, {"I.1.1"}, "専用線")
    assert _verdicts(gold["entries"][0], None) == {"missing": 1, "right": 1}
    assert _verdicts(gold["entries"][0], None, {"checked": True, "status": "ok"}) == {"missing": 1, "silent": 1}


def test_a_choice_its_count_and_the_detail_of_a_box_are_values_of_their_own() -> None:
    choice = _entry(type="choice_with_count", value="委託する", count="2")
    assert _verdicts(choice, {"value": "委託する", "count": 3, "status": "ok"}) == {"right": 1, "silent": 1}
    boxes = _entry(type="checks", value={"専用線": True}, details={"専用線": "窓口"})
    mark = {"checked": True, "detail": "窓", "status": "uncertain"}
    assert _verdicts(boxes, None, mark) == {"right": 1, "flagged": 1}


def test_a_page_that_is_dropped_takes_what_stood_on_it_alone_and_cuts_the_rest() -> None:
    entries = [_entry(pages=[2]), _entry(pages=[2, 3]), _entry(pages=[3])]
    told, untold = (
        {"entries": entries, "changes": [_entry(pages=[2])]},
        {"entries": [_entry(pages=[1, 2])], "changes": []},
    )
    drop_page(told, 2, telling=True)
    drop_page(untold, 2, telling=False)
    assert [item.get("ink") for item in (*told["entries"], *told["changes"], *untold["entries"])] == [
        GONE, CUT, None, GONE, UNTOLD,
    ]  # fmt: skip


def test_a_lost_change_is_missing_and_an_additional_one_invented() -> None:
    change = {"row_no": 1, "changed_on": "", "item": "全般", "before": "", "after": "課", "timing": "", "reason": ""}
    row = {
        "changed_on_raw": "",
        "item": "全般",
        "before": "",
        "after": "課",
        "timing": "",
        "reason": "",
        "status": "ok",
    }
    gold = {"entries": [], "changes": [change | {"pages": [2]}]}
    assert dict(compare(gold, [WrittenDocument({"status": "ok"})]).verdicts) == {"missing": 2}
    twice = compare(gold, [WrittenDocument({"status": "ok"}, changes=[row, row])])
    assert (dict(twice.verdicts), twice.invented) == ({"right": 6}, 1)


def test_a_document_that_says_ok_lacks_an_answer_that_is_missing_or_more_than_a_few_that_are_lost() -> None:
    def lacks(*entries: dict[str, Any]) -> bool:
        return compare({"entries": list(entries), "changes": []}, [WrittenDocument({"status": "ok"})]).ok_but_lacks

    lost = [_entry() for _ in range(4)]
    for entry in lost:
        lose(entry)
    assert (lacks(_entry()), lacks(*lost[:3]), lacks(*lost)) == (True, False, True)


def test_of_what_nobody_can_read_for_certain_only_a_claim_is_wrong() -> None:
    entry = _entry() | {"unsure": True}
    gold = {"entries": [entry], "changes": []}
    place = (entry["key"], entry["file_no"], entry["instance"])
    claimed = WrittenDocument(
        {"status": "ok"}, {place: {"raw": entry["value"], "value": entry["value"], "status": "ok"}}
    )
    doubted = WrittenDocument({"status": "ok"}, {place: {"raw": "", "value": None, "status": "uncertain"}})
    assert (dict(compare(gold, [claimed]).verdicts), dict(compare(gold, [doubted]).verdicts)) == (
        {"silent": 1},
        {"right": 1},
    )


def test_of_several_assessments_each_is_judged_alone_and_where_it_begins() -> None:
    first, second = (_entry() | {"value": text, "file_no": None} for text in ("甲", "乙"))
    place = (first["key"], None, first["instance"])
    gold = {
        "assessments": [
            {"entries": [first], "changes": [], "page_first": 1},
            {"entries": [second], "changes": [], "page_first": 4},
        ]
    }

    def read(text: str, page: int) -> WrittenDocument:
        return WrittenDocument(
            {"status": "ok", "page_first": page}, {place: {"raw": text, "value": text, "status": "ok"}}
        )

    assert dict(compare(gold, [read("甲", 1), read("乙", 4)]).verdicts) == {"right": 4}
    assert dict(compare(gold, [read("甲", 1), read("乙", 3)]).verdicts) == {"right": 3, "silent": 1}
    assert dict(compare(gold, [read("甲", 1)]).verdicts) == {"right": 2, "missing": 1, "silent": 1}
    assert compare(gold, [read("甲", 1), read("乙", 4), read("丙", 5)]).invented == 1
