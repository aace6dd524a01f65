"""Answers made smaller on their way: brotli where the reader takes it, else gzip."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import brotli
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.text import compress_string

from peacekb.http import is_page

SMALLEST = 200  # bytes: below it nothing is won
COMPRESSIBLE = re.compile(
    r"text/|application/.*(json|xml|javascript|bibtex|research-info)|image/svg"
)
BROTLI_QUALITY = 4  # as fast as gzip, and smaller
GZIP = 16 + zlib.MAX_WBITS
MOST_RANDOM_BYTES = 100


class Compressor(Protocol):
    def compress(self, data: bytes) -> bytes: ...
    def flush(self) -> bytes: ...


class _Brotli:
    def __init__(self) -> None:
        compressor = brotli.Compressor(quality=BROTLI_QUALITY)
        self.compress, self.flush = compressor.process, compressor.finish


def _gzip() -> Compressor:
    """Without a moment inside, so that equal answers have equal bytes."""
    return zlib.compressobj(wbits=GZIP)


CODINGS: dict[str, Callable[[], Compressor]] = {"br": _Brotli, "gzip": _gzip}


def coding_of(request: HttpRequest, *ours: str) -> str:
    """`br`, `gzip` or nothing: the first of ours that the reader takes."""
    given = request.headers.get("Accept-Encoding", "").replace(" ", "").lower()
    taken = {}
    for one in given.split(","):
        name, _, quality = one.partition(";q=")
        taken[name] = quality.strip("0.") != "" if quality else True
    return next((name for name in ours or CODINGS if taken.get(name)), "")


class Compression:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        content_type = response.headers.get("Content-Type", "")
        if response.has_header("Content-Encoding") or not COMPRESSIBLE.match(content_type):
            return response
        if "no-transform" in response.headers.get("Cache-Control", ""):
            return response  # its hash is known
        if isinstance(response, HttpResponse) and len(response.content) < SMALLEST:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if coding := coding_of(request):
            self._compress(response, coding)
        return response

    def _compress(self, response: HttpResponseBase, coding: str) -> None:
        if isinstance(response, StreamingHttpResponse):
            pieces: Iterable[bytes] = response.streaming_content  # type: ignore[assignment]
            response.streaming_content = _pieces(CODINGS[coding](), pieces)
            del response.headers["Content-Length"]
        elif isinstance(response, HttpResponse):
            if is_page(response.headers["Content-Type"]) and has_vary_header(response, "Cookie"):
                # A form's token could be guessed from the length (BREACH): gzip can hide it.
                coding = "gzip"
                response.content = compress_string(
                    response.content, max_random_bytes=MOST_RANDOM_BYTES
                )
            else:
                response.content = b"".join(_pieces(CODINGS[coding](), [response.content]))
            response["Content-Length"] = str(len(response.content))
        response["Content-Encoding"] = coding


def _pieces(compressor: Compressor, pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if coded := compressor.compress(piece):
            yield coded
    yield compressor.flush()
