# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# # 1. はじめの一歩 / First look
#
# データセットに何が入っているか、どこまで信頼できるか、原本のどこを見ればよいかを確かめる。
# 手元のデータセットは `open_dataset("フォルダ")` で開く。
#
# What is in the dataset, how far it can be trusted, and where to look in the PDF. `open_dataset("FOLDER")` opens
# your own.

# %%
from hyokasho.analysis import KEY, agreed, open_dataset
from hyokasho.analysis.plots import stacked_bars
from hyokasho.analysis.style import BLUE, LIGHT, ORANGE, show, source_note

data = open_dataset()
assessments, fields = data.assessments(), data.table("fields")

# %% [markdown]
# ## どの様式の文書がいくつあるか / Documents by form
#
# 同じ問いを SQL と pandas で解き、答えが一致することを `agreed` で確かめる。`documents` には読めなかったファイルや、
# 同じ中身の二つ目のファイルの行もある。`assessments` には、ファイルの中の評価書が一つずつある。
#
# The same question in SQL and in pandas; `agreed` makes sure that both say the same. `documents` has rows for files
# that
# could not be read, and for copies, too; `assessments` has a row for each assessment in them, each once.

# %%
by_sql = data.sql("""
    SELECT form, text_layer, count(*) AS assessments, sum(page_last - page_first + 1) AS pages
    FROM assessments
    GROUP BY form, text_layer
    ORDER BY form, text_layer
""")
by_pandas = (
    assessments.assign(pages=assessments["page_last"] - assessments["page_first"] + 1)
    .groupby(["form", "text_layer"])
    .agg(assessments=("document_id", "size"), pages=("pages", "sum"))
    .reset_index()
)
show(agreed(by_sql, by_pandas))

# %% [markdown]
# ## 回答はどこまで読めたか / How much was read
#
# `status` は回答ごとの状態である。空欄（blank）は「書かれていない」ことが確かに読めたもの、要確認はそのほかの ok
# でないもの。
#
# `status` is the state of each answer. A blank was surely left empty by the writer; all else that is not ok is to be
# checked.

# %%
by_sql = data.sql("""
    SELECT coalesce(organization, '（団体名なし）') || '　' || form AS document,
           count(*) FILTER (status = 'ok') AS "回答 answered",
           count(*) FILTER (status = 'blank') AS "空欄 blank",
           count(*) FILTER (status NOT IN ('ok', 'blank')) AS "要確認 to check"
    FROM fields
    JOIN (SELECT document_id, assessment_no, organization FROM assessments) USING (document_id, assessment_no)
    GROUP BY document_id, assessment_no, document
    ORDER BY "回答 answered" DESC, document
""")
state = fields["status"].map({"ok": "回答 answered", "blank": "空欄 blank"}).fillna("要確認 to check")
named = assessments["organization"].fillna("（団体名なし）") + "　" + assessments["form"]
by_pandas = (
    fields.assign(state=state)
    .pivot_table(index=KEY, columns="state", values="field_id", aggfunc="size", fill_value=0)
    .reindex(columns=["回答 answered", "空欄 blank", "要確認 to check"], fill_value=0)
    .join(assessments[KEY].assign(document=named).set_index(KEY))
    .sort_values(["回答 answered", "document"], ascending=[False, True])
    .set_index("document")
    .reset_index()
)
counts = agreed(by_sql, by_pandas).set_index("document")
to_check = counts["要確認 to check"].sum()
show(
    stacked_bars(
        counts,
        {"回答 answered": BLUE, "空欄 blank": LIGHT, "要確認 to check": ORANGE},
        (
            f"{counts.sum().sum():,}の記入欄のうち、要確認は{to_check}",
            f"{to_check} of {counts.sum().sum():,} answers are to be checked before they are trusted",
        ),
        "記入欄 answers",
        source_note(data, f"n = {len(counts)} 文書 documents"),
    ),
    "01_answers",
)

# %% [markdown]
# ## 何から確かめるか / What to check first
#
# 確からしさ `confidence` の低い順に、原本のページと見出しを並べる。枠の位置は `x0`、`top`、`x1`、`bottom` にある。
#
# In the order of `confidence`, with page and label; `x0`, `top`, `x1`, `bottom` are the box on that page.

# %%
by_sql = data.sql("""
    SELECT file_name, page, label, raw, fields.status, confidence
    FROM fields JOIN assessments USING (document_id, assessment_no)
    WHERE fields.status NOT IN ('ok', 'blank')
    ORDER BY confidence, file_name, page, form_key
    LIMIT 10
""")
doubtful = fields[~fields["status"].isin(["ok", "blank"])]
by_pandas = (
    doubtful.merge(assessments[[*KEY, "file_name"]], on=KEY)
    .sort_values(["confidence", "file_name", "page", "form_key"])
    .head(10)[["file_name", "page", "label", "raw", "status", "confidence"]]
)
show(agreed(by_sql, by_pandas))

# %% [markdown]
# ## 何を指摘されたか / What was found
#
# `about` が document のものは文書の記載どうしの食い違い、reading のものはこちらが読み取れなかったことで、
# 文書の誤りではない。
# どちらも `message_ja` と `message_en` に文がある。
#
# Findings about the document are contradictions in it; those about the reading are no fault of the document.
# Sentences are
# in `message_ja` and `message_en`.

# %%
by_sql = data.sql("""
    SELECT about, severity, kind, count(*) AS findings, count(DISTINCT document_id) AS documents
    FROM findings
    GROUP BY about, severity, kind
    ORDER BY about, severity, findings DESC, kind
""")
findings = data.table("findings")
by_pandas = (
    findings.groupby(["about", "severity", "kind"])
    .agg(findings=("finding_no", "size"), documents=("document_id", "nunique"))
    .reset_index()
    .sort_values(["about", "severity", "findings", "kind"], ascending=[True, True, False, True])
)
show(agreed(by_sql, by_pandas))

# %%
by_sql = data.sql("""
    SELECT organization, severity, message_ja
    FROM findings JOIN assessments USING (document_id, assessment_no)
    WHERE about = 'document' AND severity <> 'info'
    ORDER BY organization, finding_no
    LIMIT 5
""")
grave = data.with_organization("findings").query("about == 'document' and severity != 'info'")
by_pandas = grave.sort_values(["organization", "finding_no"])[["organization", "severity", "message_ja"]].head(5)
show(agreed(by_sql, by_pandas))
