"""Every recipe of docs/recipes.md runs, and its three tools give the same answer: these rows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from hyokasho.export.export_command import run as export
from tests.hyokasho.archive import SAMPLES, archive, run

PAGE = (Path(__file__).parents[2] / "docs" / "recipes.md").read_text(encoding="utf-8")
DISABILITY, TAX = "juten_h30_disability.pdf", "zenkoumoku_r7_property_tax.pdf"
QUESTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:6]
Rows = list[tuple[Any, ...]]
SEIRAN, HOTARU = "青嵐市長", "蛍川市長"
ANSWERS: list[Rows] = [
    [
        ("協同組合ほたる文書館", HOTARU, "文書の保管及び廃棄業務", "1万人以上10万人未満"),
        ("天籟測量設計株式会社", HOTARU, "地番図及び家屋図の更新業務", "1万人以上10万人未満"),
        ("有限会社やまぼうし印刷", SEIRAN, "受給者証等の印刷及び封入封緘", "1万人未満"),
        ("有限会社蛍データ", HOTARU, "償却資産の申告書のデータ入力業務", "1万人未満"),
        ("株式会社コトノハ計算機", SEIRAN, "障害福祉システムの運用保守", "1万人未満"),
        ("株式会社翠嵐コンピュータサービス", HOTARU, "標準準拠システムへの移行業務", "10万人以上100万人未満"),
        ("株式会社翠嵐コンピュータサービス", HOTARU, "資産税システムの運用保守業務", "10万人以上100万人未満"),
        ("特定非営利活動法人ひよどりの会", SEIRAN, "届出書類のデータ入力", "1万人未満"),
        ("翠嵐ビジネスフォーム株式会社", HOTARU, "納税通知書の印刷及び封入封緘業務", "10万人以上100万人未満"),
    ],
    [
        (HOTARU, "acquisition.methods", 1, None, 6),
        (SEIRAN, "provision.methods", 1, 1, 7),
    ],
    [
        (HOTARU, "標準準拠システムへの移行業務", "株式会社翠嵐コンピュータサービス"),
        (HOTARU, "資産税システムの運用保守業務", "株式会社翠嵐コンピュータサービス"),
        (SEIRAN, "障害福祉システムの運用保守", "株式会社コトノハ計算機"),
    ],
    [
        (SEIRAN, "障害者福祉に関する事務　重点項目評価書", item, 13)
        for item in ("口座名義人", "口座情報", "口座番号", "口座種別")
    ],
    [(TAX, 18, "①実施日", "令和8年1月20日及び同月27日", "uncertain", 1.0)],
]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dataset, in which fictional places are in a prefecture and somebody uses flash memory."""
    folder = tmp_path_factory.mktemp("recipes")
    run(archive(folder / "in", SAMPLES / DISABILITY, SAMPLES / TAX), folder / "dataset")
    assert export(str(folder / "dataset"), "xlsx", None, (), force=False) == 0
    rewrite(folder, "assessments", "prefecture", pc.field("status") == "ok", "長野県")
    memory = pc.field("option") == "フラッシュメモリ"
    first = (pc.field("page") == 7) & (pc.field("field_id") == "provision.methods") & (pc.field("instance") == 1)
    rewrite(folder, "marks", "checked", memory & ((pc.field("page") == 6) | first), True)
    return folder


def rewrite(folder: Path, name: str, column: str, where: pc.Expression, value: object) -> None:
    """Put a value into the rows of a table for which an expression holds."""
    path = next((folder / "dataset" / name).iterdir())
    table = pq.ParquetFile(path).read()
    chosen = table.add_column(0, "_", pa.array(range(len(table)))).filter(where)["_"].to_pylist()
    values = table[column].to_pylist()
    for row in chosen:
        values[row] = value
    at = table.schema.get_field_index(column)
    pq.write_table(table.set_column(at, table.schema.field(at), pa.array(values, table.schema.field(at).type)), path)


def in_sql(code: str) -> Rows:
    return duckdb.connect().sql(code).fetchall()


def in_python(code: str) -> Rows:
    names: dict[str, Any] = {}
    exec(code, names)
    answer = names["answer"]
    if isinstance(answer, pl.DataFrame):
        return answer.rows()
    assert isinstance(answer, pd.DataFrame)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in answer.itertuples(index=False)]


@pytest.mark.parametrize("number", range(5))
def test_the_three_tools_give_the_same_answer(number: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (sql,) = blocks(QUESTIONS[number], "sql")
    with_pandas, with_polars = blocks(QUESTIONS[number], "python")
    assert in_sql(sql) == ANSWERS[number]
    assert in_python(with_pandas) == ANSWERS[number]
    assert in_python(with_polars) == ANSWERS[number]


def test_a_spreadsheet_has_the_columns_to_filter_by(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "dataset.xlsx", read_only=True)
    steps = re.findall(r"^\| (\d) \| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE)
    assert [number for number, _, _ in steps] == ["1", "2", "3", "4", "5"]
    for _, sheet, filters in steps:
        headings = {cell.value for cell in next(book[sheet].iter_rows(max_row=1))}
        assert {filters.split("`")[1], *re.findall(r"`(\w+)` =", filters)} <= headings
    assert book["entrustments"]["A1"].value == "document_id"
    assert book["assessments"]["I1"].value == "organization"
