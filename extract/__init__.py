"""PDF pages as ruled cells with text, spans and boxes; knows nothing of the forms printed in them."""
