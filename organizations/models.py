"""Who acts: states, organizations and parties, and how they belong together."""

from collections.abc import Iterable, Iterator
from typing import Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from records.common.ahead import NEVER, PLANNED
from records.common.constraints import one_of
from records.common.periods import Period, PeriodQuerySet, Precision, iso
from records.common.spellings import Name, Via, without_brackets
from records.models import Described, RecordKind, Source
from records.models.ownership import Owned
from records.models.record import OtherTimes

UNITED_NATIONS = "un"  # its slug


class StateKind(models.TextChoices):
    MEMBER = "member_state", _("UN member state")
    OBSERVER = "observer", _("UN observer")
    NON_MEMBER = "non_member_state", _("Non-member state")
    FORMER = "former_state", _("Former state")
    TERRITORY = "territory", _("Territory")


class StateQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        """With the periods of each in the United Nations, as `un_periods`."""
        periods = Membership.objects.filter(organization__slug=UNITED_NATIONS)
        shown = periods.order_by("starts_on", "id")
        return self.prefetch_related(Prefetch("memberships", queryset=shown, to_attr="un_periods"))


class State(Described):
    """A state or territory under its ISO 3166 alpha-3 code; former states keep theirs.

    UN membership is a Membership like any other. A note on contested territory is neutral and
    claims nothing on its status.
    """

    RECORD_KIND = RecordKind.STATE
    searched_columns = ("official_name", "note")

    code = models.CharField(
        max_length=3,
        unique=True,
        editable=False,
        help_text="ISO 3166-1 alpha-3: the slug in capitals.",
    )
    official_name = models.CharField(max_length=200, blank=True)
    m49 = models.CharField("M49", max_length=3, blank=True)
    region = models.CharField(max_length=40, blank=True)
    subregion = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=16, choices=StateKind)
    successors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="predecessors"
    )
    note = models.TextField(blank=True)

    objects = StateQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", StateKind),
            models.CheckConstraint(
                name="organizations_state_code_of_three_capitals",
                condition=Q(code__regex="^[A-Z]{3}$"),
                violation_error_message="A state's code is three capital letters.",
            ),
        ]
        indexes = [models.Index(name="organizations_state_by_region", fields=["region"])]

    def further_names(self) -> Iterator[Name]:
        yield Name(Via.OTHER, self.official_name)
        yield Name(Via.OTHER, without_brackets(self.name))

    @classmethod
    def at_other_times(cls) -> OtherTimes:
        """However far back or on; states beside it that came of the same one are others."""
        steps, back = [], []
        names: dict[int, str] = {}
        columns = ("pk", "code", "name")
        ends = [f"{end}__{column}" for end in ("from_state", "to_state") for column in columns]
        for earlier, code, name, *after in cls.successors.through.objects.values_list(*ends):
            later, later_code, later_name = after
            steps.append((earlier, later))
            back.append((later, earlier))
            names |= {earlier: f"{name} ({code})", later: f"{later_name} ({later_code})"}
        ordered = sorted(names, key=lambda pk: names[pk])
        found = {pk: _reached(steps, pk) | _reached(back, pk) for pk in names}
        return {pk: {one: names[one] for one in ordered if one in found[pk]} for pk in names}

    def linked_data(self) -> dict[str, Any]:
        """A place: whether it is a country is no business of a code."""
        return {"@type": "Place", "alternateName": self.official_name, "identifier": self.code}


def _reached(steps: Iterable[tuple[int, int]], start: int) -> set[int]:
    """What any number of steps leads to."""
    found: set[int] = set()
    new = {start}
    while new:
        new = {later for earlier, later in steps if earlier in new} - found
        found |= new
    return found


class OrganizationKind(models.TextChoices):
    UNIVERSAL = "universal", _("Universal")
    REGIONAL = "regional", _("Regional")
    SUBREGIONAL = "subregional", _("Subregional")
    ALLIANCE = "alliance", _("Alliance")
    COURT = "court", _("Court")
    TRIBUNAL = "tribunal", _("Tribunal")
    ORGAN = "organ", _("Organ")
    AGENCY = "agency", _("Agency")
    COALITION_ARRANGEMENT = "coalition_arrangement", _("Coalition arrangement")


class Chapter8Status(models.TextChoices):
    """Whether it is a regional arrangement under Chapter VIII of the Charter."""

    ACCEPTED = "accepted", _("Accepted")
    CONTESTED = "contested", _("Contested")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


def _day(name: str):
    return models.DateField(name, null=True, blank=True)


def _precision():
    return models.CharField(max_length=7, choices=Precision, default=Precision.UNKNOWN)


class OrganizationQuerySet(models.QuerySet):
    def existing_on(self, day) -> Self:
        """Founded by `day` and not dissolved before; without a founding date: always."""
        begun = Q(adopted_on=None) | Q(adopted_on__lte=day)
        return self.filter(begun, Q(dissolved_on=None) | Q(dissolved_on__gte=day))

    def for_list(self) -> Self:
        """With the bodies that each is an organ of, as `parents`."""
        parents = OrganizationRelation.objects.filter(kind=OrganizationRelationKind.ORGAN_OF)
        shown = parents.select_related("other").order_by("other__name")
        return self.prefetch_related(Prefetch("relations", queryset=shown, to_attr="parents"))


class Organization(Described):
    """An international organization, or an organ, court or agency of one.

    Its founding has up to three days that differ: its treaty or decision adopted or signed, in
    force, and the body launched. Its founding document is an Event in `legal`.
    """

    RECORD_KIND = RecordKind.ORGANIZATION
    searched_columns = ("note", "headquarters")
    ahead = {"adopted_on": NEVER, "launched_on": NEVER}

    acronym = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=21, choices=OrganizationKind)
    adopted_on = _day("founding act adopted or signed")
    adopted_precision = _precision()
    in_force_on = _day("founding act in force")
    in_force_precision = _precision()
    launched_on = _day("launched")
    launched_precision = _precision()
    dissolved_on = _day("dissolved")
    dissolved_precision = _precision()
    headquarters = models.CharField(max_length=100, blank=True)
    website = models.CharField(max_length=100, blank=True, help_text="Host only.")
    chapter8_status = models.CharField(
        "Chapter VIII status", max_length=14, choices=Chapter8Status, blank=True
    )
    note = models.TextField(blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", OrganizationKind),
            one_of("chapter8_status", Chapter8Status, blank=True),
            one_of("adopted_precision", Precision),
            one_of("in_force_precision", Precision),
            one_of("launched_precision", Precision),
            one_of("dissolved_precision", Precision),
        ]
        indexes = [models.Index(name="organizations_by_acronym", fields=["acronym"])]

    def further_names(self) -> Iterator[Name]:
        yield Name(Via.ACRONYM, self.acronym)

    def held(self) -> dict:
        """From its founding act to its end, as `existing_on` asks; without one always."""
        begun = {"starts_on": self.adopted_on, "starts_precision": Precision.DAY}
        return (begun if self.adopted_on else {}) | {"ends_on": self.dissolved_on}

    def linked_data(self) -> dict[str, Any]:
        return {
            "@type": "Organization",
            "alternateName": self.acronym,
            "foundingDate": iso(self.adopted_on, self.adopted_precision),
            "dissolutionDate": iso(self.dissolved_on, self.dissolved_precision),
        }


class OrganizationRelationKind(models.TextChoices):
    ORGAN_OF = "organ_of", _("Organ of")
    SUCCEEDED_BY = "succeeded_by", _("Succeeded by")
    PARTNER_OF = "partner_of", _("Partner of")


class OrganizationRelation(Owned, Period):
    owner = "organization"
    natural_key = ("kind", "other", "starts_on")
    collection = "relations"
    known_from = ("source",)

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=OrganizationRelationKind)
    other = models.ForeignKey(Organization, models.PROTECT, related_name="relations_from")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["kind", "starts_on", "id"]
        constraints = [
            *Period.Meta.constraints,
            one_of("kind", OrganizationRelationKind),
            models.CheckConstraint(
                name="organizations_organizationrelation_not_to_itself",
                condition=~Q(organization=models.F("other")),
                violation_error_message="An organization has no relation to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.get_kind_display().lower()} {self.other}"


class MembershipKind(models.TextChoices):
    MEMBER = "member", _("Member")
    PERMANENT = "permanent", _("Permanent member")
    ELECTED = "elected", _("Elected member")
    OBSERVER = "observer", _("Observer")
    SUSPENDED = "suspended", _("Suspended")


# Observers and the suspended are in an organization, and no members of it.
IN_FULL = (MembershipKind.MEMBER, MembershipKind.PERMANENT, MembershipKind.ELECTED)
# The Council's two kinds of seats, held for terms.
SEATS = (MembershipKind.PERMANENT, MembershipKind.ELECTED)


class RegionalGroup(models.TextChoices):
    AFRICAN = "african", _("African")
    ASIA_PACIFIC = "asia_pacific", _("Asia-Pacific")
    EASTERN_EUROPEAN = "eastern_european", _("Eastern European")
    LATIN_AMERICAN = "latin_american_caribbean", _("Latin American and Caribbean")
    WESTERN_EUROPEAN = "western_european_others", _("Western European and Others")


class Membership(Owned, Period):
    """A period of a state in an organization. A seat in the Security Council is one too."""

    owner = "state"
    natural_key = ("organization", "kind", "starts_on")
    ahead = {"starts_on": PLANNED}
    collection = "memberships"
    known_from = ("source",)

    state = models.ForeignKey(State, models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=9, choices=MembershipKind)
    regional_group = models.CharField(
        max_length=24, choices=RegionalGroup, blank=True, help_text="Council seats only."
    )
    note = models.CharField(max_length=500, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["organization", "starts_on", "id"]
        constraints = [
            *Period.Meta.constraints,
            one_of("kind", MembershipKind),
            one_of("regional_group", RegionalGroup, blank=True),
        ]
        indexes = [
            models.Index(
                name="organizations_members_of", fields=["organization", "kind", "starts_on"]
            ),
            models.Index(name="organizations_member_since", fields=["starts_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.state} in {self.organization}"

    @property
    def is_seat(self) -> bool:
        return self.kind in SEATS


class PartyKind(models.TextChoices):
    ARMED_GROUP = "armed_group", _("Armed group")
    COALITION = "coalition", _("Coalition")
    GOVERNMENT_BODY = "government_body", _("Government body")
    CLASS = "class", _("Class of people or bodies")


class Party(Described):
    """An actor that is neither state nor organization; a `class` stands for unnamed groups."""

    RECORD_KIND = RecordKind.PARTY
    searched_columns = ("note",)

    kind = models.CharField(max_length=15, choices=PartyKind)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [one_of("kind", PartyKind)]
