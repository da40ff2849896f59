"""Lists printed in one cell, and their items."""
