"""What lists of figures can be asked: strength, contributions, fatalities, sites, budgets."""

import datetime
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from missions.filters.categories import OfCategory
from missions.filters.of_mission import OfMission
from missions.models import (
    Budget,
    BudgetKind,
    Contribution,
    ContributionTotal,
    DeploymentSite,
    Fatality,
    IncidentType,
    Strength,
    StrengthBasis,
)
from missions.models.figures import CasualtyCategory, Gender, SiteHeadquarters
from organizations.filters import MemberAtTheTime
from records.common.filters import (
    DayFilter,
    HeldInLanguage,
    MonthFilter,
    OneOf,
    Ordering,
    YesNo,
    named,
)
from records.common.periods import Precision
from records.filters import AsOf, PeriodFilter, Sourced
from records.named import Named


class Figures(OfMission, Sourced):
    """Figures that hang on missions; `document` asks for missions it acted on."""

    found_by = "mission"
    old_names = {"resolution": "document", "state": "host_state"}

    document = Named("document", "mission__mandate_actions__document", label=_("Acted on by"))


class Monthly(AsOf):
    """Figures of a month, or of a year.

    `as_of` asks for the month and year of the day, `month=2013` for all of the year: its months,
    and the means of the year, which the rows mark by their precision.
    """

    about = {"precision": ()}
    old_names = {"date": "month"}

    month = MonthFilter("month", label=_("Month or year"))

    def on_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(self.asking("month").of_day(day))


class StrengthFilter(Monthly, Figures):
    columns = named("deployed", "authorized", "contributors", "note")

    authorized_source = Named("source", "authorized_source", label=_("Source of the authorized"))
    category = OfCategory()
    basis = OneOf("basis", StrengthBasis, label=_("Basis"))
    ordering = Ordering(
        {
            "mission": ("mission", "month", "category"),
            "month": ("month", "mission", "category"),
            "deployed": ("deployed",),
        }
    )

    class Meta(AsOf.Meta):
        model = Strength


class Contributed(Monthly):
    """Persons that states gave: by state, its region, and what it was a member of that month."""

    about = {"member_of": ()}
    columns = named("persons", "women", "men")
    old_names = {"state": "contributor"}

    contributor = Named("state", "state", label=_("Contributing state"))
    region = HeldInLanguage(
        "state__region", "state__subregion", label=_("Region of the contributor")
    )
    member_of = MemberAtTheTime("month", label=_("Member that month of"))


class ContributionFilter(Contributed, Figures):
    columns = named("note")

    host_region = HeldInLanguage(
        "mission__host_states__region", "mission__host_states__subregion", label=_("Host region")
    )
    category = OfCategory()
    precision = OneOf("precision", Precision, label=_("Precision"))
    ordering = Ordering(
        {
            "mission": ("mission", "month", "state", "category", "precision"),
            "month": ("month", "category", "mission", "state"),
            "persons": ("persons", "mission", "month", "state", "category", "precision"),
        }
    )

    class Meta(AsOf.Meta):
        model = Contribution


class ContributionTotalFilter(Contributed, Sourced):
    found_by = "state"
    category = OfCategory()
    ordering = Ordering(
        {
            "state": ("state", "month", "category"),
            "month": ("month", "category", "state"),
            "persons": ("persons", "state", "month", "category"),
        }
    )

    class Meta(AsOf.Meta):
        model = ContributionTotal


class FatalityFilter(Figures):
    columns = named("casualty_id", "mission_code", "precision", "persons", "note")
    form_names = ("incident_type", "date__gte", "date__lte", "mission", "nationality")
    old_names = {"state": "nationality", "year": "date"}

    nationality = Named("state", "state", label=_("Nationality"))
    category = OneOf("category", CasualtyCategory, label=_("Category"))
    incident_type = OneOf("incident_type", IncidentType, label=_("Cause"))
    gender = OneOf("gender", Gender, label=_("Gender"))
    date = DayFilter("date", label=_("Day"))
    ordering = Ordering({"date": ("date",), "mission": ("mission", "date")})

    class Meta(AsOf.Meta):
        model = Fatality

    def on_day(self, deaths: QuerySet, name: str, day: datetime.date) -> QuerySet:
        """Deaths until the day."""
        return deaths.filter(date__lte=day)


class SiteFilter(Monthly, Figures):
    columns = named(
        "name",
        "province",
        "latitude",
        "longitude",
        "position",
        "precision",
        "troops",
        "contingents",
        "military_observers",
        "map",
    )

    state = Named("state", "state", label=_("State"))
    headquarters = OneOf("headquarters", SiteHeadquarters, label=_("Headquarters"))
    police = YesNo("police", label=_("Police present"))
    ordering = Ordering(
        {
            "mission": ("mission", "month", "name"),
            "month": ("month", "mission", "name"),
            "troops": ("troops",),
        }
    )

    class Meta(AsOf.Meta):
        model = DeploymentSite


class BudgetFilter(PeriodFilter, Figures):
    columns = named("amount", "document_symbol", "note")
    old_names = {"date": "starts_on"}

    kind = OneOf("kind", BudgetKind, label=_("Kind"))
    ordering = Ordering(
        {
            "mission": ("mission", "starts_on", "kind"),
            "starts_on": ("starts_on", "mission", "kind"),
            "amount": ("amount",),
        }
    )

    class Meta(AsOf.Meta):
        model = Budget
