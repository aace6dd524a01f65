import pytest

from legal.models import Document
from legal.neighbours import LANGUAGES, around, official_addresses
from tests.make import content, publish_with_facts
from tests.pages import between, page_of, section

DAYS = ("2001-01-01", "2002-01-01", "2002-01-01", "2004-01-01")


def resolutions(**values):
    """Four on one situation, two of them on one day, by their numbers."""
    publish_with_facts(
        content("organization", "council"),
        *[
            content(
                "document",
                f"s-res-{number}-{day[:4]}",
                name=f"Number {number}",
                organ="council",
                number=number,
                year=int(day[:4]),
                adopted_on=day,
                situation="Land A",
                outcome="adopted",
                **values,
            )
            for number, day in enumerate(DAYS, start=1)
        ],
    )


def names(number, day=None):
    found = around(Document.objects.get(number=number), day)
    return tuple(one and one.name for one in (found.before, found.after))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, (None, "Number 2")),
        (2, ("Number 1", "Number 3")),
        (3, ("Number 2", "Number 4")),
        (4, ("Number 3", None)),
    ],
)
def test_the_neighbours_of_a_resolution_are_those_next_to_it(number, expected):
    resolutions()

    assert names(number) == expected


@pytest.mark.django_db
def test_what_was_adopted_after_the_day_is_no_neighbour(client):
    resolutions()

    page = page_of(client, "/resolutions/s-res-3-2002/?as_of=2003-12-31")
    shown = section(page, "around")
    assert "Number 2" in between(shown, "<dt>Before</dt>", "</dd>")
    assert "<dt>After</dt>" not in shown
    assert "?a=s-res-2-2002&amp;b=s-res-3-2002&amp;as_of=2003-12-31" in shown
    page = page_of(client, "/resolutions/s-res-3-2002/?as_of=2005-01-01")
    assert "Number 4" in between(section(page, "around"), "<dt>After</dt>", "</dd>")


@pytest.mark.django_db
def test_another_situation_or_organ_has_other_neighbours():
    resolutions()
    publish_with_facts(
        content("document", "s-res-9-2003", name="Elsewhere", number=9, year=2003,
                organ="council", adopted_on="2003-01-01", situation="Land B"),
        content("document", "draft", kind="draft", name="A draft", organ="council",
                adopted_on="2003-01-01", situation="Land A"),
    )  # fmt: skip

    assert names(3) == ("Number 2", "Number 4")
    assert names(9) == (None, None)


def test_an_official_document_has_an_address_in_six_languages():
    found = official_addresses(Document(symbol="S/RES/1769 (2007)"))

    assert {code for code, _, _ in found} == {"ar", "zh", "en", "fr", "ru", "es"}
    assert ("fr", "Français", "https://undocs.org/fr/S/RES/1769(2007)") in found
    assert len(found) == len(LANGUAGES)


@pytest.mark.parametrize("symbol", ["", "PSC/PR/COMM(CCXVIII)"])
def test_what_the_united_nations_did_not_publish_has_none(symbol):
    assert official_addresses(Document(symbol=symbol)) == []
