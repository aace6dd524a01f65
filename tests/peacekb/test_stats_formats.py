"""Figures as tables, in each format in which lists are had."""

import pytest

from records.common.formats import CSV, NDJSON, PARQUET, XLSX
from tests.asking import ask
from tests.peacekb.test_formats import READERS, same
from tests.peacekb.test_stats import VOTER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [CSV, NDJSON, XLSX, PARQUET], ids=lambda one: one.suffix)
@pytest.mark.parametrize(
    "query",
    [
        {"group_by": VOTER},
        {"group_by": f"year,{VOTER}", "measure": "share"},
        {"measure": "share"},
        {"group_by": "year", "adopted_on": "1801"},
    ],
)
def test_figures_are_had_in_the_formats_of_lists(counted, client, kind, query):
    told = ask(client, "stats/votes", **query)
    by_suffix = client.get(f"/api/v1/stats/votes.{kind.suffix}", query)
    by_accept = client.get("/api/v1/stats/votes/", query, HTTP_ACCEPT=kind.media_type)

    assert by_suffix["Content-Type"] == by_accept["Content-Type"] == kind.content_type
    assert by_suffix["Content-Disposition"].endswith(f'"peacekb-stats-votes.{kind.suffix}"')
    rows = READERS[kind](by_suffix.getvalue())
    figures = told["results"] if "group_by" in query else [told["total"]]
    assert len(rows) == len(figures)
    for row, figure in zip(rows, figures, strict=True):
        assert [*row] == [*figure]
        assert all(same(value, row[name]) for name, value in figure.items())


def test_figures_are_had_in_no_other_format(client):
    assert client.get("/api/v1/stats/votes.geojson").status_code == 406
