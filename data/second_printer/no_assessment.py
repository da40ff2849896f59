"""Files that hold no assessment, by seed: papers about assessments, letters, comparisons, blank forms."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any, NamedTuple

from data.second_printer.about import papers_about, print_about
from data.second_printer.around import papers, print_paper
from data.second_printer.assessment import Answer
from data.second_printer.compared import print_comparison, random_comparison
from data.second_printer.document import Spec, print_spec, random_spec
from data.second_printer.several import bound

NONE, COMPARISON, BLANK_FORM = "not_an_assessment", "comparison", "blank_form"
"""What becomes of such a file: its error_code."""
BEFORE_FORMS = ("regulation", "guideline", "letter", "notice", "slides")
"""Papers to which blank forms are attached."""


class NoAssessment(NamedTuple):
    """Such a file: its kind, its bytes, its error_code."""

    kind: str
    pdf: bytes
    verdict: str


def print_no_assessment(seed: int) -> NoAssessment:
    """A file without any assessment; the same seed gives the same file."""
    draw = random.Random(f"no assessment {seed}")
    spec = random_spec(seed)
    kind = draw.choices(("talk", "talks", "letters", "comparison", "blank form"), (0.4, 0.15, 0.15, 0.15, 0.15))[0]
    if kind == "comparison":
        return NoAssessment(kind, print_comparison(spec, random_comparison(seed)), COMPARISON)
    if kind == "blank form":
        return NoAssessment(kind, blank_forms(spec, draw.choices(BEFORE_FORMS, k=draw.choice((0, 1, 2)))), BLANK_FORM)
    if kind == "letters":
        names = draw.choices([name for name in papers() if name != "blank"], k=draw.choice((1, 2, 3)))
        return NoAssessment(kind, bound([print_paper(name, spec, draw) for name in names]), NONE)
    names = draw.choices(list(papers_about()), k=1 if kind == "talk" else draw.choice((2, 3)))
    return NoAssessment(kind, bound([print_about(name, spec) for name in names]), NONE)


def blank_forms(spec: Spec, before: list[str]) -> bytes:
    """The blank form behind papers of `about.yaml`, a regulation for one. Raises KeyError for an unknown paper."""
    return bound([*(print_about(name, spec) for name in before), print_spec(blank(spec), "").pdf])


def blank(spec: Spec) -> Spec:
    """The same without any answer, box that is ticked, or row of changes."""
    answers = {place: _blank(answer) for place, answer in spec.assessment.answers.items()}
    return replace(spec, assessment=replace(spec.assessment, answers=answers, changes=[]))


def _blank(answer: Answer) -> Answer:
    value = dict.fromkeys(answer.value, False) if isinstance(answer.value, dict) else ""
    count: Any = dict.fromkeys(answer.count, "") if isinstance(answer.count, dict) else ""
    return Answer(value, dict.fromkeys(answer.details, ""), count)
