"""Pure rules of accounts."""

import hashlib
import unicodedata
from typing import Final

# The first that fits counts: Edge and Opera also call themselves Chrome, and Chrome Safari.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def browser_label(user_agent: str) -> str:
    """Return what a person knows a browser by ("Firefox · Windows"), or nothing; no version, no model."""
    names = (
        next((name for sign, name in table if sign in user_agent), "")
        for table in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(name for name in names if name)


def tidy_name(name: str) -> str:
    """Return a name without stray spaces and without characters that nobody sees."""
    visible = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in name
    )
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def tidy_address(address: str) -> str:
    """Return an e-mail address as it is kept: in lower case, without spaces around it."""
    return address.strip().lower()


def token_digest(token: str) -> str:
    """Return what is kept of a link's token: enough to know it again, nothing to use it with."""
    return hashlib.sha256(token.encode()).hexdigest()
