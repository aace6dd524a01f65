"""What lists of votes can be asked: of the vote, of its document, and of the voter on the day."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from legal.models import Adoption, ChapterVII, DocumentKind, Outcome, Position, Vote, VoteBasis
from legal.symbols import COUNCIL
from organizations.filters import AtTheTime, MemberAtTheTime
from organizations.models import SEATS, MembershipKind, RegionalGroup
from records.common.filters import DayFilter, HeldInLanguage, Holding, OneOf, Ordering, named
from records.filters import AsOf, Sourced
from records.named import Named

SEATS_IN_COUNCIL = [(one.value, one.label) for one in MembershipKind if one in SEATS]


class SeatOfVoter(AtTheTime, OneOf):
    """Votes by the kind or the group of the seat that the state had in the Council that day."""

    when = "document__adopted_on"

    def of_member(self, value: list) -> Q:
        return Q(organization__slug=COUNCIL, **{f"{self.field_name}__in": value})


class VoteOfStateFilter(Sourced):
    """The votes of one state, which its page has chosen; the latest first."""

    old_names = {"year": "adopted_on", "date": "adopted_on"}

    position = OneOf("position", Position, label=_("Position"))
    outcome = OneOf("document__outcome", Outcome, label=_("Outcome of the vote"))
    adopted_on = DayFilter("document__adopted_on", label=_("Adopted"))
    concerned = Named("state", "document__states", label=_("State concerned"))
    situation = Holding("document__situation", label=_("Situation"))
    ordering = Ordering({"adopted_on": ("document__adopted_on", "document")}, default="-adopted_on")

    class Meta(AsOf.Meta):
        model = Vote

    def on_day(self, votes: QuerySet, name: str, day: date) -> QuerySet:
        return votes.filter(document__adopted_on__lte=day)


class VoteFilter(VoteOfStateFilter):
    """Votes by what is known of their document, and of the state on the day."""

    about = {"membership": (), "regional_group": (), "member_of": ()}
    rightly_without = Q(outcome=Outcome.NOT_APPLICABLE)
    held_in_part = Q(votes__basis=VoteBasis.VETO_LIST)  # who vetoed, and nobody else
    old_names = {"resolution": "document"}
    columns = named(
        symbol="document__symbol",
        in_favour="document__in_favour",
        against="document__against",
        abstaining="document__abstaining",
    )

    document = Named("document", "document", label=_("Document"))
    state = Named("state", "state", label=_("State"))
    basis = OneOf("basis", VoteBasis, label=_("Basis"))
    document_kind = OneOf("document__kind", DocumentKind, label=_("Kind of document"))
    organ = Named("organization", "document__organ", label=_("Organ"))
    adoption = OneOf("document__adoption", Adoption, label=_("Adopted by"))
    chapter_vii = OneOf("document__chapter_vii", ChapterVII, label=_("Chapter VII"))
    mission = Named("mission", "document__mandate_actions__mission", label=_("Acting on a mission"))
    conflict = Named(
        "conflict", "document__mandate_actions__mission__conflicts", label=_("Conflict")
    )
    region = HeldInLanguage("state__region", "state__subregion", label=_("Region of the state"))
    membership = SeatOfVoter("kind", SEATS_IN_COUNCIL, label=_("Seat on the day"))
    regional_group = SeatOfVoter(
        "regional_group", RegionalGroup, label=_("Regional group on the day")
    )
    member_of = MemberAtTheTime("document__adopted_on", label=_("Member on the day of"))
    ordering = Ordering(
        {
            "document": ("document", "state"),
            "adopted_on": ("document__adopted_on", "document", "state"),
            "state": ("state", "document"),
        },
        needs={"adopted_on": ("state", "document", "mission", "concerned", "situation")},
    )
