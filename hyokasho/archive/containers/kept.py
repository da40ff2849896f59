"""What containers hold, kept from one run to the next: one that has not changed is not unpacked to be listed again."""

from __future__ import annotations

from typing import Annotated

import msgspec

from hyokasho.archive.containers.bounds import Bounds
from hyokasho.archive.containers.unpack_job import Listing
from hyokasho.archive.results.fingerprint import listing_edition
from hyokasho.archive.storage.interface import WORK, Storage
from hyokasho.archive.storage.state import Sha256, encoded, load
from hyokasho.archive.task import Limits

LISTINGS = f"{WORK}/containers.json"


class KeptListings(msgspec.Struct, forbid_unknown_fields=True):
    """The listings of containers by their kind and SHA-256, made by this edition of the program within these limits."""

    edition: str
    bounds: Bounds
    within: tuple[float, int]
    listings: dict[str, dict[Annotated[str, Sha256], Listing]]


class Listings:
    """Tells what was found in containers before."""

    def __init__(self, storage: Storage, bounds: Bounds, limits: Limits, *, forget: bool = False) -> None:
        """`forget`: what earlier runs have found does not count."""
        self._storage = storage
        self._now = KeptListings(listing_edition(), bounds, (limits.timeout, limits.memory), {})
        said = load(storage, LISTINGS, KeptListings)
        if not forget and said is not None and (said.edition, said.bounds, said.within) == (
            self._now.edition, self._now.bounds, self._now.within
        ):  # fmt: skip
            self._now = said
        self._changed = False

    def get(self, kind: str, document_id: str) -> Listing | None:
        """What a container of these bytes holds, read as this kind; None where nobody looked."""
        return self._now.listings.get(kind, {}).get(document_id)

    def put(self, kind: str, document_id: str, listing: Listing) -> None:
        """Remember what a container holds."""
        self._now.listings.setdefault(kind, {})[document_id] = listing
        self._changed = True

    def save(self) -> None:
        """Keep it for the next run. Raises `StorageError`."""
        if self._changed:
            self._storage.write(LISTINGS, encoded(self._now))
            self._changed = False
