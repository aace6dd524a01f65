"""The files that publishers keep up to date, each with its address and its importer.

Apps of upper floors register theirs in their `apps.py`. An address that moved is one line to
change.
"""

from dataclasses import dataclass
from enum import StrEnum

from records.importing.fetching.addresses import refuse_address

HUB = "https://api.psdata.un.org/public/data/{}/json"
HUB_LICENCE = "CC BY-IGO, according to the Humanitarian Data Exchange."


class Form(StrEnum):
    """What an address serves, with the ending of the file that it is kept in."""

    JSON = "json"
    CSV = "csv"
    ARCHIVE = "tar.gz"


@dataclass(frozen=True)
class Entry:
    """One file of a publisher.

    `source` is the slug of its Source; `importer` the dotted path of what reads it, as a string so
    that nothing is loaded before it is asked for, and empty where no importer is written yet.
    `elsewhere` are the hosts to which its address may redirect. `table` names the fact table of
    which the file has a row each, so that rows held stand for an edition that was never counted.
    A file `repeats` where each edition gives again all that the one before gave.
    """

    key: str
    name: str
    address: str
    form: Form
    licence: str
    changes: str
    source: str
    importer: str = ""
    elsewhere: tuple[str, ...] = ()
    table: str = ""
    repeats: bool = False

    @property
    def file(self) -> str:
        """The name under which the file is imported, and looked for in a folder."""
        return f"{self.key}.{self.form}"


_entries: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Raises ValueError for a key that is taken, or an address that may not be fetched."""
    for entry in entries:
        if entry.key in _entries:
            raise ValueError(f"{entry.key} is registered twice.")
        refuse_address(entry.address, entry.elsewhere)
        _entries[entry.key] = entry


def registered() -> list[Entry]:
    return [_entries[key] for key in sorted(_entries)]


def of_hub(key: str, name: str, changes: str, source: str, importer: str = "", **more) -> Entry:
    """A dataset of the United Nations' Peace and Security Data Hub."""
    return Entry(key, name, HUB.format(key), Form.JSON, HUB_LICENCE, changes, source, importer,
                 **more)  # fmt: skip
