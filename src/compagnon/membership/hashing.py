"""Numbers and addresses as keyed hashes: whoever has the database alone cannot try them out."""

import hashlib
import hmac
from functools import cached_property
from typing import Final

from compagnon.core.encryption import master
from compagnon.membership.models import Register

_DIGITS: Final = 32


class Hasher:
    """Hashes for one register, under the key that its lines were hashed with."""

    def __init__(self, register: Register) -> None:
        """Take the register; the key is looked up when it is first needed."""
        self._key_id = register.key_id

    @cached_property
    def _key(self) -> bytes:
        return master.by_id(self._key_id).derive("membership")

    def of(self, kind: str, text: str) -> str:
        """Return the hash of a number or an address as they are compared; nothing of nothing."""
        if not text:
            return ""
        said = f"{kind}:{text}".encode()
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()[:_DIGITS]
