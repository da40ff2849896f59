"""Worker processes, and who watches them."""
