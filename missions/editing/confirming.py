"""The page on which what rules read of a document is held against its paragraphs, one by one."""

from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from legal.models import Coding, Document, ParagraphKind
from missions.desk import CONFIRM
from missions.models import ActionKind, MandateAction
from missions.models.paragraphs import in_words
from records.content.canonical import Content, contents_of, row_key
from records.curation.kept import is_alone
from records.curation.queue import form_address
from records.curation.several import written
from records.groups import DRAFT
from records.models import Origin, Record, RecordKind, Revision
from records.writing.handing_in import hand_in
from records.writing.publishing import propose


@dataclass(frozen=True)
class ReadAction:
    """An action that a rule read, in words; `text` is empty where the text is not held."""

    key: str
    done: str
    on: str
    until: str
    paragraph: str
    text: str


def to_confirm() -> QuerySet[Document]:
    """Documents with actions that nobody confirmed and nobody proposes to, the newest first."""
    by_rule = MandateAction.objects.filter(document=OuterRef("pk"), coding=Coding.BY_RULE)
    proposed = Revision.objects.open().filter(
        record_kind=RecordKind.DOCUMENT, slug=OuterRef("slug")
    )
    waiting = Document.objects.filter(Exists(by_rule), ~Exists(proposed), adopted_on__isnull=False)
    return waiting.order_by("-adopted_on", "-pk")


def confirm(request: HttpRequest) -> HttpResponse:
    """Shows the document that `document` names, or the next; what is marked there is confirmed."""
    if not request.user.has_perm(DRAFT):
        raise PermissionDenied
    document = _asked(request)
    if document is None:
        return _page(request, {"left": 0})
    content = contents_of(RecordKind.DOCUMENT, [document.slug])[document.slug]
    if request.method == "POST" and (done := _hand_in(request, document, content)):
        return done
    told = {
        "document": document,
        "actions": list(_read(document, content)),
        "marked": request.POST.getlist("holds"),
        "form_address": f"{form_address(document)}?part={MandateAction.collection}",
        "next": _next(document),
        "left": to_confirm().count(),
    }
    return _page(request, told)


def _asked(request: HttpRequest) -> Document | None:
    """Raises Http404 for a document that is not held."""
    if slug := request.GET.get("document"):
        document = Document.objects.filter(slug=slug).first()
        if document is None:
            raise Http404("There is no such document.")
        return document
    return to_confirm().first()


def _next(document: Document) -> str:
    """The page of what was adopted before, or of what comes first."""
    older = Q(adopted_on__lt=document.adopted_on) | Q(
        adopted_on=document.adopted_on, pk__lt=document.pk
    )
    after = to_confirm().filter(older).first() if document.adopted_on else None
    return reverse(CONFIRM) + (f"?document={after.slug}" if after else "")


def _by_rule(content: Content) -> dict[str, dict]:
    """The rows of a document's content that a rule read, by key."""
    rows = content["owned"].get(MandateAction.collection, ())
    read = (row for row in rows if row.get("coding") == Coding.BY_RULE)
    return {row_key(MandateAction, row): row for row in read}


def _read(document: Document, content: Content) -> Iterator[ReadAction]:
    rows = _by_rule(content)
    names = _names(rows.values())
    texts = {
        name: passage.text
        for passage in reversed(document.passages)
        if passage.kind != ParagraphKind.PREAMBULAR
        for name in (passage.number, passage.anchor)
    }
    for key, row in rows.items():
        stated = row.get("paragraph", "")
        yield ReadAction(
            key,
            str(ActionKind(row["action"]).label),
            names.get(row.get("mission") or row.get("actor", ""), ""),
            row.get("until") or "",
            in_words(f"op{stated}" if stated[:1].isdigit() else stated),
            texts.get(stated, ""),
        )


def _names(rows: Collection[dict]) -> dict[str, str]:
    """Names of missions by slug, and of actors by kind and slug."""
    missions = {row["mission"] for row in rows if row.get("mission")}
    actors = {row["actor"].partition(":")[2] for row in rows if row.get("actor")}
    held = Record.objects.filter(slug__in=missions | actors)
    found = held.values_list("record_kind", "slug", "name")
    return {
        slug if kind == RecordKind.MISSION else f"{kind}:{slug}": name for kind, slug, name in found
    }


def _hand_in(request: HttpRequest, document: Document, content: Content) -> HttpResponse | None:
    """Leads on where what is marked was handed in; why not is told."""
    said = deepcopy(content)
    rows, marked = _by_rule(said), request.POST.getlist("holds")
    if request.POST.get("seen_version") != str(document.version) or not set(marked) <= set(rows):
        messages.error(request, "Somebody changed the document meanwhile: look at it once more.")
        return None
    if not marked:
        told = "Nothing is marked. Go on to the next document, or mark what holds."
        messages.error(request, told)
        return None
    for key in marked:
        rows[key]["coding"] = str(Coding.CONFIRMED)
    places = dict.fromkeys(rows[key].get("paragraph") or "no paragraph" for key in marked)
    draft = propose(
        said,
        base_version=document.version,
        author=request.user.get_username(),
        origin=Origin.ADMIN,
        reason=f"Read in the text and confirmed: {', '.join(places)}",
    )
    return written(request, lambda: _confirmed(request, document, draft, len(marked)))


def _confirmed(
    request: HttpRequest, document: Document, draft: Revision, number: int
) -> HttpResponse:
    """Raises Refused."""
    done = hand_in([draft], by=request.user, alone=is_alone(request))
    told = "Confirmed" if done.published else "Handed in"
    messages.success(request, f"{told}: {number} of {document}.")
    return HttpResponseRedirect(_next(document))


def _page(request: HttpRequest, told: dict) -> HttpResponse:
    title = "Confirm what rules read"
    context = {**admin.site.each_context(request), "title": title}
    return TemplateResponse(request, "admin/missions/confirm.html", context | told)
