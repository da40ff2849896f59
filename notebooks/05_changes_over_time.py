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
# # 5. 変更の推移 / Changes over time
#
# 評価書の末尾には変更箇所の表がある。いつ、何が、事前と事後のどちらで変わったか。
#
# Assessments end with a table of changes. When did what change, and was it submitted before (事前) or after (事後)
# the fact?

# %%
import pandas as pd

from hyokasho.analysis import KEY, agreed, open_dataset
from hyokasho.analysis.plots import stacked_bars, timeline
from hyokasho.analysis.style import BLUE, GREY, LIGHT, ORANGE, show, source_note

data = open_dataset()
changes = data.with_organization("changes")
dated = changes.dropna(subset=["changed_on"]).assign(on=lambda rows: pd.to_datetime(rows["changed_on"]))

# %% [markdown]
# ## 年度ごとの変更 / Changes by fiscal year
#
# 年度は4月に始まる。日まで印字されていない変更は数えられない。
#
# Fiscal years begin in April. Changes whose date is not printed to the day cannot be placed.

# %%
by_sql = data.sql("""
    SELECT year(changed_on - INTERVAL 3 MONTH) AS fiscal_year,
           count(*) FILTER (timing = '事前') AS "事前 before",
           count(*) FILTER (timing = '事後') AS "事後 after",
           count(*) FILTER (timing IS NULL OR timing NOT IN ('事前', '事後')) AS "記載なし not said"
    FROM changes
    WHERE changed_on IS NOT NULL
    GROUP BY fiscal_year
    ORDER BY fiscal_year
""")
TIMINGS = {"事前": "事前 before", "事後": "事後 after"}
by_pandas = (
    dated.assign(
        fiscal_year=(dated["on"] - pd.DateOffset(months=3)).dt.year,
        timing=dated["timing"].map(TIMINGS).fillna("記載なし not said"),
    )
    .pivot_table(index="fiscal_year", columns="timing", values="row_no", aggfunc="size", fill_value=0)
    .reindex(columns=[*TIMINGS.values(), "記載なし not said"], fill_value=0)
    .reset_index()
)
by_year = agreed(by_sql, by_pandas).set_index("fiscal_year")
if len(by_year):
    totals = by_year.sum(axis=1)
    busiest = [str(year) for year in totals.index[totals == totals.max()]]
    every_year = by_year.reindex(range(by_year.index.min(), by_year.index.max() + 1), fill_value=0)
    plot = stacked_bars(
        every_year.rename(index=lambda year: f"{year}年度"),
        {"事前 before": BLUE, "事後 after": ORANGE, "記載なし not said": LIGHT},
        (
            f"変更が最も多いのは{'、'.join(busiest)}年度で、{totals.max()}件",
            f"Most changes, {totals.max()}, were made in fiscal {' and '.join(busiest)}",
        ),
        "変更箇所 changes",
        source_note(data, f"n = {len(dated)}（日付のない{len(changes) - len(dated)}件を除く without a date）"),
    )
    show(plot, "05_by_year")

# %% [markdown]
# ## 誰がいつ変えたか / Who changed when

# %%
by_sql = data.sql("""
    SELECT coalesce(organization, file_name) AS who, changed_on AS "on", coalesce(timing, '記載なし') AS kind
    FROM changes JOIN assessments USING (document_id, assessment_no)
    WHERE changed_on IS NOT NULL
    ORDER BY who, changed_on, document_id, assessment_no, row_no
""")
by_pandas = changes.merge(data.assessments()[[*KEY, "file_name"]], on=KEY)
by_pandas = (
    by_pandas.dropna(subset=["changed_on"])
    .assign(
        who=by_pandas["organization"].fillna(by_pandas["file_name"]),
        on=pd.to_datetime(by_pandas["changed_on"]),
        kind=by_pandas["timing"].fillna("記載なし"),
    )
    .sort_values(["who", "on", *KEY, "row_no"])[["who", "on", "kind"]]
)
events = agreed(by_sql, by_pandas)
first = events.groupby("who")["on"].min().sort_values(kind="stable").index
events = events.set_index("who").loc[first].reset_index()
if len(events):
    begin, end = events["on"].min(), events["on"].max()
    plot = timeline(
        events,
        {"事前": BLUE, "事後": ORANGE, "記載なし": GREY},
        (
            f"{len(first)}団体の変更は{begin:%Y年}から{end:%Y年}に及ぶ",
            f"Changes of {len(first)} organizations, {begin:%Y} to {end:%Y}",
        ),
        source_note(data, f"n = {len(events)} 変更箇所 changes; 大きい点は同じ日の複数の変更 larger: several on a day"),
    )
    show(plot, "05_timeline")

# %% [markdown]
# ## 何が変わるか / What changes
#
# `target_field_id` は「Ⅰ－７②所属長」のような項目名が指す設問である。確かでないものは空のまま数える。
#
# `target_field_id` is the question that an item such as Ⅰ－７②所属長 points to; null where that is not certain.

# %%
by_sql = data.sql("""
    SELECT target_field_id, count(*) AS changes, count(DISTINCT document_id) AS documents
    FROM changes
    GROUP BY target_field_id
    ORDER BY changes DESC, target_field_id NULLS LAST
    LIMIT 12
""")
by_pandas = (
    changes.groupby("target_field_id", dropna=False)
    .agg(changes=("row_no", "size"), documents=("document_id", "nunique"))
    .reset_index()
    .sort_values(["changes", "target_field_id"], ascending=[False, True])
    .head(12)
)
show(agreed(by_sql, by_pandas))
