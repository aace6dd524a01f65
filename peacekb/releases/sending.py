"""The files of releases over HTTP: they never change, so whoever has one need never ask again."""

import base64
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from peacekb.http.coding import coding_of
from peacekb.releases.files import GZIP
from peacekb.releases.views import release_or_404
from records.common.formats.sheet import PIECE
from records.common.requests import refuse_unknown
from records.releases.held import MEDIA_TYPES, File, Release

FOR_EVER = "public, max-age=31536000, immutable, no-transform"
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


@require_safe
def release_file(request: HttpRequest, name: str, place: str) -> HttpResponseBase:
    """A file as it lies there; `csv/votes.csv` is `csv/votes.csv.gz` for who cannot unpack it."""
    refuse_unknown(request)
    release = release_or_404(name)
    if place in release.files:
        file = release.files[place]
        response = _as_it_lies(request, release, file)
    elif f"{place}.gz" in release.files:
        file = release.files[f"{place}.gz"]
        response = _unpacked(request, release, file)
    else:
        raise Http404("The release has no such file.")
    response["Cache-Control"] = FOR_EVER
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Range, ETag, Repr-Digest"
    flat = place.rpartition("/")[2]
    response["Content-Disposition"] = f'attachment; filename="peacekb-{release.name}-{flat}"'
    return response


def _as_it_lies(request: HttpRequest, release: Release, file: File) -> HttpResponseBase:
    tag = f'"{file.sha256}"'
    if _has(request, tag):
        return _not_modified(tag)
    first, last = 0, file.size - 1
    response: HttpResponseBase
    asked = _range(request, tag, file.size)
    if asked and asked[0] > asked[1]:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{file.size}"
        return response
    if asked:
        first, last = asked
    pieces = _pieces(release.path(file), first, last - first + 1)
    response = _answer(request, pieces, file.content_type)
    if asked:
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    return response


def _unpacked(request: HttpRequest, release: Release, file: File) -> HttpResponseBase:
    """Sent as it lies to who takes gzip, as the coding of what it packs."""
    is_packed = coding_of(request, "gzip") == "gzip"
    tag = f'"{file.sha256}-{"packed" if is_packed else "plain"}"'
    if _has(request, tag):
        response: HttpResponseBase = _not_modified(tag)
    else:
        pieces = _pieces(release.path(file), 0, file.size)
        content_type = MEDIA_TYPES[Path(file.place.removesuffix(".gz")).suffix]
        response = _answer(request, pieces if is_packed else _inflated(pieces), content_type)
        response["ETag"] = tag
        if is_packed:
            response["Content-Encoding"] = "gzip"
            response["Content-Length"] = str(file.size)
    response["Vary"] = "Accept-Encoding"
    return response


def _has(request: HttpRequest, tag: str) -> bool:
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return tag in {one.removeprefix("W/") for one in held} or held == ["*"]


def _not_modified(tag: str) -> HttpResponse:
    response = HttpResponse(status=304)
    response["ETag"] = tag
    return response


def _answer(request: HttpRequest, pieces: Iterator[bytes], content_type: str) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type)
    return StreamingHttpResponse(pieces, content_type=content_type)


def _range(request: HttpRequest, tag: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for; the first lies behind the last where there are none.

    None where all are wanted: without a range, with several, and where it is of another file.
    """
    found = RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or request.headers.get("If-Range", tag) != tag:
        return None
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if last and int(last) else None
    return int(first), min(int(last), size - 1) if last else size - 1


def _pieces(path: Path, first: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while length and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Whatever the packed pieces unpack to, a little at a time."""
    inflating = zlib.decompressobj(GZIP)
    for piece in pieces:
        while piece:
            yield inflating.decompress(piece, PIECE)
            piece = inflating.unconsumed_tail
    yield inflating.flush()
