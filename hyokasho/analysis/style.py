"""How plots look: a Japanese typeface out of a package, quiet axes, colours that colour-blind readers tell apart."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pylopdf_fonts_jp
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from hyokasho.analysis.dataset import Dataset

BLUE, ORANGE, GREY, LIGHT = "#1f5f99", "#d9762b", "#8a8f98", "#d5d9df"
INK, FAINT = "#222831", "#6b717b"
FIGURES = "HYOKASHO_FIGURES"
"""The environment variable that names a folder; notebooks that run as scripts leave their pictures there."""
WIDTH = 8.0
"""Inches: what a page of Jupyter or GitHub shows without scaling."""
_TITLES, _LEGEND = 0.6, 0.4
"""Inches."""
_FACE = Path(pylopdf_fonts_jp.__file__).with_name("NotoSansJP-Regular.otf")


@cache
def use_style() -> None:
    """Let all plots that follow be drawn in this style. Its typeface is Noto Sans JP, whatever the system has."""
    font_manager.fontManager.addfont(_FACE)
    mpl.rcParams.update({
        "font.family": [font_manager.FontProperties(fname=_FACE).get_name()],
        "font.size": 10,
        "text.color": INK, "axes.labelcolor": FAINT, "xtick.color": FAINT, "ytick.color": INK,
        "axes.edgecolor": LIGHT, "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
        "axes.unicode_minus": False,
        "axes.axisbelow": True, "axes.grid": True, "axes.grid.axis": "x", "grid.color": LIGHT, "grid.linewidth": 0.6,
        "xtick.major.size": 0, "ytick.major.size": 0,
        "legend.frameon": False, "savefig.dpi": 130, "figure.facecolor": "white",
    })  # fmt: skip


def new_figure(ja: str, en: str, note: str, height: float) -> tuple[Figure, Axes]:
    """An empty plot whose title says in both languages what it shows; `note` says what it is drawn from."""
    use_style()
    height += _TITLES + _LEGEND
    figure, axes = plt.subplots(figsize=(WIDTH, height))
    figure.text(0.01, 1 - 0.05 / height, ja, fontsize=13, va="top")
    figure.text(0.01, 1 - 0.35 / height, en, fontsize=9.5, color=FAINT, va="top")
    figure.set_layout_engine(ConstrainedLayoutEngine(rect=(0, 0, 1, 1 - _TITLES / height)))
    figure.text(0.01, -0.06 / height, note, fontsize=8.5, color=FAINT, va="top", linespacing=1.6)
    return figure, axes


def add_legend(figure: Figure, axes: Axes) -> None:
    """Name the colours in a line between titles and plot, which may be wider than the plot."""
    height = figure.get_figheight()
    handles, names = axes.get_legend_handles_labels()
    figure.legend(
        handles, names, loc="upper left", bbox_to_anchor=(0, 1 - _TITLES / height),
        ncols=len(names), handlelength=1, handletextpad=0.5, columnspacing=1.6,
    )  # fmt: skip
    figure.set_layout_engine(ConstrainedLayoutEngine(rect=(0, 0, 1, 1 - (_TITLES + _LEGEND) / height)))


def source_note(data: Dataset, counted: str) -> str:
    """What is counted, and below it whose data that is."""
    whose = "架空の市区町村の見本であり、実際の傾向ではない  Fictional samples, no real trend" if data.is_sample else ""
    return "\n".join(filter(None, [counted, whose]))


def show(result: pd.DataFrame | Figure, name: str = "") -> None:
    """Show a table or a plot in a notebook; in a script print the table, and save the plot where that is asked for."""
    if "ipykernel" in sys.modules:
        from IPython.display import display

        display(result)
    elif isinstance(result, pd.DataFrame):
        print(result.to_string(index=False, max_colwidth=40), end="\n\n")
    elif folder := os.environ.get(FIGURES):
        Path(folder).mkdir(parents=True, exist_ok=True)
        result.savefig(Path(folder) / f"{name}.png", bbox_inches="tight", metadata={"Software": None})
    if isinstance(result, Figure):
        plt.close(result)
