"""Strength by month as the sum of what states gave."""

import pytest

from missions.models import Strength
from records.models import Citation
from tests.missions.importing import base, file, is_whole, mission, revisions, run
from tests.missions.un_tables import CODES, COMMAND, by_type

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def strengths():
    rows = Strength.objects.order_by("month", "category")
    return [(str(one.month)[:7], one.category, one.deployed, one.contributors, one.source.slug)
            for one in rows]  # fmt: skip


def test_the_strength_of_a_month_is_the_sum_of_what_states_gave(tmp_path):
    base(mission("xmis", *CODES))
    rows = [by_type(1),
            by_type(2, "Individual Police", isocode3="BBB", contributing_country="Land B"),
            by_type(3, "Cooks", last_reporting_date="2002-02-28"),
            by_type(4, last_reporting_date="2002-02-28", isocode3="BBB",
                    contributing_country="Land B"),
            by_type(5, last_reporting_date="2002-03-31", contributing_country="?", isocode3=""),
            by_type(6, last_reporting_date="2002-03-31")]  # fmt: skip

    said = run(COMMAND, file(tmp_path, rows))

    assert strengths() == [
        ("2002-01", "police", 7, None, "un-contributions"),
        ("2002-01", "total_uniformed", 14, 2, "un-contributions"),
        ("2002-01", "troops", 7, None, "un-contributions"),
    ]
    assert "Left out: 2 months of a mission to which a refused row belongs" in said
    assert is_whole()


def test_a_state_that_gave_nobody_is_no_contributor_of_the_month(tmp_path):
    base(mission("xmis", *CODES))
    nobody = by_type(2, female="0", male="0", isocode3="BBB", contributing_country="Land B")

    run(COMMAND, file(tmp_path, [by_type(1), nobody]))

    assert strengths()[0] == ("2002-01", "total_uniformed", 7, 1, "un-contributions")


def test_a_month_that_two_sources_report_keeps_both(tmp_path):
    """The one held stands; little differences are closed by the rule, others wait."""

    def held(month, persons):
        key = {"mission": "xmis", "month": f"2002-{month}-01", "category": "total_uniformed"}
        return key | {"deployed": persons, "basis": "reported"}

    base(mission("xmis", *CODES), strength=[held("01", 9), held("02", 90), held("03", 7)])
    path = file(tmp_path, [by_type(int(month), last_reporting_date=f"2002-{month}-28")
                           for month in ("01", "02", "03")])  # fmt: skip

    run(COMMAND, path)
    before = revisions()
    run(COMMAND, path)

    cited_as = Citation.objects.filter(stance="contradicts").order_by("field")
    assert list(cited_as.values_list("field", "stated", "rule", "open")) == [
        ("strength/2002-01-01,total_uniformed", "7 persons", "within tolerance", False),
        ("strength/2002-02-01,total_uniformed", "7 persons", "", True),
    ]
    assert [row[2] for row in strengths()] == [9, 90, 7]
    assert revisions() == before


def test_a_count_that_the_row_held_does_not_give_is_not_contradicted(tmp_path):
    """IPI gives women alone of each type; the United Nations' men of it are no disagreement."""
    key = {"mission": "xmis", "state": "aaa", "month": "2002-01-01", "precision": "month"}
    base(
        mission("xmis", *CODES),
        contributions=[
            key | {"category": "troops", "persons": 7, "women": 2},
            key | {"category": "total_uniformed", "persons": 7, "women": 1, "men": 6},
        ],
    )

    run(COMMAND, file(tmp_path, [by_type(1)]))

    path = "contributions/aaa,2002-01-01,month,total_uniformed"
    closed = Citation.objects.filter(stance="contradicts").values_list("field", "rule")
    assert set(closed) == {(f"{path}/{sex}", "within tolerance") for sex in ("women", "men")}
