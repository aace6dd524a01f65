from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legal.models import Confidence, Document
from missions.models.mission import Mission
from records.common.constraints import one_of
from records.common.periods import Period, PeriodQuerySet, Precision
from records.models import ACTORS, Record, Source
from records.models.ownership import Owned


class Role(models.TextChoices):
    """Who authorized, who led, who commanded and who contributed are different questions."""

    AUTHORISING = "authorising", _("Authorized by")
    LEAD = "lead", _("Led by")
    COMMAND = "command", _("Commanded by")
    CONTRIBUTOR = "contributor", _("Contributor")
    HOST = "host", _("Host")
    SUPPORTER = "supporter", _("Supporter")
    FINANCIER = "financier", _("Financier")
    COUNTERPART = "counterpart", _("Counterpart")
    ADVERSARY = "adversary", _("Adversary")


class SpanBasis(models.TextChoices):
    """What the days of a role are."""

    DECISION = "decision_date", _("Day of the decision")
    MISSION = "mission_dates", _("Days of the mission")
    STATED = "stated", _("As stated by the source")
    REPORTED = "reported_span", _("First to last month with a report")


class MissionRole(Owned, Period):
    owner = "mission"
    natural_key = ("role", "actor", "starts_on")
    collection = "roles"
    known_from = ("source",)
    counted_apart = {
        "lead_actors": {"role": Role.LEAD},
        "commanding_actors": {"role": Role.COMMAND},
        "authorizing_actors": {"role": Role.AUTHORISING},
        "contributors": {"role": Role.CONTRIBUTOR},
    }

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="roles")
    actor = models.ForeignKey(
        Record, models.PROTECT, related_name="mission_roles", limit_choices_to=ACTORS
    )
    role = models.CharField(max_length=11, choices=Role)
    span_basis = models.CharField(max_length=13, choices=SpanBasis, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["role", "starts_on", "id"]
        constraints = [
            *Period.Meta.constraints,
            one_of("role", Role),
            one_of("span_basis", SpanBasis, blank=True),
        ]
        indexes = [
            models.Index(name="missions_role_of_actor", fields=["role", "actor"]),
            models.Index(name="missions_role_by_start", fields=["starts_on"]),
            models.Index(name="missions_role_by_end", fields=["ends_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.actor}"


class MissionRelationKind(models.TextChoices):
    SUCCEEDED_BY = "succeeded_by", _("Succeeded by")
    TRANSITIONED_TO = "transitioned_to", _("Transitioned to")
    REHATTED_AS = "rehatted_as", _("Rehatted as")
    OVERLAPPED_WITH = "overlapped_with", _("Overlapped with")
    SUPPORTED_BY = "supported_by", _("Supported by")


# Overlap and support are no successions: a chain never follows them.
SUCCESSIONS = (
    MissionRelationKind.SUCCEEDED_BY,
    MissionRelationKind.TRANSITIONED_TO,
    MissionRelationKind.REHATTED_AS,
)


class MissionRelationQuerySet(models.QuerySet):
    def successions(self) -> Self:
        return self.filter(kind__in=SUCCESSIONS)


class MissionRelation(Owned):
    """Belongs to the mission it starts from. No cycles among successions: see publishing."""

    owner = "predecessor"
    natural_key = ("kind", "successor")
    collection = "relations"
    known_from = ("source",)

    predecessor = models.ForeignKey(Mission, models.CASCADE, related_name="relations")
    successor = models.ForeignKey(Mission, models.PROTECT, related_name="relations_from")
    kind = models.CharField(max_length=15, choices=MissionRelationKind)
    date = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=7, choices=Precision, default=Precision.DAY)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    objects = MissionRelationQuerySet.as_manager()

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            one_of("kind", MissionRelationKind),
            one_of("precision", Precision),
            models.CheckConstraint(
                name="missions_missionrelation_not_to_itself",
                condition=~Q(predecessor=F("successor")),
                violation_error_message="A mission has no relation to itself.",
            ),
        ]
        indexes = [models.Index(name="missions_relation_by_day", fields=["date"])]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display().lower()} {self.successor}"


class LegalBasisKind(models.TextChoices):
    SC_AUTHORIZATION = "sc_authorization", _("Authorized by the Security Council")
    SC_ENDORSEMENT = "sc_endorsement", _("Endorsed by the Security Council")
    GA_RESOLUTION = "ga_resolution", _("General Assembly resolution")
    HOST_CONSENT = "host_consent", _("Consent of the host state")
    REGIONAL_DECISION = "regional_decision", _("Decision of a regional organization")
    SELF_DEFENCE = "collective_self_defence", _("Collective self-defence")
    HUMANITARIAN = "humanitarian_argument", _("Humanitarian argument")
    NONE = "none", _("No authority")
    NOT_ESTABLISHED = "not_established", _("Not established")


class LegalBasisStatus(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    CONTESTED = "contested", _("Contested")


class LegalBasis(Owned):
    """A ground on which an operation stands, or is said to stand.

    `contested` means that states or writers of weight dispute the ground, not that we do.
    """

    owner = "mission"
    natural_key = ("kind", "document", "instrument")
    collection = "legal_bases"
    known_from = ("source",)

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="legal_bases")
    kind = models.CharField(max_length=23, choices=LegalBasisKind)
    status = models.CharField(max_length=9, choices=LegalBasisStatus)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="legal_bases"
    )
    instrument = models.CharField(
        max_length=300, blank=True, help_text="The instrument's name where we hold no document."
    )
    note = models.CharField(max_length=500, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "legal bases"
        constraints = [
            one_of("kind", LegalBasisKind),
            one_of("status", LegalBasisStatus),
            one_of("confidence", Confidence, blank=True),
        ]
        indexes = [models.Index(name="missions_basis_by_kind", fields=["kind", "mission"])]

    def __str__(self) -> str:
        return f"{self.mission}: {self.get_kind_display()}"


class Principle(models.TextChoices):
    CONSENT = "consent", _("Consent")
    IMPARTIALITY = "impartiality", _("Impartiality")
    MINIMUM_FORCE = "minimum_force", _("Minimum use of force")


class PrincipleStatus(models.TextChoices):
    UPHELD = "upheld", _("Upheld")
    QUALIFIED = "qualified", _("Upheld with qualifications")
    NOT_APPLIED = "not_applied", _("Not applied")


class PrincipleAssessment(Owned):
    """How one of the principles of peacekeeping fared in a mission, as a source judges it."""

    owner = "mission"
    natural_key = ("principle", "source")
    collection = "principles"
    known_from = ("source",)

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="principles")
    principle = models.CharField(max_length=13, choices=Principle)
    status = models.CharField(max_length=11, choices=PrincipleStatus)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    locator = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["principle", "id"]
        constraints = [
            one_of("principle", Principle),
            one_of("status", PrincipleStatus),
        ]

    def __str__(self) -> str:
        return f"{self.get_principle_display()}: {self.get_status_display()}"
