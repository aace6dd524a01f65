"""`release=` on a list leads to its file, with the line that asks it what the list was asked."""

import json

import pytest

from peacekb.releases.making import make_release
from tests.asking import answer
from tests.peacekb.released import csv_of, release_in
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]

PLACE = "/data/releases/2026.11"


@pytest.mark.parametrize(
    ("suffix", "place"),
    [
        ("/", "ndjson/votes.ndjson"),
        (".csv", "csv/votes.csv"),
        (".ndjson", "ndjson/votes.ndjson"),
        (".parquet", "parquet/votes.parquet"),
    ],
)
def test_a_list_leads_to_the_file_of_its_format(client, release, suffix, place):
    reply = client.get(f"/api/v1/votes{suffix}?release=2026.11")

    assert reply.status_code == 303
    assert reply.headers["Location"] == f"{PLACE}/{place}"
    assert client.get(reply.headers["Location"]).status_code == 200
    told = reply.json()
    assert release.files[told["packed"].removeprefix(f"{PLACE}/")].sha256 == told["sha256"]


def test_the_table_on_the_sites_own_address_leads_there_too(client, release):
    reply = client.get("/votes.csv?release=2026.11", follow=True)

    assert reply.getvalue().decode() == csv_of(release, "votes")


def test_a_release_that_is_not_there_is_refused_with_those_that_are(client, release):
    make_release("2026.12")
    for path in ("/api/v1/votes/", "/api/v1/votes.csv"):
        reply = client.get(f"{path}?release=2027.01")
        assert reply.status_code == 400
        assert reply.json()["errors"]["release"] == [
            "There is no release '2027.01'. There are 2026.12, 2026.11."
        ]
    twice = client.get("/api/v1/votes/?release=2026.11&release=2026.12")
    assert twice.json()["errors"]["release"] == ["Name one release."]
    assert client.get("/missions/?release=2026.11").status_code == 400


def test_a_format_that_the_release_lacks_is_refused_with_those_it_has(
    client, tmp_path, settings, monkeypatch
):
    world()
    release_in(tmp_path, settings, with_parquet=False)
    for suffix in ("xlsx", "parquet"):
        reply = client.get(f"/api/v1/votes.{suffix}?release=2026.11")
        assert reply.status_code == 400
        assert "it has votes as csv, ndjson." in reply.json()["errors"]["release"][0]
    told = client.get("/api/v1/votes/?release=2026.11").json()
    assert told["duckdb"] == f"FROM read_csv('http://testserver{PLACE}/csv/votes.csv.gz');"


def test_what_the_list_would_refuse_is_refused(client, release):
    for query in ("colour=blue", "state=Nowhere", "persons=1"):
        reply = client.get(f"/api/v1/votes/?release=2026.11&{query}")
        assert reply.status_code == 400
        assert query.partition("=")[0] in json.dumps(reply.json()["errors"])


def test_the_question_is_said_in_pandas_and_duckdb(client, release):
    query = {"state": "Land of alpha", "position__not": "no", "adopted_on": "1999"}
    told = answer(client, "votes", release="2026.11", fields="key", **query).json()

    assert told["pandas"] == (
        f"pandas.read_csv('http://testserver{PLACE}/csv/votes.csv.gz')"
        ".query(\"state in ['AAA'] and position not in ['no'] and "
        "adopted_on >= '1999-01-01' and adopted_on <= '1999-12-31'\")"
    )
    assert told["duckdb"] == (
        f"FROM 'http://testserver{PLACE}/parquet/votes.parquet' WHERE \"state\" IN ('AAA') AND "
        '("position" NOT IN (\'no\') OR "position" IS NULL) AND '
        "\"adopted_on\" >= '1999-01-01' AND \"adopted_on\" <= '1999-12-31';"
    )
    assert told["not_asked"] == ["fields"]
