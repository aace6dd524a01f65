"""What lists of conflicts and missions can be asked, on pages and API."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from missions.models import (
    Activity,
    Arrangement,
    Conflict,
    ConflictType,
    Consent,
    LegalBasis,
    LegalBasisKind,
    LegalBasisStatus,
    MandateAction,
    Mission,
    MissionCategory,
    MissionRole,
    MissionType,
    Role,
)
from missions.models.mission import MissionQuerySet
from records.common.filters import DayFilter, OneOf, Ordering, Text, YesNo
from records.filters import Named, PeriodFilter, RecordFilter, through


class ConflictFilter(PeriodFilter, RecordFilter):
    type = OneOf("type", ConflictType, label="Type")
    state = Named("state", apply=through("states"), label="State")
    mission = Named("mission", apply=through("missions"), label="Mission")
    ordering = Ordering({"starts_on": ("starts_on", "name"), "name": ("name",)})

    class Meta(RecordFilter.Meta):
        model = Conflict


def _role_of(role: str | None = None):
    """For `Named`: missions in which one of the actors held the role, or any."""

    def apply(missions: QuerySet, ids: list[int]) -> QuerySet:
        roles = MissionRole.objects.filter(mission=OuterRef("pk"), actor__in=ids)
        return missions.filter(Exists(roles.filter(role=role) if role else roles))

    return apply


def _acted_on(missions: QuerySet, ids: list[int]) -> QuerySet:
    """Missions that a document founded, authorized or acted on."""
    bases = LegalBasis.objects.filter(mission=OuterRef("pk"), document__in=ids)
    actions = MandateAction.objects.filter(mission=OuterRef("pk"), document__in=ids)
    return missions.filter(Exists(bases) | Exists(actions))


class MissionFilter(PeriodFilter, RecordFilter):
    category = OneOf("category", MissionCategory, label="Counted as")
    type = OneOf("type", MissionType, label="Type")
    arrangement = OneOf("arrangement", Arrangement, label="Run as")
    primary_activity = OneOf("primary_activity", Activity, label="Activity")
    consent = OneOf("consent", Consent, label="Consent")
    state = Named("state", apply=through("host_states"), label="Host state")
    region = Text(label="Region", method="in_region")
    organization = Named("organization", apply=_role_of(), label="Organization in any role")
    lead = Named("*", apply=_role_of(Role.LEAD), label="Led by")
    command = Named("*", apply=_role_of(Role.COMMAND), label="Commanded by")
    authorized_by = Named("*", apply=_role_of(Role.AUTHORISING), label="Authorized by")
    contributor = Named("state", apply=_role_of(Role.CONTRIBUTOR), label="Contributor")
    actor = Named("*", apply=_role_of(), label="Actor in any role")
    conflict = Named("conflict", apply=through("conflicts"), label="Conflict")
    resolution = Named("document", apply=_acted_on, label="Resolution or other document")
    legal_basis = OneOf("legal_bases__kind", LegalBasisKind, label="Legal basis", method="on_basis")
    legal_status = OneOf(
        "legal_bases__status", LegalBasisStatus, label="Legal basis is", method="on_basis"
    )
    without_authority = YesNo(label="Without authority", method="lacking_authority")
    never_deployed = YesNo(field_name="never_deployed", label="Never deployed")
    starts_on__gte = DayFilter(field_name="starts_on", lookup_expr="gte", label="Begun from")
    starts_on__lte = DayFilter(field_name="starts_on", lookup_expr="lte", label="Begun until")
    ends_on__gte = DayFilter(field_name="ends_on", lookup_expr="gte", label="Ended from")
    ends_on__lte = DayFilter(field_name="ends_on", lookup_expr="lte", label="Ended until")
    ordering = Ordering(
        {
            "starts_on": ("starts_on", "acronym"),
            "ends_on": ("ends_on",),
            "name": ("name",),
            "acronym": ("acronym", "starts_on"),
        }
    )

    class Meta(RecordFilter.Meta):
        model = Mission

    def in_region(self, missions: QuerySet, name: str, region: str) -> QuerySet:
        inside = Q(host_states__region__iexact=region) | Q(host_states__subregion__iexact=region)
        return missions.filter(Exists(Mission.objects.filter(inside, pk=OuterRef("pk"))))

    def on_basis(self, missions: QuerySet, name: str, values: list[str]) -> QuerySet:
        column = "kind" if name.endswith("kind") else "status"
        bases = LegalBasis.objects.filter(mission=OuterRef("pk"), **{f"{column}__in": values})
        return missions.filter(Exists(bases))

    def lacking_authority(self, missions: MissionQuerySet, name: str, lacking: bool) -> QuerySet:
        without = missions.without_authority()
        return without if lacking else missions.exclude(pk__in=without.values("pk"))
