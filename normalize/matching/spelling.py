"""Which label of a form a text in a picture is for certain, wherever it stands: the only one that is near."""

from __future__ import annotations

from normalize.matching.costs import COSTS
from normalize.matching.elements import Kind
from normalize.matching.index import label_key, loose_key
from normalize.matching.label_numbers import numbers_differ
from normalize.matching.match import Matcher
from normalize.text.confusables import bones, difference


def certain_spelling(matcher: Matcher, text: str) -> str | None:
    """The label key of the form that a text is; None where it is none, or one of several.

    Of labels with the same words the number tells; one that was misread is not set right.
    """
    found = sorted(matcher.match(text, recognized=True), key=lambda match: match.cost)
    if not found or found[0].cost > COSTS.likely or found[0].element.kind is Kind.INSTANCE:
        return None
    read = label_key(text)
    keys = [min(match.element.keys, key=lambda key: difference(read, key)) for match in found]
    words = [bones(loose_key(key)) for key in keys]
    if not found[0].is_exact and len(words[0]) < COSTS.shortest_loose:
        return None
    rivals = [match.cost for match, other in zip(found, words, strict=True) if other != words[0]]
    if rivals and rivals[0] - found[0].cost < COSTS.clear:
        return None
    same = dict.fromkeys(key for key, other in zip(keys, words, strict=True) if other == words[0])
    agreeing = [key for key in same if not numbers_differ(read, key)]
    return agreeing[0] if agreeing else keys[0] if len(same) == 1 else None
