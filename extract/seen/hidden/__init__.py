"""Text that a page holds and does not show, or that is struck."""
