"""The table of changes (変更箇所)."""
