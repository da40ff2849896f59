"""What is printed around the number of a page (as folded): － 3 －, p.3, 第3頁, (3/12), 3ページ; as patterns."""

from __future__ import annotations

PAGE_WORD = "(?:頁|ページ)"
BEFORE, BEHIND = r"[-~<(]*(?:p\.?|page|第)?", rf"{PAGE_WORD}?[-~>)]*"
