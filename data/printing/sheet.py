"""The sheet that a form is laid out on (シート): columns, sizes, and text set into cells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.printing.cells import Cell, Piece
from data.printing.fonts import Face
from data.printing.style import Style
from data.printing.wrapping import respell, wrap

COLUMNS = 40
BODY, SMALL, BIG = 9.0, 7.5, 12.0  # points, before the style's scale
LEADING = 1.16
ROW = 1.48  # height of a one-line row, in font sizes
LONG_LINES = 8  # an answer with more lines is long
SPREAD = 8  # headings of at most so many characters may be spread over their cell (均等割付)
PAD = 1.6  # points between a border and its text


@dataclass(frozen=True)
class Sheet:
    """A width in points, a face and a style; `size` is the body size after scaling."""

    width: float
    face: Face
    style: Style
    size: float

    def col(self, number: float) -> float:
        """x of a sheet column's left border."""
        return self.width * number / COLUMNS

    @property
    def pitch(self) -> float:
        """Distance of two baselines."""
        return self.size * LEADING

    @property
    def row(self) -> float:
        """Height of a one-line row."""
        return self.size * ROW

    @property
    def small(self) -> float:
        """Size of option lists."""
        return self.size * SMALL / BODY

    @property
    def brackets(self) -> tuple[str, str]:
        """The opening and the closing bracket of options."""
        return self.style.brackets[0], self.style.brackets[1]

    def measure(self, text: str, size: float | None = None) -> float:
        """Width of a text at the body size or another."""
        return self.face.width(text, size or self.size)

    def spell(self, label: str) -> str:
        """A form's own text as this style prints it."""
        return respell(label, self.style.digits, self.style.paren, self.style.label_space)

    def lines(self, text: str, width: float, size: float | None = None) -> list[str]:
        """The text broken to a cell of `width`; an empty text has no line."""
        if not text:
            return []
        room = width - 2 * PAD
        return wrap(text, room, lambda part: self.measure(part, size), self.style.kinsoku)

    def for_long(self, text: str, width: float) -> Sheet:
        """The sheet with the style's size for long answers, if this text is one."""
        if self.style.long_fs == 1.0 or len(self.lines(text, width)) <= LONG_LINES:
            return self
        return replace(self, size=self.size * self.style.long_fs)

    def height(self, lines: int, least: float = 0.0) -> float:
        """Height of a row with so many lines, whole sheet rows as Excel has them."""
        needed = max(lines, 1) * self.pitch + 2 * PAD
        if lines > 2:
            needed += self.pitch  # people leave room under a long text
        return max(needed, self.row, least)

    def set_text(
        self,
        box: tuple[float, float, float, float],
        lines: list[str],
        align: str = "left",
        valign: str | None = None,
        size: float | None = None,
        bold: bool = False,
    ) -> tuple[Piece, ...]:
        """Pieces of lines set into a box; baselines keep to the pitch so that rows split cleanly."""
        x0, y0, x1, y1 = box
        size = size or self.size
        pitch = size * LEADING
        free = max(0.0, y1 - y0 - 2 * PAD - len(lines) * pitch)
        skip = 0.0 if (valign or self.style.valign) == "top" else free / 2
        if valign is None and size == self.size and len(lines) > 1:
            skip = pitch * int(skip / pitch + 0.01)
        pieces = []
        for number, line in enumerate(lines):
            width = self.measure(line, size)
            x = x0 + PAD
            if align == "center":
                x = max(x0 + 0.3, (x0 + x1 - width) / 2)
            elif align == "right":
                x = x1 - PAD - width
            y = y0 + PAD + skip + number * pitch + size * 0.88
            if line:
                pieces.append(Piece(x, y, line, size, bold))
        return tuple(pieces)

    def cell(
        self,
        box: tuple[float, float, float, float],
        text: str,
        fill: str = "",
        align: str = "left",
        bold: bool = False,
        label: bool = False,
        size: float | None = None,
        valign: str | None = None,
    ) -> Cell:
        """A ruled cell with wrapped text."""
        x0, y0, x1, y1 = box
        lines = self.lines(text, x1 - x0, size)
        pieces = self.set_text(box, lines, align, valign, size, bold)
        if self.style.distribute and label and align == "center" and len(text) <= SPREAD:
            pieces = _spread(pieces[0], x0, x1) if pieces else ()
        return Cell(x0, y0, x1, y1, pieces, fill, label=label)

    def cuts(self, height: float, lines: int) -> tuple[float, ...]:
        """Heights at which a row of so many lines may be split without cutting a line."""
        if lines < 2:
            return ()
        whole = int((height - 2 * PAD) / self.pitch + 0.01)
        return tuple(PAD + self.pitch * number for number in range(1, whole))

    def cuts_between(self, pieces: tuple[Piece, ...]) -> tuple[float, ...]:
        """Heights between the lines of pieces that stand on baselines of their own (チェック欄)."""
        baselines = sorted({round(piece.y, 1) for piece in pieces})
        return tuple(base + self.size * 0.2 for base in baselines[:-1])


def _spread(piece: Piece, x0: float, x1: float) -> tuple[Piece, ...]:
    """A heading's characters at even distances over its cell."""
    step = (x1 - x0) / len(piece.text)
    start = x0 + (step - piece.size) / 2
    return tuple(replace(piece, x=start + step * number, text=char) for number, char in enumerate(piece.text))
