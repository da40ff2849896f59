"""Papers that talk about assessments are none: they are told apart, and the reason is said."""

from dataclasses import replace
from typing import Any

import pytest

from data.second_printer.about import papers_about, print_about
from data.second_printer.compared import print_comparison, random_comparison
from data.second_printer.document import Spec, print_spec, spec_in
from data.second_printer.looks import plain_look
from data.second_printer.several import bound
from hyokasho.document.reader import read_file
from normalize.parting.other_papers import named_paper, paper_of_head
from normalize.registry import load_registry
from tests.normalize.printed import line, page

REGISTRY = load_registry()
SEEDS = (0, 2, 5, 7, 9, 11, 12, 13, 16, 22, 25, 28)


def _spec(seed: int) -> Spec:
    return spec_in(seed, replace(plain_look(seed), rule="stroke", face="sans"))


def _read(pdf: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    tables = read_file(pdf, "x.pdf", "").tables
    assessments = tables["assessments"].to_pylist() if "assessments" in tables else []
    return tables["documents"].to_pylist()[0], assessments


@pytest.mark.parametrize(("name", "paper"), papers_about().items())
def test_a_paper_about_assessments_is_none_and_the_message_says_what_it_is(name: str, paper: dict[str, Any]) -> None:
    document, assessments = _read(print_about(name, _spec(len(name))))
    assert (document["status"], document["error_code"], assessments) == ("not_an_assessment", "not_an_assessment", [])
    assert REGISTRY.papers.kinds[paper["kind"]].says in document["error_message"]


@pytest.mark.parametrize("seed", SEEDS)
def test_old_and_new_answers_side_by_side_are_a_comparison_and_no_answers(seed: int) -> None:
    document, assessments = _read(print_comparison(_spec(seed), random_comparison(seed)))
    assert (document["status"], document["error_code"], assessments) == ("not_an_assessment", "comparison", [])


@pytest.mark.parametrize("seed", [3, 12])
def test_a_comparison_before_and_behind_an_assessment_is_outside(seed: int) -> None:
    spec = _spec(seed)
    whole = print_spec(spec, "x.pdf")
    compared = print_comparison(spec, replace(random_comparison(seed), title="新旧対照表"))
    document, assessments = _read(bound([compared, whole.pdf, compared]))
    (assessment,) = assessments
    last = document["pages"] - (document["pages"] - len(whole.pages)) // 2
    assert (assessment["page_first"], assessment["page_last"]) == (last - len(whole.pages) + 1, last)


def test_no_label_of_a_form_names_a_paper() -> None:
    texts = [
        text for form in REGISTRY.forms.values() for section in form.sections
        for text in (*section.spellings, *(text for row in section.rows for text in row.spellings))
    ]  # fmt: skip
    assert [text for text in texts if paper_of_head(page(1, loose=[line((50, text), top=60)]))] == []


def test_a_page_that_does_not_speak_of_assessments_is_no_web_page_about_them() -> None:
    address = line((50, "https://www.example.jp/"), top=700)
    texts = ("図書館のお知らせ。", "評価書を公表しています。")
    found = [named_paper(page(1, loose=[line((50, text), top=500), address])) for text in texts]
    assert [paper and paper.kind for paper in found] == [None, "web_page"]


def test_points_that_a_council_looked_at_are_no_form_though_a_call_for_opinions_before_them_bears_its_title() -> None:
    papers = [print_about(name, _spec(9)) for name in ("opinions_wanted", "answer_of_council")]
    assert _read(bound(papers))[0]["error_code"] == "not_an_assessment"
