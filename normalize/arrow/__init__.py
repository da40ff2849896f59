"""Answers → rows of the dataset's tables, in Arrow."""
