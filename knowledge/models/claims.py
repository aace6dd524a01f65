from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.articles import Passage, Section
from legal.models import Confidence, Document, Provision
from records.common.ahead import NEVER
from records.common.constraints import one_of
from records.common.periods import iso
from records.models import Described, Record, RecordKind
from records.models.ownership import Owned


class ClaimKind(models.TextChoices):
    FACT = "fact", _("Fact")
    EVALUATION = "evaluation", _("Evaluation")
    DEFINITION = "definition", _("Definition")
    PREDICTION = "prediction", _("Prediction")
    LIST_ITEM = "list_item", _("List item")


class Verdict(models.TextChoices):
    """What checking found; it says nothing of the kind: an evaluation can be disputed."""

    SUPPORTED = "supported", _("Supported")
    IMPRECISE = "imprecise", _("Imprecise")
    DISPUTED = "disputed", _("Disputed")
    CONTRADICTED = "contradicted", _("Contradicted")
    NOT_CHECKABLE = "not_checkable", _("Not checkable")


CORRECTED = (Verdict.IMPRECISE, Verdict.DISPUTED, Verdict.CONTRADICTED)


class ClaimQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        """With `section_code` and `article_slug`: where each first stands."""
        return self.annotate(
            section_code=F("section__code"), article_slug=F("section__article__slug")
        )

    def counted_by_article(self) -> models.QuerySet:
        """(article id, verdict, claims) for each that occurs."""
        rows = self.order_by().values_list("section__article", "verdict")
        return rows.annotate(claims=models.Count("pk"))

    def mentioning(self, **record) -> Self:
        """Claims that speak of a record, in any role: `mentioning(record__slug="kfor")`."""
        return self.filter(Exists(ClaimMention.objects.filter(claim=OuterRef("pk"), **record)))


class Claim(Described):
    """What an article asserts, in our words: the text is the record's summary.

    A claim never overwrites a fact. *Imprecise*: the core holds but scope, date, actor or term
    is wrong; *disputed*: credible sources disagree; *contradicted*: a primary source says
    otherwise.
    """

    RECORD_KIND = RecordKind.CLAIM
    evidence_rows = "evidence"
    searched_columns = ("corrected_statement",)
    ahead = {"checked_on": NEVER}

    code = models.CharField(
        max_length=10, unique=True, editable=False, help_text="PK-001: the slug in capitals."
    )
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="claims", help_text="Where it first stands."
    )
    passages = models.ManyToManyField(Passage, blank=True, related_name="claims")
    kind = models.CharField(max_length=10, choices=ClaimKind)
    verdict = models.CharField(max_length=13, choices=Verdict)
    corrected_statement = models.TextField(blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence)
    checked_on = models.DateField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", ClaimKind),
            one_of("verdict", Verdict),
            one_of("confidence", Confidence),
            models.CheckConstraint(
                name="knowledge_claim_corrected_where_needed",
                condition=Q(verdict__in=CORRECTED) & ~Q(corrected_statement="")
                | ~Q(verdict__in=CORRECTED) & Q(corrected_statement=""),
                violation_error_message="Imprecise, disputed and contradicted claims need a "
                "corrected statement; supported and not checkable ones have none.",
            ),
        ]
        indexes = [models.Index(name="knowledge_claim_by_verdict", fields=["verdict"])]

    @classmethod
    def needs_evidence(cls, row: dict[str, Any]) -> bool:
        """Of what cannot be checked there is none."""
        return row.get("verdict") != Verdict.NOT_CHECKABLE

    def linked_data(self) -> dict[str, Any]:
        """The review of a claim: what is claimed, and the verdict."""
        return {
            "@type": "ClaimReview",
            "claimReviewed": self.summary or self.name,
            "author": {"@type": "Organization", "name": "PeaceKB"},
            "reviewRating": {"@type": "Rating", "alternateName": self.get_verdict_display()},
            "datePublished": iso(self.checked_on),
        }


class MentionRole(models.TextChoices):
    SUBJECT = "subject", _("Subject")
    OBJECT = "object", _("Object")
    PLACE = "place", _("Place")
    TOPIC = "topic", _("Topic")
    CHARACTERISED_AS = "characterised_as", _("Characterized as")


class ClaimMention(Owned):
    """A record that a claim speaks of; `characterised_as` is the label the article gives."""

    owner = "claim"
    natural_key = ("record", "role")
    collection = "mentions"
    known_from = None

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="mentions")
    record = models.ForeignKey(Record, models.PROTECT, related_name="claim_mentions")
    role = models.CharField(max_length=16, choices=MentionRole)

    class Meta:
        ordering = ["role", "id"]
        constraints = [one_of("role", MentionRole)]
        indexes = [models.Index(name="knowledge_mention_of", fields=["record", "role", "claim"])]

    def __str__(self) -> str:
        return f"{self.claim.code} {self.get_role_display().lower()} {self.record}"


class EvidenceStance(models.TextChoices):
    """Towards the claim as the article makes it, not towards the verdict."""

    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradicts")
    CONTEXT = "context", _("Context")


class EvidenceLink(Owned):
    """What a verdict rests on: a document, or one provision of a document."""

    owner = "claim"
    natural_key = ("document", "provision", "locator")
    collection = "evidence"
    known_from = None

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="evidence_for"
    )
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="evidence_for"
    )
    locator = models.CharField(max_length=300, blank=True)
    stance = models.CharField(max_length=11, choices=EvidenceStance)

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("stance", EvidenceStance),
            models.CheckConstraint(
                name="knowledge_evidencelink_one_target",
                condition=Q(document__isnull=False, provision=None)
                | Q(document=None, provision__isnull=False),
                violation_error_message="Give a document or a provision, not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.provision or self.document}"

    @property
    def cited(self) -> Document | None:
        """The document itself, or that of the provision."""
        return self.provision.document if self.provision else self.document


class ClaimRelationKind(models.TextChoices):
    RESTATES = "restates", _("Restates")
    CONTRADICTS = "contradicts", _("Contradicts")
    TENSION = "tension", _("In tension with")
    QUALIFIES = "qualifies", _("Qualifies")
    DEPENDS_ON = "depends_on", _("Depends on")
    DISTINCT = "distinct", _("Distinct from")


SYMMETRIC = (
    ClaimRelationKind.RESTATES,
    ClaimRelationKind.CONTRADICTS,
    ClaimRelationKind.TENSION,
    ClaimRelationKind.DISTINCT,
)


class ClaimRelation(Owned):
    """Symmetric kinds are stored once, under the lower code."""

    owner = "source"
    natural_key = ("kind", "target")
    collection = "relations"
    known_from = None

    source = models.ForeignKey(Claim, models.CASCADE, related_name="relations")
    target = models.ForeignKey(Claim, models.PROTECT, related_name="relations_from")
    kind = models.CharField(max_length=11, choices=ClaimRelationKind)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            one_of("kind", ClaimRelationKind),
            models.CheckConstraint(
                name="knowledge_claimrelation_not_to_itself",
                condition=~Q(source=F("target")),
                violation_error_message="A claim has no relation to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.code} {self.get_kind_display().lower()} {self.target.code}"
