"""Plots for answers about many documents: bars, stacked bars, a table of shares, dots in time."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from hyokasho.analysis.style import BLUE, INK, LIGHT, add_legend, new_figure

ROW = 0.34
"""Inches that a bar and the space around it take."""
LONGEST_LINE = 22
"""Characters of a label in one line."""
_WRITTEN_FROM = 0.02
"""Share of the longest bar from which on a part has room for its number."""
_SHARES = LinearSegmentedColormap.from_list("shares", ["#ffffff", "#7fa8cf", BLUE])


def stacked_bars(
    counts: pd.DataFrame, colours: Mapping[str, str], title: tuple[str, str], unit: str, note: str
) -> Figure:
    """One horizontal bar for each row of `counts`, first row on top; its parts are the columns named in `colours`."""
    names = [_folded(str(name)) for name in counts.index]
    lines = max((name.count("\n") + 1 for name in names), default=1)
    figure, axes = new_figure(*title, note, ROW * len(counts) * (1 + 0.25 * (lines - 1)) + 0.6)
    rows = np.arange(len(counts))
    begins = np.zeros(len(counts))
    narrowest = max(1.0, _WRITTEN_FROM * counts[list(colours)].sum(axis=1).max())
    used = {part: colour for part, colour in colours.items() if counts[part].any()}
    for part, colour in used.items():
        lengths = counts[part].to_numpy(dtype=float)
        bars = axes.barh(rows, lengths, left=begins, color=colour, height=0.68, label=part)
        written = [f"{length:.0f}" if length >= narrowest else "" for length in lengths]
        axes.bar_label(bars, written, label_type="center", color=_readable_on(colour), fontsize=8.5)
        begins += lengths
    axes.set_yticks(rows, names)
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if len(used) > 1:
        add_legend(figure, axes)
    return figure


def share_table(made: pd.DataFrame, of: pd.DataFrame, title: tuple[str, str], note: str) -> Figure:
    """A cell for each row and column, darker with the share; it says `made`/`of`, and stays empty where `of` is 0."""
    figure, axes = new_figure(*title, note, 0.5 * len(made) + 0.7)
    asked = of.to_numpy(dtype=float)
    shares = np.divide(made.to_numpy(dtype=float), asked, out=np.full(made.shape, np.nan), where=asked > 0)
    axes.imshow(np.ma.masked_invalid(shares), cmap=_SHARES, vmin=0, vmax=1, aspect="auto")
    for (row, column), share in np.ndenumerate(shares):
        text = "—" if np.isnan(share) else f"{made.iat[row, column]:.0f}/{asked[row, column]:.0f}"
        axes.text(column, row, text, ha="center", va="center", color="white" if share > 0.55 else INK)
    axes.set_yticks(range(len(made)), made.index)
    axes.set_xticks(range(made.shape[1]), made.columns, fontsize=9, color=INK)
    axes.xaxis.tick_top()
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    return figure


def timeline(events: pd.DataFrame, colours: Mapping[str, str], title: tuple[str, str], note: str) -> Figure:
    """Dots for `events` (columns `who`, `on`, `kind`), a line for each `who` in order of appearance.

    The area of a dot says how many events of that kind fall on that day.
    """
    names = list(dict.fromkeys(events["who"]))
    figure, axes = new_figure(*title, note, ROW * len(names) + 0.6)
    for kind, colour in colours.items():
        days = events[events["kind"] == kind].groupby(["who", "on"]).size().reset_index(name="number")
        if days.empty:
            continue
        axes.scatter(
            pd.to_datetime(days["on"]), days["who"].map(names.index), s=40 * days["number"],
            color=colour, alpha=0.85, linewidth=0, label=f"{kind}（{days['number'].sum()}）",
        )  # fmt: skip
    for row in range(len(names)):
        axes.axhline(row, color=LIGHT, linewidth=0.6, zorder=0)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(mdates.YearLocator())
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y年"))
    add_legend(figure, axes)
    return figure


def _folded(name: str) -> str:
    """A long name in two lines, broken near its middle, where there is one at a comma or before a bracket."""
    if len(name) <= LONGEST_LINE:
        return name
    middle = len(name) // 2
    breaks = [at for at in range(1, len(name)) if name[at - 1] == "、" or name[at] == "（"]
    at = min((at for at in breaks if abs(at - middle) < middle / 2), key=lambda at: abs(at - middle), default=middle)
    return f"{name[:at]}\n{name[at:]}"


def _readable_on(colour: str) -> str:
    """White on dark colours, ink on light ones."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "white" if 0.3 * red + 0.59 * green + 0.11 * blue < 150 else INK
