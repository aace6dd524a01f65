"""The bytes of a publisher's file, unpacked and bounded."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

MOST_BYTES = 600_000_000  # unpacked
Packings = Mapping[bytes, Callable[[BinaryIO], Any]]  # by what a file begins with
GZIP: Packings = {b"\x1f\x8b": gzip.open}
ANY_PACKING: Packings = {**GZIP, b"BZh": bz2.open, b"\xfd7zXZ\x00": lzma.open}


class Unreadable(Exception):
    """The file as a whole cannot be read; nothing was imported."""


class _Bounded(io.RawIOBase):
    """A stream that gives up, with Unreadable, where it is broken or longer than allowed."""

    def __init__(self, inner: BinaryIO, file: BinaryIO, name: str, most: int) -> None:
        self._inner, self._file, self._name, self._left = inner, file, name, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        try:
            chunk = self._inner.read(len(buffer))
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            raise Unreadable(f"{self._name}: it cannot be unpacked ({error}).") from None
        self._left -= len(chunk)
        if self._left < 0:
            raise Unreadable(f"{self._name}: it is longer than may be imported.")
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._inner.close()
        self._file.close()  # a GzipFile leaves the one below it open
        super().close()


def unpacked(path: Path, most: int = MOST_BYTES, packings: Packings = GZIP) -> BinaryIO:
    """The bytes of a file, plain or packed; reading more than `most` of them raises Unreadable."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}.") from None
    start = file.read(max(map(len, packings)))
    file.seek(0)
    inner = next((take(file) for sign, take in packings.items() if start.startswith(sign)), file)
    return io.BufferedReader(_Bounded(inner, file, path.name, most))
