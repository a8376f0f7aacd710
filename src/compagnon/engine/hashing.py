"""What ties are broken by: hashes of who people are, keyed by a seed, never where they stand."""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.people import Side

Hashes = NDArray[np.uint64]


def hashes(seed: int, side: Side, ids: Iterable[str]) -> Hashes:
    """Hash people by the seed, their side and their id. O(people)."""
    key = blake2b(str(seed).encode(), digest_size=32).digest()
    texts = (f"{side}:{one}".encode() for one in ids)
    digests = [blake2b(text, key=key, digest_size=8).digest() for text in texts]
    return np.frombuffer(b"".join(digests), dtype=">u8").astype(np.uint64)
