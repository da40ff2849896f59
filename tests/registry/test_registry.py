"""The registry agrees with itself, with the facts of the forms, and with what the dataset promises."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from normalize.registry import AnswerPart, Block, Needless, Row, RowType, check_registry, load_registry
from normalize.registry.decode import _row
from normalize.registry.registry_error import RegistryError

SHARED_FORMS = Path(__file__).parents[3] / "shared" / "forms"
REGISTRY = load_registry()
FORMS = REGISTRY.forms
CONTRACT_COLUMNS = {
    "documents": """
        document_id file_name source bytes pages status error_code error_message form form_version
        evaluation_number evaluation_name organization organization_code prefecture published_on
        published_on_raw text_layer pages_ocr fields_found fields_uncertain extractor_version text_unplaced""",
    "assessments": """
        document_id assessment_no page_first page_last form form_version evaluation_number evaluation_name organization
        organization_code prefecture published_on published_on_raw ended_on status error_code error_message sections
        part_of part_of_no fields_found fields_uncertain text_unplaced""",
    "fields": """
        document_id assessment_no form form_key field_id file_no instance label type raw value option_no count
        value_min value_max value_date date_precision page x0 top x1 bottom engine confidence status
        page_ref reason raw_ocr status_reasons""",
    "marks": """
        document_id assessment_no form form_key field_id file_no instance option_no option checked detail count
        page x0 top x1 bottom engine confidence status status_reasons sign""",
    "changes": """
        document_id assessment_no row_no changed_on changed_on_raw item before after timing reason target_field_id
        page status status_reasons x0 top x1 bottom engine confidence item_raw""",
    "change_cells": """
        document_id assessment_no row_no column raw value page x0 top x1 bottom engine confidence status
        status_reasons""",
    "terms": """
        document_id assessment_no form form_key field_id file_no instance term term_normalized part_of_speech count
        status status_reasons""",
    "findings": """
        document_id assessment_no finding_no kind page form_key text about severity message_ja message_en file_no
        instance status_reasons""",
}


def keys_of(field_id: str) -> dict[str, str]:
    return {form.id: row.key for form in FORMS.values() for row in form.rows.values() if row.field_id == field_id}


def test_registry_has_no_faults():
    assert check_registry(REGISTRY) == []


@pytest.mark.parametrize(
    ("field_id", "keys"),
    [
        ("use.purpose", {"juten": "II.3.3", "zenkoumoku": "II.3.6"}),
        ("department.head", {"kiso": "I.5.2", "juten": "I.6.2", "zenkoumoku": "I.7.2"}),
        ("affair.subject_count", {"kiso": "II.1.1", "juten": "I.1.3", "zenkoumoku": "I.1.3"}),
        (
            "risk.acquisition.purpose.judgement",
            {"kiso": "IV.2", "juten": "III.2.r1.ok", "zenkoumoku": "III.2.r1.ok"},
        ),
        (
            "risk.network.improper_provision.judgement",
            {"kiso": "IV.6.2", "juten": "III.6.r2.ok", "zenkoumoku": "III.6.r5.ok"},
        ),
        ("storage.place", {"juten": "II.6", "zenkoumoku": "II.6.1"}),
        ("threshold.incident", {"kiso": "II.3"}),
        ("risk.storage.leakage.incident", {"juten": "III.7.r1.2", "zenkoumoku": "III.7.r1.9"}),
    ],
)
def test_one_question_has_one_field_id_in_all_forms(field_id, keys):
    assert keys_of(field_id) == keys


def test_equal_labels_under_different_parents_are_different_questions():
    juten = FORMS["juten"]
    assert [juten.row(key).field_id for key in ("II.2.4.reason", "II.5.teikyo.7", "II.5.iten.7")] == [
        "file.main_items.validity",
        "provision.timing",
        "transfer.timing",
    ]


def test_band_has_bounds_and_spelling_without_comma():
    option = REGISTRY.options["people_in_file"][3]
    assert (option.no, option.label, option.variants) == (
        4,
        "100万人以上1,000万人未満",
        ("100万人以上1000万人未満",),
    )
    assert (option.min, option.max) == (1_000_000, 9_999_999)


def test_open_end_and_whole_years():
    years = {option.label: (option.min, option.max) for option in REGISTRY.options["retention_period"]}
    assert years["1年未満"] == (0, 0)
    assert years["6年以上10年未満"] == (6, 9)
    assert years["20年以上"] == (20, None)
    assert years["定められていない"] == (None, None)


def test_number_of_identifying_items_depends_on_the_form():
    four, five = (FORMS[form].row("II.2.4.main").options[3] for form in ("juten", "zenkoumoku"))
    assert (four.label, four.printed_labels) == (five.printed_labels[0], (five.label,))
    assert four.spelled(five.label).label == five.label
    assert (four.spelled(five.label).no, four.spelled("4情報").label) == (4, four.label)


def test_rows_take_versions_and_group_from_their_block():
    kiso, juten = FORMS["kiso"], FORMS["juten"]
    assert kiso.row("IV.8.reason").only == ("r6", "r7")
    assert kiso.row("IV.7").only == ("h31", "r6", "r7")
    assert kiso.row("I.1.1").only == ()
    assert juten.row("II.4.itaku.name").group == "itaku"
    assert juten.row("II.4.umu").group is None


def test_block_knows_titles_of_other_versions():
    block = next(b for b in FORMS["kiso"].sections[4].blocks if b.rows[0].key == "IV.audit")
    assert block.spellings == ("８．監査", "９．監査")


def test_sections_on_files_repeat():
    juten = FORMS["juten"]
    assert [section.id for section in juten.sections if section.repeats] == ["II", "III"]
    assert juten.section_of("III.10").id == "III"


def test_unknown_option_list_is_an_error():
    spec = {"key": "X", "field": "x", "label": "x", "type": "choice", "options": "no_such_list"}
    with pytest.raises(RegistryError, match="X: no option list no_such_list"):
        _row(spec, None, (), {})


def test_a_reason_to_leave_a_row_out_that_does_not_exist_is_a_fault():
    kiso = FORMS["kiso"]
    for needless, fault in [
        (Needless("I.4", (2,)), "kiso I.4.2: needless without a row I.4"),
        (Needless("I.4.1", (2, 4)), "kiso I.4.2: I.4.1 has no option 4"),
    ]:
        rows = tuple(
            replace(row, needless=needless) if row.key == "I.4.2" else row for row in kiso.section_of("I.4.2").rows
        )
        section = replace(kiso.section_of("I.4.2"), blocks=(Block("", rows),))
        sections = tuple(section if one.id == section.id else one for one in kiso.sections)
        forms = {**FORMS, "kiso": replace(kiso, sections=sections)}
        assert check_registry(replace(REGISTRY, forms=forms)) == [fault]


def test_misspelt_property_is_an_error():
    with pytest.raises(RegistryError, match=r"row X.*lenint"):
        _row({"key": "X", "field": "x", "label": "x", "type": "text", "lenint": True}, None, (), {})


def test_answers_that_fill_wide_tables_exist_in_a_form():
    answers = {row.field_id for form in FORMS.values() for row in form.rows.values() if row.has_answer}
    filled = {column.field_id for table in REGISTRY.tables.values() for column in table.columns if column.field_id}
    assert filled <= answers


def test_wide_columns_of_marks_come_from_checks():
    checks = {row.field_id for form in FORMS.values() for row in form.rows.values() if row.type is RowType.CHECKS}
    columns = [column for table in REGISTRY.tables.values() for column in table.columns]
    assert {c.field_id for c in columns if c.part in (AnswerPart.MARKS, AnswerPart.DETAILS)} <= checks


def test_every_risk_judgement_belongs_to_a_risk():
    judged = {risk.judgement for risk in REGISTRY.risks.values() if risk.judgement}
    assert judged == {id for id in REGISTRY.fields if id.startswith("risk.") and id.endswith(".judgement")}


def test_change_table_fills_columns_of_changes():
    assert [column.key for column in REGISTRY.change_table.columns] == [
        "changed_on", "item", "before", "after", "timing", "reason",
    ]  # fmt: skip
    assert REGISTRY.change_table.titles["juten"] == ("（別添２）変更箇所",)


@pytest.mark.parametrize("table", CONTRACT_COLUMNS)
def test_columns_and_their_order_never_change(table):
    assert [column.name for column in REGISTRY.tables[table].columns] == CONTRACT_COLUMNS[table].split()


def test_wide_tables_start_with_their_keys():
    for name in ("systems", "entrustments", "provisions", "transfers"):
        keys = [column.name for column in REGISTRY.tables[name].columns[:4]]
        assert keys == ["document_id", "assessment_no", "file_no", "instance"], name


def shared_rows(form: str) -> dict[str, dict[str, Any]]:
    spec = yaml.safe_load((SHARED_FORMS / f"{form}.yaml").read_text(encoding="utf-8"))
    parts = [spec["cover"], *([spec["toc"]] if "toc" in spec else []), *spec["sections"]]
    return {row["key"]: row for part in parts for block in part["blocks"] for row in block["rows"]}


def told(row: Row) -> tuple[object, ...]:
    return row.parent, [(o.label, o.detail, o.count, o.group) for o in row.options]


def shared_told(row: dict[str, Any]) -> tuple[object, ...]:
    options = [{"label": option} if isinstance(option, str) else option for option in row.get("options", ())]
    return row.get("parent"), [
        (o["label"], o.get("detail", False), o.get("count", False), o.get("group")) for o in options
    ]


@pytest.mark.skipif(not SHARED_FORMS.is_dir(), reason="the facts of the forms are not beside the project")
@pytest.mark.parametrize("form", FORMS)
def test_forms_agree_with_the_facts(form):
    rows, facts = FORMS[form].rows, shared_rows(form)
    assert list(rows) == list(facts)
    for key, fact in facts.items():
        assert re.sub(r"\s", "", rows[key].label) == re.sub(r"\s", "", fact["label"]), key
        assert told(rows[key]) == shared_told(fact), key
