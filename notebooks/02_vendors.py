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
# # 2. 委託先と再委託 / Vendors and subcontracting
#
# 同じ委託先でも、㈱、(株)、支店名、注記など書き方はまちまちである。`contractor_normalized` でそろえ、`contractor`
# に印字どおりの名が残る。
#
# The same vendor is written in many ways. `contractor_normalized` spells names alike; `contractor` is what is printed.

# %%
from hyokasho.analysis import KEY, agreed, open_dataset
from hyokasho.analysis.plots import stacked_bars
from hyokasho.analysis.style import BLUE, LIGHT, ORANGE, show, source_note

data = open_dataset()
files, entrustments = data.table("files"), data.table("entrustments")

# %% [markdown]
# ## どの委託先が、誰の情報を、少なくとも何人分扱うか / Who holds data of how many people, at least?
#
# 人数は区分で印字される。下限 `subject_count_min` を使い、委託の欄になければファイルの欄で補う。
#
# Numbers of people are printed as bands. Take the lower bound, that of the file where the entrustment states none.

# %%
by_sql = data.sql("""
    SELECT contractor_normalized AS vendor, any_value(contractor ORDER BY contractor) AS printed,
           count(*) AS entrusted, count(*) FILTER (subcontracted = '再委託する') AS subcontracted,
           max(coalesce(e.subject_count_min, f.subject_count_min)) AS people_at_least
    FROM entrustments AS e
    LEFT JOIN files AS f
        ON f.document_id = e.document_id AND f.assessment_no = e.assessment_no AND f.file_no = e.file_no
    WHERE contractor_normalized IS NOT NULL
    GROUP BY vendor
    ORDER BY people_at_least DESC NULLS LAST, entrusted DESC, vendor
""")
held = entrustments.dropna(subset=["contractor_normalized"]).merge(
    files[[*KEY, "file_no", "subject_count_min"]],
    on=[*KEY, "file_no"],
    how="left",
    suffixes=("", "_of_file"),
)
by_pandas = (
    held.assign(people=held["subject_count_min"].fillna(held["subject_count_min_of_file"]))
    .groupby("contractor_normalized")
    .agg(
        printed=("contractor", "min"),
        entrusted=("contractor", "size"),
        subcontracted=("subcontracted", lambda answers: (answers == "再委託する").sum()),
        people_at_least=("people", "max"),
    )
    .rename_axis("vendor")
    .reset_index()
    .sort_values(["people_at_least", "entrusted", "vendor"], ascending=[False, False, True])
)
vendors = agreed(by_sql, by_pandas)
show(vendors)

# %% [markdown]
# ## 再委託はどこで起きるか / Where does subcontracting happen?
#
# 委託事項を、委託先の取扱者数の区分で分けて数える。
#
# Entrustments, by the number of people who handle the file at the vendor.

# %%
by_sql = data.sql("""
    SELECT handler_count AS handlers,
           count(*) FILTER (subcontracted = '再委託する') AS "再委託する subcontracted",
           count(*) FILTER (subcontracted = '再委託しない') AS "再委託しない not",
           count(*) FILTER (subcontracted IS NULL) AS "記載なし not said"
    FROM entrustments
    WHERE handler_count IS NOT NULL
    GROUP BY handlers
    ORDER BY min(handler_count_min)
""")
ANSWERS = {"再委託する": "再委託する subcontracted", "再委託しない": "再委託しない not"}
counted = entrustments.dropna(subset=["handler_count"])
by_pandas = (
    counted.assign(answer=counted["subcontracted"].map(ANSWERS).fillna("記載なし not said"))
    .pivot_table(
        index=["handler_count_min", "handler_count"], columns="answer", values="name", aggfunc="size", fill_value=0
    )
    .reindex(columns=[*ANSWERS.values(), "記載なし not said"], fill_value=0)
    .droplevel("handler_count_min")
    .rename_axis("handlers")
    .reset_index()
)
by_size = agreed(by_sql, by_pandas).set_index("handlers")
made, asked = by_size["再委託する subcontracted"].sum(), by_size.sum().sum()
show(
    stacked_bars(
        by_size,
        {"再委託する subcontracted": ORANGE, "再委託しない not": BLUE, "記載なし not said": LIGHT},
        (
            f"委託事項{asked}件のうち{made}件で再委託がある",
            f"{made} of {asked} entrustments are subcontracted, by number of handlers at the vendor",
        ),
        "委託事項 entrustments",
        source_note(data, f"n = {asked} 委託事項 entrustments"),
    ),
    "02_subcontracting",
)

# %% [markdown]
# ## 再委託の許諾の方法 / How is subcontracting permitted?

# %%
by_sql = data.sql("""
    SELECT organization, contractor_normalized AS vendor, subcontract_content AS work,
           subcontract_permission AS permission
    FROM entrustments JOIN assessments USING (document_id, assessment_no)
    WHERE subcontracted = '再委託する'
    ORDER BY organization, file_no, instance
""")
by_pandas = (
    data.with_organization("entrustments")
    .query("subcontracted == '再委託する'")
    .sort_values(["organization", "file_no", "instance"])
    .rename(
        columns={
            "contractor_normalized": "vendor",
            "subcontract_content": "work",
            "subcontract_permission": "permission",
        }
    )
)
show(agreed(by_sql, by_pandas[["organization", "vendor", "work", "permission"]]))
