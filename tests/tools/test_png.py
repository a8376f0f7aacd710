"""A picture stays the picture it was; only its rarest colours are rounded."""

import struct
import zlib

import numpy as np
import pytest

from tools import png


def encode(pixels: np.ndarray, filters: list[int]) -> bytes:
    """Write a PNG as a browser does, each row by the filter named, straight from the specification."""
    height, width, channels = pixels.shape
    lines = b""
    for row in range(height):
        line = bytearray()
        for column in range(width):
            for channel in range(channels):
                left = int(pixels[row, column - 1, channel]) if column else 0
                above = int(pixels[row - 1, column, channel]) if row else 0
                corner = int(pixels[row - 1, column - 1, channel]) if row and column else 0
                guess = [0, left, above, (left + above) // 2, paeth(left, above, corner)]
                line.append((int(pixels[row, column, channel]) - guess[filters[row]]) % 256)
        lines += bytes([filters[row]]) + line
    kind = {3: 2, 4: 6}[channels]
    heading = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return png.SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", heading), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    )


def paeth(left: int, above: int, corner: int) -> int:
    estimate = left + above - corner
    return min((left, above, corner), key=lambda one: abs(estimate - one))


def noise(*shape: int) -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, shape, dtype=np.uint8)


@pytest.mark.parametrize("channels", [3, 4])
def test_every_filter_is_undone(channels: int) -> None:
    pixels = noise(10, 7, channels)

    read = png.read(encode(pixels, [0, 1, 2, 3, 4, 4, 3, 2, 1, 0]))

    assert np.array_equal(read, pixels[:, :, :3])


def test_a_picture_of_few_colours_stays_exactly_as_it_is() -> None:
    pixels = noise(4, 3, 3)

    small = png.shrink(encode(pixels, [4, 4, 4, 4]))

    assert np.array_equal(png.read(small), pixels)


def test_of_many_colours_the_frequent_ones_stay_and_the_others_move_little() -> None:
    pixels = np.full((80, 80, 3), (14, 92, 78), np.uint8)
    ramp = np.arange(80, dtype=np.uint8)
    pixels[:20, :, 0] = ramp
    pixels[:20, :, 1] = ramp[:20, None]

    read = png.read(png.shrink(encode(pixels, [1] * 80)))

    assert len(np.unique(read.reshape(-1, 3), axis=0)) <= png.COLOURS
    assert np.array_equal(read[20:], pixels[20:])
    assert np.abs(read.astype(int) - pixels).max() <= 16


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (b"GIF89a", "This is not a PNG."),
        (
            png.SIGNATURE
            + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 1, 1, 16, 2, 0, 0, 0)
            + b"\0\0\0\0",
            "Only PNGs as browsers write them are understood.",
        ),
    ],
)
def test_anything_else_is_refused(picture: bytes, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        png.read(picture)
