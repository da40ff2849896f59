"""The first that a worker process runs (`python -I bootstrap.py MODULE PATHS`): finds our libraries, then a module.

`PATHS` is a list in JSON of where the parent finds modules. They come behind the standard library, whatever was before
it there: no module beside ours, or in the folder that the run was started in, can take a standard one's place.
"""

from __future__ import annotations

import json
import runpy
import site
import sys
from itertools import takewhile


def main() -> None:
    """Run the module as Python does behind `-m`."""
    module, paths = sys.argv[1], json.loads(sys.argv[2])
    beyond = set(site.getsitepackages())
    standard = list(takewhile(lambda path: path not in beyond, sys.path))
    sys.path[:] = standard + [path for path in paths if path not in standard]
    sys.argv[:] = [module]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
