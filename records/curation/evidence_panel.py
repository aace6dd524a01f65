"""The part of every form that asks what says so, and puts the answers into the content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.text import slugify

from records.common.text import clean_text
from records.content.canonical import Content, row_key, tidy
from records.content.merging import Place
from records.content.problems import Problem, Refused
from records.curation.evidence import (
    CITATIONS,
    WHOLE_RECORD,
    EvidenceAnswer,
    EvidenceQuestion,
    Saying,
    Value,
    lacking_values,
    own_values,
    questions,
    with_answers,
    with_sayings,
)
from records.curation.fields import LONGEST_ID, KnownAutocomplete, OneName, learn_names
from records.curation.filling import Filling, told_at
from records.curation.parts import FormRequest
from records.curation.texts import paragraphs_of, texts_of
from records.models import Citation, Source
from records.models.evidence import SourceKind
from records.models.ownership import record_model
from records.reading.labels import (
    Row,
    TextPart,
    columns_of,
    day_column,
    give_names,
    owned_model,
)

MOST_LACKING = 10  # values shown at once that were published without evidence
PREFIX = "proof"  # «evidence» is the collection of a claim


class Unproven(Refused):
    """Values were added or changed, and nothing says where they are known from."""

    def __init__(self, left: list[EvidenceQuestion]) -> None:
        self.left = left
        lacking = sum(not one.is_proven for one in left)
        stood = sum(len(one.standing) for one in left)
        told = []
        if lacking:
            told.append(f"{_counted(lacking, 'value has', 'values have')} no evidence yet")
        if stood:
            was = _counted(stood, "citation stood", "citations stood")
            told.append(f"{was} for what you changed: does each say the new value too?")
        if not told:
            told = ["what is typed there does not go together"]
        super().__init__([Problem("", "", f"See «Evidence» below: {'; '.join(told)}")])


class WhereRead(forms.Form):
    """A source, and where in it. Says nothing where it is empty."""

    locator = forms.CharField(
        max_length=300, required=False, help_text="Paragraph, page or row: «para. 3», «p. 12»."
    )
    stated = forms.CharField(
        label="As it is put there",
        max_length=500,
        required=False,
        help_text="Only where the source writes the value in another way.",
    )

    field_order = ("source", "locator", "stated")

    def __init__(self, *args, site: AdminSite, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        column = Citation._meta.get_field("source")
        self.fields["source"] = OneName(
            Source.objects.all(), required=False, widget=KnownAutocomplete(column, site)
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self._source() and (cleaned.get("locator") or cleaned.get("stated")):
            self.add_error("source", "Say which source has it there.")
        return cleaned

    def _source(self) -> str:
        return self.cleaned_data.get("source") or ""

    def saying(self) -> Saying | None:
        source = self._source()
        said = self.cleaned_data
        return Saying(source, said["locator"], said["stated"]) if source else None


def tell_sources(shown: Iterable[WhereRead]) -> None:
    """Reads the names of the sources chosen in all forms at once."""
    chosen = {form: str(form["source"].value() or "") for form in shown}
    ids = [text for text in chosen.values() if text.isdecimal() and len(text) < LONGEST_ID]
    known = {str(row.pk): str(row) for row in Source.objects.filter(pk__in=ids)} if ids else {}
    for form in chosen:
        form.fields["source"].widget.known = known


class WhereAllRead(WhereRead):
    """Of all values that say nothing of their own; a source that is not held yet is made here."""

    new_name = forms.CharField(label="Name", max_length=300, required=False)
    new_kind = forms.ChoiceField(
        label="Kind", choices=[("", "–"), *SourceKind.choices], required=False
    )
    new_publisher = forms.CharField(label="Publisher", max_length=300, required=False)
    new_url = forms.URLField(label="Address", max_length=500, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name, kind = cleaned.get("new_name"), cleaned.get("new_kind")
        if name and cleaned.get("source"):
            self.add_error("new_name", "Choose a source that is held, or make a new one.")
        if bool(name) != bool(kind):
            self.add_error("new_name", "A new source needs a name and a kind.")
        if name and not slugify(name):
            self.add_error("new_name", "Write it in Latin letters: its key is made of them.")
        if name and Source.objects.filter(slug=slugify(name)).exists():
            self.add_error("new_name", "A source of this name is held: choose it above.")
        return cleaned

    def _source(self) -> str:
        return super()._source() or slugify(self.cleaned_data.get("new_name") or "")

    def new_source(self) -> Content | None:
        said = self.cleaned_data
        if not said.get("new_name"):
            return None
        columns = ("name", "kind", "publisher", "url")
        own = {column: said[f"new_{column}"] for column in columns}
        return tidy({"record_kind": "source", "slug": self._source(), "owned": {}} | own)


@dataclass
class Stood:
    """A citation that stood before, as the form asks about it."""

    key: str
    words: list[TextPart]
    answer: str
    rule: str


@dataclass
class AskedValue:
    """A value that the form asks about."""

    path: str
    label: str
    before: list[TextPart]
    after: list[TextPart]
    own: WhereRead
    errors: list[str]
    lacks: bool = True
    stood: list[Stood] = field(default_factory=list)


class EvidencePanel:
    """What a form says of its evidence: read from what was posted, or empty."""

    def __init__(self, request: HttpRequest, site: AdminSite) -> None:
        self.posted, self.site = request.POST, site
        self.left: list[EvidenceQuestion] = []
        self.read = clean_text(self.posted.get("text" if "_read" in self.posted else "read", ""))
        self.paragraphs = paragraphs_of(self.read) if self.read else []
        self.by = request.user.get_username()
        self.general = WhereAllRead(self.posted or None, prefix=PREFIX, site=site)
        paths = self.posted.getlist(f"{PREFIX}-path")
        self.own = {path: self._form(number) for number, path in enumerate(paths)}
        if self.posted:
            learn_names(self.forms)

    @property
    def forms(self) -> list[WhereRead]:
        return [self.general, *self.own.values()]

    def _form(self, number: int) -> WhereRead:
        return WhereRead(self.posted or None, prefix=f"{PREFIX}-{number}", site=self.site)

    def put_into(self, said: Content, filling: Filling, moved: Mapping[Place, str]) -> Content:
        """The content with its evidence; what is still to be said is kept for `require`.

        Raises Unproven for what does not go together.
        """
        if not all(form.is_valid() for form in self.forms):
            raise Unproven([])
        values = own_values(filling.base, filling.theirs, said, moved)
        own = {path: saying for path, form in self.own.items() if (saying := form.saying())}
        cited = with_sayings(said, values, self._picked() or self.general.saying(), own)
        cited = with_sayings(cited, _lacking(cited, cited), None, own)
        stood_before = {
            row_key(Citation, row): _words(_parts(filling, one.value)[1])
            for one in questions(filling.base, cited, moved, values)
            for row in one.standing
        }
        today = datetime.now(UTC).date()
        proven = with_answers(cited, self._answers(), stood_before, today, self.by)
        self.left = questions(filling.base, proven, moved, values)
        return tidy(proven)

    def require(self) -> None:
        """Raises Unproven while there is something to be said."""
        if self.left:
            raise Unproven(self.left)

    def _picked(self) -> Saying | None:
        """The paragraph that was picked in the text beside the form."""
        key, typed = self.posted.get("paragraph"), self.general.cleaned_data
        for one in self.paragraphs:
            if one.key == key:
                return Saying(one.source, typed["locator"] or one.locator, typed["stated"])
        return None

    def _answers(self) -> dict[str, EvidenceAnswer]:
        """What was answered in full of citations that stood before, by their keys."""
        given = {}
        for key, value in self._marked().items():
            rule = self.posted.get(f"rule-{key}", "").strip()
            if value == "new" or (value == "old" and rule):
                given[key] = EvidenceAnswer(value == "new", rule)
        return given

    def _marked(self) -> dict[str, str]:
        marked = [name for name in self.posted if name.startswith("stood-")]
        return {name.removeprefix("stood-"): self.posted[name] for name in marked}

    def refuse_new_source(self) -> None:
        """Raises Refused."""
        if self.new_sources():
            told = "A draft holds no new source: hand it in, or make the source first."
            raise Refused([Problem("", "", told)])

    def new_sources(self) -> list[Content]:
        """What has to be published with the content, since it is cited there."""
        made = self.general.new_source()
        return [made] if made else []

    def context(self, filling: Filling, left: Iterable[EvidenceQuestion]) -> dict[str, Any]:
        """What the template shows: the values that are asked about, and all that was typed."""
        asked = [self._asked(filling, number, one) for number, one in enumerate(left)]
        places = {one.value.place for one in left}
        lacking = [v for v in _lacking(filling.base, filling.shown) if v.place not in places]
        offered = lacking[: MOST_LACKING + 1]
        shown = {one.path for one in asked} | {value.path for value in offered}
        typed = [path for path, form in self.own.items() if form.has_changed()]
        for path in typed:
            if path not in shown:
                label = _parts(filling, Value(path, None, {}, ("",)))[0]
                asked.append(AskedValue(path, label, [], [], *self._again(len(asked), path)))
        held = [
            self._asked(filling, number, EvidenceQuestion(value, is_proven=True))
            for number, value in enumerate(offered, start=len(asked))
        ]
        keys = {one.key for value in asked for one in value.stood}
        kept = {f"stood-{key}": value for key, value in self._marked().items() if key not in keys}
        kept |= {f"rule-{name[6:]}": self.posted.get(f"rule-{name[6:]}", "") for name in kept}
        every = [*asked, *held]
        give_names([[one.before, one.after, [at.words for at in one.stood]] for one in every])
        tell_sources([self.general, *(one.own for one in every)])
        return {
            "general": self.general,
            "asked": asked,
            "lacking": held,
            "more_lacking": len(lacking) - len(offered),
            "kept": kept,
            "texts": texts_of(filling.shown),
            "read": self.read,
            "paragraphs": self.paragraphs,
            "picked": self.posted.get("paragraph", ""),
        }

    def _asked(self, filling: Filling, number: int, question: EvidenceQuestion) -> AskedValue:
        value = question.value
        label, before, after = _parts(filling, value)
        own, errors = self._again(number, value.path)
        stood = [self._stood(row) for row in question.standing]
        return AskedValue(
            value.path, label, before, after, own, errors, not question.is_proven, stood
        )

    def _again(self, number: int, path: str) -> tuple[WhereRead, list[str]]:
        """A form for the value at the path, with what was typed of it, and what was wrong there."""
        form = self.own.get(path)
        typed = {name: form[name].value() for name in form.fields} if form else {}
        errors = [str(one) for told in form.errors.values() for one in told] if form else []
        again = WhereRead(initial=typed, prefix=f"{PREFIX}-{number}", site=self.site)
        return again, errors

    def _stood(self, row: Row) -> Stood:
        key = row_key(Citation, row)
        said = columns_of(Citation, {name: row[name] for name in row if name in TOLD})
        words = [TextPart(row["source"], ("source", row["source"]))]
        words += [part for one in said for part in (TextPart(f"{one.label.lower()}:"), *one.parts)]
        rule = self.posted.get(f"rule-{key}", "")
        return Stood(key, words, self.posted.get(f"stood-{key}", ""), rule)


TOLD = ("locator", "stated", "stance")  # of a citation, beside its source


def _parts(filling: Filling, value: Value) -> tuple[str, list[TextPart], list[TextPart]]:
    """What the value is called, and what stood and stands there; of a row what changed in it."""
    if not value.path:
        return "The record as a whole", [], []
    model = owned_model(filling.base["record_kind"], value.path.partition("/")[0])
    rows: list[Row | None] = [value.before, value.after]
    if model and value.columns:
        rows = [
            {name: row[name] for name in row if day_column(model, name) in value.columns}
            for row in (value.before or {}, value.after)
        ]
    label, before, after, _ = told_at(filling.base["record_kind"], value.path, *rows)
    return label, before, after


def _lacking(held: Content, said: Content) -> list[Value]:
    """What is held and the citations of `said` do not support; first the record as a whole."""
    values = lacking_values(held, said["owned"].get(CITATIONS, ()))
    return [Value(WHOLE_RECORD, None, held), *values] if values else []


def _words(parts: list[TextPart]) -> str:
    return "; ".join(part.text for part in parts)


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


class AsksEvidence(admin.ModelAdmin):
    """A form that publishes no value of which nothing says where it is known from."""

    def with_evidence(
        self, request: FormRequest, said: tuple[Content, dict[Place, str]]
    ) -> tuple[Content, dict[Place, str]]:
        """What the form says, with its evidence."""
        request.panel = EvidencePanel(request, self.admin_site)
        content, moved = said
        return request.panel.put_into(content, request.filling, moved), moved

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        kind = request.filling.base["record_kind"]
        if record_model(kind).known_from is not None:
            panel = getattr(request, "panel", None) or EvidencePanel(request, self.admin_site)
            left = getattr(getattr(request, "refusal", None), "left", ())
            context["evidence"] = panel.context(request.filling, left)
            context["media"] += panel.general.media
        return super().render_change_form(request, context, add, change, form_url, obj)
