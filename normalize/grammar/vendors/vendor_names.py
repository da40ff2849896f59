"""The parts of one vendor's name: 法人格, name, branch, and what only is a note."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from normalize.grammar.facts import alternatives, load_facts
from normalize.grammar.organizations import prefectures

_SPACE_BETWEEN_LETTERS = re.compile("(?<=[!-~]) +(?=[!-~])")


@dataclass(frozen=True)
class VendorName:
    """A name in its parts. `normalized` has the full corporate form on the side where it is printed."""

    normalized: str
    name: str
    form: str | None = None
    branch: str | None = None
    note: str | None = None


def has_form(text: str) -> bool:
    """Whether a corporate form (法人格), abbreviated or not, is in the text (NFKC)."""
    return _form_pattern().search(text) is not None


def is_only_a_form(text: str) -> bool:
    """Whether the text is a corporate form and nothing else."""
    return _form_pattern().fullmatch(text.strip()) is not None


def split_name(text: str) -> VendorName | None:
    """The parts of one vendor's name (NFKC, one line), or None if nothing is left that is a name."""
    text = text.strip(" 、,・:;")
    forms = list(_form_pattern().finditer(text))
    if not forms:
        name, branch, note = _split_tail(text)
        return VendorName(name, name, None, branch, note) if name else None
    first = forms[0]
    form = _form_names()[first.group()]
    before, after = text[: first.start()].strip(), text[first.end() :]
    if before:
        again = len(forms) > 1 and not compact(text[first.end() : forms[-1].start()])  # the form printed twice
        name, branch, note = compact(before), *_branch_or_note(text[forms[-1].end() :] if again else after)
        return _vendor_name(name, form, branch, note, form_first=False)
    name, branch, note = _split_tail(text[first.end() : forms[1].start()] if len(forms) > 1 else after)
    if len(forms) > 1:  # another name that nothing sets apart: it stays as a note
        note = "、".join(filter(None, (note, text[forms[1].start() :].strip())))
    return _vendor_name(name, form, branch, note, form_first=True) if name else None


def compact(text: str) -> str:
    """The text without spaces, except between Latin words."""
    marked = _SPACE_BETWEEN_LETTERS.sub("\0", text.strip())
    return re.sub(r"\s+", "", marked).replace("\0", " ")


def _vendor_name(name: str, form: str, branch: str | None, note: str | None, form_first: bool) -> VendorName:
    kept = form in _kept_forms()
    normalized = form + name if form_first else name + form
    return VendorName(normalized, normalized if kept else name, form, branch, note)


def _branch_or_note(text: str) -> tuple[str | None, str | None]:
    """What stands behind a form: a branch or department, else a note."""
    bare = compact(text.strip()).strip("・、,")
    if not bare:
        return None, None
    return (bare, None) if _branch_ending().search(bare) else (None, bare)


def _split_tail(text: str) -> tuple[str, str | None, str | None]:
    """Name, branch and note of a text that begins with the name."""
    note = None
    others = _others().search(text)
    if others:
        text, note = text[: others.start()], others.group().strip()
    head, space, tail = text.strip().rpartition(" ")
    if space and _branch_ending().search(tail) and not re.fullmatch("[!-~]*", tail):
        return compact(head), compact(tail), note
    if space and _place_ending().search(tail):
        return compact(head), None, "、".join(filter(None, (compact(tail), note)))
    glued = _glued_branch().search(text)
    if glued and glued.start() > 1:
        return compact(text[: glued.start()]), compact(glued.group()), note
    return compact(text), None, note


def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = load_facts("vendors/vendors")
    return facts


@cache
def _form_names() -> dict[str, str]:
    """Every printed form -> its full name."""
    return {
        printed: entry["name"]
        for entry in _facts()["forms"]
        for printed in (entry["name"], *entry.get("abbreviations", []))
    }


@cache
def _kept_forms() -> frozenset[str]:
    return frozenset(entry["name"] for entry in _facts()["forms"] if entry.get("kept"))


@cache
def _form_pattern() -> re.Pattern[str]:
    return re.compile(alternatives(list(_form_names())))


@cache
def _branch_ending() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(_facts()['branch_endings'])})$")


@cache
def _place_ending() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(_facts()['place_endings'])})$")


@cache
def _glued_branch() -> re.Pattern[str]:
    """A branch that follows a name without a space: 日立システムズ神奈川支店."""
    stems = [re.sub("[都府県]$", "", name) for name in prefectures()]
    regions = alternatives([*_facts()["branch_regions"], *stems])
    return re.compile(f"(?:{regions})[一-龠]{{0,4}}(?:{alternatives(_facts()['glued_branch_endings'])})$")


@cache
def _others() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(_facts()['others'])})(?:[0-9]+[社者])?$")
