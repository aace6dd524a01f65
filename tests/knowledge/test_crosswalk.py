"""The crosswalk: which address a code leads to, and the table of all codes."""

import csv
import io

import pytest

from records.writing.publishing import publish
from tests.make import content, published, revise
from tests.pages import page_of, queries

pytestmark = pytest.mark.django_db


def coded(kind, slug, *codes, **values):
    rows = [{"scheme": scheme, "value": value} for scheme, value in codes]
    return content(kind, slug, owned={"identifiers": rows}, **values)


def leads_to(client, address):
    reply = client.get(address)
    assert reply.status_code == 303, (address, reply.status_code)
    return reply.headers["Location"]


@pytest.mark.parametrize(
    "address",
    ["/id/cow/860", "/id/iso3/xaa", "/id/iso3/XAA", "/id/m49/004", "/id/m49/4", "/id/COW/860"],
)
def test_a_code_leads_to_its_state(client, address):
    publish(revise(coded("state", "xaa", ("cow", "860"), ("m49", "004"))))

    assert leads_to(client, address) == "/states/XAA/"


@pytest.mark.parametrize(
    "address",
    [
        "/id/mission/xone-ii",
        "/id/mission/XONE%20II",
        "/id/acronym/XONE%20II",
        "/id/acronym/xone-ii",
        "/id/acronym/OLDNAME",
        "/id/geo-pko/XONE2",
        "/id/un/XONE_B",
        "/id/psdata/XONE_B",
    ],
)
def test_keys_acronyms_and_codes_of_others_lead_to_the_mission_in_any_spelling(client, address):
    alias = {"text": "OLDNAME", "kind": "acronym"}
    one = coded("mission", "xone-ii", ("geo-pko", "XONE2"), ("psdata", "XONE_B"), acronym="XONE II")
    one["owned"]["aliases"] = [alias]
    publish(revise(one))

    assert leads_to(client, address) == "/missions/xone-ii/"


def test_a_symbol_leads_to_its_document_with_its_slashes_and_brackets(client):
    published("organization", "un-sc")
    named = {"kind": "resolution", "organ": "un-sc", "number": 9, "year": 1999}
    published("document", "s-res-9-1999", symbol="S/RES/9 (1999)", **named)

    assert leads_to(client, "/id/symbol/S/RES/9 (1999)") == "/resolutions/s-res-9-1999/"
    assert leads_to(client, "/id/symbol/resolution%209") == "/resolutions/s-res-9-1999/"


def test_a_code_that_covers_several_records_shows_the_candidates(client):
    publish(
        revise(
            coded("mission", "xone", ("ipi", "XO"), name="The First"),
            coded("mission", "xtwo", ("ipi", "XO"), name="The Second"),
        )
    )

    reply = client.get("/id/ipi/XO")

    assert reply.status_code == 300
    assert 'href="/missions/xone/"' in reply.content.decode()
    assert 'href="/missions/xtwo/"' in reply.content.decode()


def test_the_same_word_in_another_scheme_is_no_match(client):
    publish(revise(coded("mission", "xone", ("ipi", "860")), coded("state", "xaa", ("cow", "860"))))

    assert leads_to(client, "/id/cow/860") == "/states/XAA/"
    assert leads_to(client, "/id/ipi/860") == "/missions/xone/"


def test_an_unknown_code_is_told_with_the_nearest(client):
    publish(revise(coded("mission", "xone", ("ipi", "XONE"))))

    page = page_of(client, "/id/ipi/XONEE", status=404)

    assert 'href="/id/ipi/XONE"' in page


def test_an_unknown_scheme_or_parameter_is_refused(client):
    assert client.get("/id/nothing/1").status_code == 404
    assert client.get("/id/cow/860?colour=blue").status_code == 400
    assert client.get("/id.csv?scheme=nothing").status_code == 400
    assert client.get("/id.csv?colour=blue").status_code == 400


@pytest.mark.parametrize("value", ["%00", "%25", "'", '"', "(((", "*", "a" * 2000, "%F0%9F%92%A9"])
def test_hostile_codes_find_nothing(client, value):
    publish(revise(coded("state", "xaa", ("cow", "860"))))

    for scheme in ("cow", "symbol", "acronym", "iso3", value):
        assert client.get(f"/id/{scheme}/{value}").status_code in (400, 404, 414)


def test_a_program_that_asks_for_json_is_led_to_the_api(client):
    publish(revise(coded("state", "xaa", ("cow", "860"))))

    reply = client.get("/id/cow/860", headers={"Accept": "application/json"})

    assert reply.headers["Location"] == "/api/v1/states/XAA/"
    assert client.get(reply.headers["Location"]).status_code == 200


def test_the_table_holds_every_code_with_its_record(client):
    publish(
        revise(
            coded("state", "xaa", ("cow", "860"), name="Alphaland"),
            coded("mission", "xone", ("ipi", "XO"), name="Mission, the First", acronym="XONE"),
        )
    )

    rows = list(csv.reader(io.StringIO(_downloaded(client, "/id.csv"))))

    assert rows[0] == ["scheme", "value", "record_kind", "key", "name"]
    assert ["cow", "860", "state", "XAA", "Alphaland"] in rows
    assert ["iso3", "XAA", "state", "XAA", "Alphaland"] in rows
    assert ["ipi", "XO", "mission", "xone", "Mission, the First"] in rows
    assert ["acronym", "XONE", "mission", "xone", "Mission, the First"] in rows
    assert len(rows) == len({tuple(row) for row in rows})


def test_each_code_of_the_table_leads_to_its_record(client):
    publish(revise(coded("state", "xaa", ("cow", "860")), coded("mission", "xone", acronym="XO")))

    for scheme, value, *_ in list(csv.reader(io.StringIO(_downloaded(client, "/id.csv"))))[1:]:
        assert client.get(f"/id/{scheme}/{value}").status_code == 303


def _downloaded(client, address):
    reply = client.get(address)
    assert reply.status_code == 200
    assert reply.headers["Content-Disposition"].startswith("attachment")
    return b"".join(reply.streaming_content).decode()


def test_one_scheme_can_be_downloaded_alone(client):
    publish(revise(coded("state", "xaa", ("cow", "860"), ("m49", "004"), name="Alphaland")))

    lines = _downloaded(client, "/id.csv?scheme=cow").splitlines()

    assert lines[1:] == ["cow,860,state,XAA,Alphaland"]


def test_the_page_of_schemes_counts_codes_and_gives_an_example_of_each(client):
    publish(revise(coded("state", "xaa", ("cow", "860")), coded("state", "xbb", ("cow", "861"))))

    page = page_of(client, "/id/")

    assert '<a href="/id/cow/860">860</a>' in page
    assert "/id.csv?scheme=cow" in page
    assert "geo-pko" not in page


def test_the_page_of_schemes_is_the_same_work_for_one_and_for_three_of_them(client):
    asked = []
    for number in (1, 3):
        codes = [(scheme, "1") for scheme in ("cow", "m49", "ipi")[:number]]
        publish(revise(coded("mission", f"x{number}", *codes)))
        asked.append(queries(client, "/id/"))

    assert asked[0] == asked[1] <= 25
