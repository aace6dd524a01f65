"""The bytes of a publisher's file, unpacked and bounded."""

import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO

MOST_BYTES = 600_000_000  # unpacked
GZIP = b"\x1f\x8b"


class Unreadable(Exception):
    """The file as a whole cannot be read; nothing was imported."""


class _Bounded(io.RawIOBase):
    """A stream that gives up, with Unreadable, where it is broken or longer than allowed."""

    def __init__(
        self, inner: BinaryIO | gzip.GzipFile, file: BinaryIO, name: str, most: int
    ) -> None:
        self._inner, self._file, self._name, self._left = inner, file, name, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        try:
            chunk = self._inner.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
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


def unpacked(path: Path, most: int = MOST_BYTES) -> BinaryIO:
    """The bytes of a file, plain or .gz; reading more than `most` of them raises Unreadable."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}.") from None
    packed = file.read(2) == GZIP
    file.seek(0)
    inner: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=file) if packed else file
    return io.BufferedReader(_Bounded(inner, file, path.name, most))
