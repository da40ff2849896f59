"""Option boxes and brackets in the cells of an answer, and the text around each of them."""
