"""What lists of figures can be asked: strength, contributions, fatalities, sites, budgets."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.models import (
    Budget,
    BudgetKind,
    Contribution,
    ContributionTotal,
    DeploymentSite,
    Fatality,
    IncidentType,
    PersonnelCategory,
    Role,
    Strength,
    StrengthBasis,
)
from missions.models.figures import CasualtyCategory, Gender, SiteHeadquarters
from records.common.filters import DayFilter, Holding, InYear, MonthFilter, OneOf, Ordering, YesNo
from records.common.periods import Precision
from records.filters import AsOf, Named, PeriodFilter
from records.reading.known import About


def led_by() -> Named:
    """Rows of missions that the organization led at any time."""
    return Named(
        "organization",
        "mission__roles__actor",
        where={"role": Role.LEAD},
        label=_("Mission led by"),
    )


class OfMission(AsOf):
    """Figures that hang on missions; `resolution` asks for missions it acted on."""

    mission = Named("mission", "mission", label=gettext_lazy("Mission"))
    organization = led_by()
    resolution = Named(
        "document", "mission__mandate_actions__document", label=gettext_lazy("Acted on by")
    )
    source = Named("source", "source", label=gettext_lazy("Source"))


class Monthly(AsOf):
    """Figures of a month, or of a year; what asks for days gets the months and years they touch.

    `as_of` asks for the month and year of the day, `month=2013` for all of the year: its months,
    and the means of the year, which the rows mark by their precision.
    """

    about = {"date__gte": (About("month"),), "precision": ()}

    month = MonthFilter(label=gettext_lazy("Month or year"), method="within")
    date__gte = DayFilter(label=gettext_lazy("From"), method="ending_on_or_after")
    date__lte = DayFilter("month", lookup_expr="lte", label=gettext_lazy("Until"))

    def on_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(
            _monthly(rows, month=day.replace(day=1)) | _yearly(rows, month=_new_year(day))
        )

    def within(self, rows: QuerySet, name: str, span: tuple[date, date]) -> QuerySet:
        of_months = _monthly(rows, month__range=span)
        is_year = span[1].month - span[0].month == 11
        return rows.filter(of_months | _yearly(rows, month=span[0]) if is_year else of_months)

    def ending_on_or_after(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        late = _monthly(rows, month__gte=day.replace(day=1))
        return rows.filter(late | _yearly(rows, month__gte=_new_year(day)))


def _new_year(day: date) -> date:
    return date(day.year, 1, 1)


def _has_years(rows: QuerySet) -> bool:
    return any(field.name == "precision" for field in rows.model._meta.fields)


def _monthly(rows: QuerySet, **conditions) -> Q:
    """Rows of single months; a table without a precision has no others."""
    return Q(**conditions, precision=Precision.MONTH) if _has_years(rows) else Q(**conditions)


def _yearly(rows: QuerySet, **conditions) -> Q:
    """Rows that are the mean of a year."""
    return Q(**conditions, precision=Precision.YEAR) if _has_years(rows) else Q(pk__in=())


class StrengthFilter(Monthly, OfMission):
    state = Named("state", "mission__host_states", label=gettext_lazy("Host state"))
    category = OneOf("category", PersonnelCategory, label=gettext_lazy("Category"))
    basis = OneOf("basis", StrengthBasis, label=gettext_lazy("Basis"))
    ordering = Ordering(
        {
            "mission": ("mission", "month", "category"),
            "month": ("month", "mission", "category"),
            "deployed": ("deployed",),
        }
    )

    class Meta(AsOf.Meta):
        model = Strength


class ContributionFilter(Monthly, OfMission):
    state = Named("state", "state", label=gettext_lazy("Contributing state"))
    category = OneOf("category", PersonnelCategory, label=gettext_lazy("Category"))
    precision = OneOf("precision", Precision, label=gettext_lazy("Precision"))
    ordering = Ordering(
        {
            "mission": ("mission", "month", "state", "category", "precision"),
            "month": ("month", "category", "mission", "state"),
            "persons": ("persons",),
        }
    )

    class Meta(AsOf.Meta):
        model = Contribution


class ContributionTotalFilter(Monthly):
    state = Named("state", "state", label=gettext_lazy("Contributing state"))
    category = OneOf("category", PersonnelCategory, label=gettext_lazy("Category"))
    source = Named("source", "source", label=gettext_lazy("Source"))
    ordering = Ordering(
        {
            "state": ("state", "month", "category"),
            "month": ("month", "category", "state"),
            "persons": ("persons",),
        }
    )

    class Meta(AsOf.Meta):
        model = ContributionTotal


class FatalityFilter(OfMission):
    state = Named("state", "state", label=gettext_lazy("Nationality"))
    category = OneOf("category", CasualtyCategory, label=gettext_lazy("Category"))
    incident_type = OneOf("incident_type", IncidentType, label=gettext_lazy("Cause"))
    gender = OneOf("gender", Gender, label=gettext_lazy("Gender"))
    year = InYear("date", label=gettext_lazy("Year"))
    date__gte = DayFilter("date", lookup_expr="gte", label=gettext_lazy("From"))
    date__lte = DayFilter("date", lookup_expr="lte", label=gettext_lazy("Until"))
    ordering = Ordering({"date": ("date",), "mission": ("mission", "date")})

    class Meta(AsOf.Meta):
        model = Fatality

    def on_day(self, deaths: QuerySet, name: str, day: date) -> QuerySet:
        """Deaths until the day."""
        return deaths.filter(date__lte=day)


class SiteFilter(Monthly, OfMission):
    state = Named("state", "state", label=gettext_lazy("State"))
    name = Holding("name", label=gettext_lazy("Name contains"))
    headquarters = OneOf("headquarters", SiteHeadquarters, label=gettext_lazy("Headquarters"))
    police = YesNo("police", label=gettext_lazy("Police present"))
    ordering = Ordering(
        {
            "mission": ("mission", "month", "name"),
            "month": ("month", "mission", "name"),
            "troops": ("troops",),
        }
    )

    class Meta(AsOf.Meta):
        model = DeploymentSite


class BudgetFilter(PeriodFilter, OfMission):
    kind = OneOf("kind", BudgetKind, label=gettext_lazy("Kind"))
    state = Named("state", "mission__host_states", label=gettext_lazy("Host state"))
    date__gte = DayFilter("starts_on", lookup_expr="gte", label=gettext_lazy("Begun from"))
    date__lte = DayFilter("starts_on", lookup_expr="lte", label=gettext_lazy("Begun until"))
    ordering = Ordering(
        {
            "mission": ("mission", "starts_on", "kind"),
            "starts_on": ("starts_on", "mission", "kind"),
            "amount": ("amount",),
        }
    )

    class Meta(AsOf.Meta):
        model = Budget
