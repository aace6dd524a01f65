"""What publishing brings up to date in the same transaction: search, and checks across records.

Apps of upper floors add to the lists in their `apps.py`; a follower may raise Refused.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from records.content.canonical import Content


@dataclass
class Published:
    """What a publication touched: ids of records by kind, names of fact tables, ids that went.

    A kind of which records only went has no ids. `before` are the contents that gave way: what
    hung on them is told by nothing else. `fresh` are ids that were in no table before: nothing is
    kept of them, and only what is published with them can name them. `collections` are the owned
    rows of which a record has some, or had. `found_in` are, by table whose rows searching finds,
    slugs of the records that such rows came to or went from.
    """

    records: dict[str, set[int]] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    withdrawn: set[int] = field(default_factory=set)
    before: list[Content] = field(default_factory=list)
    fresh: set[int] = field(default_factory=set)
    collections: set[str] = field(default_factory=set)
    found_in: dict[str, set[str]] = field(default_factory=dict)

    def changed(self, kind: str) -> set[int]:
        """The records of a kind that were there before and still are."""
        return self.records.get(kind, set()) - self.fresh


_followers: list[Callable[[Published], None]] = []


def follow(follower: Callable[[Published], None]) -> Callable[[Published], None]:
    _followers.append(follower)
    return follower


def tell_followers(published: Published) -> None:
    for follower in _followers:
        follower(published)


Differences = Callable[[], Iterable[str]]
_proofs: list[Differences] = []


def prove(differences: Differences) -> Differences:
    """Adds a question of `verify_history`: what a follower holds otherwise than it should."""
    _proofs.append(differences)
    return differences


def followers_differences() -> Iterator[str]:
    for differences in _proofs:
        yield from differences()
