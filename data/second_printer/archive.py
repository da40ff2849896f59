"""`python -m data.second_printer.archive FOLDER`: a municipality's archive as it is found, with the gold of each file.

Assessments alone and several in a file, with other papers before and behind them, copies, odd sheets, and papers that
only talk about assessments, in folders and under file names as cities give them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from data.second_printer.about import papers_about, print_about
from data.second_printer.around import papers, print_paper
from data.second_printer.compared import print_comparison, random_comparison
from data.second_printer.document import Spec, print_spec, random_spec
from data.second_printer.several import print_among, print_several
from data.second_printer.sheets import booklet, changed, four_up, one_up, two_up

READ, NONE, COMPARISON = "read", "not_an_assessment", "comparison"
BLANK = "blank"
TURNS = (90, 180, 270)
FORMS = {"kiso": "基礎項目評価書", "juten": "重点項目評価書", "zenkoumoku": "全項目評価書"}
FILE_NAMES = (
    "{number:02}_{work}.pdf", "{form}（{work}）.pdf", "kojin{number:04}.pdf", "{number}-{form}.pdf",
    "{work}　{form}_公表用.pdf",
    "hyoka_{number}.PDF", "R{year}.{month}【{town}】{form}{number}.pdf", "000{number:06}.pdf", "{form} ({number}).pdf",
)  # fmt: skip
FOLDERS = ("", "{unit}", "令和{year}年度", "{form}", "公表/令和{year}年{month}月", "01_{unit}/{work}")


@dataclass(frozen=True)
class Filed:
    """A file of an archive: its path, its kind, its bytes, what becomes of it, and the gold of each assessment in it.

    `verdict` is `READ`, or the error_code of a file that holds no assessment.
    """

    path: str
    kind: str
    pdf: bytes
    verdict: str
    assessments: tuple[dict[str, Any], ...] = ()

    @property
    def gold(self) -> dict[str, Any]:
        """The gold of the file: that of its first assessment, of all of them, and its verdict."""
        first = self.assessments[0] if self.assessments else {}
        return {**first, "file": self.path, "verdict": self.verdict, "assessments": list(self.assessments)}


def print_filed(seed: int) -> Filed:
    """One file of an archive; the same seed gives the same file."""
    draw = random.Random(f"filed {seed}")
    spec = random_spec(seed)
    made = draw.choices(list(KINDS), list(KINDS.values()))[0]
    pdf, verdict, assessments = made(seed, spec, draw)
    return Filed(_path(spec, seed, draw), made.__name__.strip("_").replace("_", " "), pdf, verdict, tuple(assessments))


_Made = tuple[bytes, str, list[dict[str, Any]]]


def _alone(seed: int, spec: Spec, draw: random.Random) -> _Made:
    printed = print_spec(spec, "")
    return printed.pdf, READ, [printed.gold]


def _several(seed: int, spec: Spec, draw: random.Random) -> _Made:
    pdf, gold = print_several(seed, "")
    return pdf, READ, gold["assessments"]


def _among_papers(seed: int, spec: Spec, draw: random.Random) -> _Made:
    """One assessment with papers before it, behind it, or both."""
    before, behind = draw.choice(((1, 0), (2, 0), (0, 1), (1, 1), (3, 1)))
    pdf, gold = print_among(spec, draw.choices(list(papers()), k=before), draw.choices(list(papers()), k=behind), draw)
    return pdf, READ, gold["assessments"]


def _on_odd_sheets(seed: int, spec: Spec, draw: random.Random) -> _Made:
    """The same pages on other sheets. Their pages are not told: they depend on the sheet."""
    printed = print_spec(spec, "")
    sheets: list[Callable[[bytes], bytes]] = [one_up, lambda pdf: one_up(pdf, draw.choice((0.71, 0.82, 1.41)))]
    sizes = {(page.width, page.height) for page in printed.pages}
    if not spec.look.two_up and len(sizes) == 1 and all(width < height for width, height in sizes):
        sheets += [two_up, booklet, four_up]
    sheets.append(lambda pdf: changed(pdf, lambda number, page: page.rotate(draw.choice(TURNS), relative=True)))
    gold = printed.gold
    for item in (*gold["entries"], *gold["changes"]):
        item["pages"] = []
    return draw.choice(sheets)(printed.pdf), READ, [gold]


def _talk(seed: int, spec: Spec, draw: random.Random) -> _Made:
    return print_about(draw.choice(list(papers_about())), spec), NONE, []


def _comparison(seed: int, spec: Spec, draw: random.Random) -> _Made:
    return print_comparison(spec, random_comparison(seed)), COMPARISON, []


def _letter(seed: int, spec: Spec, draw: random.Random) -> _Made:
    return print_paper(draw.choice([name for name in papers() if name != BLANK]), spec, draw), NONE, []


KINDS: dict[Callable[[int, Spec, random.Random], _Made], float] = {
    _alone: 0.3, _several: 0.14, _among_papers: 0.18, _on_odd_sheets: 0.1, _talk: 0.14, _comparison: 0.07,
    _letter: 0.07,
}  # fmt: skip


def _path(spec: Spec, seed: int, draw: random.Random) -> str:
    work = spec.assessment.name.split("　")[0]
    words = {
        "number": seed % 900 + 1, "work": work, "form": FORMS[spec.form.name], "town": spec.assessment.town,
        "unit": draw.choice(("税務課", "福祉課", "市民課", "総務部")), "year": draw.randint(2, 7),
        "month": draw.randint(1, 12),
    }  # fmt: skip
    folder, name = draw.choice(FOLDERS).format(**words), draw.choice(FILE_NAMES).format(**words)
    return "/".join(filter(None, ("架空県", spec.assessment.town, folder, f"{seed}_{name}")))


def print_archive(first: int, count: int) -> Iterator[Filed]:
    """The files of an archive, one for each seed from `first` on."""
    return map(print_filed, range(first, first + count))


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--files", default=300, show_default=True, type=click.IntRange(1))
@click.option("--first", default=0, show_default=True, help="The seed of the first file.")
def main(folder: Path, files: int, first: int) -> None:
    """Print an archive of a fictional prefecture into FOLDER, and the gold of each file beside it."""
    for filed in print_archive(first, files):
        path = folder / filed.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(filed.pdf)
        gold = json.dumps(filed.gold, ensure_ascii=False, indent=1)
        path.with_suffix(".gold.json").write_text(gold + "\n", encoding="utf-8")
    click.echo(f"{files} files in {folder}")


if __name__ == "__main__":
    main(prog_name="python -m data.second_printer.archive")
