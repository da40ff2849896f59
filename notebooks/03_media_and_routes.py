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
# # 3. 媒体と経路 / Media and routes
#
# 情報は入手、委託、提供、移転の各場面で、どの経路を通るか。フラッシュメモリをまだ使っているのは誰か。
# 表 `marks` には印のない枠も1行ずつあるので、「使っていない」ことも数えられる。読めない印は `checked` が空で、
# どちらにも数えない。
#
# Which routes does information take when it is acquired, entrusted, provided and transferred? Who still uses flash
# memory?
# `marks` has a row for boxes without a mark too, so that a no can be counted; a mark that could not be read is null,
# and neither.

# %%
import pandas as pd

from hyokasho.analysis import KEY, agreed, open_dataset
from hyokasho.analysis.plots import share_table
from hyokasho.analysis.style import show, source_note

STEPS = {
    "acquisition.methods": "入手 acquired",
    "entrustment.provision_methods": "委託 to vendors",
    "provision.methods": "提供 provided",
    "transfer.methods": "移転 transferred",
}
ROUTES = {
    "庁内連携システム": "庁内連携\nin-house link",
    "情報提供ネットワークシステム": "情報提供\nネットワーク\nnational network",
    "専用線": "専用線\nleased line",
    "電子メール": "電子メール\ne-mail",
    "電子記録媒体（フラッシュメモリを除く。）": "電子記録媒体\nother media",
    "フラッシュメモリ": "フラッシュ\nメモリ\nflash memory",
    "紙": "紙\npaper",
}
data = open_dataset()
marks = data.with_organization("marks")
marks = marks[marks["field_id"].isin(STEPS) & marks["checked"].notna()]

# %% [markdown]
# ## 場面ごとの経路 / Routes by step
#
# 一つも印のない設問（使われなかった提供先の欄など）は、答えではないので除く。
#
# Questions without any mark (slots for recipients that were not needed) are no answers, and are left out.

# %%
by_sql = data.sql("""
    WITH asked AS (
        SELECT *, bool_or(checked) OVER (
            PARTITION BY document_id, assessment_no, field_id, file_no, instance
        ) AS answered
        FROM marks
        WHERE checked IS NOT NULL
    )
    SELECT field_id, option, count(*) FILTER (checked) AS made, count(*) AS asked
    FROM asked
    WHERE answered AND ends_with(field_id, 'methods') AND option <> 'その他'
    GROUP BY field_id, option
    ORDER BY field_id, option
""")
question = [*KEY, "field_id", "file_no", "instance"]
answered = marks.groupby(question, dropna=False)["checked"].transform("any")
routes = marks[answered & (marks["option"] != "その他")]
by_pandas = routes.groupby(["field_id", "option"])["checked"].agg(made="sum", asked="size").reset_index()
counts = agreed(by_sql, by_pandas)
show(counts)

# %%
made, asked = (
    counts.pivot_table(index="field_id", columns="option", values=value, aggfunc="sum", fill_value=0)
    .reindex(index=list(STEPS), columns=list(ROUTES), fill_value=0)
    .rename(index=STEPS, columns=ROUTES)
    for value in ("made", "asked")
)
on_paper, with_flash = (int(made[ROUTES[medium]].sum()) for medium in ("紙", "フラッシュメモリ"))
times = routes.drop_duplicates(question).shape[0]
show(
    share_table(
        made,
        asked,
        (
            f"紙は{times}回答中{on_paper}、フラッシュメモリは{with_flash}",
            f"Of {times} answers {on_paper} name paper, and {with_flash or 'none'} flash memory",
        ),
        source_note(data, "印のある回答 / 回答の数  marked / answers; — その場面の選択肢にない no such option"),
    ),
    "03_routes",
)

# %% [markdown]
# ## フラッシュメモリをまだ使っているのは誰か / Who still uses flash memory?

# %%
by_sql = data.sql("""
    SELECT organization, field_id, option, page
    FROM marks JOIN assessments USING (document_id, assessment_no)
    WHERE option = 'フラッシュメモリ' AND checked
    ORDER BY organization, field_id, page
""")
by_pandas = marks[(marks["option"] == "フラッシュメモリ") & marks["checked"].astype(bool)]
by_pandas = by_pandas.sort_values(["organization", "field_id", "page"])[["organization", "field_id", "option", "page"]]
flash = agreed(by_sql, by_pandas)
show(
    flash if len(flash) else pd.DataFrame({"フラッシュメモリ flash memory": ["印のある回答はない No answer marks it."]})
)

# %% [markdown]
# ## 持ち運べる媒体を使うのは誰か / Who uses anything that can be carried away?
#
# 括弧書き（暗号化の方法など）は `detail` にある。
#
# `detail` holds what is written in parentheses, such as how it is encrypted.

# %%
by_sql = data.sql("""
    SELECT organization, field_id, count(*) AS answers, string_agg(DISTINCT detail, '、' ORDER BY detail) AS details
    FROM marks JOIN assessments USING (document_id, assessment_no)
    WHERE checked AND ends_with(field_id, 'methods') AND option = '電子記録媒体（フラッシュメモリを除く。）'
    GROUP BY organization, field_id
    ORDER BY organization, field_id
""")
carried = marks[marks["checked"].astype(bool) & marks["option"].str.startswith("電子記録媒体")]
by_pandas = (
    carried.groupby(["organization", "field_id"], dropna=False)["detail"]
    .agg(answers="size", details=lambda texts: "、".join(sorted(texts.dropna().unique())) or None)
    .reset_index()
)
show(agreed(by_sql, by_pandas))
