"""What a page shows and its text layer does not say: pictures and outlines among text, and signs wrongly named."""
