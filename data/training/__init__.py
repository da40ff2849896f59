"""Trains the two small networks of `extract/scan/boxes` on prints of fictional text, scanned by `data/printing`.

Everything comes from the project and from seeds: the same machine makes the same weights, bit by bit.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # sums of several threads are rounded now this way, now that
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
