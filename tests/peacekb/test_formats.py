"""Every list in every format: the same rows, whole, typed, and safe where they are opened."""

import io
import json

import pytest
from lxml import etree

from peacekb.api import router
from records.api import RecordViewSet
from records.common import formats
from records.common.formats import CSV, GEOJSON, NDJSON, PARQUET, TABLES, XLSX, flat, packed
from records.models import Record
from tests.make import published
from tests.peacekb.read_tables import READERS, csv_rows, parquet_rows, same, xlsx_rows
from tests.world import of_worlds, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]

LISTS = {name: view for name, view, _ in router.registry if name != "search"}
RECORDS = [name for name, view in LISTS.items() if issubclass(view, RecordViewSet)]
FLAT = [CSV, XLSX, PARQUET]


def body(client, path, **headers):
    reply = client.get(path, **headers)
    assert reply.status_code == 200, (path, reply.getvalue())
    return reply.getvalue()


def json_rows(client, name):
    address, rows = f"/api/v1/{name}/?page_size=1000", []
    while address:
        answer = client.get(address).json()
        rows, address = rows + answer["results"], answer["next"]
    return rows


@of_worlds(3)
@pytest.mark.walk
@pytest.mark.parametrize("table", FLAT, ids=lambda one: one.suffix)
@pytest.mark.parametrize("name", LISTS)
def test_a_flat_table_has_the_rows_and_values_of_json(client, name, table):
    world(3)
    told = json_rows(client, name)

    rows = READERS[table](body(client, f"/api/v1/{name}.{table.suffix}"))

    assert len(rows) == len(told) > 0
    for row, one in zip(rows, told, strict=True):
        differing = {
            key: (value, row[key]) for key, value in one.items() if not same(value, row[key])
        }
        assert differing == {}
        assert {key for key in row if key not in one} == {
            key for key in row if key.endswith("_name") and key.removesuffix("_name") in one
        } - one.keys()


@of_worlds(3)
@pytest.mark.walk
@pytest.mark.parametrize("name", LISTS)
def test_ndjson_has_the_rows_of_json_as_they_are(client, name):
    world(3)

    lines = body(client, f"/api/v1/{name}.ndjson").splitlines()

    assert [json.loads(line) for line in lines] == json_rows(client, name)


@of_worlds(3)
@pytest.mark.parametrize("name", ["sites", "missions"])
def test_what_has_a_place_is_had_as_points(client, name):
    world(3)
    told = json.loads(body(client, f"/api/v1/{name}.geojson"))

    assert told["type"] == "FeatureCollection"
    assert [one["properties"] for one in told["features"]] == json_rows(client, name)
    for one in told["features"]:
        row = one["properties"]
        if row["latitude"] is None:
            assert one["geometry"] is None
        else:
            place = [float(row["longitude"]), float(row["latitude"])]
            assert one["geometry"] == {"type": "Point", "coordinates": place}


def test_an_empty_table_is_whole_in_every_format(client):
    path = "/api/v1/sites{}?mission=nobody"
    published("mission", "nobody")

    assert csv_rows(body(client, path.format(".csv"))) == []
    assert body(client, path.format(".ndjson")) == b""
    assert xlsx_rows(body(client, path.format(".xlsx"))) == []
    assert parquet_rows(body(client, path.format(".parquet"))) == []
    assert json.loads(body(client, path.format(".geojson")))["features"] == []


@of_worlds(3)
@pytest.mark.parametrize("table", [CSV, NDJSON, XLSX, PARQUET, GEOJSON], ids=lambda one: one.suffix)
def test_a_format_is_had_by_suffix_and_by_accept_alike(client, table):
    world(3)
    by_suffix = client.get(f"/api/v1/missions.{table.suffix}")
    by_accept = client.get("/api/v1/missions/", HTTP_ACCEPT=table.media_type)

    assert by_suffix["Content-Type"] == by_accept["Content-Type"] == table.content_type
    assert by_suffix["Content-Disposition"].endswith(f'"peacekb-missions.{table.suffix}"')
    if table is not XLSX:  # which holds the moment at which it was made
        assert by_suffix.getvalue() == by_accept.getvalue()


def test_a_suffix_counts_more_than_what_a_program_accepts_by_habit(client):
    reply = client.get("/api/v1/missions.csv", HTTP_ACCEPT="application/json")

    assert reply["Content-Type"].startswith("text/csv")


@of_worlds(3)
def test_the_tables_of_the_site_are_those_of_the_api(client):
    world(3)

    assert body(client, "/missions.csv?ordering=name") == body(
        client, "/api/v1/missions.csv?ordering=name"
    )


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: one.suffix)
def test_head_makes_no_table(client, table, monkeypatch):
    monkeypatch.setattr(formats.Format, "write", None, raising=False)

    reply = client.head(f"/api/v1/sites.{table.suffix}")

    assert (reply.status_code, reply.getvalue()) == (200, b"")


@pytest.mark.parametrize("parameter", ["page", "page_size", "cursor"])
def test_a_table_comes_whole(client, parameter):
    reply = client.get("/api/v1/missions.csv", {parameter: "1"})

    assert reply.status_code == 400
    assert parameter in reply.json()["errors"]


@of_worlds(3)
def test_an_excel_file_is_bounded_with_a_refusal_that_says_what_to_take(client, monkeypatch):
    world(3)
    small = formats.Format("xlsx", XLSX.media_type, flat.xlsx_of, "Excel", most_rows=2)
    renderer = next(one for one in formats.TABULAR if one.format == "xlsx")
    monkeypatch.setattr(renderer, "table", small)

    reply = client.get("/api/v1/missions.xlsx")

    assert reply.status_code == 400
    assert reply.json()["type"] == "/api/problems/too-many-rows/"
    assert ".csv" in reply.json()["detail"]
    assert client.get("/api/v1/missions.xlsx?q=alpha").status_code == 200


def test_without_the_library_parquet_is_refused_in_words(client, monkeypatch):
    monkeypatch.setattr(packed, "is_there", lambda: False)

    reply = client.get("/api/v1/missions.parquet")

    assert reply.status_code == 406
    assert "library for Parquet" in reply.json()["detail"]
    assert client.get("/api/v1/missions.csv").status_code == 200


@of_worlds(3)
def test_parquet_columns_have_the_types_that_the_description_names(client):
    from pyarrow import parquet

    world(3)
    table = parquet.read_table(io.BytesIO(body(client, "/api/v1/missions.parquet")))
    types = {field.name: str(field.type) for field in table.schema}

    assert types["key"] == "string"
    assert types["version"] == "int64"
    assert types["starts_on"] == "date32[day]"
    assert types["updated_at"] == "timestamp[us, tz=UTC]"
    assert types["host_states"] == "list<element: string>"


@pytest.mark.parametrize("name", LISTS)
def test_every_table_has_a_description_of_its_columns(client, name):
    world()
    described = client.get(f"/api/v1/{name}.schema.json").json()
    head = body(client, f"/api/v1/{name}.csv").decode().splitlines()[0]
    table = client.get(f"/api/v1/{name}.csv")

    assert [field["name"] for field in described["fields"]] == head.split(",")
    types = {"string", "integer", "number", "boolean", "date", "datetime", "list", "any"}
    assert {field["type"] for field in described["fields"]} <= types
    assert f"/api/v1/{name}.schema.json" in table["Link"]


def test_a_table_that_is_not_there_has_no_description(client):
    assert client.get("/api/v1/secrets.schema.json").status_code == 404
    assert client.get("/api/v1/votes.schema.json?x=1").status_code == 400


def test_an_aggregate_gets_the_formats_by_naming_them():
    data = {
        "results": [
            {"state": "AAA", "count": 2, "share": 0.5},
            {"state": None, "count": 1, "share": None},
        ]
    }
    written = {one.format: one().render(data) for one in formats.TABULAR}

    assert csv_rows(written["csv"])[1] == {"state": "", "count": "1", "share": ""}
    assert xlsx_rows(written["xlsx"])[0] == {"state": "AAA", "count": "2", "share": "0.5"}
    assert [json.loads(one) for one in written["ndjson"].splitlines()] == data["results"]


@of_worlds(3)
def test_a_search_is_had_as_a_table_too(client):
    world(3)

    hits = client.get("/api/v1/search/?q=mission").json()["results"]
    rows = csv_rows(body(client, "/api/v1/search.csv?q=mission"))

    assert len(rows) == len(hits) > 0
    assert [row["title"] for row in rows] == [hit["title"] for hit in hits]


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_had_as_linked_data_and_as_a_citation(client, name):
    world()
    row = client.get(f"/api/v1/{name}/").json()["results"][0]
    place = f"/api/v1/{name}/{row['key']}"

    linked = json.loads(body(client, f"{place}.jsonld"))
    assert linked["name"] == row["name"]
    assert linked["@context"] == "https://schema.org"
    assert body(client, f"{place}.bib").startswith(b"@misc{peacekb-")
    assert body(client, f"{place}.ris").startswith(b"TY  - DATA")
    assert json.loads(body(client, f"{place}.csl"))[0]["type"] == "dataset"
    assert body(client, f"{place}/", HTTP_ACCEPT="application/x-bibtex") == body(
        client, f"{place}.bib"
    )
    assert client.get(f"{place}.csv").status_code == 406


def test_the_files_of_a_record_read_the_day_where_its_page_does(client):
    world()

    assert b"as of 1 January 2000" in body(
        client, "/api/v1/missions/mission-alpha.bib?as_of=2000-01-01"
    )
    for query in ("topics/topic-alpha.bib?as_of=2000-01-01", "missions/mission-alpha.bib?fields=x"):
        assert client.get(f"/api/v1/{query}").status_code == 400
    assert client.get("/api/v1/missions/nobody.bib").status_code == 404
    assert Record.objects.filter(slug="topic-alpha").exists()


@of_worlds(3)
def test_a_list_page_offers_its_question_to_other_programs(client):
    world(3)
    page = client.get("/missions/?type=observer").content.decode()
    tree = etree.HTML(page)

    lines = [line.text for line in tree.iterfind(".//details[@class='elsewhere']//code")]
    assert lines[1].startswith('pandas.read_csv("http://testserver/api/v1/missions.csv?')
    address = next(line for line in lines if line.startswith("curl")).split('"')[1]
    assert csv_rows(body(client, address.removeprefix("http://testserver")))
