"""How often Python searches for objects that refer to each other in a circle, and that nothing else refers to."""

import gc

NEW_OBJECTS = 500_000
"""So many new objects set off such a search (700 by default). A program that is being loaded, and a document, are made
of hundreds of thousands, of which hardly any stand in a circle: nearly all of these searches find nothing.
"""


def search_seldom() -> None:
    """Have this process search seldom from now on: called before the program is loaded, a tenth of that is spared."""
    gc.set_threshold(NEW_OBJECTS)
