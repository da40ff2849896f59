"""Questions that analysts ask of the dataset, answered with pandas over its Parquet files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from hyokasho.analysis import KEY, Dataset

FLASH = "フラッシュメモリ"
MEDIA = (FLASH, "電子記録媒体（フラッシュメモリを除く。）", "紙")
"""Options of the rows on how information is handed over that can be carried out of a building."""
STEPS = {
    "acquisition.methods": "入手 acquired",
    "entrustment.provision_methods": "委託 to contractors",
    "provision.methods": "提供 provided",
    "transfer.methods": "移転 transferred",
}
JUDGEMENTS = {
    "課題が残されている": "課題 open",
    "特に力を入れている": "特に strong",
    "十分である": "十分 enough",
}
MOST_RISKS, MOST_ARTICLES, MOST_CHANGES = 8, 8, 6


@dataclass(frozen=True, slots=True)
class Question:
    """A question in Japanese and English, the tables that it takes, and what answers it (one row a line)."""

    ja: str
    en: str
    tables: str
    answer: Callable[[Dataset], pd.DataFrame]


def vendors(data: Dataset) -> pd.DataFrame:
    """Contractors (委託先) with what they hold: the file, how many people it covers, subcontracting."""
    files = data.table("files")[[*KEY, "file_no", "name", "subject_count"]]
    rows = data.with_organization("entrustments").merge(
        files, on=[*KEY, "file_no"], how="left", suffixes=("", "_of_file")
    )
    rows = rows.assign(people=rows["subject_count"].fillna(rows["subject_count_of_file"]))
    rows = rows.sort_values(["contractor_normalized", "organization", "instance"])
    return rows[["contractor_normalized", "organization", "name", "name_of_file", "people", "subcontracted"]].set_axis(
        [
            "委託先 vendor",
            "委託元 for",
            "委託事項 does",
            "ファイル holds",
            "本人の数 people",
            "再委託 subcontracts",
        ],
        axis=1,
    )


def removable_media(data: Dataset) -> pd.DataFrame:
    """How often each medium is marked, of the answers where it could be, by step; and by whom."""
    marks = data.with_organization("marks")
    marks = marks[marks["field_id"].isin(STEPS) & marks["option"].isin(MEDIA)]
    rows = []
    for field_id, step in STEPS.items():
        for medium in MEDIA:
            asked = marks[(marks["field_id"] == field_id) & (marks["option"] == medium)]
            ticked = asked[asked["checked"].fillna(False).astype(bool)]
            users = "、".join(sorted(ticked["organization"].dropna().unique()))
            rows.append((step, medium, f"{len(ticked)} / {len(asked)}", users or "—"))
    return pd.DataFrame(rows, columns=["場面 step", "媒体 medium", "印 marked", "使う団体 used by"])


def risk_judgements(data: Dataset) -> pd.DataFrame:
    """How organizations judge their measures, by risk; risks with open issues come first."""
    risks = data.table("risks").dropna(subset=["judgement"])
    titles = risks.groupby("risk_id")["risk"].agg(lambda names: min(names, key=len))
    counts = pd.crosstab(risks["risk_id"], risks["judgement"]).reindex(columns=list(JUDGEMENTS), fill_value=0)
    counts = counts.sort_values(list(JUDGEMENTS), ascending=False, kind="stable").head(MOST_RISKS)
    counts = counts.rename(columns=JUDGEMENTS)
    counts.insert(0, "リスク risk", titles.loc[counts.index])
    return counts


def cited_articles(data: Dataset) -> pd.DataFrame:
    """The articles that most documents name as their legal basis, with the items (項) of appended tables."""
    cited = data.table("legal_bases").dropna(subset=["law_normalized", "article"])
    grouped = cited.groupby(["law_normalized", "article"])
    counts = grouped.agg(
        documents=("document_id", "nunique"), citations=("raw", "size"), items=("table_item", "nunique")
    ).reset_index()
    counts = counts.sort_values(["documents", "citations"], ascending=False, kind="stable").head(MOST_ARTICLES)
    counts["article"] = counts["article"].map(_article)
    return counts.set_axis(
        ["法令 law", "条 article", "文書 documents", "引用 citations", "別表の項 table items"], axis=1
    )


def _article(number: str) -> str:
    """An article's number as it is printed: 9の2 → 第9条の2."""
    whole, joint, branch = number.partition("の")
    return f"第{whole}条{joint}{branch}"


def latest_changes(data: Dataset) -> pd.DataFrame:
    """The changes (変更箇所) of all organizations, newest first."""
    changes = data.with_organization("changes").dropna(subset=["changed_on"])
    changes = changes.sort_values(["changed_on", "row_no"], ascending=False, kind="stable").head(MOST_CHANGES)
    return changes[["changed_on", "organization", "item", "before", "after", "timing"]].set_axis(
        ["変更日 on", "団体 by", "項目 item", "変更前 before", "変更後 after", "時期 timing"], axis=1
    )


QUESTIONS = (
    Question("委託先はどこで、誰の情報を何人分扱うか", "Which vendors hold whose data?",
             "entrustments, files, assessments", vendors),
    Question("フラッシュメモリをまだ使っているのは誰か", "Who still carries data on flash memory or paper?",
             "marks, assessments", removable_media),
    Question("リスク対策をどう自己評価しているか", "How do they judge their own measures against each risk?",
             "risks", risk_judgements),
    Question("根拠として多く引用される条は何か", "Which articles of law are cited most?",
             "legal_bases", cited_articles),
    Question("最近何が変わったか", "What changed lately?",
             "changes, assessments", latest_changes),
)  # fmt: skip
