"""Prints in which the page shows something else than its text says, each with the gold of what a person sees."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pikepdf

from data.printing.fonts import Face
from data.second_printer.document import Printed, Spec, print_spec, random_spec
from data.second_printer.flow import Page
from data.second_printer.seen import annotated, boxes, hidden, labels, overlaid, painted, renamed, reviewed, symbols
from data.second_printer.seen.spots import Sheet
from data.second_printer.typeset import Typesetter

Sight = Callable[[Sheet], None]
FACES = ("sans", "serif")
"""Faces that are embedded: of others PDFium draws no letters, so that nobody can say what is seen."""


def _hidden(paint: Callable[..., None], sheet: Sheet) -> None:
    hidden.hidden(sheet, paint)


def _in_layer(sheet: Sheet) -> None:
    hidden.hidden(sheet, hidden.in_layer)
    sheet.finish.append(hidden.switch_off)


def _renamed(rename: renamed.Rename, sheet: Sheet) -> None:
    sheet.finish.append(partial(renamed.renamed, rename=rename))


SIGHTS: dict[str, Sight] = {
    "form fields": annotated.typed_fields,
    "check boxes of a form": annotated.check_boxes,
    "text boxes": annotated.text_boxes,
    "rings of a pen": annotated.pen_rings,
    "rings that are drawn": annotated.drawn_rings,
    "struck lines": painted.struck,
    "struck by a reviewer": annotated.struck_by_reviewer,
    "white text": partial(_hidden, hidden.white),
    "text that is not painted": partial(_hidden, hidden.not_painted),
    "transparent text": partial(_hidden, hidden.transparent),
    "text behind a box": partial(_hidden, hidden.covered),
    "clipped text": partial(_hidden, hidden.clipped),
    "text beyond the page": partial(_hidden, hidden.beyond),
    "a layer that is off": _in_layer,
    "black bars": painted.blacked_out,
    "seals": painted.sealed,
    "printed notes": painted.noted,
    "watermarks": painted.watermarked,
    "shadows": painted.shadowed,
    "underlines": painted.underlined,
    "pictures of answers": painted.pictured,
    "outlines of answers": painted.outlined,
    "shifted map": partial(_renamed, renamed.shifted),
    "marks in private use": partial(_renamed, renamed.in_private_use),
    "marks named blanks": partial(_renamed, renamed.marks_blank),
    "zeros named 〇": partial(_renamed, renamed.zeros_as_kanji),
    "kanji named blanks": partial(_renamed, renamed.partly_blank),
    "kanji without names": partial(_renamed, renamed.partly_nameless),
    "digits named others": partial(_renamed, renamed.digits_swapped),
    "squares that are drawn": boxes.squares,
    "squares that are filled": boxes.filled_squares,
    "check boxes of a browser": boxes.controls,
    "rings around options": boxes.ringed_choices,
    "underlined options": boxes.underlined_choices,
    "discs beside rings": boxes.discs_and_rings,
    "boxes of Wingdings": partial(
        symbols.symbol_boxes, base_font="ABCDEF+Wingdings", names=(None, symbols.PRIVATE, symbols.LATIN)
    ),
    "boxes named ☐ ☑": partial(symbols.symbol_boxes, base_font="ABCDEF+SegoeUISymbol", names=(symbols.SIGNS,)),
    "boxes of an unknown font": partial(
        symbols.symbol_boxes, base_font="ABCDEF+Kigo", names=(None, symbols.PRIVATE, symbols.LATIN)
    ),
    "ticks of Wingdings": partial(
        symbols.symbol_ticks, base_font="ABCDEF+Wingdings", names=(None, symbols.PRIVATE, symbols.LATIN)
    ),
    "ticks of an unknown font": partial(symbols.symbol_ticks, base_font="ABCDEF+Kigo", names=(None, symbols.PRIVATE)),
    "pictures of ticks": symbols.pictured_ticks,
    "outlines of ticks": symbols.outlined_ticks,
    "blanks in labels": partial(labels.set_apart, apart=labels.with_blanks),
    "labels set wide": partial(labels.set_apart, apart=labels.wider),
    "justified labels": partial(labels.set_apart, apart=labels.justified),
    "shadows of labels": labels.shadowed,
    "underlined labels": labels.underlined,
    "readings above labels": labels.read_above,
    "pictures of labels": labels.pictured,
    "outlines of labels": labels.outlined,
    "chosen fields": reviewed.chosen_fields,
    "long fields": reviewed.long_fields,
    "stamps of answers": reviewed.stamped_answers,
    "options ringed by a pen": reviewed.ringed_by_pen,
    "options circled": reviewed.circled,
    "highlighted options": reviewed.highlighted,
    "ticks of a pen": reviewed.pen_ticks,
    "struck answers and text boxes": reviewed.replaced,
    "new answers behind struck ones": reviewed.written_behind,
    "new answers above struck ones": reviewed.written_above,
    "tiled watermarks": overlaid.tiled,
    "level watermarks": overlaid.level,
    "watermarks over text": overlaid.over_text,
    "answers printed twice": partial(overlaid.doubled, shift=0.0),
    "answers made bold": partial(overlaid.doubled, shift=0.3),
    "black bars over parts": overlaid.partly_blacked_out,
    "text behind a picture": partial(_hidden, overlaid.covered_by_picture),
    "text that is nearly white": partial(_hidden, overlaid.nearly_white),
    "tiny text": partial(_hidden, overlaid.tiny),
    "text beside the crop box": overlaid.beside_crop_box,
    "answers in a layer": overlaid.in_shown_layer,
    "a group of layers that is off": overlaid.in_group_of_layers,
    "kanji swapped": partial(_renamed, renamed.kanji_swapped),
    "marks named zeros": partial(_renamed, renamed.marks_zero),
    "marks named letters": partial(_renamed, renamed.marks_letter),
    "rings named discs": partial(_renamed, renamed.marks_filled),
}
"""Each with what it does to the pages and the gold of a print."""


def seen_spec(seed: int) -> Spec:
    """A random form, filled in, in a look whose type the PDF carries and whose answers are not unsure already."""
    spec = random_spec(seed)
    face = random.Random(f"seen {seed}").choice(FACES)
    look = replace(
        spec.look, face=face, rule="stroke", ruby=False, answer_frames="", mark_place="inside", tick="○", empty="　",
        box="[　{}　]",
    )  # fmt: skip
    return replace(spec, look=look)


def print_seen(seed: int, sight: str, file_name: str) -> Printed:
    """A print with a sight. Raises KeyError for one that is not known."""
    spec = seen_spec(seed)
    draw = random.Random(f"{sight} {seed}")
    entries = print_spec(spec, file_name).gold["entries"]
    sheets: list[Sheet] = []

    def change(pages: list[Page]) -> None:
        sheets[:] = [Sheet(pages, entries, Typesetter(Face(spec.look.face), spec.look), draw)]
        SIGHTS[sight](sheets[0])

    printed = print_spec(spec, file_name, change)
    return replace(printed, pdf=_finished(printed.pdf, sheets[0]), gold={**printed.gold, "entries": entries})


def _finished(pdf: bytes, sheet: Sheet) -> bytes:
    """The PDF with its annotations, and changed as its sheet wants it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        annotated.annotate(document, sheet)
        for finish in sheet.finish:
            finish(document)
        document.save(target, deterministic_id=True)
    return target.getvalue()
