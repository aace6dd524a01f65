"""The first step of a new verdict: which claim, by its number or by words of it."""

from django import forms
from django.db.models import Q

from knowledge.models import Claim
from records.common.text import words
from records.models import RecordKind
from records.reading.names import NotOne, holding, record_called

MOST_FOUND = 25


class ClaimChoosing(forms.Form):
    """Answers with the `claim` that is meant, or else with those `found` to choose from."""

    claim = forms.CharField(
        max_length=200,
        help_text="Its number, EN-039 or PK-012, or words of it: Kosovo 1999.",
        widget=forms.TextInput(attrs={"size": 40, "autofocus": True}),
    )

    found: tuple[Claim, ...] = ()

    def clean_claim(self) -> Claim | None:
        text = self.cleaned_data["claim"]
        claims = Claim.objects.select_related("section__article")
        try:
            return claims.get(pk=record_called(RecordKind.CLAIM, text).pk)
        except NotOne as error:
            self.found = tuple(claims.filter(_telling(text)).order_by("code")[:MOST_FOUND])
            if not self.found:
                raise forms.ValidationError(str(error)) from None
            return None


def _telling(text: str) -> Q:
    """For claims: the text names them, or all its words stand in what they say."""
    said = Q()
    for word in words(text):
        said &= Q(summary__icontains=word)
    return holding(text, Claim.objects.all()) | (said if said else Q(pk=None))
