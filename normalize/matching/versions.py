"""The version that a form prints at the foot of its cover ([平成30年5月　様式3]), where a recognizer misread it."""

from __future__ import annotations

import re

from normalize.matching.index import FormIndex, label_key
from normalize.text.confusables import difference
from normalize.text.fold import fold

VERSION_LIMIT = 0.25
"""So much of a printed version (characters) may be misread, none of its numbers."""
_DIGITS = str.maketrans("lI|O○", "11100")
_NUMBERS = re.compile("[0-9]+")


def version_spelling(index: FormIndex, printed: str) -> str | None:
    """The version, as the registry spells it, that a text is a misreading of, all its numbers as read; else None."""
    text = label_key(printed).translate(_DIGITS).strip("[]")
    numbers = _NUMBERS.findall(text)
    for version in index.form.versions:
        bare = fold(version.printed).strip("[]")
        if _NUMBERS.findall(bare) == numbers and difference(text, bare) <= VERSION_LIMIT * len(bare):
            return version.printed
    return None
