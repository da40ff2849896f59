"""What each way of pairing a print with its form costs: the settings of the alignment, all in one unit.

The unit is arbitrary; only sums are compared. First values come from a trial on 66 prints and 240 damaged ones, in
which halving or doubling any of them moved next to nothing but `reward`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs (negative: gains) of labels, of their places and of moves along the form."""

    reward: float = 3.0
    """Gain of a label that is paired, whatever its length."""
    reward_character: float = 0.2
    """Further gain for each of its characters."""
    reward_most: float = 3.0
    """The most that its characters gain."""

    # how a text matches

    number_style: float = 0.3
    """Equal but for how the number is set: (1) for ①."""
    loose: float = 1.0
    """Equal without numbers and remarks."""
    remark_apart: float = 0.8
    """Added where what is left out as a remark may be an answer: it stands behind a gap."""
    other_number: float = 1.5
    """Added where both bear a number, and not the same."""
    no_number: float = 0.8
    """The heading of an instance without its number, or with the number before the name."""
    shortest_loose: int = 4
    """Texts of fewer characters are taken for a label to the letter only."""
    most_apart: float = 1 / 3
    """So much of a label (characters) may differ in a text layer."""
    most_misread: float = 0.45
    """The same in what a recognizer read, look-alikes not counted."""
    longest_number: int = 5
    """Characters behind a group's name that may be its number: 2～5, (12)."""
    likely: float = 3.0
    """A match that costs no more is a label, wherever it stands."""
    clear: float = 0.8
    """By so much others must cost more for a text to be one label for certain, wherever it stands."""

    # where it stands

    second_cell: float = 1.0
    """Not in the first cell of its row that holds text."""
    unruled: float = 0.5
    """In a line outside all cells."""
    alone: float = 1.0
    """Alone in its row, though its answer stands beside it on the form."""
    first_lines: float = 1.2
    """The first lines of a cell that holds more."""
    first_runs: float = 1.2
    """The first words of a line, before a wide blank."""
    before_box: float = 0.3
    """The words before the first bracket of a cell."""
    left_edge: float = 1.8
    """Words at the left edge of a cell, line under line."""
    cut_run: float = 0.2
    """Added for words that are parted from what stands behind them by a blank in one run."""
    with_its_sign: float = 0.7
    """Gained where the ※ behind a label is taken with it."""
    later_line: float = 4.5
    """A later line in a ruled cell: more likely a quotation."""
    two_rows: float = 0.8
    """Put together of two lines outside all cells, or of the parts that a page break cut."""

    listed: float = 0.5
    """A title as the contents list it: where both are as near, the section itself is meant."""

    # moves along the form

    passed_over: float = 0.8
    """Some rows that the form prints are passed over."""
    each_passed: float = 0.3
    """Each of them."""
    most_passed: float = 9.0
    """All of them together."""
    most_passed_at_top: float = 3.0
    """The same up to a section's title or a heading to the letter, or at the top of a page: one may be lost before."""
    each_in_excerpt: float = 0.03
    """Each of them in an excerpt, which leaves rows out, or behind a page that is lost."""
    next_instance: float = 0.5
    """On to the next instance of a group."""
    next_file: float = 1.5
    """Back to the first block of a section that is printed for each file."""
    inside_file: float = 4.0
    """Added where it goes on at a later block of that section."""
    back_in_block: float = 3.0
    """Back to an earlier row of the same block."""
    back_at_page: float = 6.0
    """Back at the top of a page: pages may have been swapped."""
    back: float = 11.0
    """Back elsewhere."""
    title_again: float = 0.6
    """The title or heading of the place that the reader is at, printed again."""
    label_again: float = 1.2
    """The last row's label, printed again."""

    # the search

    beam: int = 24
    """So many places on the form are followed at once."""
    window: float = 10.0
    """Places that cost so much more than the best are given up."""
    most_margin: float = 3.0
    """So much is told of a margin: by how much any other way costs more."""
    small_margin: float = 2.0
    """A label whose next best reading costs so much more is sure; one with less may be another one."""

    def gain(self, length: int) -> float:
        """What a paired label of so many characters gains."""
        return self.reward + min(self.reward_character * length, self.reward_most)

    def certainty(self, margin: float) -> float:
        """How surely a text is the label that it is taken for (0.5 to 1), by how much any other way costs more.

        It is 0.5 where another way is just as good, and grows evenly up to 1 at `small_margin`.
        """
        return min(1.0, 0.5 + 0.5 * max(margin, 0.0) / self.small_margin)

    def close(self, apart: float, length: int) -> float:
        """The cost of a text that differs from a spelling of `length` characters in so many."""
        return 1.5 + 1.2 * min(apart, 3) + 5 * apart / length

    def misread(self, amount: float, length: int) -> float:
        """The cost of a text that a recognizer may have misread by `amount` (characters, look-alikes next to none)."""
        return 0.3 + 0.8 * min(amount, 4) + 5 * amount / max(length, 1)


COSTS = Costs()
