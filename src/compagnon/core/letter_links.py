"""A letter's link: a seal over the id of what the letter is about, so that whoever reads the database cannot make one."""

import base64
import binascii
from dataclasses import dataclass
from uuid import UUID

from compagnon.core import sealing


@dataclass(frozen=True)
class LetterLinks:
    """The links of one kind of letter: the label of their seals, and the address that their pages begin with."""

    label: str
    address: str

    def path(self, about_id: UUID) -> str:
        """Return the path that a letter links to; its last part is exchanged for a session and leaves the address."""
        seal = sealing.code(self.label, {"id": about_id.hex})
        token = base64.urlsafe_b64encode(seal).decode().rstrip("=")
        return f"/{self.address}/{about_id.hex}/{token}/"

    def is_genuine(self, about_id: UUID, token: str) -> bool:
        """Say whether a token was made for this letter. A rotated master key does not spoil a letter's link."""
        try:
            seal = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except (binascii.Error, ValueError):
            return False
        return sealing.holds(self.label, {"id": about_id.hex}, seal)
