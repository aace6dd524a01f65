"""Files as a whole: their hash, and that the disk has them."""

import hashlib
import os
from pathlib import Path


def sha256_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def sync(place: Path) -> None:
    """Waits until a file or the list of a folder is on the disk."""
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
