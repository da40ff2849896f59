"""The brackets around the value of a choice: on one line, on two that the value wraps over, of one kind or another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extract.records import Line
from normalize.answers.boxes.checkboxes import SLACK, OptionBox, option_boxes, stacked_between
from normalize.answers.boxes.found_boxes import box_kinds
from normalize.answers.boxes.laid_out import Printed
from normalize.answers.options.option_lists import begins_entry, begins_list
from normalize.text.fold import fold
from normalize.text.signs import brackets

BELOW = 4.0
"""Points by which the entries of a list stand lower than its title, if not beside it."""
ValueTest = Callable[[str], bool]
"""Whether a text may be what brackets hold."""


@dataclass(frozen=True, slots=True)
class Bracketed:
    """What stands between the brackets of a cell, and all else that is printed there.

    `value` is that of the first filled ones: None says that there are no brackets, an empty one that they are blank.
    `others` are further values, `taken` the characters of the brackets and of the value.
    """

    value: str | None
    rest: tuple[Printed, ...]
    others: tuple[str, ...] = ()
    taken: str = ""


def bracketed(lines: Sequence[Line], is_value: ValueTest) -> Bracketed:
    """The brackets of a choice; those that often stand around other words must hold what `is_value` knows."""
    usual, *rare = zip(brackets(), box_kinds(), strict=False)
    boxes, others = option_boxes(lines)
    if boxes:
        return _on_one_line(boxes, others, is_value)
    found = _over_lines(others, usual[0])
    for pair, kind in rare:
        if found is not None:
            break
        boxes, rest = option_boxes(lines, kind=kind, is_box=lambda inside, _: not fold(inside) or is_value(inside))
        likely = _on_one_line(boxes, rest, is_value) if boxes else _over_lines(others, pair)
        if likely is not None and is_value(likely.value or ""):
            found = likely
    return found or _around_piece(others, is_value) or Bracketed(None, tuple(others))


def _around_piece(pieces: Sequence[Printed], is_value: ValueTest) -> Bracketed | None:
    """Brackets of any kind around all of a piece, which has such within it as well: （ 1,000人未満（任意実施） ）."""
    for at, piece in enumerate(pieces):
        text, inside = piece.text.strip(), piece.text.strip()[1:-1].strip()
        if fold(text[:1] + text[-1:]) in brackets() and is_value(inside):
            return Bracketed(inside, (*pieces[:at], *pieces[at + 1 :]), taken="".join(text.split()))
    return None


def _on_one_line(boxes: Sequence[OptionBox], others: Sequence[Printed], is_value: ValueTest) -> Bracketed:
    """What stands between brackets, and above and below their line; not what spoils a value that is whole there."""
    value, taken = "", ""
    further: list[str] = []
    rest = list(others)
    for box in boxes:
        stacked = stacked_between(box.inside, _above_list(box.inside, rest))
        if not is_value(_joined(stacked)):
            stacked = _known_part(box.inside, stacked_between(box.inside, rest), is_value) or stacked
        inside = "".join(box.printed[1:-1].strip() if piece is box.inside else piece.text for piece in stacked)
        rest = [piece for piece in rest if piece not in stacked]
        taken += box.printed[:1] + box.printed[-1:]
        if inside and value:
            further.append(inside)
        elif inside:
            value, taken = _joined(stacked), taken + inside
    rest += [box.behind for box in boxes if box.behind.text]
    return Bracketed(value, tuple(sorted(rest, key=lambda piece: (piece.y, piece.x0))), tuple(further), taken)


def _known_part(inside: Printed, stacked: Sequence[Printed], is_value: ValueTest) -> list[Printed] | None:
    """Of pieces that stand between brackets those around their line that say a value together, if no others do.

    What stands on the line is among them, else two lines that stand half a line off; further off may stand lines of a
    list.
    """
    above = sum(piece.y <= inside.y and piece is not inside for piece in stacked)
    own = above + (inside in stacked)
    if own == above:
        beside = stacked[max(above - 1, 0) : above + 1]
        if len(beside) < 2 or not all(abs(piece.y - inside.y) < piece.size for piece in beside):
            return None
        above, own = above - 1, above + 1
    parts = [list(stacked[start:end]) for start in range(above + 1) for end in range(own, len(stacked) + 1)]
    known = [part for part in parts if is_value(_joined(part))]
    if inside.text and [inside] in known:
        return [inside]
    return known[0] if len({_joined(part) for part in known}) == 1 else None


def _joined(pieces: Sequence[Printed]) -> str:
    return "".join(piece.text for piece in pieces)


def _above_list(inside: Printed, pieces: Sequence[Printed]) -> list[Printed]:
    """The pieces that are no part of a list of options which begins beside or below brackets: no value goes on there.

    Such a list may flow on below them; but for its first line no value begins a line with a number.
    """
    titles = [piece.y for piece in pieces if piece.y > inside.y and begins_list(piece.text)]
    first = min(titles, default=float("inf"))
    above = [piece for piece in pieces if piece.y < inside.y and begins_list(piece.text)]
    if above:  # what stands below the title and above the brackets is the list that they follow
        title = max(above, key=lambda piece: piece.y)
        pieces = [
            piece for piece in pieces
            if piece.x0 < title.x0 - SLACK or not title.y + BELOW < piece.y < inside.y
        ]  # fmt: skip
    return [piece for piece in pieces if piece.y < first and not (piece.y > inside.y and begins_entry(piece.text))]


def _over_lines(pieces: Sequence[Printed], pair: str) -> Bracketed | None:
    """A bracket that opens on one line and closes on a later one of its column; None where there is none."""
    for at, piece in enumerate(pieces):
        before, opening, inside = piece.text.rpartition(_as_printed(piece.text, pair[0]))
        if not opening or pair[1] in fold(inside):
            continue
        column = _column(pieces, piece, inside)
        value, used = inside.strip(), {at}
        for later, other in enumerate(pieces[at + 1 :], at + 1):
            if not _stands_in(other, piece, column):
                continue
            used.add(later)
            words, closing, behind = other.text.partition(_as_printed(other.text, pair[1]))
            value += words.strip()
            if closing:
                rest = [own for n, own in enumerate(pieces) if n not in used]
                ends = (replace(piece, text=before.strip()), replace(other, text=behind.strip()))
                taken = opening + value + closing
                return Bracketed(value, tuple(rest + [end for end in ends if end.text]), taken=taken)
    return None


def _column(pieces: Sequence[Printed], opening: Printed, inside: str) -> tuple[float, float]:
    """Where the lines of a value begin, from x to x: below its bracket, or further right up to a list."""
    behind = [piece for piece in pieces if piece.y >= opening.y and piece.x0 > opening.x0 + SLACK]
    if not inside.strip():  # a value may begin with its number, as an entry of the list does
        nearest = min((piece for piece in behind if piece.y == opening.y), key=lambda piece: piece.x0, default=None)
        behind = [piece for piece in behind if piece is not nearest]
    listed = [piece.x0 for piece in behind if begins_entry(piece.text) or begins_list(piece.text)]
    return opening.x0 - SLACK, min(listed, default=float("inf")) - SLACK


def _stands_in(piece: Printed, opening: Printed, column: tuple[float, float]) -> bool:
    """Whether a piece is part of a value: behind the bracket on its line, or below it in its column."""
    left, right = column
    return (opening.x0 < piece.x0 if piece.y == opening.y else opening.y < piece.y) and left <= piece.x0 <= right


def _as_printed(text: str, bracket: str) -> str:
    """A bracket as a text prints it: as wide as a letter, or half of that."""
    return next((char for char in text if fold(char) == bracket), bracket)
