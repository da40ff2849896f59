"""Citations of laws and orders."""
