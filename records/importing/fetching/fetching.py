"""A publisher's file to the disk: asked for politely, taken within bounds, refused in words."""

import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

import httpcore
import httpx

from records.importing.fetching.addresses import HOSTS, Resolve, host_of, public_endpoints
from records.importing.fetching.network import CheckedTransport, Deadline
from records.importing.fetching.registry import Entry, Form
from records.importing.streams import Unreadable

Tell = Callable[[str], None]

AGENT = "PeaceKB (refresh of published files)"
ACCEPT = {
    Form.JSON: "application/json",
    Form.CSV: "text/csv, text/plain;q=0.9, */*;q=0.5",
    Form.ARCHIVE: "application/gzip, application/octet-stream;q=0.9, */*;q=0.5",
}
REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 5
PASSING = {429, 500, 502, 503, 504}  # what may be over in a while
BROKEN = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.RemoteProtocolError)
PIECE = 65_536
LONGEST_VALIDATOR = 100
WORD_EVERY = 5.0  # seconds of a long transfer between two words of progress


@dataclass(frozen=True)
class FetchLimits:
    """Seconds and bytes. `whole` is for a file with all its redirects, retries and waits."""

    connect: float = 10
    read: float = 30
    whole: float = 600
    most_bytes: int = 300_000_000  # sent, and unpacked
    tries: int = 4
    first_wait: float = 1  # doubled each time
    longest_wait: float = 60


@dataclass(frozen=True)
class Validators:
    """By what a server tells whether a file is still the one that was taken."""

    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


class _Passing(Unreadable):
    """A fault that may be over after `wait` seconds; None where the server named no time."""

    def __init__(self, said: str, wait: float | None = None) -> None:
        self.wait = wait
        super().__init__(said)


class Fetcher:
    """Only tests hand it hosts, a resolver or certificates of their own."""

    def __init__(
        self,
        tell: Tell,
        limits: FetchLimits | None = None,
        hosts: Collection[str] = HOSTS,
        resolve: Resolve = public_endpoints,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._tell, self._limits = tell, limits or FetchLimits()
        self._hosts, self._resolve = hosts, resolve
        # No environment: a variable could name other certificates, or a proxy.
        self._context = context or httpx.create_ssl_context(trust_env=False)

    def fetch(self, entry: Entry, into: Path, held: Validators) -> Validators | None:
        """Writes the file; None where it is still the one that is held. Raises Unreadable."""
        deadline = Deadline(self._limits.whole)
        transport = CheckedTransport(self._resolve, self._context, deadline)
        timeout = httpx.Timeout(self._limits.read, connect=self._limits.connect)
        with httpx.Client(transport=transport, timeout=timeout, trust_env=False) as client:
            visit = _Visit(
                client=client,
                entry=entry,
                hosts={host_of(entry.address, self._hosts), *entry.elsewhere} & {*self._hosts},
                into=into,
                held=held,
                limits=self._limits,
                deadline=deadline,
                tell=self._tell,
            )
            return self._insist(visit, deadline)

    def _insist(self, visit: "_Visit", deadline: Deadline) -> Validators | None:
        for again in range(self._limits.tries):
            try:
                return visit.once()
            except _Passing as problem:
                deadline.within(None)
                wait = self._limits.first_wait * 2**again if problem.wait is None else problem.wait
                is_last = again + 1 == self._limits.tries
                is_long = wait > min(self._limits.longest_wait, deadline.left)
                if is_long and (problem.wait or not is_last):
                    raise Unreadable(
                        f"{problem} The next try would be in {wait:,.0f} seconds: "
                        "refresh again later."
                    ) from None
                if is_last:
                    raise Unreadable(f"{problem} Tried {again + 1} times.") from None
                self._tell(f"{problem} Trying again in {wait:g} seconds")
                time.sleep(wait)
        raise AssertionError("no try is left out")


@dataclass(frozen=True)
class _Visit:
    """One file asked for; `hosts` are those that may be asked for it."""

    client: httpx.Client
    entry: Entry
    hosts: Collection[str]
    into: Path
    held: Validators
    limits: FetchLimits
    deadline: Deadline
    tell: Tell

    def once(self) -> Validators | None:
        """Raises Unreadable, of the kind _Passing where another try may help."""
        address = self.entry.address
        for _ in range(MOST_REDIRECTS + 1):
            host_of(address, self.hosts)
            try:
                with self.client.stream("GET", address, headers=self._headers()) as answer:
                    if answer.status_code not in REDIRECTS:
                        return self._take(answer)
                    address = _redirected(answer)
            except BROKEN as error:
                raise _broken(address, error) from None
            except (httpx.InvalidURL, httpx.HTTPError, httpcore.LocalProtocolError) as error:
                raise Unreadable(f"{address} cannot be asked for ({error}).") from None
        last = host_of(address, self.hosts)
        raise Unreadable(f"It redirects more than {MOST_REDIRECTS} times, last to {last}.")

    def _headers(self) -> dict[str, str]:
        asked = {"User-Agent": AGENT, "Accept": ACCEPT[self.entry.form], "Accept-Encoding": "gzip"}
        return asked | self.held.headers

    def _take(self, answer: httpx.Response) -> Validators | None:
        status = answer.status_code
        if status == HTTPStatus.NOT_MODIFIED:
            if not self.held.headers:
                raise Unreadable("It answers «not modified», though nothing was held before.")
            return None
        if status in PASSING:
            raise _Passing(f"It answers {_named(status)}.", _retry_after(answer))
        if status != HTTPStatus.OK:
            raise Unreadable(f"It answers {_named(status)}, not the file.")
        _refuse_page(answer)
        if any("next" in (relation or "").lower().split() for relation in answer.links):
            raise Unreadable("It is one page of several: its Link names the next.")
        self._save(answer)
        return Validators(*(_validator(answer, name) for name in ("ETag", "Last-Modified")))

    def _save(self, answer: httpx.Response) -> None:
        stated = answer.headers.get("Content-Length", "")
        if not stated and answer.headers.get("Transfer-Encoding", "").lower() != "chunked":
            raise Unreadable("It says neither its length nor its end, so that none can tell "
                             "whether it is whole.")  # fmt: skip
        if stated.isdigit() and int(stated) > self.limits.most_bytes:
            raise self._too_long()
        written, word = 0, time.monotonic() + WORD_EVERY
        with self.into.open("wb") as out:
            for piece in _unpacked(answer, self._bounded(answer)):
                written += out.write(piece)
                if written > self.limits.most_bytes:
                    raise self._too_long()
                if time.monotonic() > word:
                    self.tell(f"{written / 1e6:,.1f} MB of {self.entry.file}")
                    word += WORD_EVERY

    def _bounded(self, answer: httpx.Response) -> Iterator[bytes]:
        """What is sent, within its time and size."""
        sent = 0
        for piece in answer.iter_raw():
            self.deadline.within(None)
            sent += len(piece)
            if sent > self.limits.most_bytes:
                raise self._too_long()
            yield piece

    def _too_long(self) -> Unreadable:
        return Unreadable(f"It is longer than {self.limits.most_bytes:,} bytes.")


def _redirected(answer: httpx.Response) -> str:
    """The address that a redirect names. Raises Unreadable."""
    location = answer.headers.get("Location", "")
    try:
        if location:
            return str(answer.request.url.join(location))
    except (httpx.InvalidURL, ValueError):
        pass
    raise Unreadable(f"It redirects to {location!r}, which is no address.")


def _broken(address: str, error: Exception) -> Unreadable:
    """A line that broke; a certificate that does not fit is wrong the next time too."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Unreadable(f"The certificate of {address} is not to be trusted: "
                              f"{cause.verify_message}")  # fmt: skip
        cause = cause.__cause__ or cause.__context__
    what = (
        "gives no answer in time" if isinstance(error, httpcore.TimeoutException) else "breaks off"
    )
    return _Passing(f"The line to {address} {what} ({error or type(error).__name__}).")


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _retry_after(answer: httpx.Response) -> float | None:
    """Seconds, also given as a moment; None for what is neither, or lies behind."""
    stated = answer.headers.get("Retry-After", "").strip()
    if stated.isascii() and stated.isdigit():
        return float(stated[:12])
    try:
        moment = parsedate_to_datetime(stated)
        wait = (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return wait if wait > 0 else None


def _refuse_page(answer: httpx.Response) -> None:
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        raise Unreadable("It answers with a web page (HTML), not the file.")


def _validator(answer: httpx.Response, name: str) -> str:
    """What can be sent back as it came; else nothing, and the next refresh asks for the whole."""
    value = answer.headers.get(name, "").strip()
    sound = value.isascii() and value.isprintable() and len(value) <= LONGEST_VALIDATOR
    return value if sound else ""


def _unpacked(answer: httpx.Response, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The body as it was before it was packed for sending, in pieces. Raises Unreadable."""
    packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packing == "identity":
        yield from pieces
        return
    if packing not in ("gzip", "x-gzip"):
        raise Unreadable(f"It is packed as {packing!r}, which nobody asked for.")
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        for piece in pieces:
            waiting = piece
            while waiting:
                yield unpacker.decompress(waiting, PIECE)
                waiting = unpacker.unconsumed_tail
            if unpacker.unused_data:
                raise Unreadable("Something stands behind the end of what was packed.")
    except zlib.error as error:
        raise Unreadable(f"It cannot be unpacked ({error}).") from None
    if not unpacker.eof:
        raise Unreadable("It is cut short: what was packed has no end.")
