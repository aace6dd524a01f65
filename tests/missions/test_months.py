"""Lists of figures by month: a year means all of it, and days mean the months they touch."""

import pytest

from tests.make import content, publish_with_facts

pytestmark = pytest.mark.django_db

FIGURES = [("2012-12-01", "month"), ("2013-01-01", "month"), ("2013-12-01", "month")]
FIGURES += [("2013-01-01", "year"), ("2014-01-01", "month")]


@pytest.fixture
def contributions():
    row = {"mission": "xmis", "state": "aaa", "category": "troops"}
    publish_with_facts(
        content("state", "aaa"),
        content("mission", "xmis"),
        contributions=[
            row | {"month": month, "precision": precision, "persons": persons}
            for persons, (month, precision) in enumerate(FIGURES, start=1)
        ],
    )


@pytest.mark.parametrize(
    ("query", "persons"),
    [
        pytest.param("month=2013", [2, 3, 4], id="a year is its months and its mean"),
        pytest.param("month=2013&precision=year", [4], id="the mean of a year alone"),
        pytest.param("month=2013-01", [2], id="January is not the mean of the year"),
        pytest.param("month=2013-12", [3], id="a month"),
        pytest.param("month__gte=2013-12&month__lte=2013-12", [3, 4], id="from and until a month"),
        pytest.param("month__gte=2014-01", [5], id="from a month"),
        pytest.param("month__lte=2013-01", [1, 2, 4], id="until a month, with its year"),
        pytest.param("as_of=2013-06-15", [4], id="a day within a year has its mean"),
    ],
)
def test_a_month_a_year_and_days_ask_for_what_they_touch(client, contributions, query, persons):
    body = client.get(f"/api/v1/contributions/?{query}").json()

    assert sorted(row["persons"] for row in body["results"]) == persons
