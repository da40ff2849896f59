"""Cells with brackets (選択肢・チェック欄): `[ 値 ] ＜選択肢＞ …` and `[ ○ ] …（ … ）`."""

from __future__ import annotations

from data.printing.answers import Entry
from data.printing.cells import Cell, Piece, Rect
from data.printing.forms import Option, Row
from data.printing.sheet import PAD, Sheet

OPTIONS_HEAD = "＜選択肢＞"
COUNT_ROOM = "（　　　）件"
OPTION_PITCH = 1.3
LEAST_SHRINK = 0.75  # of the small size; options that would be smaller go below the bracket
SMALLEST = 4.5  # points; Excel's 縮小して全体を表示する goes about as far


def choice_cell(sheet: Sheet, x0: float, x1: float, row: Row, entry: Entry) -> Cell:
    """The right-hand cell of a choice row, y from 0 to its height."""
    width = x1 - x0
    options = () if row.unprinted_options else row.options
    end = x1 - (sheet.measure(COUNT_ROOM) + PAD if row.type == "choice_with_count" else 0.0)
    zone0, zone1 = x0 + width * 0.05, x0 + width * (0.4 if options else 0.95)
    list0 = zone1 + 6 * PAD
    columns, size = _columns(sheet, row, end - list0 - 2 * PAD)
    below = 0.0
    if options and size < sheet.small * LEAST_SHRINK:  # long options stand under the bracket
        below, zone1, list0 = sheet.row * 1.2, x0 + width * 0.95, zone0
        columns, size = _columns(sheet, row, end - list0 - 2 * PAD)
    listed = (-(-len(options) // columns) + 1) * size * OPTION_PITCH + 2 * PAD if options else 0.0
    height = max(sheet.row, listed + below)
    pieces, box = _bracket(sheet, (zone0, 0.0, zone1, below or height), _chosen(row, entry))
    boxes: list[Rect] = [box] if box else []
    if options:
        texts, around = _option_list(sheet, row, (list0, below, end, height), columns, size)
        pieces += texts
        boxes += around
    if row.type == "choice_with_count":
        pieces += _count(sheet, x1, height, str(entry.count or ""))
    extra = sheet.row if row.detail_label else 0.0
    if row.detail_label:
        pieces += _detail_line(sheet, (x0, height, x1, height + extra), row.detail_label, entry)
    return Cell(x0, 0.0, x1, height + extra, tuple(pieces), boxes=tuple(boxes))


def _chosen(row: Row, entry: Entry) -> str:
    for number, option in enumerate(row.options, 1):
        if option.label == entry.value:
            return f"{number}）{option.printed}" if row.number_in_bracket else option.printed
    return ""


def _columns(sheet: Sheet, row: Row, room: float) -> tuple[int, float]:
    """In how many columns, and at what size, the option list fits."""
    longest = max(
        (sheet.measure(f"{len(row.options)}) {option.printed}", sheet.small) for option in row.options),
        default=1.0,
    )
    for columns in range(min(sheet.style.option_cols, max(len(row.options), 1)), 1, -1):
        if longest + 2 * PAD <= room / columns:
            return columns, sheet.small
    return 1, max(SMALLEST, min(sheet.small, sheet.small * room / longest))


def _bracket(sheet: Sheet, box: Rect, value: str) -> tuple[list[Piece], Rect | None]:
    x0, y0, x1, y1 = box
    size = sheet.size
    baseline = (y0 + y1) / 2 + size * 0.35
    if sheet.style.bracket == "run" and sheet.measure(f"[　{value}　]") < x1 - x0:
        opening, closing = sheet.brackets
        text = f"{opening}　{value or '　' * 6}　{closing}"
        return [Piece(x0 + PAD, baseline, text, size)], None
    opening, closing = sheet.brackets
    edge = sheet.measure(opening) + PAD
    inside = (x0 + edge, y0 + 1.5, x1 - edge, y1 - 1.5)
    lines = sheet.lines(value, inside[2] - inside[0])
    while len(lines) * size * 1.16 > y1 - y0 and size > SMALLEST:
        size *= 0.95
        lines = sheet.lines(value, inside[2] - inside[0], size)
    pieces = [
        Piece(x0, baseline, opening, sheet.size),
        Piece(x1 - sheet.measure(closing), baseline, closing, sheet.size),
    ]
    pieces += sheet.set_text((inside[0], y0, inside[2], y1), lines, "center", "center", size)
    reach = max(len(lines), 1) * sheet.size * 0.75
    top, bottom = max(y0 + 1.5, (y0 + y1) / 2 - reach), min(y1 - 1.5, (y0 + y1) / 2 + reach)
    ruled = {"value": (inside[0], top, inside[2], bottom), "bracket": (x0 - 2, top, x1 + 2, bottom)}
    return pieces, ruled.get(sheet.style.inner)


def _option_list(sheet: Sheet, row: Row, box: Rect, columns: int, size: float) -> tuple[list[Piece], list[Rect]]:
    x0, y0, x1, y1 = box
    pitch = size * OPTION_PITCH
    lines = -(-len(row.options) // columns) + 1
    top = y0 + (y1 - y0 - lines * pitch) / 2
    pieces = [Piece(x0 + 8, top + size, OPTIONS_HEAD, size)]
    for number, option in enumerate(row.options):
        x = x0 + (x1 - x0) * (number % columns) / columns
        y = top + (number // columns + 1) * pitch + size
        pieces.append(Piece(x, y, f"{sheet.spell(str(number + 1))}) {option.printed}", size))
    around = [(x0 - 2, y0 + 1.5, x1 - 2, y1 - 1.5)] if sheet.style.inner == "options" else []
    return pieces, around


def _count(sheet: Sheet, x1: float, height: float, number: str) -> list[Piece]:
    """`（ n ） 件` at the right end."""
    y = height / 2 + sheet.size * 0.35
    return _count_pieces(sheet, x1 - sheet.measure(COUNT_ROOM) - PAD, y, number)


def _count_pieces(sheet: Sheet, x: float, y: float, number: str) -> list[Piece]:
    if sheet.style.bracket == "run":
        return [Piece(x, y, f"（　{number}　）件", sheet.size)]
    middle = x + sheet.measure("（　　") - sheet.measure(number) / 2
    pieces = [Piece(x, y, "（", sheet.size), Piece(x + sheet.measure("（　　　"), y, "）件", sheet.size)]
    return [*pieces, Piece(middle, y, number, sheet.size)] if number else pieces


def _detail_line(sheet: Sheet, box: Rect, label: str, entry: Entry) -> list[Piece]:
    """`（手数料額、納付方法： … ）` under the options."""
    x0, y0, x1, y1 = box
    y = (y0 + y1) / 2 + sheet.size * 0.35
    x = x0 + sheet.measure("　")
    head = f"（{label}："
    text = entry.details.get(label, "")
    size = sheet.size * min(1.0, (x1 - x - sheet.measure(head + "　　")) / max(sheet.measure(text), 1.0))
    pieces = [Piece(x, y, head, sheet.size), Piece(x1 - PAD - sheet.measure("）"), y, "）", sheet.size)]
    return [*pieces, Piece(x + sheet.measure(head), y, text, size)] if text else pieces


def checks_cell(sheet: Sheet, x0: float, x1: float, row: Row, entry: Entry) -> Cell:
    """The right-hand cell of a checks row, y from 0 to its height; options flow like words."""
    pieces: list[Piece] = []
    boxes: list[Rect] = []
    left = x0 + sheet.measure("　　")
    x, y, group = left, PAD, ""
    pitch = sheet.size * 1.45
    for option in row.options:
        if option.group and option.group != group:
            y += pitch if x > left else 0.0
            pieces.append(Piece(x0 + PAD, y + sheet.size, f"・{option.group}", sheet.size))
            group, x, y = option.group, left, y + pitch
        wide = _check_width(sheet, option, x1 - left, x1 - x)
        if x > left and x + wide > x1 - PAD:
            x, y = left, y + pitch
        lines = _check(sheet, (x, y, x1, y + pitch), option, entry, pieces, boxes)
        x += wide
        if option.detail:
            x, y = left, y + pitch * lines
    height = y + (pitch if x > left else 0.0) + PAD
    return Cell(x0, 0.0, x1, max(height, sheet.row), tuple(pieces), boxes=tuple(boxes))


def _check_width(sheet: Sheet, option: Option, room: float, rest: float) -> float:
    """Room for one option: whole sixths of the cell so that columns form, less where only that fits."""
    if option.detail:
        return room
    text = f"{sheet.style.brackets} 　　{option.printed}　" + (COUNT_ROOM + "　" if option.count else "")
    wide = sheet.measure(text)
    step = room / 6
    column = -(-wide // step) * step
    return column if column <= rest or wide > rest else wide


def _check(sheet: Sheet, box: Rect, option: Option, entry: Entry, pieces: list[Piece], boxes: list[Rect]) -> int:
    """Print one option; returns the number of lines its detail took."""
    x, y, x1, _ = box
    base = y + sheet.size
    mark = sheet.style.mark if entry.value[option.label] else ""
    after = mark_pieces(sheet, x, base, mark, option.printed, pieces, boxes)
    if option.count:
        number = str((entry.count or {}).get(option.label, ""))
        pieces.extend(_count_pieces(sheet, after + sheet.size / 2, base, number))
    if not option.detail:
        return 1
    x = after + sheet.size
    pieces.append(Piece(x, base, "（", sheet.size))
    pieces.append(Piece(x1 - 2 * sheet.size, base, "）", sheet.size))
    inner0, inner1 = x + sheet.size, x1 - 2 * sheet.size
    lines = sheet.lines(entry.details.get(option.label, ""), inner1 - inner0)
    pieces.extend(Piece(inner0 + PAD, base + index * sheet.pitch, line, sheet.size) for index, line in enumerate(lines))
    return max(1, len(lines))


def mark_pieces(
    sheet: Sheet, x: float, base: float, mark: str, label: str, pieces: list[Piece], boxes: list[Rect]
) -> float:
    """Print `[ ○ ]` and its label; returns x after the label."""
    size = sheet.size
    opening, closing = sheet.brackets
    gap = sheet.measure(opening) + size * 1.9
    if sheet.style.bracket == "run":
        text = f"{opening} {mark or '　'} {closing} {label}"
        pieces.append(Piece(x, base, text, size))
        return x + sheet.measure(text)
    pieces.append(Piece(x, base, opening, size))
    pieces.append(Piece(x + gap, base, closing, size))
    if mark:
        left = x + sheet.measure(opening)
        pieces.append(Piece((left + x + gap - sheet.measure(mark)) / 2, base, mark, size))
    start = x + gap + sheet.measure(closing) + size * 0.3
    pieces.append(Piece(start, base, label, size))
    if sheet.style.inner == "mark":
        boxes.append((x - 1.0, base - size, x + gap + sheet.measure(closing) + 1.0, base + size * 0.25))
    return start + sheet.measure(label)
