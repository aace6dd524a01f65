"""A picture of few colours as a small PNG: what Chromium writes is three times as large."""

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 6: 4}  # by the type of colour: RGB, and RGB with opacity
COARSE = 10  # steps between two values of a colour that stay apart
MOST_COLOURS = 256
ROUNDED = bytes(min(round(value / COARSE) * COARSE, 255) for value in range(256))


def smaller(png: bytes) -> bytes:
    """The same picture with a palette; opacity is left out. Raises ValueError for more colours."""
    width, height, rows = _decoded(png)
    palette: dict[bytes, int] = {}
    packed = bytearray()
    for row in rows:
        numbers = [palette.setdefault(colour, len(palette)) for colour in row]
        if len(palette) > MOST_COLOURS:
            raise ValueError(f"The picture has more than {MOST_COLOURS} colours.")
        packed += bytes([0, *numbers])  # no filter: long runs of one colour pack best as they are
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(packed, 9)))
    return SIGNATURE + b"".join(_chunk(*one) for one in (*parts, (b"IEND", b"")))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _decoded(png: bytes) -> tuple[int, int, Iterator[list[bytes]]]:
    """Width, height, and the colours of each row."""
    held = list(_chunks(png))
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", held[0][1])
    if depth != 8 or colour not in CHANNELS or interlaced:
        raise ValueError("Expected a plain picture of eight bits a colour.")
    packed = zlib.decompress(b"".join(body for name, body in held if name == b"IDAT"))
    return width, height, _rows(packed, width, CHANNELS[colour])


def _rows(packed: bytes, width: int, size: int) -> Iterator[list[bytes]]:
    above = bytearray(width * size)
    for at in range(0, len(packed), width * size + 1):
        row = bytearray(packed[at + 1 : at + 1 + width * size])
        _unfilter(packed[at], row, above, size)
        coarse = row.translate(ROUNDED)
        yield [bytes(coarse[x : x + 3]) for x in range(0, len(coarse), size)]
        above = row


def _unfilter(kind: int, row: bytearray, above: bytearray, size: int) -> None:
    """A row as it was before the filter of the format; see the PNG specification, part 9."""
    for x in range(len(row)):
        left = row[x - size] if x >= size else 0
        corner = above[x - size] if x >= size else 0
        guess = (0, left, above[x], (left + above[x]) // 2, _nearest(left, above[x], corner))[kind]
        row[x] = (row[x] + guess) & 255


def _nearest(left: int, up: int, corner: int) -> int:
    whole = left + up - corner
    return min((left, up, corner), key=lambda one: abs(whole - one))
