"""Contributions of states from five publishers' tables."""

import pytest

from missions.models import Contribution, ContributionTotal, Strength
from tests.missions.importing import base, cited, file, is_whole, mission, revisions, run
from tests.missions.un_tables import (
    CODES,
    COMMAND,
    by_sex,
    by_state,
    by_type,
    one_month,
    ranking,
    yearly,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def contributions():
    rows = Contribution.objects.exclude(source__slug="library").order_by("category")
    return list(rows.values_list("category", "persons", "women", "men"))


def test_persons_go_in_by_category_with_women_and_men(tmp_path):
    base(mission("xmis", *CODES))

    said = run(COMMAND, file(tmp_path, [by_sex()]))

    assert "4 new, 0 changed" in said
    assert contributions() == [
        ("formed_police", 2, None, None),
        ("police", 3, 0, None),
        ("total_uniformed", 10, 2, 8),
        ("troops", 7, 2, None),
    ]
    assert is_whole()


def test_the_table_of_one_month_adds_police_up_as_published(tmp_path):
    base(mission("xmis", *CODES))

    run(COMMAND, file(tmp_path, [one_month()]))

    assert contributions() == [
        ("formed_police", 2, None, None),
        ("police", 3, None, None),
        ("total_uniformed", 10, None, None),
        ("troops", 7, None, None),
    ]
    assert set(Contribution.objects.values_list("source__slug", flat=True)) == {"ipi-2014-03"}


def test_a_figure_that_differs_waits_for_editors(tmp_path):
    key = {"mission": "xmis", "state": "aaa", "month": "2002-01-01", "precision": "month"}
    base(
        mission("xmis", *CODES),
        contributions=[key | {"category": "total_uniformed", "persons": 10, "women": 8, "men": 2}],
    )

    said = run(COMMAND, file(tmp_path, [by_sex()]))

    path = "contributions/aaa,2002-01-01,month,total_uniformed"
    assert "0 new, 1 changed" in said
    assert "Left out: 3 parts beside which a total of another source is held" in said
    assert cited() == {
        ("xmis", f"{path}/women", "2 women", "ipi-gender"),
        ("xmis", f"{path}/men", "8 men", "ipi-gender"),
    }


def test_parts_are_not_put_under_a_total_of_another_source(tmp_path):
    key = {"mission": "xmis", "state": "aaa", "month": "2002-01-01", "precision": "month"}
    base(
        mission("xmis", *CODES),
        contributions=[key | {"category": "total_uniformed", "persons": 99, "women": 2, "men": 8}],
    )

    run(COMMAND, file(tmp_path, [by_sex()]))

    assert contributions() == []


def test_a_second_import_changes_nothing(tmp_path):
    base(mission("xmis", *CODES))
    path = file(tmp_path, [by_sex()])
    before = revisions()
    run(COMMAND, path, dry_run=True)
    assert revisions() == before
    run(COMMAND, path)
    after = revisions()

    said = run(COMMAND, path)

    assert "0 new, 0 changed (waiting for editors), 4 unchanged" in said
    assert revisions() == after


def test_totals_of_a_state_are_the_sum_of_its_parts(tmp_path):
    base()

    run(COMMAND, file(tmp_path, [by_state()]))

    rows = ContributionTotal.objects.order_by("category")
    assert list(rows.values_list("category", "persons")) == [
        ("police", 3),
        ("total_uniformed", 10),
        ("troops", 7),
    ]


def test_the_ranking_gives_totals_of_its_month(tmp_path):
    base()

    run(COMMAND, file(tmp_path, [ranking()]))

    row = ContributionTotal.objects.get()
    assert (f"{row.month:%Y-%m}", row.persons, row.women, row.men) == ("2021-01", 10, 2, 8)


def test_yearly_means_go_in_for_the_years_that_are_complete(tmp_path):
    base(mission("xmis", *CODES, ends_on=None))
    rows = [yearly(), yearly("2017"), yearly("2011"), yearly("2020", "2", Female="0", Male="0")]
    rows[3]["Total"] = "0"

    said = run(COMMAND, file(tmp_path, rows))

    row = Contribution.objects.get()
    assert (f"{row.month:%Y-%m}", row.precision, row.persons) == ("2018-01", "year", 10)
    for line in (
        "Left out: 1 rows of years for which the table has not all twelve months",
        "Left out: 1 rows of 2011",
        "Left out: 1 rows of nobody",
    ):
        assert line in said


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (by_sex(Mission="NOMIS"), "Mission", "the code of a mission that the crosswalk has"),
        (by_sex(Contributor="Atlantis", **{"Contributor ISO-3": "ATL"}), "Contributor",
         "the name of one state that the base has"),
        (by_sex(**{"Contributor ISO-3": "BBB"}), "Contributor", "the name of one state"),
        (by_sex(Date="2031-01-31"), "Mission", "a time within that of xmis"),
        (by_sex(**{"Total Total": 11}), "Total Total", "the 10 to which its parts add up"),
        (by_sex(**{"Troops Female": "two"}), "Troops Female", "a whole number"),
        (by_sex(Date="2002-02-28"), "Mission", "each state in each mission once"),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_taken_are_told_with_line_and_column(tmp_path, row, column, expected):
    base(mission("xmis", *CODES))

    said = run(COMMAND, file(tmp_path, [by_sex(Date="2002-02-28"), row]))

    assert f"table.csv, line 3, column {column}: found '{row[column]}', expected {expected}" in said
    assert "4 new" in said
    assert "1 refused" in said


def test_types_of_personnel_are_put_together_by_month(tmp_path):
    base(mission("xmis", *CODES))
    rows = [
        by_type(1),
        by_type(2, "Staff Officer", "1", "0"),
        by_type(3, "Individual Police", "0", "3"),
        by_type(4, "Formed Police Units", "10", "20"),
        by_type(5, "Experts on Mission", "0", "1"),
        by_type(6, isocode3="BBB", contributing_country="Land B", female="0", male="0"),
    ]
    path = file(tmp_path, rows)

    said = run(COMMAND, path)

    assert contributions() == [
        ("formed_police", 30, 10, 20),
        ("military_observer", 1, 0, 1),
        ("police", 33, 10, 23),
        ("police_individual", 3, 0, 3),
        ("staff_officer", 1, 1, 0),
        ("total_uniformed", 42, 13, 29),
        ("troops", 8, 3, 5),
    ]
    assert "Left out: 1 months of nobody" in said
    assert Contribution.objects.first().source.slug == "un-contributions"
    assert is_whole()
    before = revisions()
    assert "0 new, 0 changed" in run(COMMAND, path)
    assert revisions() == before


@pytest.mark.parametrize(
    ("values", "column", "expected"),
    [
        ({"personnel_type": "Cooks"}, "personnel_type", "one of troops"),
        ({"mission_acronym": "NOMIS"}, "mission_acronym", "the code of a mission"),
        ({"last_reporting_date": "Jan-02"}, "last_reporting_date", "a day such as"),
        ({"male_personnel": "many"}, "male_personnel", "a whole number"),
        ({"contribution_id": "1.0"}, "contribution_id", "each contribution once"),
    ],
)
def test_rows_of_the_united_nations_that_cannot_be_taken_are_told(
    tmp_path, values, column, expected
):
    base(mission("xmis", *CODES))
    row = by_type(2) | values
    sound = by_type(1, isocode3="BBB", contributing_country="Land B")

    said = run(COMMAND, file(tmp_path, [sound, row]))

    assert f"line 3, column {column}: found '{row[column]}', expected {expected}" in said
    assert set(Contribution.objects.values_list("state__slug", flat=True)) == {"bbb"}


@pytest.mark.parametrize(
    ("values", "months"),
    [
        ({"personnel_type": "Cooks"}, [2]),
        ({"male_personnel": "many"}, [2]),
        ({"contribution_id": "1.0"}, [2]),
        ({"last_reporting_date": "Jan-02"}, []),
        ({"mission_acronym": "NOMIS"}, [1, 2]),
        ({"isocode3": "BBB"}, [2]),  # of Land A by its name, of Land B by its code
        ({"contributing_country": "Land Z", "isocode3": ""}, [1, 2]),
        ({"female_personnel": "", "male_personnel": ""}, [2]),
        ({"personnel_type": "Troops"}, [2]),  # the same type under another id
        ({"mission_acronym": ""}, [2]),
        ({"contributing_country": "", "isocode3": ""}, [2]),
    ],
)
def test_a_month_is_never_added_up_without_a_row_of_it(tmp_path, values, months):
    """A row refused would leave a total too low: the month stays out, or all that it may be of."""
    base(mission("xmis", *CODES))
    rows = [
        by_type(1),
        by_type(2, "Individual Police") | values,
        by_type(3, last_reporting_date="2002-02-28"),
    ]
    rows.append(by_type(9, isocode3="BBB", contributing_country="Land B"))

    said = run(COMMAND, file(tmp_path, rows))

    held = Contribution.objects.filter(state__slug="aaa", category="total_uniformed")
    assert sorted(held.values_list("month__month", flat=True)) == months
    assert ("months to which a refused row belongs" in said) == (months != [1, 2])


def test_the_same_row_twice_is_counted_once(tmp_path):
    base(mission("xmis", *CODES))

    run(COMMAND, file(tmp_path, [by_type(1), by_type(1)]))

    assert contributions() == [("total_uniformed", 7, 2, 5), ("troops", 7, 2, 5)]


def latest(**values):
    row = {"id": "1", "isocode3": "AAA", "m49_code": "4", "contributing_country": "Land A"}
    row |= {"personnel_contribution_rank": "1", "female_personnel": "2", "male_personnel": "8"}
    return row | {"total_uniformed_personnel": "10", "last_reporting_date": "2024-01-31"} | values


def test_the_latest_month_of_each_contributor_goes_in_month_after_month(tmp_path):
    base(mission("xmis", *CODES))
    run(COMMAND, file(tmp_path, [latest()], "january.csv"))

    run(COMMAND, file(tmp_path, [latest(last_reporting_date="2024-02-29")], "february.csv"))
    older = run(COMMAND, file(tmp_path, [latest(last_reporting_date="2023-12-31")], "december.csv"))

    rows = ContributionTotal.objects.values_list("month", "persons", "women", "men", "source__slug")
    assert [(str(month), *rest) for month, *rest in rows.order_by("month")] == [
        ("2024-01-01", 10, 2, 8, "un-contributors-latest"),
        ("2024-02-01", 10, 2, 8, "un-contributors-latest"),
    ]
    assert "older than the one held" in older


def test_women_and_men_must_make_the_total(tmp_path):
    base(mission("xmis", *CODES))

    said = run(COMMAND, file(tmp_path, [latest(), latest(
        isocode3="BBB", contributing_country="Land B", male_personnel="9")]))  # fmt: skip

    assert "expected the 11 to which women and men add up" in said
    assert ContributionTotal.objects.count() == 1


def test_an_older_table_of_the_united_nations_changes_nothing(tmp_path):
    base(mission("xmis", *CODES))
    run(COMMAND, file(tmp_path, [by_type(1, last_reporting_date="2003-05-31")], "new.csv"))

    said = run(COMMAND, file(tmp_path, [by_type(1)], "old.csv"))

    assert "old.csv is an edition of 2002-01-01, older than the one held" in said


@pytest.mark.parametrize(("female", "male"), [("11", ""), ("", "11")])
def test_one_sex_alone_is_no_more_than_the_total(tmp_path, female, male):
    base(mission("xmis", *CODES))
    wrong = latest(isocode3="BBB", contributing_country="Land B")
    wrong |= {"female_personnel": female, "male_personnel": male}

    said = run(COMMAND, file(tmp_path, [latest(), wrong]))

    assert "expected a number of persons of no fewer than its women or its men" in said
    assert ContributionTotal.objects.get().state.slug == "aaa"


@pytest.mark.parametrize(("total", "held"), [("10", 1), ("20", 0)])
def test_of_a_state_given_twice_otherwise_neither_row_is_taken(tmp_path, total, held):
    base(mission("xmis", *CODES))
    men = {"male_personnel": str(int(total) - 2), "total_uniformed_personnel": total}
    sound = latest(isocode3="BBB", contributing_country="Land B")

    said = run(COMMAND, file(tmp_path, [latest(), latest(**men), sound]))

    assert "expected each state once a month" in said
    assert ContributionTotal.objects.filter(state__slug="aaa").count() == held


@pytest.mark.parametrize(
    "nobody",
    [
        {"mission_acronym": ""},
        {"contributing_country": "", "isocode3": ""},
        {"contributing_country": "Land Z", "isocode3": ""},
    ],
    ids=str,
)
def test_a_month_of_which_a_row_names_no_mission_or_state_has_no_sum(tmp_path, nobody):
    base(mission("xmis", *CODES))
    rows = [by_type(1), by_type(2, "Individual Police") | nobody]

    run(COMMAND, file(tmp_path, [*rows, by_type(3, last_reporting_date="2002-02-28")]))

    months = Strength.objects.filter(category="total_uniformed").values_list("month__month")
    assert list(months) == [(2,)]
