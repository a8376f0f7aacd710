"""Whether a page still shows how things stand: nobody writes over answers that they have not seen."""

import hashlib
import json

from django.utils.translation import gettext_lazy as _

from compagnon.core.errors import Refused
from compagnon.recruitment.rules.answering import Typed


class Overtaken(Refused):
    """The same answers were changed elsewhere, in another tab or on another device, since this page was opened."""


def digest_of(typed: Typed) -> str:
    """Return what changes with what was typed; empty texts at the end of a list do not count."""
    said = {control: list(texts) for control, texts in typed.items() if any(texts)}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def check_seen(stored: Typed, seen: str) -> None:
    """Refuse (`Overtaken`) to write over what a page did not show; `seen` is the digest of what it showed."""
    if seen != digest_of(stored):
        raise Overtaken(
            _("These answers were changed elsewhere since you opened this page. Nothing is lost.")
        )
