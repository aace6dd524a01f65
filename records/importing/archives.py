"""Files of a checkout or an archive, one after another, within bounds.

Nothing is written to disk. Links, odd names and what is too large are refused one by one; an
archive with more than may be read, or one that is broken, raises Unreadable.
"""

import hashlib
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, Self

from records.importing.publisher_files import Copy, Refuse, RowError, copy_of
from records.importing.streams import ANY_PACKING, Unreadable, unpacked

MOST_ENTRIES = 50_000
MOST_TOTAL = 1_000_000_000  # bytes, unpacked
MOST_IN_FILE = 8_000_000
MOST_IN_HEAD = 100_000
BROKEN = (
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError),
    RecursionError,  # heads before heads without end
)


@dataclass(frozen=True)
class ArchiveEntry:
    """A file by its path within the archive."""

    name: str
    data: bytes


def files_in(path: Path, ending: str, refuse: Refuse) -> Iterator[ArchiveEntry]:
    """Files of that ending in a folder, .tar (also .xz, .gz, .bz2) or .zip. Raises Unreadable."""
    if path.is_dir():
        entries = _in_folder(path)
    elif zipfile.is_zipfile(path):
        entries = _in_zip(path)
    else:
        entries = _in_tar(path)
    left = MOST_TOTAL
    try:
        for number, (printed, size, stream) in enumerate(entries):
            name = printed.removeprefix("./")
            left -= size
            if number >= MOST_ENTRIES or left < 0:
                raise Unreadable(
                    f"{path.name}: more than {MOST_ENTRIES:,} files or {MOST_TOTAL:,} bytes."
                )
            if name.endswith(ending) and (entry := _entry(name, size, stream, refuse)):
                yield entry
    except BROKEN as error:
        raise Unreadable(f"{path.name}: no folder, .tar or .zip that can be read ({error}).") from (
            None
        )


def _entry(name: str, size: int, stream: IO[bytes] | None, refuse: Refuse) -> ArchiveEntry | None:
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts:
        refuse(RowError(name, "", "a path within the archive"))
    elif stream is None:
        refuse(RowError(name, "", "a file, not a link or device"))
    elif size > MOST_IN_FILE:
        refuse(RowError(name, f"{size:,} bytes", f"at most {MOST_IN_FILE:,} bytes"))
    else:
        data = stream.read(MOST_IN_FILE + 1)
        if len(data) <= MOST_IN_FILE:
            return ArchiveEntry(name, data)
        refuse(RowError(name, "", f"at most {MOST_IN_FILE:,} bytes"))
    return None


_Found = tuple[str, int, IO[bytes] | None]  # name, size as declared, None for what is no file


def _in_folder(path: Path) -> Iterator[_Found]:
    for file in _paths(path):
        name = file.relative_to(path).as_posix()
        if file.is_symlink():
            yield name, 0, None
        else:
            with file.open("rb") as stream:
                yield name, file.stat().st_size, stream


def _paths(path: Path) -> list[Path]:
    """Files of a folder, links among them but not followed; none of hidden folders."""
    return sorted(
        file
        for folder, names in _folders(path)
        for file in map(folder.joinpath, names)
        if not any(part.startswith(".") for part in file.relative_to(path).parts)
    )


def _folders(path: Path) -> Iterator[tuple[Path, list[str]]]:
    for folder, _, names in os.walk(path):
        yield Path(folder), names


def _in_zip(path: Path) -> Iterator[_Found]:
    with zipfile.ZipFile(path) as whole:
        for info in whole.infolist():
            if info.is_dir():
                continue
            mode = info.external_attr >> 16
            if mode and (mode & 0o170000) not in (0, 0o100000):
                yield info.filename, 0, None
                continue
            with whole.open(info) as stream:
                yield info.filename, info.file_size, stream


class _Head(tarfile.TarInfo):
    """A head of a member; names and remarks that stand in members of their own are kept short,
    since they are read whole.
    """

    @classmethod
    def frombuf(cls, *told) -> Self:
        head = super().frombuf(*told)
        if not head.isreg() and head.size > MOST_IN_HEAD:
            raise Unreadable(f"A name in the archive is longer than {MOST_IN_HEAD:,} bytes.")
        return head


def _in_tar(path: Path) -> Iterator[_Found]:
    """Unpacked here: tarfile unpacks what it has read at once, and copies the rest for each block,
    so that 22 kB of packed zeros held a refresh for more than eight minutes.
    """
    packed = unpacked(path, MOST_TOTAL, ANY_PACKING)
    with packed as stream, tarfile.open(fileobj=stream, mode="r|", tarinfo=_Head) as whole:
        for member in whole:
            if member.isdir():
                continue
            yield member.name, member.size, whole.extractfile(member) if member.isreg() else None


def copy_of_archive(path: Path) -> Copy:
    """The archive with its SHA-256; for a folder that of its files' hashes. Raises Unreadable."""
    if not path.is_dir():
        return copy_of(path)
    digest = hashlib.sha256()
    for file in _paths(path):
        if not file.is_symlink():
            line = f"{copy_of(file).sha256}  {file.relative_to(path).as_posix()}\n"
            digest.update(line.encode())
    return Copy(path, digest.hexdigest())
