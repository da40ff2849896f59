"""Text set to a width: lumps of positioned marks, put below or beside each other. Lengths are points, y goes down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.printing.fonts import Face
from data.second_printer.looks import Look

NOT_FIRST = "、。，．）〕］】」』＞ー々・！？)]:;,."
NOT_LAST = "（〔［【「『＜([■"
ASCENT = 0.86
"""Share of a line's type size that lies above the baseline."""
WORD = re.compile(r"[!-~]+|.", re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """A piece of text; `x`, `y` is where its baseline begins."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    label: bool = False

    def moved(self, dx: float, dy: float) -> Mark:
        """The same at another place."""
        return replace(self, x=self.x + dx, y=self.y + dy)


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Lump:
    """Marks set together, `frames` drawn around some of them; `cuts` are heights where no line is cut."""

    height: float = 0.0
    marks: tuple[Mark, ...] = ()
    cuts: tuple[float, ...] = ()
    frames: tuple[Box, ...] = ()

    def moved(self, dx: float, dy: float) -> Lump:
        """The same at another place, its height as before."""
        frames = tuple((x0 + dx, y0 + dy, x1 + dx, y1 + dy) for x0, y0, x1, y1 in self.frames)
        return replace(self, marks=tuple(mark.moved(dx, dy) for mark in self.marks), frames=frames)


@dataclass(frozen=True)
class Typesetter:
    """Sets text in a face after the choices of a look."""

    face: Face
    look: Look

    def width(self, text: str, size: float) -> float:
        """Width of a text in one line."""
        return self.face.width(text, size)

    def lines(self, text: str, width: float, size: float) -> list[str]:
        """The text in lines of at most `width`; a line break of the writer begins a new one."""
        return [line for part in text.split("\n") for line in self._wrapped(part, width, size)] if text else []

    def _wrapped(self, text: str, width: float, size: float) -> list[str]:
        lines, line = [], ""
        for word in WORD.findall(text) if self.look.whole_words else text:
            for piece in [word] if self.width(word, size) <= width else word:
                if line and self.width(line + piece, size) > width:
                    kept, carried = self._carry(line, piece) if self.look.kinsoku else (line, "")
                    lines.append(kept)
                    line = carried
                line += piece
        return [*lines, line]

    @staticmethod
    def _carry(line: str, following: str) -> tuple[str, str]:
        """The line, and what of its end must go down with what follows (追い出し)."""
        kept = len(line)
        while kept > 1 and ((line[kept:] + following)[0] in NOT_FIRST or line[kept - 1] in NOT_LAST):
            kept -= 1
        return line[:kept], line[kept:]

    def paragraph(
        self, text: str, width: float, size: float | None = None, align: str = "left", bold: bool = False
    ) -> Lump:
        """A text set to `width`; no text has no height."""
        size = size or self.look.size
        pitch = size * self.look.leading
        marks = []
        lines = self.lines(text, width, size)
        for number, line in enumerate(lines):
            spare = width - self.width(line, size)
            x = {"left": 0.0, "center": max(spare / 2, 0.0), "right": spare}[align]
            if line.strip():
                marks.append(Mark(x, number * pitch + (pitch - size) / 2 + size * ASCENT, line, size, bold))
        return Lump(len(lines) * pitch, tuple(marks), tuple(number * pitch for number in range(1, len(lines))))

    def upright(self, text: str, size: float) -> Lump:
        """A text from top to bottom, a character a line."""
        return self.paragraph("\n".join(text), size * 1.2, size)


def stack(lumps: Iterable[Lump], gap: float = 0.0) -> Lump:
    """Lumps below each other."""
    height = 0.0
    marks: list[Mark] = []
    cuts: list[float] = []
    frames: list[Box] = []
    for lump in lumps:
        if not lump.height:
            continue
        if height:
            cuts.append(height)
            height += gap
        placed = lump.moved(0.0, height)
        marks += placed.marks
        frames += placed.frames
        cuts += [height + cut for cut in lump.cuts]
        height += lump.height
    return Lump(height, tuple(marks), tuple(cuts), tuple(frames))


def beside(parts: Sequence[tuple[float, Lump]], middle: bool = False) -> Lump:
    """Lumps beside each other, each at its x; such a lump is not cut."""
    height = max(lump.height for _, lump in parts)
    placed = [lump.moved(x, (height - lump.height) / 2 if middle else 0.0) for x, lump in parts]
    marks = tuple(mark for lump in placed for mark in lump.marks)
    return Lump(height, marks, (), tuple(frame for lump in placed for frame in lump.frames))
