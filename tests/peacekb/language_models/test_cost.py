"""What a tool asks the database does not grow with the rows of its answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peacekb.language_models.asking import Site
from peacekb.language_models.tools import TOOLS
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CALLS = {
    "records": ("query", {"list": "missions", "filters": {"category": "un_peacekeeping"}}),
    "rows with sources": ("query", {"list": "votes", "filters": {"position": "yes"}}),
    "rows without": ("query", {"list": "mandates", "filters": {"chapter": "VII"}}),
    "votes": ("votes", {"document": "S/RES/1 (1999)"}),
    "clock": ("clock", {"since": "1990-01-01"}),
    "paragraphs": ("paragraph", {"phrase": "Made-up words"}),
    "search": ("search", {"words": "made-up operation"}),
}


def queries(call):
    name, arguments = call
    TOOLS[name].call(Site(), arguments)  # what is read once a process is read before counting
    with CaptureQueriesContext(connection) as asked:
        answer = TOOLS[name].call(Site(), arguments)
    assert answer.found
    return len(asked), answer.count


@pytest.mark.parametrize("about", CALLS)
def test_three_rows_cost_no_more_queries_than_one(about):
    world()
    asked, few = queries(CALLS[about])
    world(3)
    asked_then, many = queries(CALLS[about])
    assert many >= few
    assert asked_then <= asked
