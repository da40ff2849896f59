"""Text that PDFium leaves out, or hands out as codes: found, and added to its glyphs."""
