import re

import pytest

from records.writing.publishing import publish
from tests.make import content, publish_with_facts, published, revise
from tests.pages import between, facts, page_of, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STATES = [content("state", letter * 3, name=f"Land {letter.upper()}") for letter in "abc"]


def resolution(slug="s-res-9-1999", **values):
    return content("document", slug, **({"outcome": "adopted"} | values))


def answer_of(page):
    return between(page, '<div class="answer">', "</div>")


def cast(position, *states, document="s-res-9-1999", **values):
    return [{"document": document, "state": s, "position": position} | values for s in states]


def test_a_resolution_shows_its_facts(client):
    publish_with_facts(
        *STATES,
        content("organization", "council", name="Made-up Council"),
        resolution(
            symbol="S/RES/9 (1999)",
            organ="council",
            number=9,
            year=1999,
            adopted_on="1999-10-25",
            meeting="S/PV.4057",
            situation="Land A",
            states=["aaa"],
            adoption="vote",
            chapter_vii="yes",
            chapter_vii_basis="found in text",
            draft_symbol="S/1999/1",
            url="https://docs.example.org/9",
        ),
        sponsors=[{"document": "s-res-9-1999", "state": "bbb"}],
    )

    page = page_of(client, "/resolutions/s-res-9-1999/")
    shown = facts(page)

    for text in (
        "<dd>S/RES/9 (1999)",
        "Made-up Council",
        "25 October 1999",
        "S/PV.4057",
        "Land A",
        "<dt>Adoption</dt><dd>Vote",
        "Yes: <span>found in text",
        "S/1999/1",
    ):
        assert text in shown
    assert 'href="https://undocs.org/fr/S/RES/9(1999)" hreflang="fr" lang="fr"' in page
    assert 'Sponsors: <a href="/states/BBB/">Land B</a>.' in section(page, "votes")


def test_a_resolution_has_one_address_and_the_other_leads_there(client):
    published("document", "s-res-9-1999")
    published("document", "treaty", kind="treaty")

    reply = client.get("/documents/s-res-9-1999/?as_of=2001-01-01")
    assert (reply.status_code, reply.headers["Location"]) == (
        301,
        "/resolutions/s-res-9-1999/?as_of=2001-01-01",
    )
    assert client.get("/resolutions/treaty/").headers["Location"] == "/documents/treaty/"


def test_members_stand_by_position_and_a_veto_is_named(client):
    draft = resolution("s-1999-1", kind="draft", outcome="vetoed", vetoed_by=["bbb"], against=1)
    rows = cast("yes", "aaa", document="s-1999-1") + cast("no", "bbb", document="s-1999-1")
    publish_with_facts(*STATES, draft, votes=rows)

    page = page_of(client, "/documents/s-1999-1/")
    votes = section(page, "votes")

    assert "<small>in favour</small>" in between(votes, "Land A", "</li>")
    assert "<small>veto</small>" in between(votes, "Land B", "</li>")
    assert "do not agree" not in votes
    assert '<strong>Vetoed</strong> by <a href="/states/BBB/">' in answer_of(page)


def test_of_vetoes_from_a_list_a_page_says_that_the_others_are_not_held(client):
    draft = resolution("s-1999-1", kind="draft", outcome="vetoed", vetoed_by=["bbb"], in_favour=9)
    rows = cast("no", "bbb", document="s-1999-1", basis="veto_list")
    publish_with_facts(*STATES, draft, votes=rows)

    votes = section(page_of(client, "/documents/s-1999-1/"), "votes")

    assert "<b>9</b>in favour" in votes
    assert "<small>veto</small>" in between(votes, "Land B", "</li>")
    assert votes.count("Only the vetoes are held by name") == 1


def test_what_was_voted_on_under_one_draft_is_named_on_each_page(client):
    draft = {"draft_symbol": "S/1999/1", "adopted_on": "1999-03-26"}
    failed = draft | {"outcome": "lacked_majority"}
    publish_with_facts(
        *STATES,
        resolution(name="Resolution 9", **draft),
        resolution("oral", name="Oral amendment", kind="amendment", **failed),
        resolution("s-1999-1", name="Draft, first vote", kind="draft", **failed),
        resolution("s-1999-2", name="Another", kind="draft", **(failed | {"draft_symbol": ""})),
        resolution("s-1999-3", name="And another", kind="draft", **(failed | {"draft_symbol": ""})),
        document_links=[{"document": "oral", "kind": "would_amend", "to": "s-res-9-1999",
                         "to_symbol": "S/1999/1"}],
    )  # fmt: skip

    page = page_of(client, "/documents/oral/")
    assert "<dt>Draft to be amended</dt><dd>S/1999/1" in facts(page)
    assert "Would have amended" in section(page, "links")
    beside = section(page, "same-draft")
    assert "Resolution 9</a>" in beside
    assert "26 March 1999<br>" in beside
    assert "the same day" in beside
    assert "Adopted" in beside
    assert "Draft, first vote</a>" in beside
    assert "Lacked a majority" in beside
    assert "Oral amendment" not in beside
    adopted = page_of(client, "/resolutions/s-res-9-1999/")
    assert "Oral amendment" in section(adopted, "same-draft")
    assert "Would have been amended by" in section(adopted, "links")
    assert 'id="same-draft"' not in page_of(client, "/documents/s-1999-2/")


def test_a_later_vote_on_the_draft_is_not_known_before_its_day(client):
    publish_with_facts(
        resolution("s-1999-1", kind="draft", draft_symbol="S/1999/1", adopted_on="1999-03-26"),
        resolution(name="Second vote", draft_symbol="S/1999/1", adopted_on="1999-04-01"),
    )

    later = section(page_of(client, "/documents/s-1999-1/"), "same-draft")
    assert "later" in between(later, "Second vote", "</tr>")
    assert "earlier" in section(page_of(client, "/resolutions/s-res-9-1999/"), "same-draft")
    page = page_of(client, "/documents/s-1999-1/?as_of=1999-03-31")
    assert "Second vote" not in page


def test_totals_that_differ_from_the_rows_are_pointed_out(client):
    publish_with_facts(*STATES, resolution(in_favour=3), votes=cast("yes", "aaa", "bbb"))

    votes = section(page_of(client, "/resolutions/s-res-9-1999/"), "votes")

    assert "do not agree" in votes
    assert '<b>3</b>in favour <span class="badge contradicts">2 held</span>' in votes


def test_that_no_vote_was_taken_is_said_once(client):
    rows = cast("no_vote_taken", "aaa", "bbb", "ccc")
    publish_with_facts(*STATES, resolution(adoption="without_vote"), votes=rows)

    votes = section(page_of(client, "/resolutions/s-res-9-1999/"), "votes")

    assert votes.count("No vote was taken") == 1
    assert "Land A</a>, <a" in votes
    assert "Land B</a> and <a" in votes
    assert "<table" not in votes


def test_what_is_not_known_of_a_vote_is_said(client):
    publish_with_facts(*STATES, resolution(), votes=cast("unknown", "aaa"))
    page = page_of(client, "/resolutions/s-res-9-1999/")
    assert "<small>not known</small>" in between(section(page, "votes"), "Land A", "</li>")

    published("document", "s-res-10-1999")
    page = page_of(client, "/resolutions/s-res-10-1999/")
    assert "not yet coded" in section(page, "votes")


def test_totals_without_members_say_that_the_members_are_not_held(client):
    published("document", "s-res-9-1999", in_favour=9, against=0, abstaining=2)

    votes = section(page_of(client, "/resolutions/s-res-9-1999/"), "votes")

    assert "<b>2</b>abstaining" in votes
    assert votes.count("Only the totals are held") == 1


def test_a_treaty_that_nobody_voted_on_has_no_section_of_votes(client):
    published("document", "treaty", kind="treaty")

    assert 'id="votes"' not in page_of(client, "/documents/treaty/")


def test_provisions_form_a_tree_and_what_invokes_them_leads_there(client):
    provisions = [
        {"number": "VII", "rank": 1, "heading": "Action"},
        {"number": "42", "rank": 2, "parent": "treaty#VII", "gist": "Force may be used."},
    ]
    invoked = [
        {"provision": "treaty#42", "relation": relation, "paragraph": "1"}
        for relation in ("acting_under", "recalls")
    ]
    publish(
        revise(
            content("document", "treaty", kind="treaty", owned={"provisions": provisions}),
            resolution(owned={"provisions_invoked": invoked}),
        )
    )

    page = page_of(client, "/documents/treaty/")
    tree = section(page, "provisions")
    assert tree.index('id="provision-vii"') < tree.index("<ul>") < tree.index('id="provision-42"')
    assert "Force may be used." in tree
    assert 'href="/documents/?provision=treaty:42">invoked by 1 document<' in tree

    page = page_of(client, "/resolutions/s-res-9-1999/?as_of=2001-01-01")
    assert 'href="/documents/treaty/?as_of=2001-01-01#provision-42"' in section(page, "invoked")
    assert "s-res-9-1999" in page_of(client, "/documents/?provision=treaty:42")
    assert "s-res-9-1999" not in page_of(client, "/documents/?provision=treaty:VII")


def test_a_provision_that_is_not_held_is_refused_with_the_nearest(client):
    provisions = [{"number": "VII", "rank": 1}]
    published("document", "treaty", kind="treaty", owned={"provisions": provisions})

    page = page_of(client, "/documents/?provision=treaty:VIX", 400)

    assert "treaty:VII" in page


def link(document, printed, **values):
    return {"document": document, "kind": "cites", "to_symbol": printed.upper()} | values


def test_links_go_both_ways_and_what_is_not_held_stands_as_printed(client):
    publish_with_facts(
        resolution("s-res-1-1999", symbol="S/RES/1 (1999)", adopted_on="1999-01-01"),
        resolution("s-res-2-2000", symbol="S/RES/2 (2000)", adopted_on="2000-01-01"),
        document_links=[
            link("s-res-2-2000", "S/RES/1 (1999)", to="s-res-1-1999", count=3),
            link("s-res-2-2000", "A/50/60"),
        ],
    )

    links = section(page_of(client, "/resolutions/s-res-2-2000/"), "links")
    assert "Cites 2 documents" in links
    assert '<a href="/resolutions/s-res-1-1999/">S/RES/1 (1999)</a>' in links
    assert "3 times" in links
    assert 'A/50/60 <span class="missing">not held here</span>' in links

    links = section(page_of(client, "/resolutions/s-res-1-1999/"), "links")
    assert "Cited by 1 document" in links
    assert "S/RES/2 (2000)" in links
    assert 'id="links"' not in page_of(client, "/resolutions/s-res-1-1999/?as_of=1999-06-01")


@pytest.mark.parametrize(("count", "folded"), [(8, 0), (9, 1), (30, 22)])
def test_a_long_list_of_links_is_folded(client, count, folded):
    rows = [link("s-res-9-1999", f"S/RES/{n} (1990)") for n in range(1, count + 1)]
    publish_with_facts(resolution(), document_links=rows)

    links = section(page_of(client, "/resolutions/s-res-9-1999/"), "links")

    assert f"Cites {count} documents" in links
    assert links.partition("<details>")[2].count("<li>") == folded


def test_the_newest_document_that_cites_comes_first(client):
    publish_with_facts(
        resolution(),
        *[
            resolution(f"s-res-{y}", name=f"Of {y}", adopted_on=f"{y}-01-01")
            for y in (2001, 2003, 2002)
        ],
        document_links=[
            link(f"s-res-{y}", "S/RES/9", to="s-res-9-1999") for y in (2001, 2002, 2003)
        ],
    )

    links = section(page_of(client, "/resolutions/s-res-9-1999/"), "links")

    assert links.index("Of 2003") < links.index("Of 2002") < links.index("Of 2001")


def test_a_founding_leads_back_from_its_document(client):
    event = {"kind": "founding", "date": "2000-07-11", "title": "Act signed", "document": "treaty"}
    publish(
        revise(
            content("document", "treaty", kind="treaty"),
            content("organization", "union", name="Made-up Union", owned={"events": [event]}),
        )
    )

    documented = section(page_of(client, "/documents/treaty/"), "documented")
    assert "Made-up Union" in documented
    assert "11 July 2000" in documented
    assert 'id="documented"' not in page_of(client, "/documents/treaty/?as_of=2000-07-10")
    assert "Act signed" in section(page_of(client, "/organizations/union/"), "events")
    assert 'id="events"' not in page_of(client, "/organizations/union/?as_of=2000-07-10")


def test_the_text_shows_with_a_permanent_address_for_each_paragraph(client):
    texts = [
        {"rank": 2, "kind": "operative", "number": "5", "anchor": "op5", "text": "Decides <so>;"},
        {"rank": 1, "kind": "heading", "anchor": "h1", "text": "The heading"},
    ]
    paragraphs = [{"document": "s-res-9-1999"} | one for one in texts]
    publish_with_facts(resolution(), paragraphs=paragraphs)

    text = section(page_of(client, "/resolutions/s-res-9-1999/"), "text")

    assert text.index('<h3 id="h1">The heading</h3>') < text.index('id="op5"')
    assert '<a href="#op5">5</a></div><p>Decides &lt;so&gt;;</p>' in text


def test_further_facts_stand_after_all_that_the_document_does(client):
    text = [
        {"document": "s-res-9-1999", "rank": 1, "kind": "heading", "anchor": "h1", "text": "So"}
    ]
    publish_with_facts(*STATES, resolution(), paragraphs=text, votes=cast("yes", "aaa"))

    parts = re.findall('<h2 id="([^"]+)"', page_of(client, "/resolutions/s-res-9-1999/"))

    assert parts.index("text") < parts.index("details")
    assert set(parts[parts.index("details") + 1 :]) <= {"evidence", "cite", "record-history"}


def test_that_the_text_of_a_resolution_is_not_held_is_said(client):
    published("document", "s-res-9-1999", kind="resolution")
    published("document", "treaty", kind="treaty")

    page = page_of(client, "/resolutions/s-res-9-1999/")
    assert "The text is not held here" in section(page, "text")
    assert 'id="text"' not in page_of(client, "/documents/treaty/")
