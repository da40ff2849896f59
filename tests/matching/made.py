"""Candidates of an alignment, made of a form's own elements."""

from __future__ import annotations

from collections.abc import Iterable

from normalize.alignment.lattice import Candidate
from normalize.alignment.moves import NOWHERE, Standing
from normalize.matching.elements import Element, Kind, form_sequence
from normalize.matching.match import form_matcher

FORMS = ("kiso", "juten", "zenkoumoku")


def printed_as(element: Element, number: int = 1) -> str:
    """How an element is printed; an instance's heading bears its number."""
    return f"{element.keys[0]}{number}" if element.kind is Kind.INSTANCE else element.keys[0]


def candidates(
    form: str, texts: Iterable[str], standing: Standing = NOWHERE, recognized: bool = False
) -> list[Candidate]:
    """A candidate for each text, one behind the other, `recognized` or not; its `parts` is the text's number."""
    matcher = form_matcher(form)
    return [Candidate(at, at + 1, matcher.match(text, recognized), at, standing) for at, text in enumerate(texts)]


def row(form: str, key: str) -> Element:
    """The element that asks a row."""
    return next(one for one in form_sequence(form).elements if any(slot.row.key == key for slot in one.slots))


def headed(form: str, text: str) -> Element:
    """The only title or heading with this label key."""
    (found,) = (one for one in form_sequence(form).elements if one.kind is not Kind.ROW and text in one.keys)
    return found
