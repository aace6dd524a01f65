"""Makes a release: reads the base once, writes all files beside each other, and names them last.

Until the last step the folder has another name; what is left by a process that was killed is
taken away by the next. Nothing depends on the moment: the same base, the same release before it
and the same libraries make the same bytes.
"""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings

from peacekb.files import sha256_of, sync
from peacekb.releases import ReleaseRefused
from peacekb.releases.database import write_database
from peacekb.releases.described import ToldRelease, datapackage, release_cited
from peacekb.releases.difference import Differences
from peacekb.releases.files import put, write_table
from peacekb.releases.signing import program_for, sign
from peacekb.releases.sorting import Sorted
from peacekb.releases.tables import all_tables
from records.common.formats import packed
from records.common.languages import in_english
from records.models import ChainHead, Revision
from records.releases.held import (
    BIBTEX,
    CITATION,
    DIFFERENCE,
    PACKAGE,
    SQLITE,
    SUMMARY,
    SUMS,
    Release,
    order_of,
    release_called,
    releases,
)

MAKING = ".making-"
LOCK = ".lock"
SORTED = ".rows"


def make_release(
    name: str,
    *,
    dated: date | None = None,
    with_parquet: bool = True,
    key: Path | None = None,
    tell: Callable[[str], object] = lambda text: None,
) -> Release:
    """Raises ReleaseRefused; then nothing is left of it."""
    try:
        _refuse_at_once(name, with_parquet, key)
        with _folder_for(name) as folder, in_english():
            _write(folder, name, dated, with_parquet, tell)
            if key:
                sign(folder / SUMS, key, purpose="release", comment=f"PeaceKB {name}")
    except OSError as error:
        raise ReleaseRefused(f"The files could not be written: {error}.") from error
    made = release_called(name)
    assert made  # noqa: S101 - it was written above
    return made


def _refuse_at_once(name: str, with_parquet: bool, key: Path | None) -> None:
    """What would be refused after all the work. Raises ReleaseRefused."""
    try:
        order_of(name)
    except ValueError as error:
        raise ReleaseRefused(str(error)) from error
    if with_parquet and not packed.is_there():
        raise ReleaseRefused(
            "Parquet needs pyarrow: .venv/bin/pip install --require-hashes -r "
            ".requirements/parquet.txt. Or leave it out: --without parquet."
        )
    if key:
        program_for(key)


@contextmanager
def _folder_for(name: str) -> Iterator[Path]:
    """A folder that gets the name of the release once all is written, or goes again."""
    place = Path(settings.RELEASES)
    place.mkdir(parents=True, exist_ok=True)
    with (place / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ReleaseRefused(f"Another release is being made in {place}.") from None
        _refuse_out_of_order(place, name)
        for left in place.glob(f"{MAKING}*"):
            shutil.rmtree(left)
        folder = place / f"{MAKING}{name}"
        folder.mkdir()
        try:
            yield folder
            _close(folder)
            folder.rename(place / name)
            sync(place)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _refuse_out_of_order(place: Path, name: str) -> None:
    """What is there is never written again, and each release is told against the one before."""
    if (place / name).exists():
        raise ReleaseRefused(f"{name} is there already, and never changes. Take another name.")
    newest = next((one.name for one in releases()), None)
    if newest and order_of(newest) > order_of(name):
        raise ReleaseRefused(f"{newest} is there already; a release comes after those before it.")


def _write(
    folder: Path,
    name: str,
    dated: date | None,
    with_parquet: bool,
    tell: Callable[[str], object],
) -> None:
    head = _head()
    last = Revision.objects.sealed().last()
    if last is None or last.sealed_at is None:
        raise ReleaseRefused("The base is empty: nothing was published yet.")
    before = next(iter(releases()), None)
    told = ToldRelease(name, dated or last.sealed_at.date(), before.name if before else None, head)
    tables, rows = all_tables(), Sorted(folder / SORTED)
    for table in tables:
        rows.put(table.name, table.rows())
        tell(f"{table.name}: {rows.count(table.name):,} rows")
    if _head().chain_hash != head.chain_hash:
        raise ReleaseRefused("Something was published while the base was read. Begin again.")
    for table in tables:
        write_table(folder, table, rows, with_parquet=with_parquet)
    write_database(folder / SQLITE, tables, rows, told.about())
    differences = Differences(tables, rows, before)
    put(folder / DIFFERENCE, differences.lines())
    put(folder / SUMMARY, [differences.summary(name).encode()])
    package = datapackage(folder, told, tables, rows, differences)
    rows.close()
    (folder / SORTED).unlink()
    put(folder / PACKAGE, [json.dumps(package, indent=1, ensure_ascii=False).encode(), b"\n"])
    content_hash = sha256_of(folder / PACKAGE)
    put(folder / CITATION, [told.citation(content_hash).encode()])
    bibtex = release_cited(name, told.day, content_hash).bibtex()
    put(folder / BIBTEX, [bibtex.encode()])
    put(folder / SUMS, [_sums(folder).encode()])


def _head() -> ChainHead:
    return ChainHead.objects.first() or ChainHead()


def _sums(folder: Path) -> str:
    """As `sha256sum --check` reads them."""
    places = sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
    return "".join(f"{sha256_of(folder / one)}  {one}\n" for one in places)


def _close(folder: Path) -> None:
    """Nobody writes to the files again, and the disk has all of them."""
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_file():
            file.chmod(0o444)
        sync(file)
    sync(folder)
