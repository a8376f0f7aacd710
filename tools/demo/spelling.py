"""Names as addresses spell them."""

import re
import unicodedata

_NOT_DECOMPOSED = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "ß": "ss"})


def plain(name: str) -> str:
    """Return a name in letters that an address may hold: "Siân ap Gwilym" is "sian.ap.gwilym"."""
    letters = (
        unicodedata.normalize("NFKD", name.translate(_NOT_DECOMPOSED))
        .encode("ascii", "ignore")
        .decode()
    )
    return re.sub(r"[^a-z0-9-]+", ".", letters.lower()).strip(".")
