"""A page with a text layer → ruled cells: what it shows, its rulings, its text, and what only its picture says."""
