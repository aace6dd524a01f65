"""A mission as an editor makes it: who ran it, where, since when, and its first mandate."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.validators import validate_slug
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.text import slugify

from legal.models import Document
from missions.editing.extending import Extension
from missions.models import (
    ActionKind,
    Activity,
    Arrangement,
    Chapter,
    ForceLevel,
    Mission,
    MissionCategory,
    MissionRole,
    MissionType,
    Role,
)
from missions.models.relations import SpanBasis
from records.common.periods import typed
from records.content.canonical import Content
from records.curation.fields import (
    CalledField,
    PreciseDayField,
    SeveralCalledField,
    WholeDayField,
)
from records.curation.queue import form_address
from records.curation.typed_rows import TypedRows
from records.models import ACTORS, Record, RecordKind
from records.reading.names import each_called

ACTOR_KINDS = ACTORS["record_kind__in"]
SLUG_LENGTH = Record._meta.get_field("slug").max_length


def _wide(size: int, **more: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"size": size} | more)


def _none_chosen(choices: type[models.Choices]) -> list[tuple[str, Any]]:
    """Nothing is said of a mission only because it stands first in a list."""
    return [("", "–"), *choices.choices]


class MissionForm(forms.Form):
    """The mission itself; who bears its name already is shown before anything is saved."""

    name = forms.CharField(max_length=300, widget=_wide(60, autofocus=True))
    acronym = forms.CharField(max_length=40, required=False, help_text="UNMISS")
    slug = forms.CharField(
        label="Key",
        max_length=SLUG_LENGTH,
        required=False,
        help_text="Part of its address: it never changes. Empty: made of the acronym or the name.",
        validators=[validate_slug],
    )
    category = forms.ChoiceField(choices=_none_chosen(MissionCategory))
    arrangement = forms.ChoiceField(choices=_none_chosen(Arrangement))
    type = forms.ChoiceField(choices=_none_chosen(MissionType))
    primary_activity = forms.ChoiceField(choices=_none_chosen(Activity))
    starts_on = PreciseDayField(help_text="Its first day, or only the month or the year.")
    host_states = SeveralCalledField(
        RecordKind.STATE, required=False, help_text="With a semicolon between.", widget=_wide(40)
    )
    is_another = forms.BooleanField(
        label="It is none of these, but another mission", required=False
    )

    COLUMNS = ("name", "acronym", "category", "arrangement", "type", "primary_activity")

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "slug" in said and "name" in said:
            said["slug"] = (said["slug"] or slugify(said.get("acronym") or said["name"])).lower()
            self._refuse_taken(said["slug"])
        if "name" in said and not said.get("is_another"):
            self._show_twins()
        return said

    def _refuse_taken(self, slug: str) -> None:
        if not slug:
            self.add_error("slug", "Give it a key in Latin letters.")
        elif Mission.objects.filter(slug=slug).exists():
            self.add_error("slug", f"'{slug}' is the key of another mission: write another one.")

    @property
    def shows_twins(self) -> bool:
        return "is_another" in self.errors or bool(self["is_another"].value())

    def _show_twins(self) -> None:
        named = [text for name in ("name", "acronym") if (text := self.cleaned_data.get(name))]
        called = each_called(named, [RecordKind.MISSION])
        twins = {one.record for found in called.values() for one in found}
        if twins:
            pairs = sorted((form_address(one), one.name) for one in twins)
            links = format_html_join(", ", '<a href="{}">{}</a>', pairs)
            told = format_html(
                "Called so, or nearly so: {}. Is it one of these? If not, say so.", links
            )
            self.add_error("is_another", told)

    def content(self, roles: Iterable[dict[str, Any]], source: str) -> Content:
        said = self.cleaned_data
        _, _, precision = typed(str(self["starts_on"].value()))
        begins = {
            "starts_on": said["starts_on"].isoformat(),
            "starts_precision": str(precision),
        }
        ours = {"source": source, "span_basis": str(SpanBasis.MISSION)} | begins
        return {
            "record_kind": RecordKind.MISSION.value,
            "slug": said["slug"],
            **{name: said[name] for name in self.COLUMNS},
            **begins,
            "host_states": sorted(one.slug for one in said["host_states"]),
            "owned": {MissionRole.collection: [row | ours for row in roles]},
        }


class FirstMandateForm(forms.Form):
    """By which document it was set up, and for how long; says nothing without a document."""

    document = CalledField(
        RecordKind.DOCUMENT,
        label="Set up by",
        required=False,
        help_text="The symbol of a document that is held. One that is not is taken in first.",
        widget=_wide(40),
    )
    paragraph = forms.CharField(max_length=30, required=False, help_text="That does so: 1.")
    starts_on = WholeDayField(
        label="In force from", required=False, help_text="Empty: from the day of the document."
    )
    until = WholeDayField(required=False, help_text="The last day granted. Empty: open-ended.")
    chapter = forms.ChoiceField(
        choices=Chapter.choices, initial=Chapter.UNSPECIFIED, required=False
    )
    force_level = forms.ChoiceField(
        choices=[("", "Not coded"), *ForceLevel.choices], required=False
    )

    def clean_document(self) -> Document | None:
        record = self.cleaned_data["document"]
        return Document.objects.get(pk=record.pk) if record else None

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        document, begins, ends = (said.get(one) for one in ("document", "starts_on", "until"))
        if not document and "document" not in self.errors:
            if any(said.get(name) for name in ("paragraph", "starts_on", "until", "force_level")):
                self.add_error("document", "Which document says so?")
        elif document and not begins and not document.adopted_on:
            self.add_error("starts_on", "The document is held without its day: say since when.")
        elif document:
            said["starts_on"] = begins = begins or document.adopted_on
            if begins and ends and ends < begins:
                self.add_error("until", f"It ends on {ends}, before it begins on {begins}.")
        return said

    def extension(self, mission: str) -> Extension:
        said = self.cleaned_data
        return Extension(
            mission=mission,
            document=said["document"].slug,
            action=str(ActionKind.ESTABLISH),
            starts_on=said["starts_on"],
            until=said["until"],
            paragraph=said["paragraph"],
            chapter=said["chapter"] or str(Chapter.UNSPECIFIED),
            force_level=said["force_level"],
        )


class TypedRole(forms.Form):
    actor = forms.CharField(
        label="Organization or state",
        max_length=200,
        required=False,
        widget=_wide(30, placeholder="United Nations"),
    )
    role = forms.ChoiceField(choices=Role.choices, initial=Role.LEAD)


class TypedRoles(TypedRows):
    """Each row is read as a row of roles, with the actor by its key."""

    def clean(self) -> None:
        if any(self.errors):
            return
        kept = [form for form in self.forms if form.cleaned_data.get("actor")]
        if not kept:
            raise forms.ValidationError("Say who runs it, at least one.")
        called = each_called({one.cleaned_data["actor"] for one in kept}, ACTOR_KINDS)
        seen = set()
        for form in kept:
            row = form.cleaned_data
            meant = [one.record for one in called[row["actor"]] if not one.is_guess]
            names = " or ".join(f"{one.name} ({one.slug})" for one in meant[:6])
            if len(meant) != 1:
                told = f"may mean {names}." if meant else "is no state, organization or party."
                form.add_error("actor", f"'{row['actor']}' {told}")
                continue
            row["named"] = f"{meant[0].record_kind}:{meant[0].slug}"
            if (row["named"], row["role"]) in seen:
                form.add_error("actor", "It stands twice in the same role.")
            seen.add((row["named"], row["role"]))

    def roles(self) -> list[dict[str, Any]]:
        return [{"actor": row["named"], "role": row["role"]} for row in self.rows()]


RoleFormSet = forms.formset_factory(TypedRole, formset=TypedRoles, extra=3)


def role_rows(posted: Any) -> TypedRoles:
    return cast(TypedRoles, RoleFormSet(posted, prefix="role"))
