"""A publisher of files on this machine, over real HTTPS, who can be told to misbehave.

It answers for the real names of publishers with certificates of an authority that only the test
knows; what it answers is a function from the request to bytes, or one that writes to the socket.
"""

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from io import StringIO

import trustme
from django.core.management import call_command
from django.core.management.base import CommandError

from peacekb.management.commands.refresh import Command
from records.importing.fetching.addresses import HOSTS
from records.importing.fetching.fetching import Fetcher, FetchLimits

QUICK = FetchLimits(
    connect=1, read=0.3, whole=1, most_bytes=100_000, tries=2, first_wait=0.01, longest_wait=0.05
)
Answer = Callable[[ssl.SSLSocket, str], None]


class Publisher:
    """`answers` are by path; each gets the socket and the head of the request."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []  # heads of the requests, in their order
        self.names: list[str | None] = []  # of TLS
        authority, other = trustme.CA(), trustme.CA()
        self.client = ssl.create_default_context()
        authority.configure_trust(self.client)
        self._certificates = {
            "": self._server(authority.issue_cert(*HOSTS, "elsewhere.example.org")),
            "another name": self._server(authority.issue_cert("elsewhere.example.org")),
            "unknown authority": self._server(other.issue_cert(*HOSTS)),
        }
        self.certificate = ""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.endpoint = ("127.0.0.1", self._listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Ends the thread too, which would else wait on for the next publisher of this number."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _server(self, certificate) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        context.sni_callback = lambda _, name, __: self.names.append(name)
        return context

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(client,), daemon=True).start()

    def _talk(self, client: socket.socket) -> None:
        try:
            client.settimeout(5)
            with self._certificates[self.certificate].wrap_socket(client, True) as line:
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (piece := line.recv(4096)):
                        return
                    head += piece
                self.asked.append(head.decode())
                path = self.asked[-1].split(" ")[1]
                self.answers.get(path, reply(b"", "404 Not Found"))(line, self.asked[-1])
                line.unwrap()
        except OSError:
            pass
        finally:
            client.close()

    def resolve(self, host: str, port: int) -> list[tuple[str, int]]:
        return [self.endpoint]

    def refresh(self, *keys, limits=QUICK, resolve=None, **options) -> tuple[str, bool]:
        """What `manage.py refresh` says, and whether its exit status is 0."""
        said = StringIO()
        command = Command(stdout=said, stderr=said)
        command.fetcher = lambda tell: Fetcher(
            tell, limits, resolve=resolve or self.resolve, context=self.client
        )
        try:
            call_command(command, *keys, **options)
        except CommandError as error:
            return f"{said.getvalue()}{error}", False
        return said.getvalue(), True


def reply(body: bytes, status: str = "200 OK", length: int | None = None, **headers) -> Answer:
    """An answer with a length, in one piece; `Content_Type="text/html"` gives a header."""

    def answer(line: ssl.SSLSocket, head: str) -> None:
        named = {"Content-Length": len(body) if length is None else length}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        line.sendall(f"HTTP/1.1 {status}\r\n{lines}Connection: close\r\n\r\n".encode() + body)

    return answer


def raw(*pieces: bytes, pause: float = 0) -> Answer:
    """Bytes as they are, with a pause before each piece but the first."""

    def answer(line: ssl.SSLSocket, head: str) -> None:
        for number, piece in enumerate(pieces):
            if number and pause:
                threading.Event().wait(pause)
            line.sendall(piece)

    return answer


def unless_held(body: bytes, etag: str) -> Answer:
    """A well-behaved answer: 304 to who holds this edition."""

    def answer(line: ssl.SSLSocket, head: str) -> None:
        held = f"if-none-match: {etag}".lower() in head.lower()
        chosen = reply(b"", "304 Not Modified") if held else reply(body, ETag=etag)
        chosen(line, head)

    return answer
