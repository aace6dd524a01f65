"""Documents by whether every member voted in favour, as their totals say."""

from django.db.models import Q

from records.common.filters import YesNo

ALL_IN_FAVOUR = Q(against=0, abstaining=0) & ~Q(not_participating__gt=0) & ~Q(absent__gt=0)


class Unanimous(YesNo):
    """Of what was put to the vote and counted; without totals neither `yes` nor `no` is known."""

    def condition(self, relation: str, value: bool) -> Q:
        counted = Q(in_favour__isnull=False)
        return counted & (ALL_IN_FAVOUR if value else ~ALL_IN_FAVOUR)
