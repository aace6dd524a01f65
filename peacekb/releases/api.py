"""Releases for programs: `/api/v1/releases/`."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from peacekb.releases.described import LICENCE
from peacekb.releases.views import cited_on, file_address
from records.common.questions import COUNT, DAY, MAYBE_WORD, WORD, Question, an, some
from records.releases.held import Release, release_called, releases, told_absent

ABOUT = {
    "release": WORD,
    "created": DAY,
    "previous": MAYBE_WORD,
    "revision": COUNT | {"description": "The last one of the chain that it holds."},
    "chain_hash": WORD,
    "sha256": WORD | {"description": "Of its datapackage.json, which names that of each file."},
    "rows": COUNT,
    "bytes": COUNT,
    "licence": WORD,
    "citation": WORD,
    "page": WORD,
    "api": WORD,
}
TABLE = {"table": WORD, "rows": COUNT, "added": COUNT, "removed": COUNT, "changed": COUNT}
FILE = {"file": WORD, "address": WORD, "bytes": COUNT, "sha256": WORD, "media_type": WORD}


class Releases(Question):
    """Editions of the whole base that never change, the newest first.

    The rows of the API extend the first of them. `release=` on a list leads to the file of that
    list in a release.
    """

    answers = an({"count": COUNT, "results": some(ABOUT)})

    @extend_schema(operation_id="releases_index", tags=["records"])
    def get(self, request: Request) -> Response:
        found = [about(request._request, one) for one in releases()]
        return Response({"count": len(found), "results": found})


class OneRelease(Question):
    """A release with its tables, how many rows of each came, went and changed, and its files."""

    answers = an(ABOUT | {"tables": some(TABLE), "files": some(FILE)})

    @extend_schema(tags=["records"])
    def get(self, request: Request, name: str) -> Response:
        release = release_called(name)
        if release is None:
            raise NotFound(told_absent(name))
        return Response(
            about(request._request, release)
            | {
                "tables": [{"table": table, **one} for table, one in release.tables.items()],
                "files": [
                    {
                        "file": one.place,
                        "address": file_address(release, one),
                        "bytes": one.size,
                        "sha256": one.sha256,
                        "media_type": one.content_type,
                    }
                    for one in release.files.values()
                ],
            }
        )


def about(request: HttpRequest, release: Release) -> dict[str, Any]:
    return {
        "release": release.name,
        "created": release.day,
        "previous": release.previous,
        "revision": release.package["revision"],
        "chain_hash": release.package["chain_hash"],
        "sha256": release.sha256,
        "rows": sum(one["rows"] for one in release.tables.values()),
        "bytes": sum(one.size for one in release.files.values()),
        "licence": LICENCE["name"],
        "citation": cited_on(request, release).text,
        "page": reverse("release", args=[release.name]),
        "api": reverse("api_release", args=[release.name]),
    }


urlpatterns = [
    path("releases/", Releases.as_view(), name="api_releases"),
    path("releases/<str:name>/", OneRelease.as_view(), name="api_release"),
]
