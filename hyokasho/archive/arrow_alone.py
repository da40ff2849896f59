"""Arrow without pandas, which it loads otherwise though nothing here gives it a data frame."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder


class _NoPandas(MetaPathFinder):
    """Finds every module but pandas."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Say that there is no pandas; of all others leave the finding to the finders behind this one."""
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def settle_arrow() -> None:
    """Have Arrow look for pandas, and find none.

    Before it makes its first array Arrow loads pandas, for the case that a series of it comes. No document makes any,
    and to load it takes longer than to read a short one. Who asks Arrow for a data frame gets one all the same.
    """
    import pyarrow as pa

    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _NoPandas())
        pa.array([])
        del sys.meta_path[0]
