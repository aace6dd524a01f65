import pytest

from records.models import Citation
from records.reading.evidence_section import MOST_OF_ONE_TABLE, told_apart
from tests.make import content, publish_with_facts
from tests.pages import page_of, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def contradicted(number):
    """A resolution on which a source contradicts the votes of that many states."""
    codes = [f"st{chr(97 + one)}" for one in range(number)]
    citations = [
        {"field": f"votes/{code}", "source": "library", "stated": "no", "stance": "contradicts"}
        for code in codes
    ]
    publish_with_facts(
        *(content("state", code, name=f"Land {code}") for code in codes),
        content(
            "document",
            "s-res-1-2001",
            kind="resolution",
            symbol="S/RES/1 (2001)",
            owned={"citations": [{"source": "library", "locator": "p. 7"}, *citations]},
        ),
        votes=[
            {"document": "s-res-1-2001", "state": code, "position": "yes", "basis": "as_recorded"}
            for code in codes
        ],
    )


def test_a_few_contradictions_of_a_table_stand_on_the_page(client):
    contradicted(MOST_OF_ONE_TABLE)

    shown = section(page_of(client, "/resolutions/s-res-1-2001/"), "evidence")

    assert shown.count("Contradicts") == MOST_OF_ONE_TABLE
    assert "that other sources contradict" not in shown


def test_many_are_one_line_that_leads_to_the_register(client):
    contradicted(MOST_OF_ONE_TABLE + 1)

    shown = section(page_of(client, "/resolutions/s-res-1-2001/"), "evidence")
    register = "/contradictions/?record=document:s-res-1-2001&field=votes"

    assert "Contradicts" not in shown
    assert "p. 7" in shown
    assert register.replace("&", "&amp;") in shown
    assert "6 contradictions" in page_of(client, register)


def test_contradictions_come_first_and_plain_sources_are_one_line(client):
    contradicted(1)
    shown = section(page_of(client, "/resolutions/s-res-1-2001/"), "evidence")

    table, _, line = shown.partition("</table>")
    assert "Contradicts" in table
    assert "Sources: " in line
    assert "p. 7" in line and "p. 7" not in table


def test_a_value_stated_stands_after_what_contradicts():
    said = Citation(stance="supports", stated="a", field="name")
    against = Citation(stance="contradicts", stated="b", field="name")
    silent = Citation(stance="supports", field="name")

    assert told_apart([said, silent, against]) == ([against, said], {"name": [silent]})
