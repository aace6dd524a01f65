"""What a page needs that writes several records in one go: one source for all of it, one reason,
and one proposal, which somebody else approves as a whole."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import slugify

from records.content.canonical import Content, contents_of, hash_of, tidy
from records.content.facts import FactBatch
from records.content.problems import Problem, Refused
from records.curation.evidence import Saying, changed_values, questions, with_sayings
from records.curation.evidence_panel import PREFIX, WhereAllRead
from records.curation.fields import CalledField
from records.curation.kept import is_alone, waits
from records.models import Origin, Revision, Source
from records.writing.handing_in import hand_in
from records.writing.publishing import propose

FromVersion = tuple[Content, int]  # a content, and the version that it starts from


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        help_text="Stands in the history of each record.",
        widget=forms.TextInput(attrs={"size": 60}),
    )


class WhereItIsRead(WhereAllRead):
    """Where all that is written was read: a source by its name, or a new one.

    `is_needed` where something is written in any case that nobody may say without a source.
    """

    def __init__(self, posted: Any = None, *, is_needed: bool = True) -> None:
        self.is_needed = is_needed
        super().__init__(posted, prefix=PREFIX, site=admin.site)
        self.fields["source"] = CalledField(
            "source",
            required=False,
            help_text="Its name or key. One that is not held yet is made below.",
            widget=forms.TextInput(attrs={"list": "sources", "size": 40}),
        )
        self.order_fields(self.field_order)

    def _source(self) -> str:
        held = self.cleaned_data.get("source")
        return held.slug if held else slugify(self.cleaned_data.get("new_name") or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_needed and "source" not in self.errors and not self._source():
            self.add_error("source", "Say where you read it: nothing is published without.")
        return cleaned

    @property
    def read(self) -> Saying:
        saying = self.saying()
        if saying is None:
            raise ValueError("Asked of a form that is not valid.")
        return saying

    def made(self) -> list[FromVersion]:
        """The source, if it is made here."""
        made = self.new_source()
        return [(made, 0)] if made else []

    def content(self) -> FromVersion:
        """The source itself, new or as it is held."""
        if made := self.new_source():
            return made, 0
        slug = self._source()
        version = Source.objects.values_list("version", flat=True).get(slug=slug)
        return contents_of("source", [slug])[slug], version


def source_names() -> QuerySet:
    """What may be typed for a source, to choose from."""
    return Source.objects.order_by("name").values_list("name", flat=True)


def digest_of(drafts: Iterable[Revision]) -> str:
    """Of what a preview showed, so that nothing else is handed in after it."""
    said = [f"{one.named} {one.base_version} {one.content_hash}" for one in drafts]
    return hash_of("\n".join(said))


def is_proven(base: Content, said: Content) -> bool:
    """Whether what is said brings evidence of its own for all that needs some."""
    said = tidy(said)
    asked = questions(base, said, {}, changed_values(base, said, {}))
    return all(one.is_proven for one in asked)


def cited(base: Content, said: Content, saying: Saying | None) -> Content:
    """What is said, with a citation of each value that needs one, where it is said what to cite.

    Raises Refused where something was cited for a value that changes: whether it says the new one
    too is asked in the form of the record.
    """
    said = tidy(said)
    values = changed_values(base, said, {})
    proven = with_sayings(said, values, saying, {})
    stood = [one.value.path for one in questions(base, proven, {}, values) if one.standing]
    if stood:
        name = f"{said['record_kind']}:{said['slug']}"
        told = "Something is cited for it. Change it in the record's own form first, which asks."
        raise Refused([Problem(name, path, told) for path in stood])
    return proven


def hand_in_together(
    request: HttpRequest,
    contents: Iterable[FromVersion],
    facts: Sequence[FactBatch],
    reason: str,
    back: str,
) -> HttpResponse:
    """Hands all of it in as one, and leads on. Raises Stale and Refused."""
    author = request.user.get_username()
    revisions = [
        propose(one, base_version=version, author=author, origin=Origin.ADMIN, reason=reason)
        for one, version in contents
    ]
    done = hand_in(revisions, facts, by=request.user, alone=is_alone(request))
    if done.proposal:
        return waits(request, done.proposal)
    if done.published:
        messages.success(request, f"Published: {reason}.")
    else:
        messages.info(request, "Nothing was changed.")
    return HttpResponseRedirect(back)


def written(request: HttpRequest, write: Callable[[], HttpResponse | None]) -> HttpResponse | None:
    """The answer of what writes all of it or nothing; None where it was refused, which is told."""
    try:
        with transaction.atomic():
            return write()
    except Refused as refusal:
        for problem in refusal.problems:
            messages.error(request, str(problem))
    return None
