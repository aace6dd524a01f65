import re

import pytest

from knowledge import panels
from knowledge.panels import FIRST
from missions.models import Mission
from records.reading.panels import panels_of
from records.writing.publishing import publish
from tests.make import article_content, content, revise
from tests.pages import between, page_of, section

pytestmark = pytest.mark.django_db

CONTRADICTED = {"verdict": "contradicted", "corrected_statement": "It did not."}
SUPPORTED = {"verdict": "supported"}


def claim(slug, *mentions, **values):
    """A claim with mentions given as `subject mission:xmis`."""
    pairs = [mention.split() for mention in mentions]
    rows = [{"role": role, "record": record} for role, record in pairs]
    owned = values.pop("owned", {}) | {"mentions": rows}
    return content("claim", slug, section="one#A1", owned=owned, **values)


def test_a_record_shows_the_claims_that_speak_of_it_most_telling_first(client):
    publish(
        revise(
            content("mission", "xmis"),
            article_content("one", "A1"),
            claim("pk-001", "subject mission:xmis", summary="Cannot be checked."),
            claim("pk-002", "subject mission:xmis", summary="Is so.", **SUPPORTED),
            claim("pk-003", "place mission:xmis", summary="Is not so.", **CONTRADICTED),
            claim("pk-004", summary="Of something else."),
        )
    )

    page = page_of(client, "/missions/xmis/")

    places = [page.index(text) for text in ("Is not so.", "Is so.", "Cannot be checked.")]
    assert places == sorted(places)
    assert "It did not." in page
    assert "Of something else." not in page
    assert 'href="/claims/?record=mission:xmis"' in page


def test_the_role_of_a_record_in_a_claim_is_named_and_no_claim_is_shown_twice(client):
    publish(
        revise(
            content("mission", "xmis"),
            article_content("one", "A1"),
            claim("pk-001", "subject mission:xmis", "place mission:xmis", summary="Twice in it."),
        )
    )

    page = page_of(client, "/missions/xmis/")

    assert page.count("Twice in it.") == 1
    assert "as place and subject" in page


def test_what_goes_beyond_the_first_claims_is_folded_away(client):
    publish(
        revise(
            content("mission", "xmis"),
            article_content("one", "A1"),
            *(claim(f"pk-0{n}", "subject mission:xmis") for n in range(10, 12 + FIRST)),
        )
    )

    page = page_of(client, "/missions/xmis/")

    shown, folded = page.split("<summary>2 more</summary>")
    assert f"PK-0{9 + FIRST}" in shown
    assert f"PK-0{10 + FIRST}" not in shown
    assert f"PK-0{11 + FIRST}" in folded


def test_a_label_of_the_article_is_set_apart_on_the_page_of_what_it_labels(client):
    publish(
        revise(
            content("mission", "xmis"),
            content("organization", "xorg"),
            content("topic", "keeping", name="Keeping of peace"),
            article_content("one", "A1"),
            claim(
                "pk-001",
                "object mission:xmis",
                "subject organization:xorg",
                "characterised_as topic:keeping",
            ),
        )
    )
    label = 'The article calls it <strong><a href="/topics/keeping/">Keeping of peace</a></strong>'

    assert label in page_of(client, "/missions/xmis/")
    # Who ran what is called so is not called so.
    assert "calls it" not in page_of(client, "/organizations/xorg/")
    assert "as the article’s label" in page_of(client, "/topics/keeping/")


def test_a_place_of_the_claim_is_not_labelled(client):
    publish(
        revise(
            content("conflict", "war"),
            content("mission", "xmis"),
            content("topic", "keeping"),
            article_content("one", "A1"),
            claim("pk-001", "place mission:xmis", "characterised_as topic:keeping"),
        )
    )

    assert "calls it" not in page_of(client, "/missions/xmis/")


def test_sections_that_name_a_record_stand_on_its_page(client):
    mention = {"section": "A6.1", "record": "party:rebels"}
    publish(
        revise(
            content("party", "rebels"),
            article_content("one", "A6", "A6.1", section_mentions=[mention]),
        )
    )

    page = page_of(client, "/parties/rebels/?as_of=1999-10-25")

    assert '<a href="/articles/one/?as_of=1999-10-25#A6-1">A6.1 Heading A6.1</a>' in page


@pytest.mark.parametrize("path", ["/missions/xmis/", "/conflicts/war/"])
def test_missions_and_conflicts_show_the_cases_told_of_them(client, path):
    publish(
        revise(
            content("mission", "xmis"),
            content("conflict", "war"),
            article_content("one", "A1"),
            content("case_study", "rescue", section="one#A1", missions=["xmis"], conflict="war"),
            content("case_study", "other", section="one#A1"),
        )
    )

    page = page_of(client, path)

    assert 'href="/case-studies/rescue/"' in page
    assert "/case-studies/other/" not in page


def test_a_topic_shows_its_part_in_case_studies(client):
    factor = {"topic": "money", "effect": "hindered", "claim": "pk-001"}
    publish(
        revise(
            content("topic", "money"),
            article_content("one", "A1"),
            claim("pk-001", summary="Money was short."),
            content("case_study", "rescue", section="one#A1", owned={"factors": [factor]}),
        )
    )

    page = page_of(client, "/topics/money/")

    assert 'href="/case-studies/rescue/"' in page
    assert "<td>Hindered</td>" in page
    assert "Money was short." in page


def test_a_document_shows_the_verdicts_that_rest_on_it_and_on_its_provisions(client):
    provisions = [{"number": "2(4)", "heading": "Force", "rank": 1}]
    publish(
        revise(
            content("document", "pact", kind="treaty", owned={"provisions": provisions}),
            content("document", "other", kind="treaty"),
            article_content("one", "A1"),
            claim(
                "pk-001",
                **SUPPORTED,
                summary="Rests on the pact.",
                owned={"evidence": [{"document": "pact", "stance": "supports"}]},
            ),
            claim(
                "pk-002",
                **CONTRADICTED,
                summary="Runs against the provision.",
                owned={"evidence": [{"provision": "pact#2(4)", "stance": "contradicts"}]},
            ),
            claim(
                "pk-003",
                **SUPPORTED,
                summary="Rests elsewhere.",
                owned={"evidence": [{"document": "other", "stance": "supports"}]},
            ),
        )
    )

    page = page_of(client, "/documents/pact/")

    assert page.index("Runs against the provision.") < page.index("Rests on the pact.")
    assert 'Contradicts: <a href="#provision-2-4">2(4)</a> (Force)' in page
    assert "Rests elsewhere." not in page
    assert 'href="/claims/?evidence=pact"' in page


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("state", "/states/XXA/"),
        ("organization", "/organizations/xxa/"),
        ("document", "/documents/xxa/"),
        ("mission", "/missions/xxa/"),
        ("conflict", "/conflicts/xxa/"),
    ],
)
def test_what_no_article_speaks_of_has_no_panel(client, kind, path):
    publish(revise(content(kind, "xxa")))

    page = page_of(client, path)

    assert "What the articles claim" not in page
    assert "Where the articles name it" not in page
    assert "Case studies</h2>" not in page


@pytest.mark.parametrize(("kind", "path"), [("topic", "/topics/xxa/"), ("party", "/parties/xxa/")])
def test_of_what_is_known_by_claims_alone_the_page_says_that_none_names_it(client, kind, path):
    publish(revise(content(kind, "xxa")))

    assert "No claim names it." in section(page_of(client, path), "claims-about")


@pytest.mark.parametrize(("kind", "path"), [("topic", "/topics/xxa/"), ("party", "/parties/xxa/")])
def test_claims_stand_first_with_their_verdicts_counted(client, kind, path):
    publish(
        revise(
            content(kind, "xxa"),
            article_content("one", "A1"),
            claim("pk-001", f"subject {kind}:xxa", **SUPPORTED),
            claim("pk-002", f"subject {kind}:xxa", **CONTRADICTED),
            claim("pk-003", f"subject {kind}:xxa", **CONTRADICTED),
        )
    )

    page = page_of(client, path + "?as_of=2001-01-01")

    asked = f"record={kind}%3Axxa&amp;as_of=2001-01-01&amp;verdict=contradicted"
    assert f'href="/claims/?{asked}">Contradicted: 2<' in section(page, "claims-about")
    parts = re.findall(r'<h2 id="([^"]*)"', page)
    assert next(one for one in parts if one != "details") == "claims-about"
    assert "2 contradicted, 1 supported" in between(page, '<dl class="glance">', "</dl>")


def test_a_conflict_leads_to_the_claims_about_its_states(client):
    publish(
        revise(
            content("state", "aaa", name="Aland"),
            content("state", "bbb", name="Bland"),
            content("state", "ccc", name="Cland"),
            content("conflict", "war", states=["aaa", "bbb", "ccc"]),
            article_content("one", "A1"),
            claim("pk-001", "subject state:aaa", "place state:aaa"),
            claim("pk-002", "place state:bbb", "subject state:aaa"),
        )
    )

    shown = section(page_of(client, "/conflicts/war/?as_of=1995-01-01"), "claims-about")

    assert "No claim names it." in shown
    assert 'href="/claims/?state=AAA&amp;as_of=1995-01-01">Aland 2<' in shown
    assert ">Bland 1<" in shown
    assert "Cland" not in shown
    assert "2 claims" in page_of(client, "/claims/?state=AAA")


@pytest.mark.parametrize("count", [1, 3])
def test_the_panels_of_a_mission_ask_three_queries_however_much_they_show(
    count, django_assert_num_queries
):
    publish(
        revise(
            content("mission", "xmis"),
            content("topic", "keeping"),
            article_content(
                "one", "A1", section_mentions=[{"section": "A1", "record": "mission:xmis"}]
            ),
            *(
                claim(f"pk-00{n}", "subject mission:xmis", "characterised_as topic:keeping")
                for n in range(count)
            ),
            *(
                content("case_study", f"case-{n}", section="one#A1", missions=["xmis"])
                for n in range(count)
            ),
        )
    )
    mission = Mission.objects.get(slug="xmis")
    own = {"_claims_panel.html", "_sections_panel.html", "_cases_panel.html"}

    with django_assert_num_queries(3):
        answers = [
            panels.claims_about(mission, None),
            panels.sections_naming(mission, None),
            panels.cases_of(mission, None),
        ]

    assert all(answers)
    shown = {panel["template"].rpartition("/")[2] for panel in panels_of(mission, None)}
    assert own <= shown


def test_the_head_of_a_conflict_says_that_more_claims_speak_of_its_states(client):
    publish(
        revise(
            content("state", "xla", name="Xland"),
            content("conflict", "war", states=["xla"]),
            content("conflict", "calm"),
            article_content("one", "A1"),
            claim("pk-001", "subject conflict:war", **SUPPORTED),
            claim("pk-002", "subject state:xla", **CONTRADICTED),
            claim("pk-003", "subject conflict:calm", **SUPPORTED),
        )
    )

    heads = {
        slug: between(page_of(client, f"/conflicts/{slug}/"), '<dl class="glance">', "</dl>")
        for slug in ("war", "calm")
    }

    assert "1 supported; more on its states" in heads["war"]
    assert "1 supported<" in heads["calm"]
