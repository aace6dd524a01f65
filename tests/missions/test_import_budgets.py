"""Budgets of operations and of political missions, in thousands of dollars."""

import pytest

from missions.models import Budget
from tests.missions.importing import base, cited, file, is_whole, mission, revisions, run

pytestmark = pytest.mark.django_db

COMMAND = "import_budgets"
CODES = [("psdata-fatalities", "XMIS")]
YEAR = {"starts_on": "2002-07-01", "ends_on": "2003-06-30"}


def line(kind, name, apportionment, expenditure="0", **values):
    row = {"Mission_acronym": "XMIS", "Start_date": "2002-07-01", "End_date": "2003-06-30"}
    row |= {"Budget_class": kind, "Budget_subclass": name, "Apportionment": apportionment}
    return row | {"Expenditure": expenditure, "Variance": "", "Document_symbol": "A/58/1"} | values


LINES = [
    line("Military and police personnel", "Military contingents", "1000.4", "900.1"),
    line("Military and police personnel", "United Nations police", "1,200", "100"),
    line("Military and police personnel", "Subtotal", "2200.4", "1000.1"),
    line("Civilian personnel", "United Nations Volunteers", "50", "49.9"),
    line("Gross requirements", "", "2250.4", "1050.0"),
    line("Staff assessment income", "", "5", "4"),
    line("Net requirements", "", "2245.4", "1046"),
]


def budgets():
    rows = Budget.objects.exclude(source__slug="library").order_by("kind", "starts_on")
    return list(rows.values_list("kind", "starts_on__year", "amount"))


def test_the_lines_of_a_budget_are_added_up_without_its_sums(tmp_path):
    base(mission("xmis", *CODES))
    path = file(tmp_path, LINES)

    run(COMMAND, path)

    assert budgets() == [("approved", 2002, 2_250_400), ("expenditure", 2002, 1_050_000)]
    held = Budget.objects.first()
    assert (str(held.ends_on), held.document_symbol) == ("2003-06-30", "A/58/1")
    assert is_whole()
    before = revisions()
    assert "0 new, 0 changed" in run(COMMAND, path)
    assert revisions() == before


@pytest.mark.parametrize(("gross", "taken"), [("2253.4", True), ("2253.5", False)])
def test_rounded_lines_may_miss_their_sum_by_three_thousand(tmp_path, gross, taken):
    base(mission("xmis", *CODES), mission("ymis", ("psdata-fatalities", "YMIS")))
    other = line("Operational costs", "Travel", "7", Mission_acronym="YMIS")
    rows = [*LINES[:4], line("Gross requirements", "", gross, "1050.0"), other]

    run(COMMAND, file(tmp_path, rows))

    assert Budget.objects.filter(mission__slug="xmis").exists() == taken


UNSURE = {
    "a line that is no number": [
        *LINES[:3],
        line("Civilian personnel", "Staff", "NaN"),
        *LINES[4:],
    ],
    "a line of a day that is none": [*LINES[:3], line("x", "y", "50", Start_date="?"), *LINES[4:]],
    "a line twice": [*LINES, LINES[0]],
    "a comma for the point": [line("Civilian personnel", "Staff", "1.200,50")],
    "a comma before two figures": [line("Civilian personnel", "Staff", "1200,50")],
    "lines below nothing": [line("Civilian personnel", "Staff", "-7")],
    "a line gone": LINES[1:],
    "an endless number": [*LINES[:3], line("Civilian personnel", "Staff", "9" * 400), *LINES[4:]],
    "an end before the start": [line("x", "y", "1", End_date="2001-01-01"), *LINES],
}


@pytest.mark.parametrize("why", UNSURE)
def test_a_budget_whose_lines_are_not_sure_stays_out_whole(tmp_path, why):
    base(mission("xmis", *CODES), mission("ymis", ("psdata-fatalities", "YMIS")))
    other = line("Operational costs", "Travel", "7", Mission_acronym="YMIS")

    said = run(COMMAND, file(tmp_path, [*UNSURE[why], other]))

    assert list(Budget.objects.values_list("mission__slug", "amount")) == [("ymis", 7_000)]
    assert "Refused:" in said


def test_an_amount_that_differs_waits_and_one_rounded_to_thousands_does_not(tmp_path):
    held = YEAR | {"mission": "xmis", "starts_precision": "day", "ends_precision": "day"}
    base(
        mission("xmis", *CODES),
        budgets=[held | {"kind": "approved", "amount": 2_250_399},
                 held | {"kind": "expenditure", "amount": 3}],
    )  # fmt: skip

    said = run(COMMAND, file(tmp_path, LINES))

    assert "0 new, 1 changed (waiting for editors), 1 unchanged" in said
    path = "budgets/expenditure,2002-07-01,2003-06-30"
    assert cited() == {("xmis", path, "1,050,000 US dollars", "psdata-pk-budgets")}


def test_an_amount_that_differs_by_a_whole_thousand_is_another(tmp_path):
    held = YEAR | {"mission": "xmis", "starts_precision": "day", "ends_precision": "day"}
    base(
        mission("xmis", *CODES),
        budgets=[held | {"kind": "approved", "amount": 2_251_400},
                 held | {"kind": "expenditure", "amount": 1_050_999}],
    )  # fmt: skip

    run(COMMAND, file(tmp_path, LINES))

    assert {stated for _, _, stated, _ in cited()} == {"2,250,400 US dollars"}


def political(**values):
    row = {"Mission": "Made-up mission xmis", "Thematic Cluster": "III", "Agenda item": "138"}
    row |= {"doc_symbol": "A/57/6 (Sect. 3)/Add.4", "Requirement": "30", "Appropriation": "20"}
    return row | {"Expenditure": "10.5", "Variance": "10"} | values


def test_a_proposed_budget_tells_three_years(tmp_path):
    base(mission("xmis", *CODES, starts_on="1998-01-01"))

    run(COMMAND, file(tmp_path, [political()]))

    assert budgets() == [
        ("approved", 2002, 20_000),
        ("expenditure", 2001, 10_500),
        ("proposed", 2003, 30_000),
    ]


def test_blanks_between_the_words_of_a_column_may_be_strokes(tmp_path):
    base(mission("xmis", *CODES))
    row = {name.replace(" ", "_"): cell for name, cell in political().items()}

    run(COMMAND, file(tmp_path, [row]))

    assert Budget.objects.count() == 3


def test_panels_and_names_that_nobody_bears_are_left_out_and_named(tmp_path):
    base(mission("xmis", *CODES))
    rows = [
        political(),
        political(**{"Mission": "Panel of Experts", "Thematic Cluster": "Thematic cluster II - x"}),
        political(Mission="Envoy for Nowhere"),
    ]

    said = run(COMMAND, file(tmp_path, rows))

    assert Budget.objects.count() == 3
    assert "Left out: 1 panels of experts (cluster II)" in said
    assert "No mission bears these names: Envoy for Nowhere." in said


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"doc_symbol": "S/2020/1"}, "doc_symbol"),
        ({"Requirement": "Infinity"}, "Requirement"),
        ({"Appropriation": "1e9"}, "Appropriation"),
        ({}, "Mission"),
    ],
)
def test_a_line_that_cannot_be_read_is_told(tmp_path, values, column):
    base(mission("xmis", *CODES))

    said = run(COMMAND, file(tmp_path, [political(), political(**values)]))

    assert f"line 3, column {column}" in said
    assert Budget.objects.count() == 3


def test_of_a_mission_given_twice_otherwise_in_a_year_neither_line_is_taken(tmp_path):
    base(mission("xmis", *CODES))
    sound = political(doc_symbol="A/75/6 (Sect. 3)/Add.2")

    said = run(COMMAND, file(tmp_path, [political(), political(Requirement="99"), sound]))

    for line in (2, 3):
        assert f"line {line}, column Mission" in said
    assert Budget.objects.count() == 3
