"""Citations as files, and the check that what was cited is still what is held."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from records.common.addresses import FOLDERS, KINDS, address, history_address
from records.common.requests import BadRequest, day_of, kind_and_slug, refuse_unknown
from records.models import Revision, RevisionState
from records.models.ownership import record_model
from records.reading.citing import FORMS, Cited, list_cited, record_cited
from records.reading.history import steps
from records.reading.pages import gone_page, with_hash
from records.releases.held import released_as
from records.views import name_in

LISTS = (*FOLDERS.values(), "resolutions", "provisions", "meetings", "contradictions")
HASH = re.compile(r"[0-9a-f]{12,64}")
FILE_HASH = re.compile(r"[0-9a-f]{64}")
STEPS_SHOWN = 20


@require_safe
def cite_record(request: HttpRequest, folder_name: str, slug: str, form: str) -> HttpResponse:
    refuse_unknown(request, "as_of")
    kind = KINDS.get(folder_name)
    if kind is None or form not in FORMS:
        raise Http404("There is no such citation.")
    record = with_hash(record_model(kind).objects.filter(slug=slug.lower())).first()
    if record is None:
        return gone_page(request, kind, slug.lower())
    cited = record_cited(request, record, record.content_hash, day_of(request))
    target = f"{cited.files}.{form}"
    return _file(cited, form) if request.path == target else HttpResponsePermanentRedirect(target)


@require_safe
def cite_list(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """Of a list; what it is narrowed to stands in its address."""
    if name not in LISTS or form not in FORMS:
        raise Http404("There is no such citation.")
    asked = request.GET.urlencode()
    words = ", ".join(f"{key} {value}" for key, value in request.GET.items())
    return _file(list_cited(request, name, words, asked), form)


def _file(cited: Cited, form: str) -> HttpResponse:
    answer = HttpResponse(cited.in_form(form), content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{cited.key}.{form}"'
    return answer


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a record that was cited is the same, changed since or withdrawn, in words.

    A hash without a record is that of a file: of which release.
    """
    refuse_unknown(request, "record", "hash", "as_of")
    context: dict[str, Any] = {"day": day_of(request), "kinds": FOLDERS}
    named, given = request.GET.get("record", ""), request.GET.get("hash", "").strip().lower()
    if given and not named:
        context |= {"hash": given, **_released(given)}
    elif named or given:
        context |= {"asked": named, "hash": given, **_verified(named, given)}
    return TemplateResponse(request, "records/verify.html", context)


def _released(given: str) -> dict[str, Any]:
    if not FILE_HASH.fullmatch(given):
        raise BadRequest("hash", _("Of a file all 64 signs are needed, 0 to 9 and a to f."))
    found = released_as(given)
    return {"verdict": "released" if found else "unknown_file", "found": found}


def _verified(named: str, given: str) -> dict[str, Any]:
    kind, slug = kind_and_slug("record", named)
    if not HASH.fullmatch(given):
        raise BadRequest("hash", "Expected 12 to 64 signs, 0 to 9 and a to f, as a citation has.")
    sealed = list(Revision.objects.of(kind, slug).sealed().reverse())
    if not sealed:
        return {"verdict": "unknown_record"}
    latest = sealed[0]
    found = next((one for one in sealed if one.content_hash.startswith(given)), None)
    context = {
        "name": name_in(sealed, None) or slug,
        "address": address(kind, slug),
        "history": history_address(kind, slug),
        "found": found,
        "latest": latest,
    }
    if found is None:
        return context | {"verdict": "unknown_hash", "versions": sealed}
    if latest.state == RevisionState.WITHDRAWN:
        return context | {"verdict": "withdrawn"}
    if latest.content_hash == found.content_hash:
        return context | {"verdict": "same"}
    return context | {"verdict": "changed", "step": steps([latest], found, None)[0]}
