"""The first step of extending a mandate: which mission, and by which document of which day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from legal.models import Document, DocumentKind
from legal.symbols import COUNCIL, Symbol, parse
from missions.models import Mission
from records.common.ahead import NEVER, ahead_of, today_anywhere
from records.curation.fields import CalledField, WholeDayField
from records.models import RecordKind
from records.reading.names import NotOne, record_called


@dataclass(frozen=True)
class Granting:
    """The document that extends: one that is held, or a resolution that is made with the rest."""

    day: date
    symbol: str
    number: int = 0  # of a resolution that is made
    held: Document | None = None

    @property
    def slug(self) -> str:
        return self.held.slug if self.held else f"s-res-{self.number}-{self.day.year}"


class ChoosingForm(forms.Form):
    mission = CalledField(
        RecordKind.MISSION,
        help_text="Its name or acronym: UNMISS.",
        widget=forms.TextInput(attrs={"size": 40, "autofocus": True}),
    )
    document = forms.CharField(
        label="Extended by",
        max_length=200,
        help_text="The symbol: S/RES/2779 (2025). A resolution of the Security Council that is "
        "not held yet is made with the rest.",
        widget=forms.TextInput(attrs={"size": 40}),
    )
    adopted_on = WholeDayField(
        required=False, help_text="Of a resolution that is not held yet: 2025-05-08."
    )

    def clean_mission(self) -> Mission:
        return Mission.objects.get(pk=self.cleaned_data["mission"].pk)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "document" in said and "adopted_on" in said:
            try:
                said["granting"] = self._granting(said["document"], said["adopted_on"])
            except ValidationError as error:
                self.add_error(None, error)
        return said

    def _granting(self, text: str, day: date | None) -> Granting:
        try:
            record = record_called(RecordKind.DOCUMENT, text)
        except NotOne as error:
            symbol = parse(text) or parse(f"S/RES/{text}")
            if symbol is None or symbol.organ not in ("", COUNCIL) or symbol.session:
                raise ValidationError({"document": str(error)}) from None
            return _to_be_made(symbol, day)
        return _held(Document.objects.get(pk=record.pk), day)


def _held(document: Document, day: date | None) -> Granting:
    called = document.symbol or document.name
    if document.adopted_on is None:
        told = f"{called} is held without the day of its adoption: give it in its form first."
        raise ValidationError({"document": told})
    if day and day != document.adopted_on:
        told = f"{called} is held as adopted on {document.adopted_on}."
        raise ValidationError({"adopted_on": told})
    return Granting(document.adopted_on, called, held=document)


def _to_be_made(symbol: Symbol, day: date | None) -> Granting:
    council = Document.objects.filter(organ__slug=COUNCIL, kind=DocumentKind.RESOLUTION)
    if same := council.filter(number=symbol.number).first():
        raise ValidationError({"document": f"The resolution of that number is {same.symbol}."})
    if day is None:
        told = f"Resolution {symbol.number} is not held: say on which day it was adopted."
        raise ValidationError({"adopted_on": told})
    if symbol.year and symbol.year != day.year:
        told = f"The symbol says {symbol.year}, and the day is of {day.year}."
        raise ValidationError({"adopted_on": told})
    if told := ahead_of(day.isoformat(), NEVER, today_anywhere(timezone.now())):
        raise ValidationError({"adopted_on": told})
    return Granting(day, f"S/RES/{symbol.number} ({day.year})", symbol.number)
