"""What a person sees of a page with a text layer: text that nobody sees, marks and answers that are no text."""
