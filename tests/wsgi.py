"""Asking a WSGI application as a server does; the client of the suite goes round what stands at
the door."""

from dataclasses import dataclass

from django.test import RequestFactory

PER_REQUEST = {"X-Request-ID", "RateLimit", "RateLimit-Policy", "Age", "Cache-Status"}


class _Environments(RequestFactory):
    """As they are given to an application: a request of Django's has decoded the path in its."""

    def request(self, **given):
        return self._base_environ(**given)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def lasting(self):
        """Without what belongs to one request."""
        kept = {name: text for name, text in self.headers.items() if name not in PER_REQUEST}
        return self.status, kept, self.body

    @property
    def was_kept(self):
        return self.headers.get("Cache-Status") == "peacekb; hit"


def ask(application, path, method="GET", **headers):
    """`headers` as WSGI names them: `HTTP_ACCEPT`, `REMOTE_ADDR`."""
    told = []
    environ = _Environments().generic(method, path, **headers)
    reply = application(environ, lambda *begun: told.extend(begun))
    body = b"".join(reply)
    getattr(reply, "close", lambda: None)()
    status, named, *_ = told
    return Answer(int(status.split()[0]), dict(named), body)
