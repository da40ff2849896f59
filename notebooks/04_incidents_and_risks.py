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
# # 4. 重大事故とリスク評価 / Incidents and risk judgements
#
# 過去に重大事故があったと答えたのは誰か。自らの対策をどう評価しているか。自己評価であり、対策の実際の良し悪しではない。
#
# Who reports serious incidents, and how do they judge their own measures? These are judgements by the authors
# themselves.

# %%
import pandas as pd

from hyokasho.analysis import KEY, agreed, open_dataset
from hyokasho.analysis.plots import stacked_bars
from hyokasho.analysis.style import BLUE, LIGHT, ORANGE, show, source_note

data = open_dataset()
fields, risks = data.with_organization("fields"), data.with_organization("risks")

# %% [markdown]
# ## 重大事故の発生 / Serious incidents
#
# 基礎項目評価書ではしきい値の節（`threshold.incident`）、他の様式では漏えいのリスクの節にファイルごとに印字される。
#
# A question of the threshold section in 基礎項目評価書; in other forms it stands beside the risk of leaks, for each
# file.

# %%
by_sql = data.sql("""
    SELECT organization, assessments.form, file_no, value AS incident, page
    FROM fields JOIN assessments USING (document_id, assessment_no)
    WHERE field_id IN ('threshold.incident', 'risk.storage.leakage.incident') AND value IS NOT NULL
    ORDER BY incident, organization, file_no NULLS FIRST
""")
asked = fields[fields["field_id"].isin(["threshold.incident", "risk.storage.leakage.incident"])]
by_pandas = (
    asked.dropna(subset=["value"])
    .sort_values(["value", "organization", "file_no"], na_position="first")[
        ["organization", "form", "file_no", "value", "page"]
    ]
    .rename(columns={"value": "incident"})
)
incidents = agreed(by_sql, by_pandas)
show(incidents)

# %% [markdown]
# ## 何が起き、どう防ぐか / What happened, and what was done about it

# %%
by_sql = data.sql("""
    SELECT organization, field_id, value AS text, page
    FROM fields JOIN assessments USING (document_id, assessment_no)
    WHERE field_id IN ('risk.storage.leakage.incident.content', 'risk.storage.leakage.incident.prevention')
      AND value IS NOT NULL
    ORDER BY organization, file_no, field_id
""")
told = fields[fields["field_id"].str.match(r"risk\.storage\.leakage\.incident\.(content|prevention)$")]
by_pandas = told.dropna(subset=["value"]).sort_values(["organization", "file_no", "field_id"])
by_pandas = by_pandas.rename(columns={"value": "text"})[["organization", "field_id", "text", "page"]]
show(agreed(by_sql, by_pandas))

# %% [markdown]
# ## 対策の自己評価 / How they judge their measures
#
# 評価されたリスクのうち、判断の数が多いものから並べる。
#
# Risks with the most judgements come first.

# %%
JUDGEMENTS = {
    "課題が残されている": ("課題あり issues remain", ORANGE),
    "十分である": ("十分 sufficient", LIGHT),
    "特に力を入れている": ("特に力を入れている strong", BLUE),
}
MOST = 12
by_sql = data.sql(f"""
    SELECT risk_id, arg_min(risk, length(risk)) AS risk,
           count(*) FILTER (judgement = '課題が残されている') AS "課題あり issues remain",
           count(*) FILTER (judgement = '十分である') AS "十分 sufficient",
           count(*) FILTER (judgement = '特に力を入れている') AS "特に力を入れている strong"
    FROM risks
    WHERE judgement IS NOT NULL
    GROUP BY risk_id
    ORDER BY count(*) DESC, risk_id
    LIMIT {MOST}
""")
judged = risks.dropna(subset=["judgement"])
names = judged.groupby("risk_id")["risk"].agg(lambda risks: min(risks, key=len))
by_pandas = pd.crosstab(judged["risk_id"], judged["judgement"]).reindex(columns=list(JUDGEMENTS), fill_value=0)
by_pandas = by_pandas.loc[by_pandas.sum(axis=1).sort_values(ascending=False, kind="stable").index].head(MOST)
by_pandas = by_pandas.rename(columns={long: short for long, (short, _) in JUDGEMENTS.items()})
by_pandas.insert(0, "risk", names)
counts = agreed(by_sql, by_pandas.reset_index())
strong, open_issues = (judged["judgement"].eq(answer).sum() for answer in ("特に力を入れている", "課題が残されている"))
show(
    stacked_bars(
        counts.set_index("risk").drop(columns="risk_id"),
        dict(JUDGEMENTS.values()),
        (
            f"「課題が残されている」は{len(judged)}評価のうち{open_issues}、「特に力を入れている」は{strong}",
            f"Of {len(judged)} judgements {open_issues} admit open issues, and {strong} claim special effort",
        ),
        "評価の数 judgements",
        source_note(data, f"上位{len(counts)}リスク（全{names.size}）  n = {len(judged)} 評価 judgements"),
    ),
    "04_judgements",
)

# %% [markdown]
# ## 事故のあった団体は、漏えい対策の評価が違うか / Do incidents go with other judgements of leaks?
#
# 文書が少ないので、表で見るだけにとどめる。
#
# With so few documents this is a table to look at, and no test.

# %%
by_sql = data.sql("""
    SELECT f.value AS incident, r.judgement, count(*) AS answers
    FROM fields AS f
    JOIN risks AS r
        ON r.document_id = f.document_id AND r.assessment_no = f.assessment_no AND r.file_no = f.file_no
        AND r.risk_id = 'storage.leakage'
    WHERE f.field_id = 'risk.storage.leakage.incident' AND f.value IS NOT NULL AND r.judgement IS NOT NULL
    GROUP BY incident, judgement
    ORDER BY incident, judgement
""")
leaks = judged.loc[judged["risk_id"] == "storage.leakage", [*KEY, "file_no", "judgement"]]
by_pandas = (
    fields[fields["field_id"] == "risk.storage.leakage.incident"]
    .dropna(subset=["value"])
    .merge(leaks, on=[*KEY, "file_no"])
    .groupby(["value", "judgement"])
    .size()
    .rename("answers")
    .reset_index()
    .rename(columns={"value": "incident"})
)
show(agreed(by_sql, by_pandas))
