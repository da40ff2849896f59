"""Where on the form the reader is: section, file, block, instance and row, moved by what is printed.

Labels repeat (リスクへの対策は十分か stands under every risk), so a label means the next row that bears it from
where the reader is: in this block, then in this section. Headings and instance headings move the reader; positions
on the page do not.
"""

from __future__ import annotations

from normalize.matching.index import FormIndex, GroupHeading, Heading, Slot, label_key, loose_key

MIN_LOOSE = 4
"""Shorter texts (characters) are taken for a heading to the letter only."""
NOWHERE = -1, -1
"""Section and order of no row."""


class Cursor:
    """The reader's place on a form."""

    def __init__(self, index: FormIndex) -> None:
        self.index = index
        self.section = 0
        self.block: int | None = None
        self.order = -1
        self.instance: int | None = None
        self._files: dict[int, int] = {}
        self._unsure: frozenset[int] = frozenset()
        self._adrift = self._instance_adrift = False
        self._left_at = NOWHERE
        self._gaps = False
        self._seen: set[tuple[str, int | None, int | None]] = set()

    @property
    def file_no(self) -> int | None:
        """The number of the file (特定個人情報ファイル) the section is about, None for sections that do not repeat."""
        if self.index.form.sections[self.section].repeats is None:
            return None
        return self._files.get(self.section, 1)

    @property
    def is_sure(self) -> bool:
        """Whether row, instance and file are certain: headings may have been lost (`lose`), a file's number misread."""
        file_unsure = self.file_no is not None and self.section in self._unsure
        return not (self._adrift or self._instance_adrift or file_unsure)

    def lose(self, pages: int) -> None:
        """Something printed here was not read, on so many pages in a row by now: headings may have been among it.

        The reader knows the row again at a block's heading or a label that the form has only once, the instance at a
        heading or a row of no group. A file fills more than one page: its number is doubtful if more are lost, or if
        the form goes on further up than it broke off.
        """
        self._adrift = self._instance_adrift = self._gaps = True
        if pages == 1:
            self._left_at = self.section, self.order
            return
        sections = enumerate(self.index.form.sections)
        self._unsure |= {number for number, section in sections if section.repeats and number >= self.section}

    def name_file(self, number: int | None, sure: bool = True) -> None:
        """Take the file's number from print (an excerpt numbers its files); `sure` that it is the one printed."""
        if number is not None:
            self._files[self.section] = number
        self._unsure = self._unsure - {self.section} if sure else self._unsure | {self.section}

    # headings

    def find_heading(self, text: str, exact: bool) -> Heading | None:
        """The section or block that a text is the heading of, to the letter or leniently."""
        if exact:
            found = self.index.headings.get(label_key(text))
            return min(found, key=self._distance) if found else None
        key = loose_key(text)
        found = self.index.loose_headings.get(key) if len(key) >= MIN_LOOSE else None
        best = min(found, key=self._distance) if found else None
        return best if best is not None and self._distance(best)[0] <= 1 else None

    def find_title(self, text: str, exact: bool) -> bool:
        """Whether a text is the title of a section, as a table of contents lists them."""
        heading = self.find_heading(text, exact)
        return (heading is not None and heading.block is None) or (exact and label_key(text) in self.index.rows)

    def _distance(self, heading: Heading) -> tuple[int, int]:
        """Nearer headings first: this section's, the next ones', earlier ones'."""
        if heading.block is None:
            ahead = heading.section - self.section
            return (0 if ahead == 0 else 1 if ahead > 0 else 2), abs(ahead)
        if heading.section == self.section:
            after = self.block is None or heading.block >= self.block
            return 0, heading.block if after else heading.block + 1000
        return (2, heading.section - self.section) if heading.section > self.section else (3, self.section)

    def is_behind(self, heading: Heading) -> bool:
        """Whether a heading belongs to a part of the form that is done (a running title, or a quotation)."""
        return heading.section < self.section and self.index.form.sections[heading.section].repeats is None

    def enter(self, heading: Heading) -> None:
        """Move to a section or block, whose heading is printed. A section's title may be repeated on its pages."""
        if heading.block is not None:
            self._adrift = self._adrift and not self.index.is_only(heading)
            self._instance_adrift = False
        if heading.block == 0:
            self._left_at = NOWHERE
        self._move(heading)

    def _move(self, heading: Heading) -> None:
        if heading.section != self.section:
            self.section, self.block, self.instance = heading.section, None, None
            self.order = self._first_order(heading.section) - 1
        if heading.block is None:
            return
        first = self._first_order(heading.section, heading.block)
        if heading.block == 0 and self._is_new_file(first):
            self._files[self.section] = self._files.get(self.section, 1) + 1
        self.block, self.instance, self.order = heading.block, None, first - 1

    def _is_new_file(self, first: int) -> bool:
        """Whether the section's first row was answered before: then its heading begins the next file.

        The first row may have been lost; then any row of the section tells.
        """
        if self.file_no is None:
            return False
        slots = self.index.slots[first:]
        telling = {slot.row.key for slot in slots if slot.section == self.section} if self._gaps else {slots[0].row.key}
        return any(key in telling and file_no == self.file_no for key, file_no, _ in self._seen)

    def _first_order(self, section: int, block: int = 0) -> int:
        return next((s.order for s in self.index.slots if s.section == section and s.block >= block), 0)

    def enter_instance(self, heading: GroupHeading) -> Slot | None:
        """Move to an instance; returns the row that the heading itself answers (委託事項名), if any."""
        self._adrift = self._instance_adrift = False
        self.section, self.block = heading.section, heading.block
        rows = self.index.block_rows(heading.section, heading.block)
        self.order = rows[0].order - 1
        if heading.last is not None:
            self.instance = None
            return None
        self.instance = heading.first
        return rows[0] if rows[0].row.instance_heading else None

    def next_instance(self, section: int, block: int) -> int:
        """The number of the instance that comes next in a group, in the file the reader is at."""
        keys = {slot.row.key for slot in self.index.block_rows(section, block)}
        file_no = self.file_no
        return 1 + max((n or 0 for key, file, n in self._seen if key in keys and file == file_no), default=0)

    # rows

    def find_row(self, text: str, exact: bool) -> Slot | None:
        """The row that a text is the label of at this place, to the letter or leniently."""
        if exact:
            return self._nearest(self.index.rows.get(label_key(text), []))
        loose = self.index.loose_rows.get(loose_key(text)) or self.index.rows_by_words(text)
        return self._nearest([slot for slot in loose if slot.section == self.section])

    def _nearest(self, slots: list[Slot]) -> Slot | None:
        here = [slot for slot in slots if slot.section == self.section]
        if not here:
            return slots[0] if len(slots) == 1 else None

        def distance(slot: Slot) -> tuple[int, int]:
            in_block = slot.block == self.block
            ahead = slot.order > self.order
            rank = 0 if in_block and ahead else 1 if in_block else 2 if ahead else 3
            return rank, abs(slot.order - self.order)

        return min(here, key=distance)

    def visit(self, slot: Slot) -> tuple[int | None, int | None]:
        """Move to a row; returns the file number and instance that its answer belongs to."""
        if slot.section != self.section:
            self._move(Heading(slot.section, None))
        group = self.index.form.sections[slot.section].blocks[slot.block].group
        self._find_bearings(slot, group is None)
        if group is None:
            self.instance = None
        elif slot.block != self.block or self.instance is None:
            self.instance = 1
        if group is not None and slot.row.has_answer:
            # A row met again without a heading between starts the next instance.
            while (slot.row.key, self.file_no, self.instance) in self._seen and slot.order <= self.order:
                self.instance = (self.instance or 0) + 1
        self.block, self.order = slot.block, slot.order
        self._seen.add((slot.row.key, self.file_no, self.instance))
        return self.file_no, self.instance

    def _find_bearings(self, slot: Slot, alone: bool) -> None:
        """What a row says of where the reader is after something was lost; `alone`: it is of no group."""
        self._adrift = self._adrift and not self.index.is_only(slot)
        if not alone:
            return
        self._instance_adrift = False
        section, order = self._left_at
        if slot.section == section and slot.order <= order:
            self._unsure |= {section}
