"""Pages as sheets: numbered, doubled, side by side, and the lines that all of them repeat."""
