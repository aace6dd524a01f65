"""Audits of numbers: sums that must hold, and values derived from rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, zip_longest

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from legal.models import Adoption, Document, VoteBasis
from missions.derivation import ENDING
from missions.lineage import succession_cycles
from missions.models import (
    Contribution,
    Fatality,
    Mandate,
    Mission,
    MissionRole,
    PersonnelCategory,
    Role,
    Strength,
)
from missions.models.mission import WITHIN
from organizations.models import SEATS, Membership
from records.common.periods import Precision
from records.models import Citation, Identifier
from records.models.evidence import Stance

COUNCIL = "un-sc"
DAY = timedelta(days=1)
LAST_OF_ELEVEN = 1965  # years
# Seats that nobody held: the Assembly elected Mexico only on 7 January 1980.
VACANT = {(date(1980, 1, 1), date(1980, 1, 6)): 1}
ALL = PersonnelCategory.TOTAL_UNIFORMED
CIVILIAN = {
    PersonnelCategory.CIVILIAN_INTERNATIONAL,
    PersonnelCategory.CIVILIAN_NATIONAL,
    PersonnelCategory.UN_VOLUNTEER,
}
ROUNDING = 2  # persons: interpolated parts are rounded one by one


WHOLE = ~Q(votes__basis=VoteBasis.VETO_LIST)
TOTALS = {"in_favour": "yes", "against": "no", "abstaining": "abstain"}


def vote_totals() -> Iterator[str]:
    """Totals equal the votes, or a citation says that sources disagree. Vetoes from a list are
    not the whole vote.
    """
    counted = {
        f"counted_{total}": Count("votes", filter=Q(votes__position=position))
        for total, position in TOTALS.items()
    }
    rows = Document.objects.annotate(cast=Count("votes", filter=WHOLE), **counted)
    rows = rows.filter(cast__gt=0, adoption__in=[Adoption.VOTE, Adoption.WRITTEN_PROCEDURE])
    for total in TOTALS:
        told = Citation.objects.filter(
            record=OuterRef("pk"), field=total, stance=Stance.CONTRADICTS
        )
        differing = rows.exclude(**{total: F(f"counted_{total}")}).exclude(**{total: None})
        for document in differing.filter(~Exists(told)).order_by("slug"):
            yield f"document {document.slug}: {total} is not the number of its votes."


def council_size() -> Iterator[str]:
    """Eleven members voted until 1965, fifteen since, wherever votes are held as a whole."""
    council = Document.objects.filter(organ__slug=COUNCIL).exclude(adopted_on=None)
    voted = council.annotate(members=Count("votes", filter=WHOLE)).filter(members__gt=0)
    columns = ("slug", "adopted_on__year", "members")
    for slug, year, members in voted.order_by("slug").values_list(*columns):
        expected = 11 if year <= LAST_OF_ELEVEN else 15
        if members != expected:
            yield f"document {slug}: {members} members voted, the Council had {expected}."


def council_seats() -> Iterator[str]:
    """Eleven states sat in the Council on every day until 1965, fifteen since."""
    seats = Membership.objects.filter(organization__slug=COUNCIL, kind__in=SEATS)
    for first, last, seated in _counted_by_day(seats):
        if (first, last) in VACANT:
            seated += VACANT[first, last]
        expected = 11 if first.year <= LAST_OF_ELEVEN else 15
        if seated != expected:
            days = f"on {first}" if first == last else f"from {first} to {last}"
            yield f"{seated} states sat in the Council {days}, not {expected}."


def _counted_by_day(seats: QuerySet[Membership]) -> Iterator[tuple[date, date, int]]:
    """First day, last day and number of seats held, for every day from the first to today."""
    changes: Counter[date] = Counter()
    for starts_on, ends_on in seats.values_list("starts_on", "ends_on"):
        if starts_on:
            changes[starts_on] += 1
            if ends_on:
                changes[ends_on + DAY] -= 1
    seated, today = 0, timezone.localdate()
    days = sorted(day for day in changes if day <= today)
    for day, following in pairwise([*days, today + DAY]):
        seated += changes[day]
        yield day, following - DAY, seated


def one_holder_a_day() -> Iterator[str]:
    """On the day of a handover the successor holds, and what gives way ended the day before."""
    for states, label in ((F("state"), "itself"), (F("state__successors"), "its successor")):
        later = Membership.objects.filter(
            organization=OuterRef("organization"),
            state=OuterRef("holder"),
            starts_on=OuterRef("ends_on"),
        )
        rows = Membership.objects.annotate(holder=states).filter(Exists(later))
        for one in rows.select_related("state", "organization"):
            yield (
                f"{one.state} holds its place in {one.organization} until {one.ends_on}, the day "
                f"on which {label} begins; it ends the day before."
            )
    taking_over = MissionRole.objects.filter(
        mission=OuterRef("mission"), role=OuterRef("role"), starts_on=OuterRef("ends_on")
    )
    leading = MissionRole.objects.filter(role__in=[Role.LEAD, Role.COMMAND])
    for role in leading.filter(Exists(taking_over)).select_related("mission", "actor"):
        yield f"{role.mission}: {role.actor} leads until the day on which another begins."


def leads() -> Iterator[str]:
    """Every mission counts for an organization or state that led it."""
    led = MissionRole.objects.filter(mission=OuterRef("pk"), role=Role.LEAD)
    for mission in Mission.objects.filter(~Exists(led)).order_by("slug"):
        yield f"mission {mission.slug} has no lead."


def fatalities() -> Iterator[str]:
    """Each death counts for a mission that its code means."""
    meant: dict[str, set[str]] = defaultdict(set)
    codes = Identifier.objects.filter(scheme="psdata-fatalities")
    for value, slug in codes.values_list("value", "record__slug"):
        meant[value].add(slug)
    counted = Fatality.objects.exclude(mission=None).order_by().values("mission_code")
    for row in counted.annotate(deaths=Sum("persons"), slug=F("mission__slug")):
        code, slug = row["mission_code"], row["slug"]
        if slug not in meant[code]:
            yield f"{row['deaths']} deaths of code {code} count for {slug}, which it does not mean."


def strength_parts() -> Iterator[str]:
    """The categories of a month add up to all uniformed personnel."""
    months: dict[tuple[str, date], dict[str, int]] = defaultdict(dict)
    rows = Strength.objects.order_by("mission__slug", "month")
    columns = ("mission__slug", "month", "category", "deployed")
    for slug, month, category, deployed in rows.values_list(*columns):
        if deployed is not None:
            months[slug, month][category] = deployed
    for (slug, month), parts in months.items():
        whole, counted = parts.pop(ALL, None), _counted_once(parts)
        if whole is not None and counted and abs(sum(counted) - whole) > ROUNDING:
            yield f"{slug}, {month:%Y-%m}: {sum(counted)} in parts, {whole} in all."


def _counted_once(parts: dict[str, int]) -> list[int]:
    """Uniformed personnel, without what a wider category of the same month counts too."""
    return [
        persons
        for category, persons in parts.items()
        if category not in CIVILIAN and WITHIN.get(category) not in parts
    ]


def contributions() -> Iterator[str]:
    """Contributors add up to the strength of a month, or a citation says that they differ."""
    given = Contribution.objects.filter(category=ALL, precision=Precision.MONTH).order_by()
    sums = given.values_list("mission__slug", "month").annotate(persons=Sum("persons"))
    rows = Strength.objects.filter(category=ALL).exclude(deployed=None)
    deployed = {
        (slug, month): n
        for slug, month, n in rows.values_list("mission__slug", "month", "deployed")
    }
    told = set(Citation.objects.contradicting().values_list("record__slug", "field"))
    for slug, month, persons in sorted(sums):
        strength = deployed.get((slug, month), persons)
        if strength != persons and (slug, f"strength/{month},{ALL}") not in told:
            yield f"{slug}, {month:%Y-%m}: contributors gave {persons}, {strength} were deployed."


def mandates() -> Iterator[str]:
    """Each mandate begins with an action on its mission, and ends as one or the next says."""
    missions = Mission.objects.filter(mandates__action__isnull=False).distinct()
    for mission in missions.prefetch_related("mandate_actions").order_by("slug"):
        actions = list(mission.mandate_actions.all())
        begun = {action.effective_on for action in actions}
        ended: set[date | None] = {mission.ends_on, None}
        ended |= {action.effective_on for action in actions if action.action in ENDING}
        ended |= {action.until for action in actions}
        held = list(Mandate.objects.filter(mission=mission).order_by("starts_on"))
        for mandate, following in zip_longest(held, held[1:]):
            eve = following.starts_on - timedelta(days=1) if following else None
            if mandate.action_id and mandate.starts_on not in begun:
                yield f"{mandate}: nothing acted on the mission that day."
            if mandate.ends_on not in ended | {eve}:
                yield f"{mandate}: nothing says why it ended on {mandate.ends_on}."


def successions() -> Iterator[str]:
    """A mission does not follow itself."""
    for slugs in succession_cycles():
        yield f"The missions {', '.join(slugs)} succeed one another in a circle."
