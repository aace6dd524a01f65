"""What figures cost; apart from `test_stats`, whose module stands on a base of its own."""

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from peacekb.stats import LISTS
from records.common.keeping import until_published
from tests.peacekb.test_stats import stats, table
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]


@pytest.mark.walk
def test_figures_are_the_same_work_for_one_world_and_for_three(client):
    def queries(name):
        until_published.forget()  # or the process forgets by itself once it keeps too much
        return {group: queries_of(name, group) for group in table(name).groups}

    def queries_of(name, group):
        reset_queries()  # of which only so many are counted
        with CaptureQueriesContext(connection) as asked:
            stats(client, name, group_by=group)
        return len(asked)

    counts = []
    for number in (1, 3):
        world(number)
        counts.append({name: queries(name) for name in LISTS})

    assert counts[0] == counts[1]
