"""Two documents side by side: their texts, their votes, and the tasks that they leave in force."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legal.comparing import MOST, aligned, runs, votes_beside
from legal.models import Document
from missions.acts.comparing import ceilings_beside, tasks_beside
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.reading.names import NotOne, each_one_called

NAMES = ("a", "b")


@require_safe
def compare_documents(request: HttpRequest) -> HttpResponse:
    """`a` and `b` are documents by any of their names: `S/RES/1769 (2007)`, a slug, a number."""
    refuse_unknown(request, "as_of", *NAMES)
    one, other = (_document(request, name) for name in NAMES)
    context: dict[str, Any] = {"day": day_of(request), "a": one, "b": other}
    if one and one == other:
        raise BadRequest("b", _("Two different documents are compared."))
    if one and other:
        context |= _texts(one, other) | {
            "sides": [_side(one), _side(other)],
            "votes": votes_beside(*(d.votes.select_related("state") for d in (one, other))),
            "tasks": tasks_beside(one, other),
            "ceilings": ceilings_beside(one, other),
        }
    return TemplateResponse(request, "missions/compare_documents.html", context)


def _document(request: HttpRequest, name: str) -> Document | None:
    given = request.GET.getlist(name)
    if len(given) > 1:
        raise BadRequest(name, _("It may stand only once."))
    if not given or not given[0].strip():
        return None
    text = given[0].strip()
    if document := Document.objects.filter(slug=text.lower()).first():
        return document
    try:
        found = each_one_called([text], Document.RECORD_KIND)[text]
    except NotOne as error:
        raise BadRequest(name, str(error)) from None
    return Document.objects.get(pk=found.pk)


def _side(document: Document) -> dict[str, Any]:
    return {"document": document, "vetoed_by": list(document.vetoed_by.order_by("name"))}


def _texts(one: Document, other: Document) -> dict[str, Any]:
    """The texts paragraph by paragraph, or why not."""
    left, right = one.passages, other.passages
    without = [d for d, text in ((one, left), (other, right)) if not text]
    if without or max(len(left), len(right)) > MOST:
        return {"without_text": without, "most": MOST}
    pairs = aligned(left, right)
    counts: dict[str, int] = dict.fromkeys(("same", "changed", "moved", "new", "dropped"), 0)
    for pair in pairs:
        counts["moved" if pair.is_moved else pair.what] += 1
    return {"runs": runs(pairs), "counts": counts}
