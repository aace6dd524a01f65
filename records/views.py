"""Pages of sources, of the register of contradictions and of the history of records."""

from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from records.common.addresses import KINDS, address, history_address
from records.common.lists import Jump, jumps, kept, list_page, page_of
from records.common.requests import BadRequest, day_of, refuse_unknown, whole_number
from records.content.forms import content_in
from records.models import Citation, RecordKind, Revision, RevisionState, Source
from records.models.revision import RevisionQuerySet
from records.reading.cited_values import attach_field_labels, held_values
from records.reading.history import steps
from records.reading.pages import record_page
from records.reading.uses import rows_naming, tables_brought
from records.source_filters import ContradictionFilter, SourceFilter

CITATIONS_SHOWN = 100
REVISIONS_SHOWN = 20
TWO = ("older", "newer")


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    rows = Source.objects.with_uses()
    return list_page(request, SourceFilter, rows, "records/source_list.html")


@require_safe
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return record_page(request, Source, slug, "records/source_detail.html", source_context)


def source_context(source: Source, day: date | None) -> dict[str, Any]:
    """What it brought and where it is cited; nothing of it depends on the day."""
    shown = list(source.cited_in.for_source()[:CITATIONS_SHOWN])
    attach_field_labels(shown)
    groups = groupby(shown, key=lambda one: (one.get_stance_display(), one.record.record_kind))
    counts = source.cited_in.tally()
    return {
        "batches": tables_brought(source),
        "rows_naming": rows_naming(source),
        "cited_times": sum(number for _, _, number in counts),
        "contradicts": sum(number for stance, _, number in counts if stance == "contradicts"),
        "cited_shown": len(shown),
        "cited": [
            (stance, RecordKind(kind).label, list(group)) for (stance, kind), group in groups
        ],
    }


@require_safe
def contradictions(request: HttpRequest) -> HttpResponse:
    """The register: each value that another source contradicts, beside the value chosen.

    By the rule that decided, and first what still waits for a decision.
    """
    rows = Citation.objects.contradicting().select_related("record", "source")
    in_groups = not request.GET.get("ordering")

    def beside(page: Page, found: QuerySet, day: date | None) -> dict[str, Any]:
        groups = _groups(found) if in_groups else []
        return {"citations": _with_values(page), "groups": groups, "in_groups": in_groups}

    return list_page(
        request,
        ContradictionFilter,
        rows,
        "records/contradictions.html",
        beside=beside,
        nouns="contradiction,contradictions",
        twin="citations",
        twin_asks="stance=contradicts",
    )


def _groups(found: QuerySet) -> list[Jump]:
    """The rules in the order of the list, each with its contradictions and its page."""
    order = ("-open", "record__record_kind", "rule")
    counted = found.order_by(*order).values_list("open", "record__record_kind", "rule")
    return jumps(
        (group_of(is_open, kind, rule), number)
        for is_open, kind, rule, number in counted.annotate(Count("pk"))
    )


def group_of(is_open: bool, kind: str, rule: str) -> str:
    waiting = _("Waits for a decision · ") if is_open else ""
    return f"{waiting}{RecordKind(kind).label} · {rule[:1].upper()}{rule[1:] or _('No rule')}"


def _with_values(page: Page) -> list[Citation]:
    """The citations of a page, each with the value that is held."""
    shown = list(page.object_list)
    values = held_values(shown)
    attach_field_labels(shown)
    for citation in shown:
        citation.held = values[citation.pk]
        citation.group = group_of(citation.open, citation.record.record_kind, citation.rule)
    return shown


@require_safe
def history(request: HttpRequest, folder: str, slug: str) -> HttpResponse:
    """What was published of a record, newest first, each against the one before. Never drafts.

    `older` and `newer` compare any two versions instead.
    """
    refuse_unknown(request, "as_of", "page", *TWO)
    kind, slug = KINDS.get(folder), slug.lower()
    if kind is None:
        raise Http404(_("There are no such records."))
    if request.path != (target := history_address(kind, slug)):
        return HttpResponsePermanentRedirect(target)
    revisions = Revision.objects.of(kind, slug).sealed().reverse()
    if any(request.GET.get(name) for name in TWO):
        return _compared(request, revisions)
    page = page_of(request, revisions, REVISIONS_SHOWN)
    start, stop = page.start_index() - 1, page.end_index()
    shown = list(revisions[max(start - 1, 0) : stop + 1])
    if not shown:
        raise Http404(_("There is no such record."))
    after = shown.pop(0) if start else None
    before = shown.pop() if len(shown) > stop - start else None
    latest = after or shown[0]
    context = {
        "name": name_in(shown, before) or slug,
        "kind": RecordKind(kind).label,
        "address": address(kind, slug),
        "withdrawn": page.number == 1 and latest.state == RevisionState.WITHDRAWN,
        "page": page,
        "day": day_of(request),
        "kept": kept(request),
        "steps": steps(shown, before, after),
        "latest": latest.version,
    }
    return TemplateResponse(request, "records/history.html", context)


def _compared(request: HttpRequest, revisions: RevisionQuerySet) -> HttpResponse:
    """Two versions beside each other, in the order of time. Raises BadRequest."""
    latest = revisions.defer("content").first()
    if latest is None:
        raise Http404(_("There is no such record."))
    most = latest.version or 1
    asked = sorted(whole_number(request, name, 1, most, most) for name in TWO)
    found = {one.version: one for one in revisions.filter(version__in=asked)}
    if len(found) < 2:
        raise BadRequest("newer", _("Choose two different versions."))
    older, newer = (found[version] for version in asked)
    (step,) = steps([newer], before=older, after=None)
    context = {
        "name": name_in([newer], older) or newer.slug,
        "kind": newer.get_record_kind_display(),
        "history": request.path,
        "older": older,
        "newer": newer,
        "both": [older, newer],
        "latest": most,
        "step": step,
        "day": day_of(request),
    }
    return TemplateResponse(request, "records/compared.html", context)


def name_in(revisions: list[Revision], before: Revision | None) -> str:
    """The newest name that the revisions give: a withdrawal gives none."""
    names = (content_in(one).get("name") for one in [*revisions, before] if one)
    return next(filter(None, names), "")
