"""Where this installation lives: its public address, its data folder, whether it is a demo."""

from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings


def origin() -> str:
    """Return the public address without a final slash; never taken from a request's Host header."""
    return str(settings.COMPAGNON_ORIGIN)


def host() -> str:
    """Return the host name of the public address."""
    return urlsplit(origin()).hostname or "localhost"


def sender() -> str:
    """Return the bare address the installation's letters come from."""
    return parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1]


def contact() -> str:
    """Return the address at which the host answers, or nothing."""
    return str(settings.COMPAGNON_CONTACT)


def data_folder() -> Path:
    """Return the folder for what is kept outside the database."""
    return Path(settings.COMPAGNON_DATA)


def video_rooms() -> str:
    """Return the address below which every name is a room for a video call, without a final slash; empty: there is none."""
    return str(settings.COMPAGNON_VIDEO)


def is_demo() -> bool:
    """Say whether this is the demo: invented people, letters shown in the browser, localhost only."""
    return bool(settings.COMPAGNON_DEMO)


def web_processes() -> int:
    """Return how many web processes `serve` starts; each has four threads."""
    return int(settings.COMPAGNON_WORKERS)
