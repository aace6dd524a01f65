"""Releases for people: all of them, one with its files, and how each is cited."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import get_script_prefix, reverse
from django.views.decorators.http import require_safe

from peacekb.releases.described import LICENCE, release_cited
from records.common.formats import CSV, NDJSON, PARQUET
from records.common.requests import day_of, refuse_unknown
from records.reading.citing import FORMS, Cited
from records.releases.held import (
    BIBTEX,
    CITATION,
    DIFFERENCE,
    PACKAGE,
    SQLITE,
    SUMMARY,
    SUMS,
    File,
    Release,
    release_called,
    releases,
)

WHOLE = (SQLITE, PACKAGE, SUMS, DIFFERENCE, SUMMARY, CITATION, BIBTEX)


@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, "as_of")
    context = {
        "day": day_of(request),  # for links to other pages
        "releases": [_shown(request, one) for one in releases()],
        "licence": LICENCE,
    }
    return TemplateResponse(request, "releases/list.html", context)


@require_safe
def release_detail(request: HttpRequest, name: str) -> HttpResponse:
    refuse_unknown(request, "as_of")
    release = release_or_404(name)
    signature = [release.signature] if release.signature else []
    shown = _shown(request, release)
    context = {
        **shown,
        "shown": shown,
        "day": day_of(request),
        "licence": LICENCE,
        "whole": [*(release.files[place] for place in WHOLE), *signature],
        "tables": [_table(release, table) for table in release.tables],
        "sources": release.package["sources"],
    }
    return TemplateResponse(request, "releases/detail.html", context)


@require_safe
def release_citation(request: HttpRequest, name: str, form: str) -> HttpResponse:
    refuse_unknown(request)
    if form not in FORMS:
        raise Http404("There is no such citation.")
    cited = cited_on(request, release_or_404(name))
    answer = HttpResponse(cited.in_form(form), content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{cited.key}.{form}"'
    return answer


def release_or_404(name: str) -> Release:
    release = release_called(name)
    if release is None:
        raise Http404("There is no such release.")
    return release


def cited_on(request: HttpRequest, release: Release) -> Cited:
    """With its address here, which the files of the release cannot know."""
    place = f"{get_script_prefix()}data/releases/{release.name}"
    address = request.build_absolute_uri(f"{place}/")
    return release_cited(release.name, release.day, release.sha256, address, files=place)


def file_address(release: Release, file: File) -> str:
    return reverse("release_file", args=[release.name, file.place])


def _shown(request: HttpRequest, release: Release) -> dict[str, Any]:
    changes = list(release.tables.values())
    return {
        "release": release,
        "cited": cited_on(request, release),
        "rows": sum(one["rows"] for one in changes),
        "size": sum(one.size for one in release.files.values()),
        "sqlite": release.files[SQLITE],
        "difference": {
            word: sum(one[word] for one in changes) for word in ("added", "removed", "changed")
        },
    }


def _table(release: Release, name: str) -> dict[str, Any]:
    files = ((one.label, release.table(name, one.suffix)) for one in (CSV, NDJSON, PARQUET))
    held = [(label, file) for label, file in files if file]
    return {"name": name, "files": held, **release.tables[name]}
