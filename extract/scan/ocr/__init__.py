"""The picture of a line → its characters."""
