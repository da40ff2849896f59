"""Answers as they are printed: brackets with their option lists, boxes with their details, texts."""

from __future__ import annotations

import re
from itertools import groupby

from data.second_printer.assessment import Answer
from data.second_printer.forms import Option, Row
from data.second_printer.looks import Look
from data.second_printer.ruby import with_ruby
from data.second_printer.typeset import Lump, Typesetter, beside, stack

LIST_HEAD = "＜選択肢＞"
FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
MOST_FRAMES = 6
"""Frames are not cut by page breaks, so that longer answers have none."""
OPTIONS_ACROSS = {"tick cells": 2, "cells": 3}
"""How many options stand in a row of cells of their own."""
BOXED = frozenset(OPTIONS_ACROSS)
HALF_HEADING = re.compile("^[０-９]+．")


def boxes_text(setter: Typesetter, row: Row, answer: Answer) -> list[tuple[Option, str]]:
    """Each option of a row of boxes with all that is printed of it."""
    look, out = setter.look, []
    for option in row.options:
        text = _box(look, answer.value[option.label]) + look.box_gap + option.label
        if option.detail:
            text += look.detail.format(answer.details.get(option.label, "　　　"))
        if option.count:
            text += "　" + look.count.format((answer.count or {}).get(option.label, "　"))
        out.append((option, text))
    return out


def _box(look: Look, ticked: bool) -> str:
    if look.mark_place == "before":
        return (look.tick if ticked else "") + look.box.format(look.empty)
    return look.box.format(look.tick if ticked else look.empty)


def heading_digits(text: str, half: bool) -> str:
    """A heading with its number as the look prints it: １． or 1.."""
    if not half:
        return text
    return HALF_HEADING.sub(lambda match: str(int(match[0][:-1])) + ".", text)


class AnswerSetter:
    """Sets the answer of any row to a width."""

    def __init__(self, setter: Typesetter, numeral: str) -> None:
        self.setter, self.look, self.numeral = setter, setter.look, numeral

    def set(self, row: Row, answer: Answer, width: float) -> Lump:
        """The answer of one row."""
        if row.kind == "choice":
            return stack([self._choice(row, answer, width), *self._remark(row, answer, width)])
        if row.kind == "checks":
            return self._checks(row, answer, width)
        align = self.look.align if len(str(answer.value)) < 12 else "left"
        if row.suffix:
            return self._with_suffix(row, str(answer.value), width)
        parts = str(answer.value).split("\n")
        if self.look.answer_frames and 1 < len(parts) <= MOST_FRAMES:
            return self._framed(parts, width)
        return with_ruby(self.setter, self.setter.paragraph(str(answer.value), width, align=align))

    def _framed(self, parts: list[str], width: float) -> Lump:
        """The lines of an answer in a frame each; in a table their numbers stand in a column of their own."""
        room = 2.0
        column = 3 * self.look.size if self.look.answer_frames == "table" else 0.0
        rows = []
        for part in parts:
            number, _, line = part.partition("　") if column else ("", "", part)
            text = self.setter.paragraph(line, width - column - 2 * room).moved(column + room, room)
            height = text.height + 2 * room
            marks, frames = list(text.marks), [(column, 0.0, width, height)]
            if column:
                marks[:0] = self.setter.paragraph(number, column).moved(room, room).marks
                frames.insert(0, (0.0, 0.0, column, height))
            rows.append(Lump(height, tuple(marks), (), tuple(frames)))
        return stack(rows)

    def _with_suffix(self, row: Row, text: str, width: float) -> Lump:
        room = self.setter.width(row.suffix, self.look.size)
        end = self.setter.paragraph(row.suffix, room * 1.1)
        return beside([(0.0, self.setter.paragraph(text, width - 1.5 * room)), (width - room * 1.1, end)])

    def _choice(self, row: Row, answer: Answer, width: float) -> Lump:
        look = self.look
        if row.listed and look.options == "tab":
            return self._tabbed(row, answer, width)
        side = row.listed and look.options in ("right", "left") and width > 14 * look.size
        share = look.option_share if side else 1.0
        bracket_room = width * (1 - share) - look.size if side else width
        if row.count:
            bracket_room -= 6 * look.size
        bracket = self._bracket(row, answer, bracket_room)
        if row.count:
            count = self.setter.paragraph(look.count.format(answer.count), 7 * look.size)
            bracket = beside([(0.0, bracket), (bracket_room, count)], middle=True)
        if not row.listed:
            return bracket
        options = self._option_list(row, width * share if side else width)
        if not side:
            return stack((options, bracket) if look.options == "above" else (bracket, options))
        if look.options == "left":
            return beside([(0.0, options), (width * share + look.size, bracket)], look.middle)
        return beside([(0.0, bracket), (width * (1 - share), options)], look.middle)

    def _remark(self, row: Row, answer: Answer, width: float) -> list[Lump]:
        """The line below a choice that has room for words: （手数料額、納付方法：　…）."""
        if not row.remark:
            return []
        return [self.setter.paragraph(f"（{row.remark}：　{answer.details[row.remark] or '　　　'}）", width)]

    def _tabbed(self, row: Row, answer: Answer, width: float) -> Lump:
        """Value, number of cases and list in one line, a wide blank before the list; it wraps where it is too long."""
        look = self.look
        items = "　".join(f"{self._number(number)}{option.label}" for number, option in enumerate(row.options, 1))
        opening, closing = look.brackets[0], look.brackets[1]
        count = "　" + look.count.format(answer.count) if row.count else ""
        text = f"{opening} {self._chosen(row, answer) or '　　　'} {closing}{count}　　　　{LIST_HEAD}　{items}"
        return self.setter.paragraph(text, width)

    def _chosen(self, row: Row, answer: Answer) -> str:
        """What stands between the brackets: the option, its number, both, another number, or two options."""
        text, way = str(answer.value or ""), self.look.bracket
        if not text:
            return ""
        labels = [option.label for option in row.options]
        number = labels.index(text) + 1
        other = number % len(labels) + 1
        ways = {"number": str(number), "both": f"{self._number(number)}{text}"}
        if len(labels) > 1:
            ways |= {"contrary": f"{self._number(other)}{text}", "twice": f"{text}、{labels[other - 1]}"}
        return ways.get(way, ways["both"] if row.numbered else text)

    def _bracket(self, row: Row, answer: Answer, width: float) -> Lump:
        """The chosen option between brackets: one run of text, or brackets of their own at both ends."""
        look, opening, closing = self.look, *self.look.brackets
        text = self._chosen(row, answer)
        if look.bracket == "none":
            return self.setter.paragraph(text or "　", width)
        if look.bracket == "broken" and len(text) > 1:
            half = (len(text) + 1) // 2
            text = text[:half] + "\n" + text[half:]
        if look.bracket != "wide":
            space = "" if look.bracket == "tight" else " "
            return self.setter.paragraph(f"{opening}{space}{text or '　　　'}{space}{closing}", width)
        room = min(width, 18 * look.size)
        inner = self.setter.paragraph(text or "　", room - 3 * look.size, align="center")
        end = self.setter.width(closing, look.size)
        ends = [(0.0, self.setter.paragraph(opening, room)), (room - end, self.setter.paragraph(closing, end * 1.1))]
        return beside([ends[0], (1.5 * look.size, inner), ends[1]], middle=True)

    def _number(self, number: int) -> str:
        text = self.numeral.replace("1", str(number))
        return text.translate(FULL_DIGITS) if self.look.digits == "full" and "）" in self.numeral else text + " "

    def _option_list(self, row: Row, width: float) -> Lump:
        size = self.look.size * self.look.small
        items = [f"{self._number(number)}{option.label}" for number, option in enumerate(row.options, 1)]
        pad = 2.0 if self.look.option_frame else 0.0
        head = self.setter.paragraph(LIST_HEAD, width - 2 * pad, size)
        if self.look.option_flow == "run":
            body = [self.setter.paragraph("　".join(items), width - 2 * pad, size)]
        elif self.look.option_flow == "lines":
            body = self._columns(items, width - 2 * pad, size, 2)
        else:
            body = [self.setter.paragraph(item, width - 2 * pad, size) for item in items]
        listed = stack([head, *body]).moved(pad, pad)
        if not pad:
            return listed
        height = listed.height + 2 * pad
        return Lump(height, listed.marks, (), ((0.0, 0.0, width, height),))

    def _columns(self, items: list[str], width: float, size: float, count: int) -> list[Lump]:
        """Items in columns; one that is too wide has its line for itself."""
        rows: list[list[tuple[float, Lump]]] = [[]]
        step = width / count
        for item in items:
            room = step if self.setter.width(item, size) < step - size else width
            taken = len(rows[-1])
            if taken and (taken == count or room == width):
                rows.append([])
                taken = 0
            rows[-1].append((taken * step, self.setter.paragraph(item, room - size * 0.5, size)))
            if room == width:
                rows.append([])
        return [beside(row) for row in rows if row]

    def _checks(self, row: Row, answer: Answer, width: float) -> Lump:
        parts = []
        printed = boxes_text(self.setter, row, answer)
        for group, members in groupby(printed, key=lambda item: item[0].group):
            members_of = list(members)
            texts = [text for _, text in members_of]
            head = f"・{group}" if group else ""
            if self.look.checks == "flow":
                parts.append(self.setter.paragraph("　".join([head, *texts] if head else texts), width))
                continue
            if head or self.look.checks not in BOXED:
                parts.append(self.setter.paragraph(head, width))
            if self.look.checks in BOXED:
                parts.append(self._in_cells([option for option, _ in members_of], texts, answer, width))
            elif self.look.checks == "grid":
                parts += self._columns(texts, width, self.look.size, 2)
            else:
                parts += [self.setter.paragraph(text, width) for text in texts]
        return stack(parts)

    def _in_cells(self, options: list[Option], texts: list[str], answer: Answer, width: float) -> Lump:
        """Options in framed cells, several in a row: each behind its box, or beside a cell with its tick."""
        look, room = self.look, 2.0
        across = OPTIONS_ACROSS[look.checks]
        step, column = width / across, 2.5 * look.size if look.checks == "tick cells" else 0.0
        bare = [text.removeprefix(_box(look, answer.value[option.label]) + look.box_gap)
                for option, text in zip(options, texts, strict=True)]  # fmt: skip
        ticks = [look.tick if answer.value[option.label] else "" for option in options]
        rows = []
        for at in range(0, len(options), across):
            cells = []
            for n, (text, tick) in enumerate(
                zip((bare if column else texts)[at : at + across], ticks[at:], strict=False)
            ):
                x = n * step
                cells.append((x + column, x + step, self.setter.paragraph(text, step - column - 2 * room)))
                if column:
                    cells.append((x, x + column, self.setter.paragraph(tick or "　", column - room)))
            height = max(lump.height for _, _, lump in cells) + 2 * room
            marks = [mark for x0, _, lump in cells for mark in lump.moved(x0 + room, room).marks]
            rows.append(Lump(height, tuple(marks), (), tuple((x0, 0.0, x1, height) for x0, x1, _ in cells)))
        return stack(rows)
