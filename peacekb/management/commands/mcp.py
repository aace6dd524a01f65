"""Serves the tools for language models: on stdio, or with --http on a port."""

from importlib.util import find_spec
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http.request import split_domain_port, validate_host

from peacekb import deadlines
from peacekb.language_models.asking import Site, usual_origin

INSTALL = (
    "The tools for language models need the library mcp: "
    ".venv/bin/pip install --require-hashes -r .requirements/mcp.txt"
)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--http", type=int, metavar="PORT", help="serve /mcp on this port")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at")
        parser.add_argument(
            "--site", help="where readers find the site, such as https://peacekb.example.org"
        )

    def handle(self, *, http: int | None, host: str, site: str | None, **options) -> None:
        if find_spec("mcp") is None:
            raise CommandError(INSTALL)
        from peacekb.language_models.server import serve_http, serve_stdio

        asked = Site(_origin(site or usual_origin()))
        deadlines.install()
        if http is None:
            serve_stdio(asked)
        else:
            serve_http(asked, host, http)


def _origin(site: str) -> str:
    """Raises CommandError for what is no address, or is of a host that the site does not answer."""
    parts = urlsplit(site)
    host, _ = split_domain_port(parts.netloc)
    if parts.scheme not in ("http", "https") or not host or parts.path.strip("/"):
        raise CommandError(f"--site: '{site}' is not an address such as https://example.org.")
    if parts.scheme == "http" and settings.SECURE_SSL_REDIRECT:
        raise CommandError(f"--site: '{site}' begins with http, and this site answers https alone.")
    if not validate_host(host, settings.ALLOWED_HOSTS):
        raise CommandError(f"--site: the host {host} is not among ALLOWED_HOSTS.")
    return f"{parts.scheme}://{parts.netloc}"
