"""Make a picture of a page small: a PNG of 256 colours, written with nothing but numpy and zlib.

The colours that fill areas stay exactly as they are; the rest, mostly the edges of letters, is
rounded to the nearest of what is left.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
COLOURS: Final = 256
EXACT: Final = 160  # the most frequent colours, kept as they are
CHANNELS: Final = {2: 3, 6: 4}  # red, green, blue; and alpha
SUB, UP, AVERAGE, PAETH = 1, 2, 3, 4


def shrink(picture: bytes) -> bytes:
    """Return the same picture in at most 256 colours. Refuses what a browser does not write."""
    pixels = read(picture)
    packed = (pixels.astype(np.int64) * (1 << 16, 1 << 8, 1)).sum(axis=2)
    colours, where, counts = np.unique(packed, return_inverse=True, return_counts=True)
    palette, nearest = _reduce(
        np.stack([colours >> 16, colours >> 8, colours], axis=1) & 255, counts
    )
    return _write(palette, nearest[where].reshape(packed.shape).astype(np.uint8))


def read(picture: bytes) -> Bytes:
    """Return rows of pixels (red, green, blue) of a PNG with eight bits a channel, not interlaced."""
    if not picture.startswith(SIGNATURE):
        raise ValueError("This is not a PNG.")
    chunks = list(_chunks(picture))
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != 8 or interlaced or kind not in {*CHANNELS, 3}:  # noqa: PLR2004 -- as the format numbers them
        raise ValueError("Only PNGs as browsers write them are understood.")
    data = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    channels = CHANNELS.get(kind, 1)
    lines = np.frombuffer(data, np.uint8).reshape(height, 1 + width * channels)
    pixels = _unfilter(lines[:, 0], lines[:, 1:].reshape(height, width, channels))
    if kind in CHANNELS:
        return pixels[:, :, :3]
    palette = np.frombuffer(dict(chunks)[b"PLTE"], np.uint8).reshape(-1, 3)
    return palette[pixels[:, :, 0]]


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(picture):
        length, name = struct.unpack(">I4s", picture[at : at + 8])
        yield name, picture[at + 8 : at + 8 + length]
        at += length + 12


def _unfilter(filters: Bytes, coded: Bytes) -> Bytes:
    """Undo the filters of all rows, one slanting line of pixels after another.

    A pixel needs the ones to its left, above, and above left; those of one slanting line need
    none of each other, so numpy computes them together.
    """
    height, width, channels = coded.shape
    plain = np.zeros((height + 1, width + 1, channels), np.int16)
    for slant in range(height + width - 1):
        row = np.arange(max(0, slant - width + 1), min(height, slant + 1))
        column = slant - row
        left, above = plain[row + 1, column], plain[row, column + 1]
        guess = _guess(filters[row, None], left, above, plain[row, column])
        plain[row + 1, column + 1] = (coded[row, column] + guess) & 255
    return plain[1:, 1:].astype(np.uint8)


def _guess(
    kind: Bytes,
    left: npt.NDArray[np.int16],
    above: npt.NDArray[np.int16],
    corner: npt.NDArray[np.int16],
) -> npt.NDArray[np.int16]:
    by_left, by_above = np.abs(above - corner), np.abs(left - corner)
    by_corner = np.abs(left + above - 2 * corner)
    paeth = np.where(
        (by_left <= by_above) & (by_left <= by_corner),
        left,
        np.where(by_above <= by_corner, above, corner),
    )
    return np.select(
        [kind == SUB, kind == UP, kind == AVERAGE, kind == PAETH],
        [left, above, (left + above) // 2, paeth],
        np.int16(0),
    )


def _reduce(colours: Ints, counts: Ints) -> tuple[Bytes, Ints]:
    """Return a palette, and for each colour its place in it."""
    if len(colours) <= COLOURS:
        return colours.astype(np.uint8), np.arange(len(colours))
    order = np.argsort(-counts, kind="stable")
    rest = order[EXACT:]
    boxes, box_of = np.unique((colours[rest] >> 4) @ np.array([256, 16, 1]), return_inverse=True)
    weight = np.bincount(box_of, counts[rest])
    means = np.stack(
        [np.bincount(box_of, counts[rest] * colours[rest, one]) / weight for one in range(3)],
        axis=1,
    )
    fullest = np.argsort(-weight, kind="stable")[: min(len(boxes), COLOURS - EXACT)]
    palette = np.concatenate([colours[order[:EXACT]], means[fullest].round().astype(np.int64)])
    nearest = [int(np.abs(palette - one).sum(axis=1).argmin()) for one in colours]
    return palette.astype(np.uint8), np.array(nearest)


def _write(palette: Bytes, places: Bytes) -> bytes:
    height, width = places.shape
    lines = np.concatenate([np.zeros((height, 1), np.uint8), places], axis=1)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
