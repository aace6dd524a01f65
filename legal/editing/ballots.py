"""A vote of the Council as an editor enters it: the members of the day, in favour until said
otherwise, and the totals that follow."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db import models

from legal.ballot import STATED
from legal.models import Document, DocumentKind, Position, Vote, VoteBasis
from legal.symbols import COUNCIL
from organizations.models import SEATS, Membership, MembershipKind
from records.content.canonical import Content
from records.content.facts import FactBatch, FactRow, fact_columns, held_rows

SINCE_FIFTEEN = date(1966, 1, 1)  # Article 27 of the Charter as amended
ANNOUNCED = re.compile(r"(\d+)\s*[-–]\s*(\d+)\s*[-–]\s*(\d+)")
CAST = [(str(one), one.label) for one in STATED]


class VoteManner(models.TextChoices):
    """What an editor says of how a document was adopted."""

    BY_MEMBER = "by_member", "By vote, as below"
    WITHOUT_VOTE = "without_vote", "Without a vote"
    LATER = "later", "Not entered here"


def members_on(day: date) -> list[Membership]:
    """The seats of the Council that were held on a day, with their states."""
    seats = Membership.objects.active_on(day).filter(organization__slug=COUNCIL, kind__in=SEATS)
    return list(seats.select_related("state").order_by("state__name"))


def needed_on(day: date) -> int:
    """Votes in favour without which nothing is adopted."""
    return 9 if day >= SINCE_FIFTEEN else 7


class BallotForm(forms.Form):
    """A row of choices for each member. `stated` are totals held of the document, by column."""

    manner = forms.ChoiceField(
        label="The vote", choices=VoteManner.choices, widget=forms.RadioSelect
    )
    announced = forms.CharField(
        label="Result as announced",
        max_length=20,
        required=False,
        help_text="In favour, against, abstaining: 13-0-2. Held against the rows.",
        widget=forms.TextInput(attrs={"size": 10}),
    )

    def __init__(
        self, *args: Any, day: date, is_adopted: bool, stated: Mapping[str, int | None], **told: Any
    ) -> None:
        super().__init__(*args, **told)
        self.day, self.is_adopted, self.stated = day, is_adopted, stated
        self.seats = members_on(day)
        by_member = VoteManner.BY_MEMBER if self.seats else VoteManner.LATER
        self.fields["manner"].initial = by_member
        for seat in self.seats:
            self.fields[seat.state.slug] = forms.ChoiceField(
                label=seat.state.name,
                choices=CAST,
                initial=Position.YES,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def rows(self) -> list[forms.BoundField]:
        return [self[seat.state.slug] for seat in self.seats]

    @property
    def is_by_member(self) -> bool:
        return self.cleaned_data.get("manner") == VoteManner.BY_MEMBER

    @property
    def positions(self) -> dict[str, str]:
        """By slug of the member, what it did."""
        return {seat.state.slug: self.cleaned_data[seat.state.slug] for seat in self.seats}

    @property
    def totals(self) -> dict[str, int]:
        """By column of the document, how many; empty where no votes are entered."""
        if not self.is_by_member:
            return {}
        counted = Counter(self.positions.values())
        return {column: counted[position] for position, column in STATED.items()}

    def clean(self) -> dict[str, Any]:
        if self.is_by_member and not self.errors:
            for field, told in list(self._hindrances()):  # an error takes a value away
                self.add_error(field, told)
        return self.cleaned_data

    def _hindrances(self) -> Iterator[tuple[str | None, str]]:
        silent = [seat.state.name for seat in self.seats if not self.positions[seat.state.slug]]
        if not self.seats:
            yield "manner", f"No member of the Council is held on {self.day}: enter no votes here."
        elif silent:
            yield "manner", f"Say what each member did: {', '.join(silent)}."
        else:
            yield from self._differing()
            yield from self._not_adopted()

    def _differing(self) -> Iterator[tuple[str | None, str]]:
        totals = self.totals
        counted = [totals[column] for column in ("in_favour", "against", "abstaining")]
        said = "–".join(map(str, counted))
        if announced := self.cleaned_data["announced"].strip():
            found = ANNOUNCED.fullmatch(announced)
            if not found:
                yield "announced", f"'{announced}': write three numbers, such as 13-0-2."
            elif [int(one) for one in found.groups()] != counted:
                yield "announced", f"{announced} was announced, and the rows say {said}."
        for column, number in self.stated.items():
            if number is not None and number != totals[column]:
                what = column.replace("_", " ")
                yield "manner", f"Held are {number} {what}, and the rows say {totals[column]}."

    def _not_adopted(self) -> Iterator[tuple[str | None, str]]:
        if not self.is_adopted:
            return
        against = [seat.state.name for seat in self.seats if self._vetoes(seat)]
        needed, in_favour = needed_on(self.day), self.totals["in_favour"]
        if against:
            yield "manner", f"{', '.join(against)} voted against: it would have been vetoed."
        if in_favour < needed:
            told = f"{in_favour} voted in favour: {needed} were needed to adopt it."
            yield "manner", told

    def _vetoes(self, seat: Membership) -> bool:
        is_permanent = seat.kind == MembershipKind.PERMANENT
        return is_permanent and self.positions[seat.state.slug] == Position.NO

    def batch(self, document: str, source: Content) -> FactBatch:
        """All the votes that a source brings, with these on a document; sealed in the source."""
        held = [row for _, row in held_rows(Vote, source["slug"])]
        batch = FactBatch(Vote, source["slug"], [*held, *self._rows_on(document)])
        batch.seal_in(source)
        return batch

    def _rows_on(self, document: str) -> Sequence[FactRow]:
        names = [column.name for column in fact_columns(Vote)]
        same = {"document": document, "basis": str(VoteBasis.RECORD)}
        rows = [
            same | {"state": state, "position": position}
            for state, position in self.positions.items()
        ]
        return [tuple(row[name] for name in names) for row in rows]


def ballot_form(document: Document | None, day: date, posted: Any = None) -> BallotForm:
    """For a document that is held, or for a resolution that is made."""
    stated = {column: getattr(document, column) for column in STATED.values()} if document else {}
    is_adopted = document is None or document.kind == DocumentKind.RESOLUTION
    return BallotForm(posted, prefix="votes", day=day, is_adopted=is_adopted, stated=stated)
