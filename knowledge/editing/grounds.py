"""The rows in which an editor says what a verdict rests on: documents, provisions of documents."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import Q

from knowledge.models import Claim, EvidenceLink, EvidenceStance
from legal.models import Document, Provision
from records.content.references import name_of
from records.curation.typed_rows import TypedRows
from records.models import RecordKind
from records.reading.names import each_called

Row = dict[str, Any]
SEVERAL = "'{}' may mean {}. Write one of these keys."
UNKNOWN = "There is no document '{}', nor a provision called so."


class TypedGround(forms.Form):
    cited = forms.CharField(
        label="Document or provision",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"size": 30, "placeholder": "S/RES/1244 (1999)"}),
    )
    locator = forms.CharField(
        label="Where in it",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"size": 24, "placeholder": "para. 7"}),
    )
    stance = forms.ChoiceField(
        label="Towards the claim", choices=EvidenceStance.choices, initial=EvidenceStance.SUPPORTS
    )

    def clean(self) -> Row:
        said = self.cleaned_data
        if said.get("locator") and not said.get("cited"):
            self.add_error("cited", "In which document?")
        return said


class TypedGrounds(TypedRows):
    """Each row is read as a row of evidence, with the target by its key."""

    def clean(self) -> None:
        if any(self.errors):
            return
        said = {form: form.cleaned_data for form in self.forms if form.cleaned_data.get("cited")}
        kept = {form: row for form, row in said.items() if not row.get("DELETE")}
        targets = _targets(row["cited"] for row in kept.values())
        seen = set()
        for form, row in kept.items():
            target = targets[row["cited"]]
            if isinstance(target, str):
                form.add_error("cited", target)
                continue
            key = (target["document"], target["provision"], row["locator"])
            if key in seen:
                form.add_error("cited", "It stands twice with the same place.")
            seen.add(key)
            row["target"] = target

    def evidence(self) -> list[Row]:
        """As a claim's content holds them."""
        return [
            row["target"] | {"locator": row["locator"], "stance": row["stance"]}
            for row in self.rows()
        ]


def _targets(texts: Iterable[str]) -> dict[str, Row | str]:
    """By text the document or provision that it names, by key; or what is wrong with it.

    A key or a symbol means what bears it, whatever else may be called so.
    """
    asked = set(texts)
    targets: dict[str, Row | str] = {}
    written = Document.objects.filter(Q(slug__in=asked) | Q(symbol__in=asked))
    for slug, symbol in written.values_list("slug", "symbol"):
        targets |= {slug: _document(slug), symbol: _document(slug)}
    called = each_called(sorted(asked - targets.keys()), [RecordKind.DOCUMENT], rows=True)
    provisions = _provisions(
        {one.record.slug for found in called.values() for one in found if one.anchor}
    )
    for text, found in called.items():
        keys = {text} & set(provisions.values()) or {
            provisions[one.record.slug, one.anchor] if one.anchor else one.record.slug
            for one in found
            if not one.is_guess
        }
        targets[text] = _only(text, sorted(keys))
    return targets


def _provisions(documents: Iterable[str]) -> dict[tuple[str, str], str]:
    """Of documents by slug: the keys of their provisions, by document and place on its page."""
    held = Provision.objects.filter(document__slug__in=documents).select_related("document")
    return {(one.document.slug, one.anchor): name_of(one) for one in held}


def _only(text: str, keys: list[str]) -> Row | str:
    if len(keys) > 1:
        return SEVERAL.format(text, " or ".join(f"'{key}'" for key in keys))
    if not keys:
        return UNKNOWN.format(text)
    return {"document": None, "provision": keys[0]} if "#" in keys[0] else _document(keys[0])


def _document(slug: str) -> Row:
    return {"document": slug, "provision": None}


GroundFormSet = forms.formset_factory(TypedGround, formset=TypedGrounds, extra=3, can_delete=True)


def ground_rows(posted: Any, claim: Claim) -> TypedGrounds:
    held = claim.evidence.select_related("document", "provision__document")
    first = [{"cited": _key(one), "locator": one.locator, "stance": one.stance} for one in held]
    return cast(TypedGrounds, GroundFormSet(posted, prefix="ground", initial=first))


def _key(one: EvidenceLink) -> str:
    """What may be typed for it."""
    if one.provision:
        return name_of(one.provision)
    document = cast(Document, one.document)
    return document.symbol or document.slug
