"""Breaking text into lines (折返し, 禁則) and respelling labels (全角・半角)."""

from __future__ import annotations

from collections.abc import Callable

NOT_AT_START = "、。，．・：；？！）〕］｝」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.):]}"
NOT_AT_END = "（〔［｛「『【〈《([{"
HALF = {ord(full): half for full, half in zip("０１２３４５６７８９．", "0123456789.", strict=True)}
FULL = {ord(half): full for half, full in zip("0123456789", "０１２３４５６７８９", strict=True)}
PARENS = {"half": {"（": "(", "）": ")"}, "full": {"(": "（", ")": "）"}}

Measure = Callable[[str], float]


def wrap(text: str, width: float, measure: Measure, kinsoku: bool = True) -> list[str]:
    """Lines of at most `width`; the writer's own line breaks stay. Never loses a character."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, width, measure, kinsoku))
    return lines


def _wrap_paragraph(text: str, width: float, measure: Measure, kinsoku: bool) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for char in text:
        step = measure(char)
        if line and used + step > width:
            tail = _carry(line, char) if kinsoku else 0
            head, rest = line[: len(line) - tail], line[len(line) - tail :]
            lines.append(head)
            line, used = rest, measure(rest)
        line += char
        used += step
    lines.append(line)
    return lines


def _carry(line: str, char: str) -> int:
    """How many characters of a full line go to the next one so that neither line breaks 禁則."""
    tail = 0
    following = char
    while tail < min(3, len(line) - 1):
        last = line[len(line) - 1 - tail]
        word = last.isascii() and last.isalnum() and following.isascii() and following.isalnum()
        if following not in NOT_AT_START and last not in NOT_AT_END and not word:
            return tail
        tail += 1
        following = last
    return 0 if tail >= min(3, len(line) - 1) else tail


def respell(label: str, digits: str, paren: str, space: str) -> str:
    """A printed label with the style's kind of digits, brackets and space."""
    if digits:
        label = label.translate(HALF if digits == "half" else FULL)
    for old, new in PARENS.get(paren, {}).items():
        label = label.replace(old, new)
    return label.replace("\u3000", space)
