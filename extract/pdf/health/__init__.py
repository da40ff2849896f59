"""Whether what a page is drawn from is whole."""
