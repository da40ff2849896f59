"""What a damage leaves of each printed answer, written into the gold: what a reader may at most claim.

`ink` of an entry or a change: absent, it is whole; "gone", none of it is printed, so that only no row, or one that does
not say ok, is right; "cut", a part is gone and a reader can tell, so that only a row that does not say ok is right;
"untold", a part is gone and nothing on the pages shows it: not judged. `gone_options`: boxes that are not printed.
"""

from collections.abc import Iterable
from typing import Any

INK = "ink"
GONE, CUT, UNTOLD = "gone", "cut", "untold"
GONE_OPTIONS = "gone_options"
Gold = dict[str, Any]


def drop_page(gold: Gold, page: int, telling: bool) -> None:
    """Note that a page (1-based) is no longer there. `telling`: an answer that was cut shows that it was."""
    for item in (*gold["entries"], *gold["changes"]):
        if page in item["pages"]:
            rest = [number for number in item["pages"] if number != page]
            item[INK] = GONE if not rest else CUT if telling else UNTOLD


def lose(entry: Gold) -> None:
    """Note that an answer is no longer printed."""
    entry[INK] = GONE


def rename_option(gold: Gold, keys: Iterable[str], old: str) -> None:
    """Note that in the rows of these keys no box bears the name `old` any more."""
    for entry in gold["entries"]:
        if entry["key"] in keys and isinstance(entry["value"], dict):
            entry.setdefault(GONE_OPTIONS, []).append(old)
