"""The line to a publisher: to the very address that was checked, and never longer than allowed.

The name stays in the request, so that TLS proves it and the server sees it; only the connection is
made by number. Each word read or written looks at the clock, so that a server which drips cannot
hold a refresh, whatever it drips: a greeting, headers or a body.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from records.importing.fetching.addresses import Resolve
from records.importing.streams import Unreadable


class Overdue(Unreadable):
    """The time for the whole of a file is over."""


class Deadline:
    def __init__(self, seconds: float) -> None:
        self._seconds, self._ends = seconds, time.monotonic() + seconds

    @property
    def left(self) -> float:
        return self._ends - time.monotonic()

    def within(self, timeout: float | None) -> float:
        """The time that one step may take. Raises Overdue."""
        if self.left <= 0:
            raise Overdue(f"It was not whole after {self._seconds:g} seconds.")
        return self.left if timeout is None else min(timeout, self.left)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        within = self._deadline.within(timeout)
        secured = self._inner.start_tls(ssl_context, server_hostname, within)
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _CheckedNetwork(httpcore.NetworkBackend):
    """Connects to the addresses that `resolve` found sound, one after another."""

    def __init__(self, resolve: Resolve, deadline: Deadline) -> None:
        self._resolve, self._deadline = resolve, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failed: Exception = httpcore.ConnectError(f"{host} has no address.")
        for number, at in self._resolve(host, port):
            within = self._deadline.within(timeout)
            try:
                stream = self._inner.connect_tcp(number, at, within, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failed


class CheckedTransport(httpx.BaseTransport):
    """What an httpx client sends by; httpx itself takes no network of one's own."""

    def __init__(self, resolve: Resolve, context: ssl.SSLContext, deadline: Deadline) -> None:
        network = _CheckedNetwork(resolve, deadline)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=network)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore.Request(
            request.method, url, headers=request.headers.raw, extensions=request.extensions
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_AnswerBody(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _AnswerBody(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
