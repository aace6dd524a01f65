"""The form that extends a mandate: what the document grants, with tasks and ceilings in rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.db import models

from missions.editing.choosing import Granting
from missions.editing.extending import CodedTasks, Extension, Row
from missions.editing.in_force import MandateExtended
from missions.models import (
    ActionKind,
    CeilingCoding,
    Chapter,
    ForceLevel,
    Mandate,
    MandateCoding,
    MandateTaskType,
    Mission,
    Modality,
    PersonnelCategory,
    StatementKind,
    TaskStrength,
)
from records.curation.fields import CalledField, WholeDayField
from records.curation.typed_rows import MORE_ROWS, TypedRows
from records.models import RecordKind

EXTENDING = (ActionKind.EXTEND, ActionKind.SET_MANDATE, ActionKind.EXPAND, ActionKind.ADJUST)
NOT_CODED = ""
OF_TASKS = [
    (str(StatementKind.CARRIES_OVER), "Carried over as before"),
    (str(StatementKind.SETS_OUT), "Set out anew, as below"),
    (str(StatementKind.NONE), "It says nothing of them"),
    (NOT_CODED, "Not entered here"),
]


class CeilingManner(models.TextChoices):
    AS_BELOW = "as_below", "The document sets them, as below"
    AS_HELD = "as_held", "It sets none: they stay as they are held"


def _wide(size: int, example: str = "") -> forms.TextInput:
    return forms.TextInput(attrs={"size": size} | ({"placeholder": example} if example else {}))


class ExtensionForm(forms.Form):
    """What the document grants. `until` is compared with the first day and with what is held."""

    subject = forms.CharField(
        max_length=500, help_text="As in its title, after «on».", widget=_wide(60)
    )
    meeting = forms.CharField(max_length=40, required=False, help_text="S/PV.9913")
    draft_symbol = forms.CharField(max_length=80, required=False, help_text="S/2025/270")
    until = WholeDayField(label="Extended until", help_text="The last day granted.")
    paragraph = forms.CharField(
        max_length=30, required=False, help_text="Of the document, that extends it: 1."
    )
    starts_on = WholeDayField(
        label="In force from", help_text="The version before ends on the day before."
    )
    action = forms.ChoiceField(choices=[(str(one), one.label) for one in EXTENDING])
    chapter = forms.ChoiceField(choices=Chapter.choices)
    force_level = forms.ChoiceField(
        choices=[("", "Not coded"), *ForceLevel.choices], required=False
    )
    tasks = forms.ChoiceField(
        label="The tasks are", choices=OF_TASKS, required=False, widget=forms.RadioSelect
    )
    carries_from = CalledField(
        RecordKind.DOCUMENT,
        label="Carried over from",
        required=False,
        help_text="The document whose tasks it reaffirms.",
    )
    coding = forms.Field()  # chosen among those that are held
    ceilings = forms.ChoiceField(
        label="The persons allowed", choices=CeilingManner.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        max_length=500, help_text="Stands in the history of each record.", widget=_wide(60)
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    OF_NEW = ("subject", "meeting", "draft_symbol")
    OF_GRANT = ("until", "paragraph", "starts_on", "action", "chapter", "force_level")

    def __init__(
        self, posted: Any, *, mission: Mission, granting: Granting, held: MandateExtended
    ) -> None:
        super().__init__(posted)
        self.mission, self.granting, self.held = mission, granting, held
        if granting.held:
            for name in self.OF_NEW:
                del self.fields[name]
        codings = [(one.key, one.name) for one in MandateCoding.objects.all()] or [("", "–")]
        self.fields["coding"] = forms.ChoiceField(
            label="Coding of the tasks", choices=codings, required=False
        )
        for name, value in ({"coding": codings[0][0]} | self._first()).items():
            self.fields[name].initial = value
        first = "until" if granting.held else "subject"
        self.fields[first].widget.attrs["autofocus"] = True

    def _first(self) -> dict[str, Any]:
        """What the form opens with: as in the mandate that is extended."""
        held, last = self.held, self.held.mandate
        coded, main = held.tasks.coding, held.tasks.main if held.tasks.tasks else None
        return {
            "starts_on": self.granting.day,
            "action": ActionKind.EXTEND,
            "chapter": last.chapter if last else Chapter.UNSPECIFIED,
            "force_level": last.force_level if last else "",
            "tasks": StatementKind.CARRIES_OVER if coded else NOT_CODED,
            "carries_from": main.symbol or main.slug if main else "",
            "ceilings": CeilingManner.AS_BELOW if held.ceilings else CeilingManner.AS_HELD,
            "reason": f"{self.granting.symbol} extends the mandate of {self.mission}"[:500],
            "seen_version": self.mission.version,
        } | ({"coding": coded.key} if coded else {})

    def part(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def of_new(self) -> list[forms.BoundField]:
        return self.part(self.OF_NEW)

    @property
    def of_grant(self) -> list[forms.BoundField]:
        return self.part(self.OF_GRANT)

    def clean_starts_on(self) -> date:
        first = self.cleaned_data["starts_on"]
        later = Mandate.objects.filter(mission=self.mission, starts_on__gte=first)
        if following := later.order_by("starts_on").first():
            told = f"A mandate from {following.starts_on} is held already ({following.document})."
            raise forms.ValidationError(told)
        ended = self.mission.ends_on
        if ended and ended < first:
            raise forms.ValidationError(f"{self.mission} ended on {ended}.")
        return first

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        first, last = said.get("starts_on"), said.get("until")
        if first and last and last < first:
            self.add_error("until", f"It ends on {last}, before it begins on {first}.")
        if said.get("tasks") and not said.get("coding"):
            self.add_error("coding", "No coding is held in which tasks could be stated.")
        if said.get("seen_version") != self.mission.version:
            told = "Others published this mission meanwhile. Look at the mandate in force again."
            self.add_error(None, f"{told} Then save again.")
        return said

    def extension(self, tasks: list[Row], ceilings: list[Row]) -> Extension:
        said = self.cleaned_data
        is_set = said["ceilings"] == CeilingManner.AS_BELOW
        return Extension(
            mission=self.mission.slug,
            document=self.granting.slug,
            action=said["action"],
            starts_on=said["starts_on"],
            until=said["until"],
            paragraph=said["paragraph"],
            chapter=said["chapter"],
            force_level=said["force_level"],
            ceilings=ceilings if is_set else (),
            ceiling_coding=_coding_of(self.held),
            tasks=self._coded(tasks),
        )

    def _coded(self, rows: list[Row]) -> CodedTasks | None:
        said = self.cleaned_data
        kind, carried = said["tasks"], said["carries_from"]
        if kind == NOT_CODED:
            return None
        is_carried = kind == StatementKind.CARRIES_OVER and carried
        return CodedTasks(
            statement=kind,
            coding=said["coding"],
            carries_from=carried.slug if is_carried else "",
            tasks=rows if kind == StatementKind.SETS_OUT else (),
        )


def _coding_of(held: MandateExtended) -> str:
    """One that was read would silence those that a rule found, where a mission has no others."""
    by_rule = any(one.coding != CeilingCoding.READ for one in held.ceilings)
    return str(CeilingCoding.CONFIRMED if by_rule else CeilingCoding.READ)


class TypedTask(forms.Form):
    task = forms.Field()  # chosen among those of the vocabulary
    modality = forms.ChoiceField(choices=Modality.choices, initial=Modality.ASSIST)
    strength = forms.ChoiceField(choices=TaskStrength.choices, initial=TaskStrength.REQUESTED)
    anchor = forms.CharField(
        label="Paragraph", max_length=30, required=False, widget=_wide(10, "op3-a-i")
    )
    sub = forms.CharField(label="Point", max_length=20, required=False, widget=_wide(6, "(a)"))

    def __init__(self, *args: Any, types: list[tuple[str, str]], **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["task"] = forms.ChoiceField(choices=[("", "–"), *types], required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not said.get("task") and (said.get("anchor") or said.get("sub")):
            self.add_error("task", "Which task is stated there?")
        return said


class TypedCeiling(forms.Form):
    category = forms.ChoiceField(choices=[("", "–"), *PersonnelCategory.choices], required=False)
    persons = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)
    paragraph = forms.CharField(max_length=30, required=False, widget=_wide(10, "4"))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("category") and said.get("persons") is None and "persons" not in self.errors:
            self.add_error("persons", "How many persons?")
        if said.get("persons") is not None and not said.get("category"):
            self.add_error("category", "Of which category?")
        return said


class TypedCeilings(TypedRows):
    def clean(self) -> None:
        if any(self.errors):
            return
        named = [row["category"] for row in self.rows()]
        if len(set(named)) < len(named):
            raise forms.ValidationError("A category stands twice.")


TaskFormSet = forms.formset_factory(TypedTask, formset=TypedRows, extra=MORE_ROWS)
CeilingFormSet = forms.formset_factory(TypedCeiling, formset=TypedCeilings, extra=2)


def task_rows(posted: Any) -> TypedRows:
    types = [(one.key, one.name) for one in MandateTaskType.objects.all()]
    return cast(TypedRows, TaskFormSet(posted, prefix="task", form_kwargs={"types": types}))


def ceiling_rows(posted: Any, held: MandateExtended) -> TypedRows:
    first: list[Mapping[str, Any]] = [
        {"category": one.category, "persons": one.persons} for one in held.ceilings
    ]
    return cast(TypedRows, CeilingFormSet(posted, prefix="ceiling", initial=first))
