"""One document on the screen, from its cover to the line that sums up."""

from __future__ import annotations

from rich.console import Console

from hyokasho.document.watch import Watch
from hyokasho.printable import for_terminal, one_line
from hyokasho.show.answer_lines import AnswerPrinter, Wanted
from hyokasho.show.closing_lines import print_changes, print_findings, print_summary
from hyokasho.show.sheet import Sheet, printed
from hyokasho.show.watched import Pages, Waiting, read_watched
from normalize.arrow.cover_facts import cover_facts
from normalize.records import Reading
from normalize.registry import Form, load_registry


def print_document(
    data: bytes,
    name: str,
    wanted: Wanted | None = None,
    console: Console | None = None,
    watch: Watch | None = None,
    waiting: Waiting | None = None,
) -> None:
    """Print what the document of this file name says, section by section.

    `watch` may cut it short. Raises `ExtractError` for one that cannot be read.
    """
    sheet, wanted = Sheet(console or Console(highlight=False)), wanted or Wanted()
    readings, pages = read_watched(data, watch or Watch(), waiting)
    if not readings:
        sheet.line(f"{one_line(name)}: no 特定個人情報保護評価書")
    for reading in readings:
        if reading is not readings[0]:
            sheet.line()
        _print_assessment(reading, len(readings), pages, sheet, wanted)


def _print_assessment(reading: Reading, number: int, pages: Pages, sheet: Sheet, wanted: Wanted) -> None:
    """One of so many assessments in the document."""
    form = load_registry().form_keys(reading.form or "")
    _print_head(reading, number, form, pages, sheet)
    sections = AnswerPrinter(form, reading, sheet, wanted).print_all()
    if wanted.section is not None:
        if not sections:
            sheet.line(f"節がない no such section: {for_terminal(wanted.section)}")
        return
    if not wanted.doubtful:
        print_changes(reading, sheet, wanted.language)
    print_findings(reading, sheet, wanted.language)
    print_summary(reading, sheet)


def _print_head(reading: Reading, number: int, form: Form, pages: Pages, sheet: Sheet) -> None:
    facts = cover_facts(reading)
    excerpt = "変更箇所の抜粋　" if reading.form == "henko" else ""
    sheet.title(printed(f"{excerpt}{form.title}　{reading.form_version or ''}".rstrip(), "bold"))
    place = "　".join(filter(None, [facts.get("prefecture"), facts.get("organization_code")]))
    organization = facts.get("organization") or ""
    which = f"{reading.number}/{number}（{reading.page_first}–{reading.page_last}ページ）"
    sheet.pairs([
        *([("評価書", which)] if number > 1 else []),
        ("評価書番号", facts.get("evaluation_number") or ""),
        ("評価書名", facts.get("evaluation_name") or ""),
        ("評価実施機関", f"{organization}（{place}）" if place else organization),
        ("公表日", _date(facts)),
        ("ページ", f"{pages.count}（{_how_read(pages)}）"),
    ])  # fmt: skip


def _date(facts: dict[str, object]) -> str:
    """The date as printed, with that of the calendar where both are known."""
    raw, date = facts.get("published_on_raw"), facts.get("published_on")
    return f"{raw}（{date}）" if raw and date else str(raw or "")


def _how_read(pages: Pages) -> str:
    if not pages.ocr:
        return "文字情報から読み取り read from text"
    if pages.ocr == pages.count:
        return "画像から文字認識 read from pictures by OCR"
    return f"{pages.count - pages.ocr}ページは文字情報、{pages.ocr}ページは画像から文字認識 text and OCR"
