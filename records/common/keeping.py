"""What all readers of an address get alike is made once a process, until something is published."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import local
from typing import Any, TypeVar

from django.utils import timezone

from records.common.languages import current

MOST = 200  # answers kept: the facets of a list take some 50 kB

T = TypeVar("T")


class Keeper:
    """Answers by what they depend on besides the base, the day and the language of the page.

    The day, for pages say «today»; the language, for nearly all that is kept has words in it.
    `stamp` tells where the base stands; the room that knows sets it. All is thrown away when it
    moves. Without an answer from it nothing is kept.
    """

    stamp: Callable[[], Hashable] = staticmethod(lambda: None)

    def __init__(self) -> None:
        self._answering = local()
        self.forget()

    @contextmanager
    def one_answer(self, stamp: Hashable = None) -> Iterator[None]:
        """Until it is given, the base is asked once where it stands; or never, where it is told.

        It is of one day, too.
        """
        before = getattr(self._answering, "held", None)
        self._answering.held = [(stamp, timezone.localdate())] if stamp else []
        try:
            yield
        finally:
            self._answering.held = before

    def forget(self, now: Hashable = None) -> dict[Hashable, Any]:
        """Begins anew, with answers as of now."""
        answers: dict[Hashable, Any] = {}
        self._held = now, answers
        return answers

    def __call__(self, key: Hashable, make: Callable[[], T]) -> T:
        """The stamp is read first: an answer may be newer than its stamp, and never older."""
        now = self._now()
        if now[0] is None:
            return make()
        at, answers = self._held
        if at != now or len(answers) >= MOST:
            answers = self.forget(now)
        place = current(), key
        if place not in answers:
            answers[place] = make()
        return answers[place]

    def _now(self) -> tuple[Hashable, date]:
        """Where the base stands, and the day."""
        held: list[tuple[Hashable, date]] | None = getattr(self._answering, "held", None)
        if held:
            return held[0]
        now = self.stamp(), timezone.localdate()
        if held is not None:
            held.append(now)
        return now


until_published = Keeper()
