"""Option boxes by their shape."""
