"""Deployment sites from the two versions of Geo-PKO."""

import pytest
from django.core.management.base import CommandError

from missions.models.figures import DeploymentSite
from tests.missions.importing import base, cited, file, is_whole, mission, revisions, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

COMMAND = "import_sites"
CODES = [("geo-pko", "XMIS")]


def place(**values):
    """A place on a map of March 2002, as version 2.1 has it."""
    return {
        "source": "Map no. 4100 Rev. 2",
        "mission": "XMIS",
        "year": "2002",
        "month": "3",
        "location": "Camp One",
        "geocomment": "Source: Google Maps. Estimated.",
        "country": "Land A",
        "latitude": "33.238894000000002",
        "longitude": "-71.72475",
        "no.troops": "150",
        "nameoftcc_1": "Land B",
        "notroopspertcc_1": "150",
        "nameoftcc_2": "Land A",
        "notroopspertcc_2": "unknown",
        "unpol.dummy": "0",
        "unmo.dummy": "1",
        "hq": "2",
        "adm1.name": "North",
    } | values


def yearly(**values):
    """A place in a year, as version 2.3 has it."""
    return {
        "mission": "XMIS",
        "year": "2003",
        "country": "Land A",
        "location": "Camp One",
        "latitude": "33.2389",
        "longitude": "-71.7248",
        "hq": "0",
        "UNPOL": "1",
        "UNMO": "0",
        "ave.no.troops": "149.5",
    } | values


def test_a_place_goes_in_with_what_the_map_shows(tmp_path):
    base(mission("xmis", *CODES))

    run(COMMAND, file(tmp_path, [place()]))

    site = DeploymentSite.objects.get()
    assert (site.name, site.state.slug, site.province) == ("Camp One", "aaa", "North")
    assert (str(site.latitude), str(site.longitude)) == ("33.2389", "-71.7248")
    assert (f"{site.month:%Y-%m}", site.precision, site.map) == ("2002-03", "month", "4100 Rev. 2")
    assert (site.troops, site.contingents, site.headquarters) == (150, "AAA;BBB:150", "sector")
    assert (site.police, site.military_observers, site.position) == (False, True, "estimated")
    assert is_whole()


def test_what_differs_waits_for_editors(tmp_path):
    base(mission("xmis", *CODES), deployment_sites=[
        {
            "mission": "xmis",
            "name": "Camp One",
            "state": "aaa",
            "province": "North",
            "latitude": "33.2389",
            "longitude": "-71.7248",
            "month": "2002-03-01",
            "troops": 650,
            "contingents": "AAA;BBB:150",
            "headquarters": "sector",
            "police": True,
            "military_observers": True,
            "position": "estimated",
        }
    ])  # fmt: skip

    run(COMMAND, file(tmp_path, [place()]))

    field = "deployment_sites/Camp One,2002-03-01,month,33.2389,-71.7248"
    assert cited() == {
        ("xmis", f"{field}/troops", "150 persons", "geo-pko-2-1"),
        ("xmis", f"{field}/police", "not present", "geo-pko-2-1"),
    }
    assert DeploymentSite.objects.get().troops == 650


def test_the_second_import_and_the_dry_run_change_nothing(tmp_path):
    base(mission("xmis", *CODES))
    path = file(tmp_path, [place()])
    first = revisions()
    run(COMMAND, path, dry_run=True)
    assert (revisions(), DeploymentSite.objects.count()) == (first, 0)
    run(COMMAND, path)
    second = revisions()

    run(COMMAND, path)

    assert (revisions(), DeploymentSite.objects.count()) == (second, 1)


def test_of_two_maps_of_a_month_the_later_one_stays(tmp_path):
    base(mission("xmis", *CODES))
    later = {"source": "Map no. 4100 Rev. 10", "no.troops": "300"}

    said = run(COMMAND, file(tmp_path, [place(), place(**later), place(source="Map no. 4100")]))

    site = DeploymentSite.objects.get()
    assert (site.troops, site.map) == (300, "4100 Rev. 10")
    assert "Left out: 2 places that a later map of the month has too" in said


def test_of_a_place_given_twice_otherwise_on_one_map_neither_row_is_taken(tmp_path):
    base(mission("xmis", *CODES))
    rows = [place(), place(**{"no.troops": "300"}), place(location="Camp Two")]

    said = run(COMMAND, file(tmp_path, rows))

    assert "line 3, column location: found 'Camp One', expected each place once" in said
    assert "line 2, column location: found 'Camp One', expected each place once" in said
    assert DeploymentSite.objects.get().name == "Camp Two"


def test_the_table_by_year_fills_only_years_without_maps(tmp_path):
    base(mission("xmis", *CODES))
    run(COMMAND, file(tmp_path, [place()], "maps.csv"))

    said = run(COMMAND, file(tmp_path, [yearly(), yearly(year="2002")]))

    assert "1 new" in said
    assert "Left out: 1 places of years of which the maps are held" in said
    site = DeploymentSite.objects.get(precision="year")
    assert (f"{site.month:%Y}", site.troops, site.police) == ("2003", 150, True)
    assert site.source.slug == "geo-pko-2-3"


def test_a_place_between_two_states_lies_in_none(tmp_path):
    base(mission("xmis", *CODES))

    run(COMMAND, file(tmp_path, [place(country="Land A/Land B")]))

    assert DeploymentSite.objects.get().state is None


@pytest.mark.parametrize(
    ("values", "column", "expected"),
    [
        ({"mission": "NOMIS"}, "mission", "the code of a mission that the crosswalk has"),
        ({"year": "1999"}, "mission", "a time within that of xmis, 2001-02-01 to 2003-12-31"),
        ({"country": "Atlantis"}, "country", "the name of one state that the base has"),
        ({"latitude": "93.1"}, "latitude", "degrees from -90 to 90"),
        ({"latitude": "nan"}, "latitude", "degrees from -90 to 90"),
        ({"latitude": "3_3.2"}, "latitude", "degrees from -90 to 90"),
        ({"latitude": "\u22123"}, "latitude", "degrees from -90 to 90"),
        ({"longitude": ""}, "longitude", "degrees from -180 to 180"),
        ({"month": "13"}, "month", "a whole number from 0 to 12"),
        ({"no.troops": "many"}, "no.troops", "a number of persons, or unknown"),
        ({"no.troops": "1\u2009500"}, "no.troops", "a number of persons, or unknown"),
        ({"hq": "4"}, "hq", "0, 1, 2 or 3"),
        ({"unpol.dummy": "yes"}, "unpol.dummy", "0 or 1"),
    ],
)
def test_rows_that_cannot_be_taken_are_told(tmp_path, values, column, expected):
    base(mission("xmis", *CODES))
    row = place(**values)

    said = run(COMMAND, file(tmp_path, [place(location="Camp Two"), row]))

    found = f" found '{row[column]}'," if row[column] else ""
    assert f"table.csv, line 3, column {column}:{found} expected {expected}" in said
    assert DeploymentSite.objects.get().name == "Camp Two"


def test_an_older_edition_with_the_same_columns_is_told_by_its_newest_year(tmp_path):
    base(mission("xmis", *CODES))
    run(COMMAND, file(tmp_path, [yearly(), yearly(year="2002")], "new.csv"))

    said = run(COMMAND, file(tmp_path, [yearly(year="2002", hq="3")], "FrontMap.csv"))

    assert "FrontMap.csv is an edition of 2002-01-01, older than the one held" in said
    assert cited() == set()


def test_troops_that_differ_by_little_wait_for_nobody(tmp_path):
    base(mission("xmis", *CODES))
    run(COMMAND, file(tmp_path, [place()], "a.csv"))

    said = run(COMMAND, file(tmp_path, [place(**{"no.troops": "155"})], "b.csv"))

    assert "1 differ by at most 5 persons" in said
    assert cited() == set()


def test_latitude_and_longitude_exchanged_are_refused_as_a_whole(tmp_path):
    base(mission("xmis", *CODES))
    places = [place(location=f"Camp {n}", latitude=f"{n}.5", longitude=f"-{n}.25") for n in "123"]
    run(COMMAND, file(tmp_path, places))
    turned = [
        one | {"latitude": one["longitude"], "longitude": one["latitude"], "no.troops": "160"}
        for one in places[:2]
    ]

    with pytest.raises(CommandError, match="3 places 2 are held with latitude and longitude exch"):
        run(COMMAND, file(tmp_path, [*turned, place(location="Camp 4")]))

    assert DeploymentSite.objects.count() == 3
