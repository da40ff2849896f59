"""Names of files as bytes that do not say in which encoding: archives and PDFs of Japanese Windows have such."""

from __future__ import annotations

ENCODINGS = ("utf-8", "cp932")
"""In this order: names in cp932 are hardly ever UTF-8, but many names in UTF-8 are cp932 too."""


def decoded_name(name: bytes) -> str | None:
    """A name as text; None where it is in neither encoding."""
    for encoding in ENCODINGS:
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
