"""Every environment variable Compagnon reads: its name, default and meaning. The reference page is made of this."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Variable:
    """One environment variable, as the operator's reference shows it."""

    name: str
    default: str
    meaning: str


VARIABLES: Final = (
    Variable("COMPAGNON_DATA", "var", "Folder of the database, the key file and the secret."),
    Variable(
        "DATABASE_URL",
        "sqlite:///<COMPAGNON_DATA>/compagnon.sqlite3",
        "SQLite file, or postgres://user:password@host:5432/name.",
    ),
    Variable(
        "EMAIL_URL",
        "consolemail://, in the demo demo://",
        "smtp+tls://user:password@host:587, smtp+ssl://…:465, smtp://…:25, demo:// (mail viewer) or consolemail://.",
    ),
    Variable(
        "COMPAGNON_KEY_FILE",
        "<COMPAGNON_DATA>/keys",
        "Master keys of confidential words. Keep it apart from the database.",
    ),
    Variable(
        "COMPAGNON_SECRET",
        "content of <COMPAGNON_DATA>/secret",
        "Signs cookies and links; at least 50 characters.",
    ),
    Variable(
        "COMPAGNON_ORIGIN",
        "http://localhost:8000",
        "Public address of the site; links in mails begin with it.",
    ),
    Variable(
        "COMPAGNON_HOSTS", "host of COMPAGNON_ORIGIN", "Host names answered, separated by commas."
    ),
    Variable(
        "COMPAGNON_PROXIES",
        "0",
        "Number of trusted reverse proxies in front; their X-Forwarded-For entries are believed.",
    ),
    Variable("COMPAGNON_FROM", "Compagnon <no-reply@localhost>", "Sender of the mails."),
    Variable(
        "COMPAGNON_CONTACT",
        "",
        "Address at which the host answers; the page Help names it to whoever can ask no group.",
    ),
    Variable("COMPAGNON_PASSWORDS", "off", "on: people may also sign in with a password and TOTP."),
    Variable(
        "COMPAGNON_DEMO",
        "off",
        "on: invented data, personas' sign-in links, mail viewer, plain cookies, localhost only.",
    ),
    Variable(
        "COMPAGNON_VIDEO",
        "none",
        "Address of a Jitsi of your own, https://…: members may meet in its rooms, each under a random name.",
    ),
    Variable("COMPAGNON_TIME_ZONE", "Europe/London", "Time zone of the installation."),
    Variable(
        "COMPAGNON_WORKERS", "2", "Web processes of `compagnon serve`; each has four threads."
    ),
)

PACKAGE: Final = Path(__file__).resolve().parent.parent
_BY_NAME: Final = {variable.name: variable for variable in VARIABLES}


def read(name: str) -> str:
    """Return a declared variable's value, or an empty text where the environment does not set it."""
    return os.environ.get(_BY_NAME[name].name, "")


def read_or_default(name: str) -> str:
    """Return a declared variable's value, or its plain default."""
    return read(name) or _BY_NAME[name].default


def number(name: str) -> int:
    """Return a declared variable that is a number; refuses (`ImproperlyConfigured`) anything else."""
    text = read_or_default(name)
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a number, not {text!r}.")
    return int(text)


def is_on(name: str) -> bool:
    """Say whether a switch is on."""
    return read_or_default(name).lower() in {"on", "1", "true", "yes"}


def data_folder() -> Path:
    """Return the folder that holds the database, the key file and the secret."""
    return Path(read_or_default("COMPAGNON_DATA")).resolve()


def secret() -> str:
    """Return the signing secret from the environment or its file; empty where there is none yet."""
    path = data_folder() / "secret"
    return read("COMPAGNON_SECRET") or (
        path.read_text(encoding="ascii").strip() if path.is_file() else ""
    )
