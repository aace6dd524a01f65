"""The page that takes a document of the Council in from its file: the file is read and shown
beside what is held, put right where it is wrong, and handed in with its text in one save."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import all_valid
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from legal.editing.file_form import ChoosingFile, CorrectionForm, situations
from legal.editing.from_file import SOURCE, DocumentFile
from legal.importers.akomantoso import NotADocument
from legal.importers.texts import TextImport
from records.content.canonical import Content
from records.curation.evidence import Saying
from records.curation.several import (
    ReasonForm,
    WhereItIsRead,
    hand_in_together,
    source_names,
    written,
)
from records.groups import DRAFT
from records.models.evidence import Stance

RULE = "what an editor read elsewhere goes before what the file says"


@dataclass
class FilePage:
    """All forms of the page, as they were posted or as they open."""

    correction: CorrectionForm | None  # None: the document is held, and only its text comes
    evidence: WhereItIsRead
    reason: ReasonForm

    def is_valid(self) -> bool:
        every: Any = (self.correction, self.evidence, self.reason)
        return all_valid([one for one in every if one is not None])


def from_file(request: HttpRequest) -> HttpResponse:
    """Asks for the file first; what is posted with it is handed in."""
    if not request.user.has_perm(DRAFT):
        raise PermissionDenied
    is_sent = request.method == "POST"
    choosing = ChoosingFile(request.POST, request.FILES) if is_sent else ChoosingFile()
    if not choosing.is_valid():
        return _page(request, "file_choose.html", {"form": choosing})
    found = choosing.cleaned_data["found"]
    try:
        texts, made = _taken(found)
    except NotADocument as problem:
        choosing.add_error("file", f"{found.name}: expected {problem}.")
        return _page(request, "file_choose.html", {"form": choosing})
    posted = request.POST if choosing.cleaned_data["carried"] else None
    asked = FilePage(
        CorrectionForm(posted, made=made) if made else None,
        WhereItIsRead(posted, is_needed=False),
        ReasonForm(posted, initial={"reason": f"{found.text.symbol} from the file {found.name}"}),
    )
    done = None
    if posted and asked.is_valid():
        done = written(request, lambda: _hand_in(request, found, texts, made, asked))
    return done or _ask(request, found, texts, asked)


def _taken(found: DocumentFile) -> tuple[TextImport, Content | None]:
    """What importing the file would bring, and the record that is made. Raises NotADocument."""
    texts = found.importing()
    made = texts.take_text(found.name, found.text)
    texts.say_what_about()
    return texts, made


def _hand_in(
    request: HttpRequest,
    found: DocumentFile,
    texts: TextImport,
    made: Content | None,
    asked: FilePage,
) -> HttpResponse | None:
    """What became of it; None where a correction lacks its source. Raises Refused."""
    form, saying = asked.correction, asked.evidence.saying()
    if form and form.corrected and saying is None:
        named = ", ".join(str(form[name].label).lower() for name in form.corrected)
        asked.evidence.add_error("source", f"Say where you read what the file has wrong: {named}.")
        return None
    if form and form.corrected:
        texts, made = _taken(found.saying(form.put_into(found.text)))
    if form and made:
        made |= form.own
        made["owned"]["citations"] += _citations(form, saying, found)
    batches = texts.whole.batches()
    contents = [*asked.evidence.made(), *texts.whole.contents(batches)]
    documents = reverse("admin:legal_document_changelist")
    back = f"{documents}?{urlencode({'q': found.text.symbol})}"
    return hand_in_together(request, contents, batches, asked.reason.cleaned_data["reason"], back)


def _citations(
    form: CorrectionForm, saying: Saying | None, found: DocumentFile
) -> list[dict[str, Any]]:
    """Of what was put right, or else of the whole; what the file says is cited against it."""
    if saying is None:
        return []
    said = [saying.citation(column) for column in form.corrected or [""]]
    against = {"source": SOURCE["slug"], "locator": found.name[:300], "rule": RULE}
    return said + [
        against | {"field": column, "stated": form.made[column], "stance": str(Stance.CONTRADICTS)}
        for column in form.corrected
        if form.made[column]
    ]


def _ask(
    request: HttpRequest, found: DocumentFile, texts: TextImport, asked: FilePage
) -> HttpResponse:
    is_sent = asked.reason.is_bound
    told = {
        "found": found,
        "asked": asked,
        "links": found.links(),
        "left": texts.whole.report.errors,
        "situations": situations() if asked.correction else (),
        "sources": source_names(),
        "has_errors": is_sent and not asked.is_valid(),
    }
    return _page(request, "file.html", told)


def _page(request: HttpRequest, template: str, told: dict[str, Any]) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": "New resolution from its file"}
    return TemplateResponse(request, f"admin/legal/{template}", context | told)
