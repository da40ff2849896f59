"""The rows of a table of changes on one page, whatever of its rulings is there."""
