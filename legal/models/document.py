from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.meeting_symbols import ONE_FORM
from legal.symbols import keys_of_number
from organizations.models import Organization, State
from records.common.ahead import NEVER
from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.common.periods import Precision, iso
from records.common.spellings import Name, Via, symbol_key
from records.models import Described, RecordKind


class DocumentKind(models.TextChoices):
    RESOLUTION = "resolution", _("Resolution")
    DRAFT = "draft", _("Draft resolution")
    AMENDMENT = "amendment", _("Amendment to a draft")
    PRESIDENTIAL_STATEMENT = "presidential_statement", _("Presidential statement")
    TREATY = "treaty", _("Treaty")
    REPORT = "report", _("Report")
    POLICY = "policy", _("Policy")
    AGREEMENT = "agreement", _("Agreement")
    JUDGMENT = "judgment", _("Judgment or advisory opinion")
    COMMUNIQUE = "communique", _("Communiqué")
    DECISION = "decision", _("Decision")
    BOOK = "book", _("Book")
    OTHER = "other", _("Other")


# What schema.org calls legislation, and other kinds for which it has a word.
BINDING = (
    DocumentKind.RESOLUTION,
    DocumentKind.TREATY,
    DocumentKind.AGREEMENT,
    DocumentKind.DECISION,
)
LINKED_TYPES: dict[str, str] = {DocumentKind.REPORT: "Report", DocumentKind.BOOK: "Book"}
PUT_TO_THE_VOTE = (DocumentKind.RESOLUTION, DocumentKind.DRAFT, DocumentKind.AMENDMENT)


class Outcome(models.TextChoices):
    ADOPTED = "adopted", _("Adopted")
    VETOED = "vetoed", _("Vetoed")
    LACKED_MAJORITY = "lacked_majority", _("Lacked a majority")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Adoption(models.TextChoices):
    VOTE = "vote", _("Vote")
    VOTE_IN_PARTS = "vote_in_parts", _("Vote in parts")
    WRITTEN_PROCEDURE = "written_procedure", _("Vote by written procedure")
    WITHOUT_VOTE = "without_vote", _("Without a vote")
    ACCLAMATION = "acclamation", _("Acclamation")


class ChapterVII(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_CODED = "not_coded", _("Not coded")


class Confidence(models.TextChoices):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class PlainParagraph(NamedTuple):
    """A paragraph in plain values: a document may have thousands."""

    kind: str
    number: str
    anchor: str
    text: str


def tallied(totals: Iterable[int | None]) -> str:
    """«13–0–2»: in favour, against, abstaining; empty where the first is not held."""
    counted = ["?" if one is None else str(one) for one in totals]
    return "" if counted[0] == "?" else "–".join(counted)


class DocumentQuerySet(models.QuerySet):
    def adopted_by(self, day) -> Self:
        """What was adopted (or signed, where only that is known) on `day` or before."""
        return self.filter(Q(adopted_on__lte=day) | Q(adopted_on=None, signed_on__lte=day))


class Document(Described):
    """A resolution, treaty, report or any other paper that a record rests on.

    A number is not an identity: S/RES/194 (1964) and A/RES/194 (III) are two documents, told
    apart by organ, year and session.
    """

    RECORD_KIND = RecordKind.DOCUMENT
    searched_columns = ("subject", "situation", "note")
    names_need = ("organ",)
    ahead = {"year": NEVER, "adopted_on": NEVER, "signed_on": NEVER}

    kind = models.CharField(max_length=22, choices=DocumentKind)
    symbol = models.CharField(max_length=80, blank=True, help_text="S/RES/1272 (1999)")
    symbol_key = models.CharField(
        max_length=200, editable=False, default="", help_text="The symbol in its one spelling."
    )
    organ = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="issuing organ",
    )
    number = BoundedIntegerField(null=True, blank=True, least=1, most=100_000)
    year = BoundedIntegerField(null=True, blank=True, least=1800, most=2200)
    session = models.CharField(max_length=10, blank=True, help_text="III, ES-I; empty if none.")
    subject = models.CharField(max_length=500, blank=True)
    situation = models.CharField(max_length=200, blank=True, help_text="Agenda item, our own list.")
    states = models.ManyToManyField(State, blank=True, related_name="documents_about")
    adopted_on = models.DateField(null=True, blank=True)
    adopted_precision = models.CharField(max_length=7, choices=Precision, default=Precision.DAY)
    signed_on = models.DateField("opened for signature", null=True, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    meeting = models.CharField(
        max_length=40,
        blank=True,
        help_text="S/PV.4057; of a vote by correspondence, the letter that reported it.",
    )
    draft_symbol = models.CharField(
        max_length=80,
        blank=True,
        help_text="S/1999/1083; of an amendment, the draft that it would have amended.",
    )
    outcome = models.CharField(max_length=15, choices=Outcome, default=Outcome.NOT_APPLICABLE)
    adoption = models.CharField(max_length=17, choices=Adoption, blank=True)
    in_favour = BoundedIntegerField(null=True, blank=True, most=300, help_text="Votes.")
    against = BoundedIntegerField(null=True, blank=True, most=300, help_text="Votes.")
    abstaining = BoundedIntegerField(null=True, blank=True, most=300, help_text="Members.")
    not_participating = BoundedIntegerField(null=True, blank=True, most=300, help_text="Members.")
    absent = BoundedIntegerField(null=True, blank=True, most=300, help_text="Members.")
    vetoed_by = models.ManyToManyField(State, blank=True, related_name="vetoes")
    chapter_vii = models.CharField(
        "Chapter VII", max_length=9, choices=ChapterVII, default=ChapterVII.NOT_CODED
    )
    chapter_vii_basis = models.CharField("basis of Chapter VII", max_length=100, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    url = models.URLField("official address", max_length=300, blank=True)
    note = models.TextField(blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", DocumentKind),
            one_of("adopted_precision", Precision),
            one_of("outcome", Outcome),
            one_of("adoption", Adoption, blank=True),
            one_of("chapter_vii", ChapterVII),
            one_of("confidence", Confidence, blank=True),
            models.UniqueConstraint(
                name="legal_document_one_per_symbol",
                fields=["symbol_key"],
                condition=~Q(symbol_key=""),
                violation_error_message="Another document has this symbol.",
            ),
            models.UniqueConstraint(
                name="legal_document_one_per_number",
                fields=["organ", "number", "year", "session"],
                condition=Q(number__isnull=False),
                violation_error_message="The organ has a document of this number, year and "
                "session already.",
            ),
            models.CheckConstraint(
                name="legal_document_number_needs_organ_and_year",
                condition=Q(number=None) | Q(organ__isnull=False, year__isnull=False),
                violation_error_message="A numbered document needs its organ and year.",
            ),
            models.CheckConstraint(
                name="legal_document_adopted_has_no_veto",
                condition=~Q(kind=DocumentKind.RESOLUTION)
                | ~Q(outcome__in=[Outcome.VETOED, Outcome.LACKED_MAJORITY]),
                violation_error_message="What failed is a draft, not a resolution.",
            ),
            models.CheckConstraint(
                name="legal_document_meeting_in_one_form",
                condition=~Q(meeting__startswith="S/PV") | Q(meeting__regex=ONE_FORM),
                violation_error_message="Expected the symbol of a meeting without its sitting, "
                "such as S/PV.4057.",
            ),
        ]
        indexes = [
            models.Index(name="legal_document_by_day", fields=["kind", "-adopted_on", "record"]),
            models.Index(name="legal_document_by_symbol", fields=["symbol", "record"]),
            models.Index(name="legal_document_by_adoption", fields=["adopted_on", "record"]),
            models.Index(name="legal_document_of_organ", fields=["organ", "adopted_on", "record"]),
            models.Index(
                name="legal_document_by_outcome", fields=["outcome", "adopted_on", "record"]
            ),
            models.Index(name="legal_document_by_number", fields=["number"]),
            models.Index(  # as the list stands
                name="legal_document_by_situation", fields=["situation", "adopted_on", "record"]
            ),
            models.Index(
                name="legal_resolution_on_situation",
                fields=["kind", "situation", "adopted_on", "record"],
            ),
            models.Index(name="legal_document_by_meeting", fields=["meeting"]),
            *(
                models.Index(name=f"legal_document_by_{by}", fields=[by, "record"])
                for by in (
                    *("in_favour", "against", "abstaining", "absent"),
                    *("year", "session", "draft_symbol", "signed_on", "in_force_on"),
                )
            ),
            models.Index(name="legal_document_by_no_part", fields=["not_participating", "record"]),
            models.Index(
                name="legal_resolution_by_no_part",
                fields=["kind", "not_participating", "record"],
            ),
            *(  # of resolutions alone
                models.Index(name=f"legal_resolution_by_{by}", fields=["kind", by, "record"])
                for by in (
                    *("number", "in_favour", "against", "abstaining", "absent"),
                    *("year", "session", "meeting"),
                )
            ),
            models.Index(
                name="legal_resolution_by_draft", fields=["kind", "draft_symbol", "record"]
            ),
        ]

    @classmethod
    def derived(cls, row: dict) -> dict:
        return {"symbol_key": symbol_key(row.get("symbol", ""))[:200]}

    def further_names(self) -> Iterator[Name]:
        yield Name(Via.CODE, self.symbol)
        if self.organ and self.number and self.kind == DocumentKind.RESOLUTION:
            told = keys_of_number(self.organ.slug, self.number, self.year, self.session)
            yield from (Name(Via.CODE, self.symbol or self.name, key) for key in told)
        if self.kind != DocumentKind.AMENDMENT:
            yield Name(Via.PAPER, self.draft_symbol)
        yield Name(Via.PAPER, self.meeting)

    @property
    def tally(self) -> str:
        return tallied((self.in_favour, self.against, self.abstaining))

    @cached_property
    def passages(self) -> list[PlainParagraph]:
        """Its text, read once for all parts of a page."""
        rows = self.paragraphs.order_by("rank").values_list(*PlainParagraph._fields)
        return [PlainParagraph(*row) for row in rows]

    def linked_data(self) -> dict[str, Any]:
        if self.kind not in BINDING:
            return {"@type": LINKED_TYPES.get(self.kind, "CreativeWork"), "identifier": self.symbol}
        return {
            "@type": "Legislation",
            "legislationIdentifier": self.symbol,
            "legislationDate": iso(self.adopted_on, self.adopted_precision),
            "legislationPassedBy": {"@type": "Organization", "name": self.organ.name}
            if self.organ
            else "",
        }

    def on_the_same_draft(self) -> models.QuerySet["Document"]:
        """What else was put to the vote under its draft: a second vote, amendments, the draft."""
        draft = self.draft_symbol or None
        others = Document.objects.filter(draft_symbol=draft, kind__in=PUT_TO_THE_VOTE)
        return others.exclude(pk=self.pk).order_by("adopted_on", "slug")

    def held(self) -> dict:
        """From its adoption, as `adopted_by` asks."""
        begins = self.adopted_on or self.signed_on
        precision = Precision.DAY if begins else Precision.UNKNOWN
        return {"starts_on": begins, "starts_precision": precision}


class ResolutionManager(models.Manager.from_queryset(DocumentQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(kind=DocumentKind.RESOLUTION)


class Resolution(Document):
    """Documents that are resolutions, of the Council and of the Assembly."""

    objects = ResolutionManager()

    class Meta:
        proxy = True
