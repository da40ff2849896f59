"""Invented assessments: what a fictional municipality answers to each question of a form, drawn by a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data.second_printer.forms import Block, Form, Row

PHRASES_FILE = Path(__file__).with_name("phrases.yaml")
ALWAYS_ANSWERED = ("I.1.1", "cover.number", "cover.name")

Place = tuple[str, int | None, int | None]
"""Key of a row, number of the file, number within a group."""


@dataclass
class Answer:
    """What is written for one row: a text, the label of an option, or which boxes are ticked."""

    value: Any = ""
    details: dict[str, str] = field(default_factory=dict)
    count: Any = None


@dataclass
class Assessment:
    """A filled-in form: `files` of them, how many of each group are used, every answer, and the rows of changes."""

    town: str
    name: str
    files: int
    used: dict[str, int]
    answers: dict[Place, Answer]
    changes: list[dict[str, str]]


@cache
def phrases() -> dict[str, Any]:
    """The texts of `phrases.yaml`."""
    loaded: dict[str, Any] = yaml.safe_load(PHRASES_FILE.read_text(encoding="utf-8"))
    return loaded


def invent(form: Form, seed: int, long_answers: int = 0) -> Assessment:
    """An assessment on a form; `long_answers` of its texts run over pages."""
    return _Inventor(form, random.Random(f"answers {seed}")).assessment(long_answers)


class _Inventor:
    """Draws every answer of one assessment from the phrases."""

    def __init__(self, form: Form, draw: random.Random) -> None:
        self.form, self.draw, self.text = form, draw, phrases()
        self.work = self.pick("works")
        self.names = {"town": self.pick("towns"), "work": self.work["name"], "unit": self.work["unit"]}
        self.names["prefecture"] = self.text["prefecture"]

    def pick(self, name: str) -> Any:
        """One of the phrases called `name`."""
        return self.draw.choice(self.text[name])

    def assessment(self, long_answers: int) -> Assessment:
        files = self.draw.choice((1, 1, 2)) if self.form.name != "kiso" else 1
        groups = {block.group.name for section in self.form.sections for block in section.blocks if block.group}
        used = {name: self.draw.choice((1, 1, 2, 3, 6)) for name in sorted(groups)}
        name = self.work["name"] + self.draw.choice(("", "　" + self.form.title[12:-1]))
        made = Assessment(self.names["town"], name, files, used, self._cover(name), self._changes())
        for section in self.form.sections:
            for file_no in range(1, files + 1) if section.files else (None,):
                for block in section.blocks:
                    self._block(block, file_no, made)
        self._lengthen(made, long_answers)
        return made

    def _cover(self, name: str) -> dict[Place, Answer]:
        texts = {
            "cover.number": self.pick("numbers"), "cover.name": name,
            "cover.declaration": self.text["declaration"].format_map(self.names),
            "cover.tokki": self.draw.choice((*self.text["nothing"], self.pick("sentences"))),
            "cover.org": self.names["town"] + "長", "cover.date": self.pick("dates"), "cover.version": self.form.mark,
        }  # fmt: skip
        if any(key == "cover.approval" for key, _, _ in self.form.cover["foot"]):
            texts["cover.approval"] = self.draw.choice(("", "", "", self.pick("dates")))
        return {(key, None, None): Answer(text) for key, text in texts.items()}

    def _block(self, block: Block, file_no: int | None, made: Assessment) -> None:
        for instance in range(1, made.used[block.group.name] + 1) if block.group else (None,):
            for row in block.rows:
                if row.kind != "heading":
                    made.answers[row.key, file_no, instance] = self._answer(row)

    def _answer(self, row: Row) -> Answer:
        if row.given:
            return Answer(row.given)
        if row.kind == "choice":
            value = None if self.draw.random() < 0.06 else self.draw.choice(row.options).label
            details = {row.remark: self.draw.choice(("", self.pick("fees")))} if row.remark else {}
            return Answer(value, details, str(self.draw.randint(1, 9)) if row.count else None)
        if row.kind == "checks":
            return self._boxes(row)
        if row.kind == "date":
            return Answer(self.pick("dates"))
        return Answer(self._text(row))

    def _boxes(self, row: Row) -> Answer:
        answer = Answer({option.label: self.draw.random() < 0.4 for option in row.options})
        ticked = [option for option in row.options if answer.value[option.label]]
        answer.details = {option.label: self.pick("details") for option in ticked if option.detail}
        counts = {option.label: str(self.draw.randint(1, 12)) for option in ticked if option.count}
        answer.count = counts or None
        return answer

    def _text(self, row: Row) -> str:
        if row.key not in ALWAYS_ANSWERED and self.draw.random() < 0.08:
            return str(self.pick("nothing"))
        made_up = {
            "name_of_work": lambda: self.work["name"], "systems": self._systems, "file": self._file,
            "unit": self._unit, "record_items": self._items, "tasks": self._tasks,
        }  # fmt: skip
        for word, source in self.text["answers"].items():
            if word in row.label:
                return str(made_up[source]() if source in made_up else self.pick(source))
        if row.label.endswith(tuple(self.text["contact_labels"])):
            return str(self.pick("contacts")).format_map(self.names)
        return self._sentences(self.draw.choice((1, 1, 2, 3, 5)))

    def _unit(self) -> str:
        return str(self.draw.choice((self.work["unit"], self.pick("units"))))

    def _systems(self) -> str:
        others = self.draw.sample(self.text["other_systems"], self.draw.randint(0, 3))
        return self.draw.choice(("、", "\n")).join([self.work["system"], *others])

    def _file(self) -> str:
        return str(self.work["file"] + self.pick("suffixes"))

    def _items(self) -> str:
        chosen = self.draw.sample(self.text["items"], self.draw.randint(5, len(self.text["items"])))
        return f"【{self.work['file']}】\n" + self.draw.choice(("、", "\n", "　・")).join(chosen)

    def _tasks(self) -> str:
        if self.draw.random() < 0.3:
            return self._sentences(self.draw.randint(1, 6))
        tasks, bullet = self.work["tasks"], self.pick("bullets")
        first = self.draw.choice(("", self.text["first_line"].format_map(self.names)))
        return first + "\n".join(_bulleted(bullet, number, task) for number, task in enumerate(tasks, 1))

    def _sentences(self, count: int) -> str:
        bullet = self.pick("bullets")
        chosen = [self.pick("sentences") for _ in range(count)]
        lines = [_bulleted(bullet, number, text) for number, text in enumerate(chosen, 1)]
        if count > 2 and self.draw.random() < 0.5:
            lines.insert(0, self.pick("headings").format_map(self.names))
        return ("" if not bullet and self.draw.random() < 0.5 else "\n").join(lines)

    def _lengthen(self, made: Assessment, count: int) -> None:
        """Make some answers so long that they run over pages."""
        keys = [row.key for section in self.form.sections for block in section.blocks for row in block.rows
                if row.kind in ("text", "free") and not row.given and self._bears_long(row)]  # fmt: skip
        for key in self.draw.sample(keys, min(count, len(keys))):
            place = next(place for place in made.answers if place[0] == key)
            parts = [self._sentences(self.draw.randint(4, 9)) for _ in range(self.draw.randint(8, 20))]
            made.answers[place] = Answer("\n".join(parts))

    @staticmethod
    def _bears_long(row: Row) -> bool:
        return any(word in row.label for word in ("概要", "内容", "措置", "根拠", "方法", "備考"))

    def _changes(self) -> list[dict[str, str]]:
        columns = {
            "changed_on": "change_dates", "item": "change_items", "before": "change_texts", "after": "change_texts",
        }  # fmt: skip
        rows = []
        for _ in range(self.draw.choice((0, 1, 3, 6, 12, 25))):
            row = {column: str(self.pick(name)) for column, name in columns.items()}
            if self.draw.random() < 0.2:
                row["after"] = self._sentences(self.draw.randint(2, 9))
            rows.append(row | {"timing": self.draw.choice(("事前", "事後")), "reason": self.pick("change_reasons")})
        return rows


def _bulleted(bullet: str, number: int, text: str) -> str:
    """`text` behind a bullet; a bullet that numbers counts on."""
    counted = {"①": chr(0x245F + number), "１．": f"{number}．", "(1)": f"({number})", "1 ": f"{number} "}
    kana = "アイウエオカキクケコサシスセソタチツテト"
    return counted.get(bullet, kana[number - 1] + "　" if bullet == "ア　" else bullet) + text
