"""The options that a form prints beside a choice or a box: which one a text names, and lists of them."""
