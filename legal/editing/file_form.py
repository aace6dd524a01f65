"""The forms that take a document in from a file: which file, and what it has wrong."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone

from legal.editing.from_file import MOST_BYTES, DocumentFile
from legal.importers.akomantoso import NotADocument, OfficialText
from legal.models import Document, DocumentKind
from organizations.models import State
from records.common.ahead import NEVER, ahead_of, today_anywhere
from records.content.canonical import Content
from records.curation.fields import SeveralCalledField, WholeDayField
from records.models import RecordKind

STATED = ("subject", "adopted_on", "meeting", "draft_symbol")  # what the file says itself


def _wide(size: int, **more: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"size": size} | more)


class ChoosingFile(forms.Form):
    """The file that is chosen, or that was chosen at the step before; read as `found`."""

    file = forms.FileField(
        required=False,
        label="XML file",
        help_text="One document of the Security Council in Akoma Ntoso XML, at most 2 MB.",
        widget=forms.FileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
    )
    carried = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        try:
            said["found"] = self._found(said.get("file"), said.get("carried", ""))
        except NotADocument as problem:
            file = said.get("file")
            told = f"{file.name}: expected {problem}." if file else f"Expected {problem}."
            self.add_error("file", told)
        except signing.BadSignature:
            self.add_error("file", "The file did not come over whole: choose it again.")
        return said

    def _found(self, file: Any, carried: str) -> DocumentFile:
        if carried:
            return DocumentFile.carried_in(carried)
        if file is None:
            raise NotADocument("an XML file")
        if file.size > MOST_BYTES:
            raise NotADocument(f"at most 2 MB, and it has {file.size:,} bytes")
        return DocumentFile.read(file.name, file.read())


class CorrectionForm(forms.Form):
    """What the file says of a document that the base lacks, to be put right."""

    subject = forms.CharField(
        max_length=450,
        help_text="As in its title, after «on».",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )
    adopted_on = WholeDayField()
    meeting = forms.CharField(max_length=40, required=False)
    draft_symbol = forms.CharField(max_length=80, required=False)
    situation = forms.CharField(
        max_length=200,
        required=False,
        help_text="The matter, in our own list.",
        widget=_wide(40, list="situations"),
    )
    states = SeveralCalledField(
        RecordKind.STATE,
        label="States concerned",
        required=False,
        help_text="With a semicolon between.",
        widget=_wide(60),
    )

    def __init__(self, posted: Any, *, made: Content) -> None:
        first = {name: made.get(name) for name in (*STATED, "situation")}
        states = State.objects.filter(slug__in=made["states"]).values_list("name", flat=True)
        super().__init__(posted, initial=first | {"states": "; ".join(states.order_by("name"))})
        self.made = made

    def clean_adopted_on(self) -> Any:
        day = self.cleaned_data["adopted_on"]
        if told := ahead_of(day.isoformat(), NEVER, today_anywhere(timezone.now())):
            raise forms.ValidationError(told)
        if day.year != self.made["year"]:
            raise forms.ValidationError(f"The symbol says {self.made['year']}.")
        return day

    @property
    def corrected(self) -> dict[str, Any]:
        """Of what the file states, by column, what is to be said instead."""
        said = {name: self.cleaned_data[name] for name in STATED}
        said["adopted_on"] = said["adopted_on"].isoformat()
        return {name: value for name, value in said.items() if value != self.made.get(name)}

    def put_into(self, text: OfficialText) -> OfficialText:
        """The text as if its file had said so."""
        changed = dict(self.corrected)
        if subject := changed.pop("subject", ""):
            is_statement = text.kind == DocumentKind.PRESIDENTIAL_STATEMENT
            changed |= {"agenda": subject} if is_statement else {"title": f"[on {subject}]"}
        return replace(text, **changed)

    @property
    def own(self) -> Content:
        """What we say of it ourselves."""
        states = sorted(one.slug for one in self.cleaned_data["states"])
        return {"situation": self.cleaned_data["situation"], "states": states}


def situations() -> list[str]:
    """What may be typed for a situation, to choose from."""
    held = Document.objects.exclude(situation="").order_by("situation")
    return list(held.values_list("situation", flat=True).distinct())
