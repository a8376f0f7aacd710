"""The format of one ciphertext. Pure: bytes in, bytes out.

token = version byte 0x01 | 12-byte nonce | AES-256-GCM(padded text, associated data)
padded text = 4-byte big-endian length | UTF-8 text | zeros up to a multiple of 256 bytes
"""

import secrets
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE_BYTES = 12
PAD_TO = 256


class Unreadable(Exception):  # noqa: N818 -- it reads as a sentence: the text is unreadable
    """A ciphertext does not open: another key, another place, or somebody changed it."""


def encrypt(key: bytes, text: bytes, associated: bytes) -> bytes:
    """Encrypt with a fresh nonce; the length shown is rounded up to 256 bytes."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    framed = struct.pack(">I", len(text)) + text
    padded = framed + b"\0" * (-len(framed) % PAD_TO)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, padded, VERSION + associated)


def decrypt(key: bytes, token: bytes, associated: bytes) -> bytes:
    """Open a token made for exactly this key and these associated data; refuse everything else."""
    if token[:1] != VERSION:
        raise Unreadable("unknown version")
    nonce, sealed = token[1 : 1 + NONCE_BYTES], token[1 + NONCE_BYTES :]
    try:
        padded = AESGCM(key).decrypt(nonce, sealed, VERSION + associated)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("does not open") from error
    (length,) = struct.unpack(">I", padded[:4])
    return padded[4 : 4 + length]
