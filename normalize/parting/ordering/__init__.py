"""Pages that bear no numbers: which order their labels tell."""
