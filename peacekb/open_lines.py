"""That no line to another machine is open: asked by `manage.py check --deploy`.

Within one machine (loopback, or a socket) nothing is asked.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Warning

HERE = {"", "localhost", "127.0.0.1", "::1"}
PROVED = "verify-full"  # of libpq: encrypted, and the certificate is that of the host


def lines_encrypted(app_configs: Any, **kwargs: Any) -> list[Warning]:
    return [
        Warning(
            f"The line to {host} ({name}) can be read on its way.", hint=hint, id="peacekb.W001"
        )
        for name, host, hint in _open_lines()
    ]


def _open_lines() -> Iterator[tuple[str, str, str]]:
    """Setting, host, and what to do."""
    for name, base in settings.DATABASES.items():
        host, manner = str(base.get("HOST", "")), base.get("OPTIONS", {}).get("sslmode")
        if not _is_here(host) and manner != PROVED:
            setting = "DATABASE_URL" if name == "default" else "REPLICA_URLS"
            yield setting, host, f"Add ?sslmode={PROVED} to the address."
    stamp = urlsplit(settings.STAMP_URL)
    if stamp.scheme == "redis" and not _is_here(stamp.hostname or ""):
        yield "STAMP_URL", stamp.hostname or "", "Begin the address with rediss://."
    sends = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if sends and not encrypted and not _is_here(settings.EMAIL_HOST):
        yield "EMAIL_URL", settings.EMAIL_HOST, "Begin the address with smtp+tls://."


def _is_here(host: str) -> bool:
    return host in HERE or host.startswith("/")
