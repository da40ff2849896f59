"""The score: what counts as right, as silently wrong, and as wrong but flagged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hyokasho.archive.dataset.writer import DatasetWriter
from hyokasho.archive.storage.open_storage import open_storage
from hyokasho.evaluate import main, score_documents
from hyokasho.evaluation.change_scores import pair_rows
from hyokasho.evaluation.comparable import comparable, comparable_answers
from hyokasho.evaluation.gold import GoldAnswer, GoldDocument, GoldError, load_gold
from hyokasho.evaluation.judgement import ValueKind
from hyokasho.evaluation.report import metrics
from hyokasho.evaluation.tally import Score, Tally, band, band_names
from hyokasho.evaluation.written import DatasetError, WrittenDocument, read_dataset
from normalize.arrow.lazy_rows import DatasetRow
from normalize.registry import RowType

NAME = "a.pdf"
TEXT, BOXES = ("I.1.1", None, None), ("I.2.sys.3", None, 2)


def field_row(raw: str | None, status: str = "ok", **more: object) -> DatasetRow:
    return {"raw": raw, "value": raw, "status": status, "confidence": 1.0, "page": 1, **more}


def written(*, fields: dict[object, DatasetRow] | None = None, **more: object) -> WrittenDocument:
    head = {"file_name": NAME, "status": "ok", "form": "kiso", "form_version": "令和7年5月 様式2"}
    return WrittenDocument(head, fields or {}, **more)  # type: ignore[arg-type]


def gold(*answers: GoldAnswer, **more: object) -> GoldDocument:
    fixed = {"file": NAME, "kind": "born_digital", "form": "kiso", "version": "[令和7年5月　様式2]"}
    return GoldDocument(**(fixed | {"answers": answers} | more))  # type: ignore[arg-type]


def score(document: GoldDocument, found: WrittenDocument) -> Score:
    return score_documents([document], {(NAME, 1): found})


def figures(tally: Tally) -> tuple[int, int, int, int]:
    return tally.n, tally.right, tally.silent, tally.flagged


@pytest.mark.parametrize(
    ("row", "expected", "edits"),
    [
        (field_row("住民税 の\n賦課"), (1, 1, 0, 0), 0),
        (field_row("住民票の賦課"), (1, 0, 1, 0), 1),
        (field_row("", "blank"), (1, 0, 1, 0), 6),
        (field_row("住民票の賦課", "uncertain"), (1, 0, 0, 1), 1),
        (field_row("まったく関係のない長い回答"), (1, 0, 1, 0), 6),
        (None, (1, 0, 0, 1), 6),
    ],
)
def test_a_wrong_text_is_silent_unless_its_row_warns(
    row: DatasetRow | None, expected: tuple[int, ...], edits: int
) -> None:
    result = score(gold(GoldAnswer(TEXT, RowType.TEXT, "住民税の賦課")), written(fields={TEXT: row} if row else {}))
    assert figures(result.kinds[ValueKind.TEXT]) == expected
    assert (result.edits, result.characters) == (edits, 6)


def test_a_dash_for_nothing_is_right_only_where_a_row_says_so() -> None:
    answer = GoldAnswer(TEXT, RowType.FREE, "－")
    assert score(gold(answer), written(fields={TEXT: field_row("", "blank")})).kinds[ValueKind.TEXT].right == 1
    assert score(gold(answer), written()).kinds[ValueKind.TEXT].flagged == 1


def test_a_choice_is_judged_by_its_label_and_a_count_beside_it() -> None:
    answer = GoldAnswer(TEXT, RowType.CHOICE_WITH_COUNT, "委託する", counts={"": "3"})
    result = score(gold(answer), written(fields={TEXT: field_row("2) 委託する", value="委託する", count=4)}))
    assert figures(result.kinds[ValueKind.CHOICE]) == (1, 1, 0, 0)
    assert figures(result.kinds[ValueKind.COUNT]) == (1, 0, 1, 0)


def test_a_mark_that_could_not_be_read_is_wrong_but_never_silent() -> None:
    answer = GoldAnswer(BOXES, RowType.CHECKS, options={"紙": True, "専用線": False, "その他": True})
    answer.details["その他"] = "窓口"
    marks = {
        (BOXES, "紙"): {"checked": None, "status": "unreadable", "confidence": 0.3},
        (BOXES, "専用線"): {"checked": False, "status": "ok", "confidence": 0.97},
        (BOXES, "その他"): {"checked": True, "status": "ok", "confidence": 0.97, "detail": "窓 口"},
    }
    result = score(gold(answer), written(marks=marks))
    assert figures(result.kinds[ValueKind.MARK]) == (3, 2, 0, 1)
    assert figures(result.kinds[ValueKind.DETAIL]) == (1, 1, 0, 0)
    assert {name: figures(tally) for name, tally in result.bands.items() if tally.n} == {
        "0-50%": (1, 0, 0, 1),
        "95-99%": (2, 2, 0, 0),
    }
    assert {name: tally.n for name, tally in result.statuses.items()} == {"unreadable": 1, "ok": 2}


def test_form_version_and_page() -> None:
    answer = GoldAnswer(TEXT, RowType.TEXT, "あ", pages=(2, 3))
    result = score(gold(answer), written(fields={TEXT: field_row("あ", page=4)}))
    assert figures(result.kinds[ValueKind.FORM]) == figures(result.kinds[ValueKind.VERSION]) == (1, 1, 0, 0)
    assert figures(result.kinds[ValueKind.PAGE]) == (1, 0, 1, 0)


def test_a_document_that_the_dataset_lacks_is_flagged_throughout() -> None:
    result = score_documents([gold(GoldAnswer(TEXT, RowType.TEXT, "あ"))], {})
    assert [figures(result.kinds[kind]) for kind in (ValueKind.DOCUMENT, ValueKind.FORM, ValueKind.TEXT)] == [
        (1, 0, 0, 1)
    ] * 3


def test_answers_that_nobody_printed_are_counted() -> None:
    found = written(fields={TEXT: field_row("あ"), ("cover.version", None, None): field_row("[令和7年5月]")})
    assert score(gold(), found).unprinted == 1


def test_a_lost_row_of_changes_does_not_spoil_the_rows_after_it() -> None:
    printed = tuple({"changed_on": f"令和{year}年4月1日", "item": "公表日"} for year in (3, 4, 5))
    read: list[DatasetRow] = [
        {"changed_on_raw": row["changed_on"], "item": "公表日", "status": "ok"} for row in printed
    ]
    assert [row for _, row in pair_rows(printed, [read[0], read[2]])] == [read[0], {}, read[2]]
    result = score(gold(changes=printed), written(changes=[read[0], read[2]]))
    assert figures(result.kinds[ValueKind.CHANGE_ROWS]) == (1, 0, 1, 0)
    assert figures(result.kinds[ValueKind.CHANGE_CELL]) == (18, 12, 6, 0)


def test_comparison_forgives_width_spaces_and_dashes_but_no_radical() -> None:
    assert comparable("Ⅱ　３－（1）〇") == "II3-(1)○"
    assert comparable("⻑") != comparable("長")
    assert comparable_answers("―", None) == ("", "")
    assert comparable_answers("―", "あり") == ("-", "あり")


def test_bands_cover_all_confidences() -> None:
    assert [band(value) for value in (0.0, 0.49, 0.5, 0.999, 1.0)] == [
        "0-50%", "0-50%", "50-80%", "99-100%", "100%"
    ]  # fmt: skip
    assert len(band_names()) == len(set(band_names()))


def test_metrics_hold_the_figures() -> None:
    result = metrics(score(gold(GoldAnswer(TEXT, RowType.TEXT, "住民税")), written(fields={TEXT: field_row("住民")})))
    assert result["text_cer"] == 0.33333
    assert result["kinds"]["text"] == {"n": 1, "right": 0, "silent": 1, "flagged": 0}
    assert result["statuses"] == {"ok": {"n": 1, "accuracy": 0.0}}
    assert "mark" not in result["kinds"]


def test_command_scores_a_dataset_that_was_written(tmp_path: Path) -> None:
    folder, dataset = tmp_path / "gold", tmp_path / "dataset"
    folder.mkdir()
    entry: dict[str, object] = {
        "key": "I.1.1", "file_no": None, "instance": None, "type": "text", "value": "あ", "details": {},
        "count": None, "pages": [1],
    }  # fmt: skip
    document = {"file": NAME, "kind": "born_digital", "form": "kiso", "printed_version": "", "changes": None}
    (folder / "a.gold.json").write_text(json.dumps(document | {"entries": [entry]}), encoding="utf-8")
    with DatasetWriter(open_storage(dataset)) as writer:
        writer.finish()
    run = CliRunner().invoke(main, [str(dataset), str(folder), "--metrics", str(tmp_path / "m.json")])
    assert run.exit_code == 0, run.output
    assert json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["kinds"]["text"]["flagged"] == 1


def test_folders_without_gold_or_dataset_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no \*\.gold\.json there"):
        load_gold(tmp_path)
    with pytest.raises(DatasetError, match="no table documents"):
        read_dataset(tmp_path)


def test_a_table_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "part-0.parquet").write_bytes(b"PAR1")
    with pytest.raises(DatasetError, match=r"cannot be read \(it is no Parquet file"):
        read_dataset(tmp_path)
