"""Whoever holds an answer already is told so (304) before any query.

The strong ETag of an answer is known before the answer is: it follows from the data stamp, the
releases, the code, the day and the question. Nothing else can change what the API and pages say.
"""

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from peacekb.http import is_data, is_page
from peacekb.http.coding import coding_of
from peacekb.openapi import FILE
from records.common.formats import XLSX
from records.common.keeping import until_published
from records.releases.held import releases
from records.writing.stamp import believed, chain_hash_of, stamp, stamp_of

KEEP = "public, no-cache"  # keep it, and ask each time whether it still holds


class Conditional:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not is_data(request):
            return self.get_response(request)
        written = believed()
        request.stamp = written and stamp_of(written)  # type: ignore[attr-defined]  # for what is kept
        tag = etag_of(request, request.stamp or stamp())  # type: ignore[attr-defined]
        if is_held(request, tag):
            response: HttpResponseBase = HttpResponseNotModified()
        else:
            with until_published.one_answer(written and chain_hash_of(written)):
                response = self.get_response(request)
        if response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        elif not is_page(response.headers.get("Content-Type", "")):
            response["ETag"] = _weakened(tag, response)
            response["Cache-Control"] = KEEP
            patch_vary_headers(response, ["Accept", "Accept-Encoding"])
        return response


def is_held(request: HttpRequest, tag: str) -> bool:
    """Whether the reader has the answer of this tag already."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return tag in {one.removeprefix("W/") for one in held}


OF_ANSWERS = ("[a-z]*/**/*.py", "templates/**/*.*", "static/**/*.*", "locale/**/*.mo")


def etag_of(request: HttpRequest, read: str) -> str:
    """By the stamp that was read before the rows: an answer may be newer than its tag says, never
    older.

    The host counts too: citations name the whole address. Pages print the query as it was asked,
    and have one format.
    """
    asked = request.META.get("QUERY_STRING", ""), ""
    if is_data(request):
        asked = repr(sorted(request.GET.lists())), request.headers.get("Accept", "")
    parts = [
        *(
            read,
            str(settings.DATABASES["default"]["NAME"]),
            code_digest(),
            str(timezone.localdate()),
        ),
        ",".join(one.name for one in releases()),
        *(request.path, *asked, coding_of(request)),
        *(request.scheme or "", request.headers.get("Host", "")),
    ]
    digest = hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).digest()
    return f'"{base64.urlsafe_b64encode(digest[:18]).decode()}"'


def _weakened(tag: str, response: HttpResponseBase) -> str:
    """An Excel file holds the moment at which it was made: the same rows, never the same bytes."""
    return f"W/{tag}" if response.headers.get("Content-Type") == XLSX.media_type else tag


@cache
def code_digest() -> str:
    """Of what answers: it differs after each change of a module, template, static file or word of
    another language, and is the same on every server that has them."""
    digest, root = hashlib.sha256(), Path(settings.BASE_DIR)
    for path in sorted([*chain.from_iterable(map(root.glob, OF_ANSWERS)), FILE]):
        digest.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    return digest.hexdigest()
