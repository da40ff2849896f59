"""Pages and frames in which no ruling parts the rows → cells, by where labels and answers stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.records import Box, Cell, Line, Page
from normalize.layout.printed_cells import merged_lines
from normalize.layout.unruled.block_frames import frames
from normalize.layout.unruled.column_shares import LabelSide, Shares, is_beside, is_cut, shared
from normalize.layout.unruled.columns import LEAST, answer_column, brackets_apart
from normalize.layout.unruled.label_lines import LabelTests, label_boxes
from normalize.layout.unruled.loose_texts import Text, parted, texts
from normalize.layout.unruled.pieces import pieces
from normalize.layout.unruled.placed_rows import PlacedRow, parted_rows, placed
from normalize.layout.unruled.upright import upright_labels

CLEARLY = 3
"""So many times as many tables tell where the labels of a document stand as tell something else."""
SHORT = 4.0
"""A line that is wrapped at the right edge ends less than so many font sizes before it."""


class UnruledTables:
    """Makes cells of such tables page by page; the columns of one page hold for the next."""

    def __init__(self) -> None:
        self._column: float | None = None
        self._told: Counter[LabelSide] = Counter()
        """How many tables told where their labels stand."""

    def take(self, page: Page, known: LabelTests) -> None:
        """Put labels and answers that nothing parts into cells, where their places tell which go together."""
        frames = [
            (index, frame, labels) for index, whole in _frames(page)
            if (frame := replace(whole, lines=tuple(brackets_apart(whole.lines))))
            and len(labels := list(label_boxes(frame.lines, known))) >= (LEAST if frame.box in page.bands else 1)
        ]  # fmt: skip
        lines = [line for _, frame, _ in frames for line in frame.lines]
        column = answer_column(lines, [box for _, _, boxes in frames for box in boxes], known, self._column)
        if column is None:
            return
        self._column = column
        tops, bottoms = zip(
            *[(cell.box.top, cell.box.bottom) for cell in page.cells] or [(0.0, page.height)], strict=True
        )
        tables = [
            (
                index,
                frame,
                _FrameTable(frame, column, known, frame.box.top <= min(tops), frame.box.bottom >= max(bottoms)),
            )
            for index, frame, _ in frames
        ]
        self._told.update(side for _, _, table in tables if (side := table.side()) is not None)
        side = self._side()
        for index, frame, table in tables:
            made = list(table.cells(side))
            if index is None:
                page.cells, page.loose, page.checkboxes = made, [], []
            else:
                made[0].open_top, made[-1].open_bottom = frame.open_top, frame.open_bottom or made[-1].open_bottom
                page.cells[index] = made[0]
                page.cells += made[1:]

    def _side(self) -> LabelSide | None:
        """Where the labels of the document stand, as nearly all tables say that told it."""
        (most, count), *others = [*self._told.most_common(), (None, 0)]
        return most if count > CLEARLY * sum(number for _, number in others) else None


def _frames(page: Page) -> Iterator[tuple[int | None, Cell]]:
    """The cells of a page that may hold rows, by their numbers; where it has none, all that stands on it."""
    if page.cells:
        yield from frames(page)
    elif len(page.loose) >= LEAST:
        edge = min(line.box.x0 for line in page.loose)
        right = max(page.width - edge, *(line.box.x1 for line in page.loose))
        box = Box(edge, 0.0, right, page.height)
        yield None, Cell(box, tuple(page.loose), tuple(page.checkboxes), engine=page.engine)


class _FrameTable:
    """A frame in which answers begin at a column; it may be the first and the last of its page."""

    def __init__(self, frame: Cell, column: float, known: LabelTests, is_first: bool, is_last: bool) -> None:
        left, right, wide = parted(sorted(frame.lines, key=lambda line: line.box.top), column, known)
        self._frame, self._edges = frame, (frame.box.x0, column, frame.box.x1)
        self._upright, left = upright_labels(left)
        self._known = known
        self._blocks = list(_blocks(texts(left, wide, right, known), right, frame.box.x1, is_first, is_last))

    def side(self) -> LabelSide | None:
        """Where its labels stand, if they tell."""
        told = {shares.side for block in self._blocks if (shares := block.shares(None)) is not None and shares.side}
        return told.pop() if len(told) == 1 else None

    def cells(self, side: LabelSide | None) -> Iterator[Cell]:
        """Its cells, where labels of this document are known to stand at a `side` of their answers."""
        rows = [row for block in self._blocks for row in _rows(block, self._edges, side, self._known)]
        return placed(list(parted_rows(rows, self._edges)), self._upright, self._frame)


@dataclass(frozen=True, slots=True)
class _Block:
    """Labels with the lines right of them, or a text that reaches over both columns, with the boxes beside a heading.

    `at_top` and `at_end` say that it begins or ends its page; `above_text`, that free text follows.
    """

    labels: list[Text]
    lines: list[Line]
    at_top: bool = False
    at_end: bool = False
    above_text: bool = False

    def shares(self, side: LabelSide | None) -> Shares | None:
        """Its lines shared out among its labels, if their places tell."""
        labels, lines = [label.box for label in self.labels], [line.box for line in self.lines]
        return shared(labels, lines, self.at_top, self.at_end, side)


def _blocks(
    found: Sequence[Text], right: Sequence[Line], right_edge: float, at_top: bool, at_end: bool
) -> Iterator[_Block]:  # fmt: skip
    waiting, labels = list(right), []
    for text in found:
        if not text.is_wide:
            labels.append(text)
            continue
        beside = [line for line in waiting if is_beside(text.box, line.box)]
        above = [line for line in waiting if line.box.top < text.box.top and line not in beside]
        if labels or above:
            yield _Block(labels, above, at_top=at_top, above_text=not text.is_label)
        waiting, labels = [line for line in waiting if line not in [*above, *beside]], []
        at_top = text.is_label and _breaks_off(text, right_edge)  # what it holds of its answer may go on below
        yield _Block([text], beside)
    if labels or waiting:
        yield _Block(labels, waiting, at_top=at_top, at_end=at_end)


def _rows(
    block: _Block, edges: tuple[float, float, float], side: LabelSide | None, known: LabelTests
) -> Iterator[PlacedRow]:  # fmt: skip
    """The rows of labels beside their answers, or one with all of them where their places do not tell."""
    labels, lines = block.labels, block.lines
    left, column, right = edges
    if any(label.is_wide for label in labels):
        words = [line for label in labels for line in label.lines]
        cut = any(_breaks_off(label, right) for label in labels)
        yield PlacedRow([(left, right, merged_lines([*words, *lines]))], is_cut=cut)
        return
    shares = block.shares(side)
    if shares is None:
        yield from _apart(block, edges, side, known)
        return
    for at, share in enumerate(shares.lines):
        answer = [lines[n] for n in share]
        label = list(labels[at - 1].lines) if at else []
        if not label and not answer:
            continue
        is_last = at == len(labels)
        if not answer and (_is_heading(labels[at - 1 :], known) or (is_last and block.above_text)):
            yield PlacedRow([(left, right, label)])
        else:
            cut = is_last and block.at_end and bool(at) and is_cut(labels[at - 1].box, [line.box for line in answer])
            yield PlacedRow([(left, column, label), (column, right, answer)], cut)


def _apart(
    block: _Block, edges: tuple[float, float, float], side: LabelSide | None, known: LabelTests
) -> Iterator[PlacedRow]:
    """The rows of those pieces that tell them; of others all lines together, as a row of which nobody knows the end."""
    labels, lines = block.labels, block.lines
    left, column, right = edges
    alone = len(labels) == 1 and not block.at_top
    found = pieces([label.box for label in labels], [line.box for line in lines], side, alone)
    for piece, below in zip(found, [*found[1:], None], strict=True):
        if not piece.labels:
            yield PlacedRow([(left, column, []), (column, right, [lines[n] for n in piece.lines])], is_cut=True)
        elif piece.lines_of is None:
            own = [line for n in piece.labels for line in labels[n].lines]
            together = merged_lines([*own, *(lines[n] for n in piece.lines)])
            yield PlacedRow([(left, right, together)], is_cut=True)
        else:
            # Lines below a label that has none beside it may be its answer, set in the middle.
            asked = block.above_text if below is None else not below.labels
            for n, numbers in zip(piece.labels, piece.lines_of, strict=True):
                own, answer = list(labels[n].lines), [lines[at] for at in numbers]
                if not answer and (_is_heading(labels[n:], known) or (asked and n == piece.labels[-1])):
                    yield PlacedRow([(left, right, own)])
                else:
                    yield PlacedRow([(left, column, own), (column, right, answer)])


def _breaks_off(label: Text, right: float) -> bool:
    """Whether a label goes on below though its line ends short of the right edge: its answer may touch that line."""
    return any(line.box.x1 < right - SHORT * line.size for line in label.lines[:-1])


def _is_heading(labels: Sequence[Text], known: LabelTests) -> bool:
    """Whether the first of some labels is that of others: one to the letter, or printed again below with its answer."""
    first, *others = ("".join(line.text for line in label.lines) for label in labels[:2])
    return known.is_heading(first) or first in others
