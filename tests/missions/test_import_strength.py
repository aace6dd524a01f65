"""Strength by month from three publishers' tables."""

import pytest
from django.core.management import CommandError

from missions.models import Strength
from tests.make import content
from tests.missions.importing import base, cited, file, is_whole, mission, revisions, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def ipi(day="2002-01-31", code="XMIS", troops="10", police="5", observers="NA", **values):
    total = sum(int(one) for one in (troops, police, observers) if one.isdigit())
    return {
        "Date": day,
        "Mission": code,
        "Number of Contributors": "7",
        "Troops": troops,
        "Police": police,
        "Observers": observers,
        "Total": str(total),
    } | values


def shortfall(month="1", **values):
    return {
        "mission": "XMIS",
        "year": "2002",
        "month": month,
        "troop": "10.0",
        "police": "5.0",
        "milobs": "0.0",
        "total": "15.0",
        "contributors": "7.0",
        "authtroop": "20.0",
        "authpolice": "0.0",
        "authmilobs": "",
        "totalauth": "19.999999",
    } | values


def sipri(date, total="", between="", org="2.0", mission="XMIS", location="Somewhere"):
    """One month of Bara and Hultman: SIPRI's count, or one interpolated between two."""
    row = {"mission": mission, "location": location, "date": date, "org": org}
    row |= {"SIPRI_troops": total, "SIPRI_police": "", "SIPRI_observers": "", "SIPRI_totals": total}
    return row | {
        "troops_ipo": between,
        "police_ipo": "",
        "observers_ipo": "",
        "totals_ipo": between,
    }


CODES = [("ipi", "XMIS"), ("shortfall", "XMIS"), ("bara-hultman", "XMIS@Somewhere")]


def held(**values):
    row = {"mission": "xmis", "month": "2002-01-01", "basis": "reported"}
    return row | values


def strengths():
    rows = Strength.objects.exclude(source__slug="library").order_by("month", "category")
    return [
        (row.mission.slug, f"{row.month:%Y-%m}", row.category, row.deployed)
        for row in rows.select_related("mission")
    ]


def test_counts_go_in_by_category_and_a_part_of_nobody_does_not(tmp_path):
    base(mission("xmis", *CODES))

    said = run("import_strength", file(tmp_path, [ipi()]))

    assert "3 new, 0 changed" in said
    assert strengths() == [
        ("xmis", "2002-01", "police", 5),
        ("xmis", "2002-01", "total_uniformed", 15),
        ("xmis", "2002-01", "troops", 10),
    ]
    whole = Strength.objects.get(category="total_uniformed")
    assert (whole.contributors, whole.basis, whole.source.slug) == (7, "reported", "ipi-mission")
    assert is_whole()


def test_another_total_waits_for_editors_and_its_parts_with_it(tmp_path):
    rows = [held(category="total_uniformed", deployed=25), held(category="troops", deployed=25)]
    base(mission("xmis", *CODES), strength=rows)

    said = run("import_strength", file(tmp_path, [ipi()]))

    assert "0 new, 1 changed" in said
    assert cited() == {
        ("xmis", "strength/2002-01-01,total_uniformed", "15 persons", "ipi-mission"),
        ("xmis", "strength/2002-01-01,total_uniformed/contributors", "7 contributing states",
         "ipi-mission"),
    }  # fmt: skip
    assert strengths() == []


def test_the_second_import_and_the_dry_run_change_nothing(tmp_path):
    base(mission("xmis", *CODES), strength=[held(category="total_uniformed", deployed=20)])
    path = file(tmp_path, [ipi(), ipi("2002-02-28")])
    first = revisions()
    run("import_strength", path, dry_run=True)
    assert revisions() == first
    run("import_strength", path)
    second = revisions()

    said = run("import_strength", path)

    assert "0 new, 0 changed" in said
    assert revisions() == second


def test_authorized_strength_stands_beside_the_deployed_and_fractions_are_rounded(tmp_path):
    base(mission("xmis", *CODES))

    run("import_strength", file(tmp_path, [shortfall()]))

    whole = Strength.objects.get(category="total_uniformed")
    assert (whole.deployed, whole.authorized, whole.authorized_source.slug) == (15, 20, "shortfall")
    assert Strength.objects.get(category="police").authorized is None  # 0 means: not coded


def test_authorized_strength_is_put_beside_a_count_of_another_source(tmp_path):
    base(mission("xmis", *CODES), strength=[held(category="total_uniformed", deployed=15)])
    path = file(tmp_path, [shortfall()])

    said = run("import_strength", path)

    whole = Strength.objects.get(category="total_uniformed")
    assert (whole.deployed, whole.source.slug) == (15, "library")
    assert (whole.authorized, whole.authorized_source.slug) == (20, "shortfall")
    assert "1 new, 1 changed" in said  # 20 authorized; contributing states
    assert "Left out: 2 parts beside which a total of another source is held" in said
    assert is_whole()
    before = revisions()
    run("import_strength", path)
    assert revisions() == before


def test_a_code_that_merges_operations_means_the_one_of_the_time(tmp_path):
    base(
        mission("xmis-i", ("ipi", "XMIS"), ends_on="2001-12-31"),
        mission("xmis-ii", ("ipi", "XMIS"), starts_on="2002-01-01"),
    )

    run("import_strength", file(tmp_path, [ipi("2001-12-31"), ipi("2002-01-31")]))

    assert {row[:2] for row in strengths()} == {("xmis-i", "2001-12"), ("xmis-ii", "2002-01")}


def test_a_code_of_two_operations_at_once_is_never_guessed(tmp_path):
    base(mission("xmis-i", ("ipi", "XMIS")), mission("xmis-ii", ("ipi", "XMIS")))

    with pytest.raises(CommandError, match="no row could be read"):
        run("import_strength", file(tmp_path, [ipi()]))

    assert strengths() == []


def test_of_two_operations_at_once_the_one_that_has_the_month_already_is_meant(tmp_path):
    key = {"mission": "xmis-ii", "month": "2002-01-01", "category": "total_uniformed"}
    base(
        mission("xmis-i", ("ipi", "XMIS")),
        mission("xmis-ii", ("ipi", "XMIS")),
        strength=[key | {"deployed": 90, "basis": "reported"}],
    )

    run("import_strength", file(tmp_path, [ipi()]))

    assert ("xmis-ii", "15 persons") in {(record, stated) for record, _, stated, _ in cited()}
    assert {row[0] for row in strengths()} <= {"xmis-ii"}


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (ipi(code="LBB"), "Mission", "the code of a mission that the crosswalk has"),
        (ipi("1999-01-31"), "Mission", "a time within that of xmis, 2001-02-01 to 2003-12-31"),
        (ipi(Total="16"), "Total", "the 15 to which its parts add up"),
        (ipi(Total="many"), "Total", "a whole number from 0 to 1,000,000"),
        (ipi("31.1.2002"), "Date", "a day such as 1999-10-25"),
        (ipi("2002-02-28"), "Mission", "each month of xmis once"),
    ],
)
def test_rows_that_cannot_be_taken_are_told_with_line_and_column(tmp_path, row, column, expected):
    base(mission("xmis", *CODES))

    said = run("import_strength", file(tmp_path, [ipi("2002-02-28"), row]))

    assert f"table.csv, line 3, column {column}: found '{row[column]}', expected {expected}" in said
    assert "1 refused" in said
    assert {row[1] for row in strengths()} == {"2002-02"}


def test_two_codes_of_one_mission_in_a_month_are_both_refused(tmp_path):
    base(mission("xmis", *CODES, ("ipi", "XRES")))

    said = run("import_strength", file(tmp_path, [ipi(), ipi(code="XRES"), ipi("2002-02-28")]))

    assert said.count("expected one code of xmis a month, not XMIS and XRES") == 2
    assert {row[1] for row in strengths()} == {"2002-02"}


def test_reported_and_interpolated_counts_keep_apart(tmp_path):
    base(mission("xmis", *CODES))
    rows = [
        sipri("2002-01-01", total="100.0"),
        sipri("2002-02-01", between="110.0"),
        sipri("2002-03-01", total="120.0"),
        sipri("2002-04-01"),
    ]

    said = run("import_strength", file(tmp_path, rows))

    total = Strength.objects.filter(category="total_uniformed").order_by("month")
    assert list(total.values_list("deployed", "basis")) == [
        (100, "reported"),
        (110, "interpolated"),
        (120, "reported"),
    ]
    assert "Left out: 1 months that are only extrapolated" in said


def test_what_leans_on_a_stand_in_is_left_out(tmp_path):
    base(mission("xmis", *CODES))
    rows = [
        sipri("2002-01-01", total="100.0"),
        sipri("2002-02-01", between="50.0"),
        sipri("2002-03-01", total="0.0"),
    ]

    said = run("import_strength", file(tmp_path, rows))

    assert {row[1] for row in strengths()} == {"2002-01"}
    assert "Left out: 1 months interpolated from such a count" in said


def test_a_mission_of_several_conflicts_is_counted_once_and_never_when_they_differ(tmp_path):
    base(mission("xmis", *CODES))
    rows = [
        sipri("2002-01-01", total="100.0"),
        sipri("2002-01-01", total="100.0"),
        sipri("2002-02-01", total="100.0"),
        sipri("2002-02-01", total="120.0"),
    ]

    said = run("import_strength", file(tmp_path, rows))

    assert {row[1] for row in strengths()} == {"2002-01"}
    assert "line 5, column mission: found 'XMIS', expected what line 4 says of xmis" in said


def test_sipri_contradicts_a_count_of_the_united_nations_under_its_own_name(tmp_path):
    base(
        mission("xmis", *CODES),
        content("source", "sipri"),
        strength=[held(category="total_uniformed", deployed=90)],
    )
    rows = [
        sipri("2002-01-01", total="100.0", org="1.0"),
        sipri("2002-02-01", total="7.0", org="1"),
    ]

    run("import_strength", file(tmp_path, rows))

    assert cited() == {("xmis", "strength/2002-01-01,total_uniformed", "100 persons", "sipri")}
    assert strengths() == []
