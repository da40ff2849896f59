"""Words and characters: folding, radicals, the dictionary, and what is taken for what."""
