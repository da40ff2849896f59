"""The cells of an answer → its value, marks and status."""
