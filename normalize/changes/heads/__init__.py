"""The heads of a table of changes, and the columns that they, or its first row, tell."""
