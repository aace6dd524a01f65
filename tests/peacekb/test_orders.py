"""Each order that a list offers is read from an index, so that a page costs what its rows cost."""

import pytest
from django.http import QueryDict

from records.common.orders import ordered, steps_of
from tests.asking import VIEWS

pytestmark = [pytest.mark.django_db, pytest.mark.plan_of_sqlite, pytest.mark.slow]

SORTED = {  # orders of lists that stay short
    *(("case-studies", "section"), ("claims", "section"), ("processes", "section")),
    *(("section-mentions", "record"), ("section-mentions", "section")),
    *(("section-topics", "section"), ("sections", "article")),
    *(("coverage", "rows"), ("sources", "publisher")),
}


def offered():
    for name, view in VIEWS.items():
        ordering = view.filterset_class.base_filters.get("ordering")
        for word in getattr(ordering, "orders", ()):
            if word not in ordering.needs:
                yield name, word


def plan(name, order):
    view = VIEWS[name]
    asked = view.filterset_class(QueryDict(f"ordering={order}"), queryset=view.queryset.all())
    assert asked.is_valid(), asked.errors
    steps = steps_of(asked.qs)
    rows = ordered(asked.qs, steps).values_list(*(step.path for step in steps))
    return rows[:50].explain()


@pytest.mark.parametrize("back", ["", "-"])
def test_no_order_that_is_offered_sorts_all_rows_of_a_list_that_grows(back):
    sorting = {
        (name, word)
        for name, word in offered()
        if "USE TEMP B-TREE FOR ORDER BY" in plan(name, back + word)
    }

    assert sorting == SORTED
