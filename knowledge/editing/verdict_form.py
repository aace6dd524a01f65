"""The form of a new verdict: what checking found, and how sure that is."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from knowledge.models import Claim, Verdict
from knowledge.models.claims import CORRECTED
from knowledge.phrases import VERDICT_MEANS
from legal.models import Confidence
from records.common.ahead import NEVER, ahead_of, today_anywhere
from records.content.canonical import Content
from records.curation.fields import WholeDayField

WITH_MEANING = [(str(one), f"{one.label}: {VERDICT_MEANS[one]}") for one in Verdict]


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label="What checking found", choices=WITH_MEANING, widget=forms.RadioSelect
    )
    corrected_statement = forms.CharField(
        required=False,
        help_text="What holds instead, for imprecise, disputed and contradicted claims only.",
        widget=forms.Textarea(attrs={"rows": 4, "cols": 70}),
    )
    confidence = forms.ChoiceField(choices=Confidence.choices)
    checked_on = WholeDayField(help_text="The day on which the sources were looked at.")
    reason = forms.CharField(
        label="Why",
        max_length=500,
        help_text="What speaks for this verdict. Stands in the history of the claim.",
        widget=forms.TextInput(attrs={"size": 60}),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, posted: Any, *, claim: Claim) -> None:
        held = {
            "verdict": claim.verdict,
            "corrected_statement": claim.corrected_statement,
            "confidence": claim.confidence,
            "checked_on": timezone.localdate(),
            "seen_version": claim.version,
        }
        super().__init__(posted, initial=held)
        self.claim = claim

    def clean_checked_on(self) -> date:
        day = self.cleaned_data["checked_on"]
        if told := ahead_of(day.isoformat(), NEVER, today_anywhere(timezone.now())):
            raise forms.ValidationError(told)
        return day

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        verdict, corrected = said.get("verdict"), said.get("corrected_statement")
        if verdict in CORRECTED and not corrected:
            told = f"{Verdict(verdict).label}: say what holds instead."
            self.add_error("corrected_statement", told)
        if verdict and verdict not in CORRECTED and corrected:
            told = f"{Verdict(verdict).label}: there is nothing to correct. Empty it."
            self.add_error("corrected_statement", told)
        if said.get("seen_version") != self.claim.version:
            told = "Others published this claim meanwhile. Look at what it holds now. Then"
            self.add_error(None, f"{told} save again.")
        return said

    def put_into(self, held: Content) -> Content:
        names = ("verdict", "corrected_statement", "confidence")
        day = self.cleaned_data["checked_on"].isoformat()
        return held | {name: self.cleaned_data[name] for name in names} | {"checked_on": day}
