"""Coverage: what is counted as known and why not, by period, in step with what is published."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.common.keeping import until_published
from records.models import Coverage, CoverageSource, Record
from records.reading.coverage import all_models, count
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, publish_with_facts, published, revise
from tests.pages import in_order, page_of
from tests.world import world

pytestmark = pytest.mark.django_db


def mission(slug, gaps=(), **values):
    return content("mission", slug, owned={"gaps": list(gaps)}, **values)


def counted(field, table="missions", period="all"):
    """rows, known, unknown, not applicable, withheld, not yet coded."""
    one = Coverage.objects.get(table=table, field=field, period=period)
    told = (one.known, one.unknown, one.not_applicable, one.withheld, one.not_yet_coded)
    return one.rows, *told


def test_an_empty_value_is_not_yet_coded_unless_a_gap_says_why():
    publish(
        revise(
            mission("xa", headquarters="Made-up Town"),
            mission("xb"),
            mission("xc", gaps=[{"field": "headquarters", "why": "unknown"}]),
            mission("xd", gaps=[{"field": "headquarters", "why": "not_applicable"}]),
            mission("xe", gaps=[{"field": "headquarters", "why": "withheld"}]),
        )
    )

    assert counted("headquarters") == (5, 1, 1, 1, 1, 1)


def test_a_day_that_exists_and_is_not_known_is_unknown_and_no_end_is_not_applicable():
    publish(
        revise(
            mission("xa", starts_on="2001-01-01", ends_on="2002-01-01"),
            mission("xb", starts_on="2001-01-01"),
            mission("xc", starts_on="2001-01-01", ends_precision="unknown"),
        )
    )

    assert counted("ends_on") == (3, 1, 1, 1, 0, 0)


def test_a_gap_holds_before_what_the_row_says():
    gap = {"field": "ends_on", "why": "not_applicable"}
    publish(revise(mission("xa", starts_on="2001-01-01", ends_precision="unknown", gaps=[gap])))

    assert counted("ends_on") == (1, 0, 0, 1, 0, 0)


def test_the_word_unknown_in_an_enumeration_is_no_knowledge():
    publish_with_facts(
        mission("xa"),
        fatalities=[
            {"casualty_id": f"X-{number}", "mission": "xa", "mission_code": "XA"}
            | {"date": "2001-03-01", "category": "military", "incident_type": kind, "persons": 1}
            for number, kind in enumerate(("unknown", "accident"))
        ],
    )

    assert counted("incident_type", "fatalities") == (2, 1, 1, 0, 0, 0)


def test_rows_count_in_the_decade_in_which_they_begin():
    publish(
        revise(
            mission("xa", starts_on="1999-12-31", headquarters="Made-up Town"),
            mission("xb", starts_on="2000-01-01"),
            mission("xc", starts_on=None, starts_precision="unknown"),
        )
    )

    assert counted("headquarters", period="1990s")[:2] == (1, 1)
    assert counted("headquarters", period="2000s")[:2] == (1, 0)
    assert counted("headquarters", period="undated")[:2] == (1, 0)
    assert counted("headquarters")[:2] == (3, 1)


def test_votes_count_in_the_decade_of_their_document():
    publish_with_facts(
        content("state", "aaa"),
        content(
            "document",
            "s-res-1-1999",
            kind="resolution",
            symbol="S/RES/1 (1999)",
            adopted_on="1999-05-01",
        ),
        votes=[{"document": "s-res-1-1999", "state": "aaa", "position": "yes"}],
    )

    assert counted("position", "votes", "1990s")[:2] == (1, 1)


def test_votes_move_to_another_decade_with_their_document():
    document = {"kind": "resolution", "symbol": "S/RES/1 (1999)"}
    publish_with_facts(
        content("state", "aaa"),
        content("document", "s-res-1-1999", **document, adopted_on="1999-05-01"),
        votes=[{"document": "s-res-1-1999", "state": "aaa", "position": "yes"}],
    )
    published("document", "s-res-1-1999", **document, adopted_on="2009-05-01")

    assert counted("position", "votes", "2000s")[:2] == (1, 1)
    assert not Coverage.objects.filter(table="votes", period="1990s").exists()


def test_what_hangs_on_a_record_counts_as_a_field_of_it():
    died = {"casualty_id": "X-1", "mission": "xa", "mission_code": "XA", "date": "2001-03-01"}
    died |= {"persons": 1}
    publish_with_facts(
        mission("xa"),
        mission("xb"),
        fatalities=[died | {"category": "military", "incident_type": "illness"}],
    )

    assert counted("fatalities")[:2] == (2, 1)
    assert counted("mandates")[:2] == (2, 0)


def test_what_is_revised_or_withdrawn_is_counted_anew():
    published("mission", "xa", headquarters="Made-up Town")
    published("mission", "xb", headquarters="Made-up Town")
    assert counted("headquarters")[:2] == (2, 2)

    published("mission", "xa", headquarters="")
    assert counted("headquarters")[:2] == (2, 1)

    xb = Record.objects.get(slug="xb")
    publish([propose_withdrawal(xb, base_version=1, author="tester", reason="made up")])
    assert counted("headquarters")[:2] == (1, 0)


def test_counting_everything_again_changes_nothing():
    world(2)
    held = _everything()

    count(all_models())

    assert held == _everything()
    assert len(held[0]) > 500


def _everything():
    rows = Coverage.objects.filter(rows__gt=0).values_list(
        "table", "field", "rank", "period", "rows", "known"
    )
    sources = CoverageSource.objects.values_list("table", "source__slug", "rows", "first_day")
    return sorted(rows), sorted(sources, key=str)


def test_a_table_names_the_sources_of_its_rows_or_of_its_records(client):
    publish_with_facts(
        content(
            "mission",
            "xa",
            starts_on="2001-02-01",
            owned={"citations": [{"source": "library", "locator": "p. 7"}]},
        ),
        strength=[
            {"mission": "xa", "month": month, "category": "troops", "deployed": 5}
            for month in ("2001-03-01", "2002-04-01")
        ],
    )

    of_table = {one.table: one for one in CoverageSource.objects.all()}
    assert of_table["missions"].rows == 1
    assert of_table["strength"].rows == 2
    assert str(of_table["strength"].first_day) == "2001-03-01"
    assert str(of_table["strength"].last_day) == "2002-04-30"


def test_the_api_says_how_much_is_known_and_from_where(client):
    world(2)

    found = client.get("/api/v1/coverage/?table=strength&field=deployed&period=all").json()

    (row,) = found["results"]
    assert (row["rows"], row["known"], row["not_yet_coded"]) == (4, 4, 0)
    assert [one["source"] for one in row["sources"]] == ["library"]


@pytest.mark.parametrize("query", ["table=missoins", "period=1890s", "field=colour", "tabel=votes"])
def test_a_table_field_or_period_that_nothing_has_is_refused(client, query):
    world()

    reply = client.get(f"/api/v1/coverage/?{query}")

    assert reply.status_code == 400


def test_the_lists_of_coverage_are_the_same_work_for_one_row_and_for_three(client):
    world(2)
    asked = []
    for size in (1, 3, 1000):
        until_published.forget()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/api/v1/coverage/?page_size={size}")
        asked.append(len(queries))

    assert asked[0] == asked[1] == asked[2]


def test_an_empty_answer_says_what_was_searched(client):
    world(2)

    empty = client.get("/api/v1/strengths/?month=1950-01").json()

    assert empty["count"] == 0
    searched = empty["meta"]["searched"]
    assert searched == {"rows": 4, "coverage": "/api/v1/coverage/?table=strength"}
    assert client.get(searched["coverage"]).json()["count"] > 0
    assert "searched" not in client.get("/api/v1/strengths/").json()["meta"]


@pytest.mark.walk
def test_the_page_about_the_data_leads_to_each_table(client):
    world(2)

    page = page_of(client, "/about/data/")

    assert in_order(page, 'href="/about/data/missions/"', 'href="/about/data/votes/"')
    tables = set(Coverage.objects.filter(rows__gt=0).values_list("table", flat=True))
    assert len(tables) > 40
    for table in tables:
        assert f"/about/data/{table}/" in page
        assert "Fields" in page_of(client, f"/about/data/{table}/")
    assert client.get("/about/data/nothing/").status_code == 404


def test_the_page_of_a_table_shows_counts_decades_and_sources(client):
    world(1)

    page = page_of(client, "/about/data/missions/")

    assert in_order(page, "Of 2 rows", "Headquarters", "1990s", "2000s", "The Made-up Library")


def test_a_list_says_which_years_the_base_has(client):
    published("mission", "xa", starts_on="1999-12-31", owned={"citations": []})
    publish(revise(content("source", "library", name="The Made-up Library")))
    published(
        "mission",
        "xb",
        starts_on="2003-12-31",
        owned={"citations": [{"source": "library", "locator": "p. 7"}]},
    )

    page = page_of(client, "/missions/")

    assert "Data from 2003 to 2003." in page
    assert '<a href="/about/data/missions/">' in page


def test_a_publication_that_takes_the_last_row_of_a_table_or_adds_the_first_is_counted():
    names = [{"text": "The one", "kind": "descriptive"}]

    for owned, rows in (({"aliases": names}, 1), ({}, 0), ({"aliases": names}, 1)):
        publish(revise(content("mission", "xa", owned=owned)))

        held = Coverage.objects.filter(table="aliases", field="text", period="all")
        assert [one.rows for one in held] == [rows]


def test_a_day_that_is_changed_moves_the_rows_that_it_dates():
    def decades():
        rows = Coverage.objects.filter(table="votes", field="position", rows__gt=0)
        return set(rows.values_list("period", flat=True)) - {"all"}

    one = content("document", "one", adopted_on="1999-10-25")
    votes = [{"document": "one", "state": "aaa", "position": "yes"}]
    publish_with_facts(content("state", "aaa"), one, votes=votes)
    assert decades() == {"1990s"}

    publish(revise(one | {"adopted_on": "2001-10-25"}))
    assert decades() == {"2000s"}
