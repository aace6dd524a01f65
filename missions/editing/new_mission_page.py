"""The page of a new mission: who runs it, its first mandate and the evidence in one save."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import all_valid
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from missions.editing.extending import said_of_document, said_of_mission
from missions.editing.new_mission import FirstMandateForm, MissionForm, TypedRoles, role_rows
from records.content.canonical import Content, contents_of
from records.curation.several import (
    FromVersion,
    ReasonForm,
    WhereItIsRead,
    cited,
    hand_in_together,
    source_names,
    written,
)
from records.curation.typed_rows import with_more_rows
from records.groups import DRAFT
from records.models import RecordKind

MORE = "_more_role"


@dataclass
class MissionPage:
    """All forms of the page, as they were posted or as they open."""

    mission: MissionForm
    roles: TypedRoles
    mandate: FirstMandateForm
    evidence: WhereItIsRead
    reason: ReasonForm

    def is_valid(self) -> bool:
        every: Any = (self.mission, self.roles, self.mandate, self.evidence, self.reason)
        return all_valid(every)


def new_mission(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(DRAFT):
        raise PermissionDenied
    more = MORE in request.POST
    posted = with_more_rows(request.POST, "role") if more else request.POST or None
    asked = MissionPage(
        MissionForm(posted),
        role_rows(posted),
        FirstMandateForm(posted, prefix="mandate"),
        WhereItIsRead(posted),
        ReasonForm(posted, initial={"reason": "A new mission"}),
    )
    done = None
    if request.method == "POST" and not more and asked.is_valid():
        done = written(request, lambda: _hand_in(request, asked))
    return done or _ask(request, asked, more)


def _hand_in(request: HttpRequest, asked: MissionPage) -> HttpResponse:
    """Raises Refused."""
    saying = asked.evidence.read
    mission = asked.mission.content(asked.roles.roles(), saying.source)
    empty: Content = {"record_kind": mission["record_kind"], "slug": "", "owned": {}}
    contents: list[FromVersion] = asked.evidence.made()
    if document := asked.mandate.cleaned_data["document"]:
        extension = asked.mandate.extension(mission["slug"])
        held = contents_of(RecordKind.DOCUMENT, [document.slug])[document.slug]
        acting = said_of_document(held, extension)
        contents.append((cited(held, acting, saying), document.version))
        mission = said_of_mission(mission, acting, extension)
    contents.append((cited(empty, mission, saying), 0))
    missions = reverse("admin:missions_mission_changelist")
    reason = asked.reason.cleaned_data["reason"]
    return hand_in_together(request, contents, [], reason, f"{missions}?q={mission['slug']}")


def _ask(request: HttpRequest, asked: MissionPage, more: bool) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "New mission",
        "asked": asked,
        "sources": source_names(),
        "has_errors": asked.mission.is_bound and not more and not asked.is_valid(),
    }
    return TemplateResponse(request, "admin/missions/new_mission.html", context)
