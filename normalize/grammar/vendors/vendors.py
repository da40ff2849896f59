"""Vendors in answers about entrustment (委託先名): one or several names, branches and notes."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from normalize.grammar.facts import alternatives, load_facts
from normalize.grammar.vendors.vendor_names import has_form, is_only_a_form, split_name
from normalize.text.fold import unify_radicals

_BULLET = re.compile(r"^\s*(?:[・●○◯■□◆◇▪•\-]|[0-9]{1,2}[.)]\s*|\([0-9]{1,2}\)\s*|[①-⑳]\s*)\s*(?=\S)")
_BRACKETED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|<([^<>]*)>")
_SHIELD = str.maketrans("()", "\ue000\ue001")
_UNSHIELD = str.maketrans("\ue000\ue001", "()")
_MIDDLE_DOT = re.compile("[・&]")
_SIDE_BY_SIDE = re.compile(r"\s+|(?<=[)）])(?=[^\s)）])")
"""What stands between two names that no comma parts: a blank, or the end of what one has in brackets."""


@dataclass(frozen=True)
class Vendor:
    """One vendor, or a note that stands where a name should (未定, 入札により決定): then `name` is None.

    `printed`: the text it was read from; `normalized`: name with its full corporate form where it is printed
    (株式会社アイウ); `name` without it; `form`: 法人格; `branch`: 支社 or 部; `note`: what is beside it.
    """

    printed: str
    normalized: str | None = None
    name: str | None = None
    form: str | None = None
    branch: str | None = None
    note: str | None = None


def parse_vendors(text: str) -> list[Vendor]:
    """The vendors named in a text, in order, each with the notes that follow it."""
    vendors: list[Vendor] = []
    for piece in _pieces(text):
        vendor = _vendor(piece)
        if vendor.name is None and vendors and vendor.note:
            vendors[-1] = replace(vendors[-1], note=_both(vendors[-1].note, vendor.note))
        elif vendor.name is not None or vendor.note:
            vendors.append(vendor)
    return vendors


def _pieces(text: str) -> list[str]:
    """The text cut where another vendor or a note begins: at lines, bullets, commas and between two forms."""
    pieces: list[str] = []
    for line in unify_radicals(text).splitlines():
        bare = _BULLET.sub("", line.strip())
        if not bare:
            continue
        name, note = _split_at_note_mark(bare)
        if pieces and _is_cut_name(_nfkc(pieces[-1]), _nfkc(name)):
            pieces[-1] += " " + name
        elif name:
            pieces.extend(_split_joined(name))
        pieces.extend([note] if note else [])
    return pieces


def _is_cut_name(before: str, after: str) -> bool:
    """Whether a line break stands between a name and its corporate form."""
    return is_only_a_form(before) or (is_only_a_form(after) and not has_form(before))


def _split_at_note_mark(line: str) -> tuple[str, str]:
    """The line before ※ or *, and from there on."""
    match = _note_mark().search(line)
    return (line[: match.start()].strip(), line[match.start() :].strip()) if match else (line, "")


def _split_joined(line: str) -> list[str]:
    """The parts between commas or 及び outside brackets; between ・ or blanks only where each side has a form."""
    hidden = _hide_brackets(line)
    parting = _between("parting")
    for separator in (parting, _MIDDLE_DOT, _between("linking"), _SIDE_BY_SIDE):
        parts = _cut(line, hidden, separator)
        all_named = all(map(_is_company, parts))
        listed = separator is parting and "、" in hidden and not _names_no_vendor(_nfkc(line))
        if len(parts) > 1 and (all_named or (listed and not has_form(_nfkc(line)))):
            return [piece for part in parts for piece in _split_joined(part)]
    return _unglued(line, hidden)


def _unglued(line: str, hidden: str) -> list[str]:
    """The names in a line that nothing parts: each begins with the form of a company, or each ends with one."""
    forms = list(_company_form().finditer(hidden))
    if len(forms) < 2:
        return [line]
    begins = not line[: forms[0].start()].strip()
    if not begins and line[forms[-1].end() :].strip():
        return [line]
    cuts = [form.start() for form in forms[1:]] if begins else [form.end() for form in forms[:-1]]
    parts = [line[start:end] for start, end in pairwise([0, *cuts, len(line)])]
    return [line] if any(is_only_a_form(_nfkc(part)) for part in parts) else parts


def _is_company(part: str) -> bool:
    """Whether a part of a line is surely the name of one."""
    text = _nfkc(part)
    return (has_form(text) and not is_only_a_form(text)) or _company_ending().search(text.strip()) is not None


def _cut(line: str, hidden: str, separator: re.Pattern[str]) -> list[str]:
    parts, at = [], 0
    for match in separator.finditer(hidden):
        parts.append(line[at : match.start()])
        at = match.end()
    return [part for part in [*parts, line[at:]] if part.strip()]


def _hide_brackets(line: str) -> str:
    """The line with what is in brackets made unrecognizable, character by character."""
    hidden, depth = [], 0
    for char in line:
        depth -= char in "）)］]】＞>"
        hidden.append("\0" if depth > 0 else char)
        depth += char in "（(［[【＜<"
    return "".join(hidden)


def _vendor(piece: str) -> Vendor:
    text = _label().sub("", _nfkc(piece)).strip()
    if _note_mark().match(text) or _names_no_vendor(text):
        return Vendor(piece, note=_without_mark(text))
    bare, notes = _take_brackets(text)
    group = _group().search(bare)
    if group and has_form(bare[: group.start()]):
        bare, notes = bare[: group.start()], [*notes, group.group()]
    name = split_name(bare)
    if name is None or not re.search(r"[^\W_]", name.name):
        return Vendor(piece, note=_without_mark(text) if re.search(r"[^\W_]", text) else None)
    for note in notes:
        name = replace(name, note=_both(name.note, note))
    return Vendor(piece, name.normalized, name.name, name.form, name.branch, name.note)


def _names_no_vendor(text: str) -> bool:
    """Whether a text says something else instead of a name: 未定, a sentence."""
    return not has_form(text) and _no_vendor().search(text) is not None


def _take_brackets(text: str) -> tuple[str, list[str]]:
    """The text without its brackets, and what was in them; brackets of a corporate form, (株), stay."""
    notes: list[str] = []

    def shield(match: re.Match[str]) -> str:
        return match.group().translate(_SHIELD) if is_only_a_form(match.group()) else match.group()

    def take(match: re.Match[str]) -> str:
        inside = next(group for group in match.groups() if group is not None)
        notes.append(inside.translate(_UNSHIELD).strip())
        return " "

    # A form's own brackets may stand within a note's: （構成員：ツキカゲ通信㈱）.
    bare = _BRACKETED.sub(take, _BRACKETED.sub(shield, text))
    return bare.translate(_UNSHIELD), [note for note in notes if note]


def _without_mark(text: str) -> str:
    return _note_mark().sub("", text, count=1).strip(" :()")


def _both(one: str | None, other: str) -> str:
    return f"{one}、{other}" if one else other


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = load_facts("vendors/vendors")
    return facts


@cache
def _note_mark() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(_facts()['note_marks'])})[0-9]*[ :]?")


@cache
def _no_vendor() -> re.Pattern[str]:
    sentence = alternatives(_facts()["sentence_endings"])
    return re.compile(f"{alternatives(_facts()['no_vendor'])}|(?:{sentence})$")


@cache
def _between(kind: str) -> re.Pattern[str]:
    """What parts two names that stand in one line, with the blanks around it."""
    return re.compile(rf"\s*(?:{alternatives(_facts()['between_names'][kind])})\s*")


@cache
def _company_ending() -> re.Pattern[str]:
    """The end of a name that has no form and is a company's."""
    no_company = "".join(f"(?<!{re.escape(ending)})" for ending in _facts()["no_company_endings"])
    return re.compile(f"(?<=.)(?:{alternatives(_facts()['company_endings'])})$" + no_company)


@cache
def _company_form() -> re.Pattern[str]:
    """The form of a company, in full."""
    return re.compile(alternatives([form["name"] for form in _facts()["forms"] if form.get("company")]))


@cache
def _group() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(_facts()['groups'])})$")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(f"^(?:{alternatives(_facts()['labels'])}) ?:")
