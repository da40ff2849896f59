"""What fonts say of their characters, and which of them nobody can check: asked before glyphs are read."""
