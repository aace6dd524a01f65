"""The page that extends a mandate: document, votes, mission and evidence in one save."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import all_valid
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from legal.editing.ballots import BallotForm, ballot_form
from legal.editing.resolutions import resolution, with_vote
from legal.models import ChapterVII, Vote
from missions.decisions import UNDER_VII
from missions.desk import ends_soon
from missions.editing.choosing import ChoosingForm, Granting
from missions.editing.extending import codes_already, said_of_document, said_of_mission
from missions.editing.forms import (
    CeilingManner,
    ExtensionForm,
    ceiling_rows,
    task_rows,
)
from missions.editing.in_force import MandateExtended, in_force_before
from missions.models import Mission, StatementKind
from records.content.canonical import Content, contents_of
from records.content.facts import FactBatch
from records.curation.queue import form_address
from records.curation.several import (
    FromVersion,
    WhereItIsRead,
    cited,
    hand_in_together,
    source_names,
    written,
)
from records.curation.typed_rows import TypedRows, with_more_rows
from records.groups import DRAFT
from records.models import RecordKind

ROWS = ("task", "ceiling")
MOST_ENDING = 20  # missions offered at the first step


@dataclass
class ExtensionPage:
    """All forms of the page, as they were posted or as they open."""

    extension: ExtensionForm
    tasks: TypedRows
    ceilings: TypedRows
    ballot: BallotForm | None  # None: its votes are held
    evidence: WhereItIsRead

    def is_valid(self) -> bool:
        every: Any = (self.extension, self.tasks, self.ceilings, self.ballot, self.evidence)
        return all_valid([one for one in every if one is not None])

    def refuse_silence(self, document: Content) -> bool:
        """Whether what was chosen is said; tells what is not, where it was chosen."""
        form = self.extension
        said = dict(form.cleaned_data)  # an error takes a value away
        if said["ceilings"] == CeilingManner.AS_BELOW and not self.ceilings.rows():
            form.add_error("ceilings", "Give at least one ceiling below.")
        if said["tasks"] == StatementKind.SETS_OUT and not self.tasks.rows():
            form.add_error("tasks", "State at least one task below.")
        if said["tasks"] and codes_already(document, form.mission.slug, said["coding"]):
            told = f"{form.granting.symbol} is coded already: choose «Not entered here»."
            form.add_error("tasks", told)
        return not form.errors


def extend(request: HttpRequest) -> HttpResponse:
    """Asks for mission and document first; what is posted to their form is handed in."""
    if not request.user.has_perm(DRAFT):
        raise PermissionDenied
    is_chosen = "document" in request.GET
    choosing = ChoosingForm(request.GET if is_chosen else None, initial=request.GET.dict())
    if not choosing.is_valid():
        return _choose(request, choosing)
    mission, granting = choosing.cleaned_data["mission"], choosing.cleaned_data["granting"]
    held = in_force_before(mission, granting.day)
    more = next((name for name in ROWS if f"_more_{name}" in request.POST), "")
    if more:
        asked = _asked(with_more_rows(request.POST, more), mission, granting, held)
        return _ask(request, asked, held, more)
    asked = _asked(request.POST or None, mission, granting, held)
    done = None
    if request.method == "POST" and asked.is_valid():
        done = written(request, lambda: _hand_in(request, asked))
    return done or _ask(request, asked, held)


def _asked(
    posted: Any, mission: Mission, granting: Granting, held: MandateExtended
) -> ExtensionPage:
    votes = Vote.objects.filter(document=granting.held) if granting.held else Vote.objects.none()
    return ExtensionPage(
        ExtensionForm(posted, mission=mission, granting=granting, held=held),
        task_rows(posted),
        ceiling_rows(posted, held),
        None if votes.exists() else ballot_form(granting.held, granting.day, posted),
        WhereItIsRead(posted),
    )


def _hand_in(request: HttpRequest, asked: ExtensionPage) -> HttpResponse | None:
    """What became of it; None where something chosen is not said. Raises Refused."""
    form, saying = asked.extension, asked.evidence.read
    mission, granting = form.mission, form.granting
    base, version = _held_document(granting)
    if not asked.refuse_silence(base):
        return None
    extension = form.extension(asked.tasks.rows(), asked.ceilings.rows())
    document = said_of_document(_document(base, asked), extension)
    held = contents_of(RecordKind.MISSION, [mission.slug])[mission.slug]
    contents = [
        (cited(base, document, saying), version),
        (cited(held, said_of_mission(held, document, extension), saying), mission.version),
    ]
    sources, facts = _of_source(asked)
    reason = form.cleaned_data["reason"]
    return hand_in_together(request, [*sources, *contents], facts, reason, form_address(mission))


def _held_document(granting: Granting) -> FromVersion:
    """As it is held; empty for one that is made."""
    if granting.held is None:
        return {"record_kind": RecordKind.DOCUMENT.value, "slug": "", "owned": {}}, 0
    slug = granting.held.slug
    return contents_of(RecordKind.DOCUMENT, [slug])[slug], granting.held.version


def _document(base: Content, asked: ExtensionPage) -> Content:
    """As it is held, or as it is made; with what the vote adds."""
    granting, said = asked.extension.granting, asked.extension.cleaned_data
    if asked.ballot is None:  # its votes are held
        return base
    if granting.held:
        return with_vote(base, asked.ballot)
    is_under_vii = said["chapter"] in UNDER_VII
    return resolution(
        granting.number,
        granting.day,
        said["subject"],
        slug=granting.slug,
        symbol=granting.symbol,
        meeting=said["meeting"],
        draft_symbol=said["draft_symbol"],
        chapter_vii=ChapterVII.YES if is_under_vii else ChapterVII.NOT_CODED,
        ballot=asked.ballot,
    )


def _of_source(asked: ExtensionPage) -> tuple[list[FromVersion], list[FactBatch]]:
    """The source that is made, or that brings the votes, and these."""
    content, version = asked.evidence.content()
    if asked.ballot and asked.ballot.is_by_member:
        batch = asked.ballot.batch(asked.extension.granting.slug, content)
        return [(content, version)], [batch]
    return ([], []) if version else ([(content, version)], [])


def _choose(request: HttpRequest, form: ChoosingForm) -> HttpResponse:
    ending = ends_soon(timezone.localdate())[:MOST_ENDING]
    return _page(request, "extend_choose.html", {"form": form, "ending": ending})


def _ask(
    request: HttpRequest, asked: ExtensionPage, held: MandateExtended, more: str = ""
) -> HttpResponse:
    form = asked.extension
    told = {
        "asked": asked,
        "held": held,
        "mission": form.mission,
        "granting": form.granting,
        "sources": source_names(),
        "shows_tasks": form["tasks"].value() == StatementKind.SETS_OUT or more == "task",
        "has_errors": form.is_bound and not more and not asked.is_valid(),
    }
    return _page(request, "extend.html", told)


def _page(request: HttpRequest, template: str, told: dict[str, Any]) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": "Extend a mandate"}
    return TemplateResponse(request, f"admin/missions/{template}", context | told)
