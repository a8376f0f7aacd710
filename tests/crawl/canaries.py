"""Words that stand nowhere else, and how to find them again in whatever shape they leave in.

A canary begins with letters that no language has in this order, so that one search finds all of them, and
ends with letters beyond ASCII, so that whatever escapes text has to escape it.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MARK = "zqxjkvw"
TAIL = "éñ"
_PLAIN = re.compile(rf"{MARK}([a-z]+)".encode())
_HEX = re.compile(f"{MARK.encode().hex()}((?:[0-9a-f]{{2}})*)".encode())
_WIDE = re.compile(
    b"\0{0,3}".join(bytes([byte]) for byte in MARK.encode()) + rb"((?:\0{0,3}[a-z])+)"
)
_AROUND = 80


@dataclass(frozen=True)
class Canary:
    """A word, the column it was put into, the roles that may see it on some page, and where else it stands."""

    key: str
    column: str
    readers: frozenset[str] = frozenset()
    also: str = ""

    @property
    def word(self) -> str:
        return f"{MARK}{self.key}{TAIL}"


def _in_base64() -> Iterator[bytes]:
    """What stays of the mark in base64, wherever in a group of three bytes it begins."""
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + MARK.encode())
        begin = -(-shift * 8 // 6)  # the first letter that is the mark's alone
        end = (shift + len(MARK)) * 8 // 6
        yield encoded[begin:end]


_BASE64 = tuple(_in_base64())


def found_in(data: bytes) -> set[str]:
    """Return the keys of the canaries in some bytes: plain, escaped, in hex, in base64, in wide letters.

    What escapes JSON, HTML, addresses or mails leaves ASCII letters as they are. One found in base64 has no
    key of its own: nobody may see it there, so it is enough that it was found.
    """
    lower = data.lower()
    keys = {key.decode() for key in _PLAIN.findall(lower)}
    keys |= {_letters(bytes.fromhex(rest.decode())) for rest in _HEX.findall(lower)}
    keys |= {key.replace(b"\0", b"").decode() for key in _WIDE.findall(lower)}
    if any(shape in data for shape in _BASE64):
        keys.add("?base64")
    return keys


def _letters(rest: bytes) -> str:
    found = re.match(rb"[a-z]*", rest)
    return found[0].decode() if found else ""


def context_of(data: bytes, key: str) -> str:
    """Return what stands around a canary, for the one who has to find out how it got there."""
    at = data.lower().find(f"{MARK}{key}".encode())
    return data[max(0, at - _AROUND) : at + _AROUND].decode(errors="replace") if at >= 0 else ""


def shapes_of(secret: str) -> tuple[bytes, ...]:
    """Return the shapes in which a secret that is no canary (a code, a token) would be recognised."""
    plain = secret.encode()
    whole = len(plain) // 3 * 3
    return (plain, plain.hex().encode(), base64.b64encode(plain[:whole]))


def secrets_in(data: bytes, secrets: Iterable[str]) -> set[str]:
    """Return those of the secrets that stand in some bytes."""
    return {secret for secret in secrets if any(shape in data for shape in shapes_of(secret))}
