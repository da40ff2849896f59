"""The mark behind the name of an assessment whose work has ended: 住民税に関する事務【平成30年3月31日　終了】."""

import datetime
import re
from functools import cache

from normalize.grammar.dates import Precision, parse_date
from normalize.registry import load_registry


def ended_on(name: str) -> tuple[str, datetime.date | None]:
    """The name of an assessment without the mark that its work has ended, and the day on which it did.

    The name as it is, and None, where no mark stands behind it, or one that names no single day.
    """
    mark = _mark().search(name)
    date = parse_date(mark["date"]) if mark else None
    if mark is None or date is None or date.precision is not Precision.DAY or date.end is not None:
        return name, None
    return name[: mark.start()], date.first


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(f"{load_registry().cover_marks.ended}$")
