import pytest

from knowledge.filters import ClaimFilter
from records.common.keeping import until_published
from records.writing.publishing import publish
from tests.make import article_content, content, revise
from tests.pages import page_of
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DISPUTED = {"verdict": "disputed", "corrected_statement": "Two of three sources deny it."}


def claim(slug, section="one#A1", **values):
    return content("claim", slug, section=section, **values)


def test_a_claim_says_what_its_verdict_means_and_what_is_right(client):
    publish(revise(article_content("one", "A1"), claim("pk-001", **DISPUTED)))

    page = page_of(client, "/claims/PK-001/")

    assert "Credible sources disagree." in page
    assert "Two of three sources deny it." in page
    assert '<a href="/articles/one/#A1">A1 Heading A1</a>' in page


def test_a_claim_names_the_paragraphs_and_sentences_that_make_it(client):
    positions = [("A1", 2, 1), ("A1", 2, 3), ("A2", 1, 4)]
    passages = [
        {"section": section, "paragraph": paragraph, "sentence": number, "kind": "prose"}
        for section, paragraph, number in positions
    ]
    names = [f"one#{section},{paragraph},{number}" for section, paragraph, number in positions]
    publish(
        revise(
            article_content("one", "A1", "A2", passages=passages), claim("pk-001", passages=names)
        )
    )

    page = page_of(client, "/claims/PK-001/")

    assert "paragraph 2, sentences 1, 3" in page
    assert '<a href="/articles/one/#A2">A2</a>, paragraph 1, sentence 4' in page


def test_the_evidence_of_a_claim_leads_to_the_document_and_to_the_provision(client):
    evidence = [
        {"document": "report", "locator": "page 7", "stance": "supports"},
        {"provision": "pact#2(4)", "stance": "contradicts"},
    ]
    publish(
        revise(
            content("document", "report", name="A report", kind="report"),
            content(
                "document",
                "pact",
                name="A pact",
                kind="treaty",
                owned={"provisions": [{"number": "2(4)", "heading": "Force", "rank": 1}]},
            ),
            article_content("one", "A1"),
            claim("pk-001", **DISPUTED, owned={"evidence": evidence}),
        )
    )

    page = page_of(client, "/claims/PK-001/?as_of=1999-10-25")

    assert '<a href="/documents/report/?as_of=1999-10-25">A report</a>' in page
    assert "page 7" in page
    assert '<a href="/documents/pact/?as_of=1999-10-25#provision-2-4">2(4)</a>' in page
    assert '<span class="badge contradicts">Contradicts</span>' in page


def test_a_claim_that_cannot_be_checked_says_why_it_has_no_evidence(client):
    publish(revise(article_content("one", "A1"), claim("pk-001")))

    assert "a claim that no source can settle rests on no evidence" in page_of(
        client, "/claims/PK-001/"
    )


def test_what_a_claim_speaks_of_stands_under_the_role_of_each(client):
    mentions = [
        {"record": "mission:xmis", "role": "subject"},
        {"record": "topic:enforcing", "role": "characterised_as"},
    ]
    publish(
        revise(
            content("mission", "xmis", name="The X mission"),
            content("topic", "enforcing", name="Enforcing"),
            article_content("one", "A1"),
            claim("pk-001", owned={"mentions": mentions}),
        )
    )

    page = page_of(client, "/claims/PK-001/")

    about, label = page.index("<dt>About</dt>"), page.index("<dt>Labels the article gives</dt>")
    assert about < page.index("The X mission") < label < page.index("Enforcing")
    assert "kept apart from what the records themselves say" in page


@pytest.mark.parametrize(
    ("kind", "from_source", "from_target"),
    [
        ("qualifies", "Qualifies", "Qualified by"),
        ("depends_on", "Depends on", "Is relied on by"),
        ("contradicts", "Contradicts", "Contradicts"),
    ],
)
def test_a_relation_between_claims_reads_rightly_from_both_ends(
    client, kind, from_source, from_target
):
    publish(
        revise(
            article_content("one", "A1"),
            claim("pk-001", owned={"relations": [{"kind": kind, "target": "pk-002"}]}),
            claim("pk-002"),
        )
    )

    source, target = page_of(client, "/claims/PK-001/"), page_of(client, "/claims/PK-002/")

    assert f"<h3>{from_source}</h3>" in source
    assert f"<h3>{from_target}</h3>" in target
    assert '<a href="/claims/PK-001/">PK-001</a>' in target


def test_the_list_of_claims_counts_verdicts_and_keeps_what_was_asked(client):
    publish(
        revise(
            article_content("one", "A1"),
            claim("pk-001", kind="definition"),
            claim("pk-002", kind="definition"),
            claim("pk-003", kind="definition", **DISPUTED),
            claim("pk-004"),
        )
    )

    page = page_of(client, "/claims/?kind=definition")

    assert "<strong>3 claims</strong>" in page
    assert '<a href="/claims/?kind=definition&amp;verdict=not_checkable">Not checkable</a>' in page
    assert '<td class="number">67 %</td>' in page
    assert "Two of three sources deny it." in page
    assert "PK-004" not in page


def test_one_verdict_alone_is_not_drawn_as_a_bar(client):
    publish(revise(article_content("one", "A1"), claim("pk-001"), claim("pk-002")))

    assert "<svg" not in page_of(client, "/claims/")


@pytest.mark.parametrize(("kind", "slug"), [("document", "report"), ("topic", "consent")])
def test_a_role_asked_for_with_a_record_is_the_role_of_that_record(client, kind, slug):
    record = f"{kind}:{slug}"
    subject = [{"record": record, "role": "subject"}]
    object_ = [{"record": record, "role": "object"}, {"record": "party:xp", "role": "subject"}]
    publish(
        revise(
            content(kind, slug),
            content("party", "xp"),
            article_content("one", "A1"),
            claim("pk-001", owned={"mentions": subject}),
            claim("pk-002", owned={"mentions": object_}),
        )
    )

    page = page_of(client, f"/claims/?{kind}={slug}&role=subject")

    assert "PK-001" in page
    assert "PK-002" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_claims_asks_the_same_queries_however_many(
    client, count, django_assert_num_queries
):
    publish(
        revise(
            article_content("one", "A1"),
            *(claim(f"pk-00{number}", **DISPUTED) for number in range(count)),
        )
    )

    # the count, the claims, the verdicts, the years, the chain twice, and each facet
    until_published.forget()
    with django_assert_num_queries(6 + len(ClaimFilter.facets)):
        page_of(client, "/claims/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_claim_asks_the_same_queries_whatever_hangs_on_it(
    client, count, django_assert_num_queries
):
    numbers = range(count)
    places = [
        {"section": "A1", "paragraph": 1, "sentence": number + 1, "kind": "prose"}
        for number in numbers
    ]
    owned = {
        "evidence": [{"document": f"d-{number}", "stance": "supports"} for number in numbers],
        "mentions": [{"record": f"topic:t-{number}", "role": "topic"} for number in numbers],
        "relations": [{"kind": "qualifies", "target": f"pk-10{number}"} for number in numbers],
    }
    publish(
        revise(
            *(content("document", f"d-{number}") for number in numbers),
            *(content("topic", f"t-{number}") for number in numbers),
            article_content("one", "A1", passages=places),
            *(claim(f"pk-10{number}") for number in numbers),
            claim(
                "pk-001",
                **DISPUTED,
                passages=[f"one#A1,1,{number + 1}" for number in numbers],
                owned=owned,
            ),
            content(
                "case_study",
                "rescue",
                section="one#A1",
                owned={
                    "factors": [
                        {"topic": f"t-{number}", "effect": "helped", "claim": "pk-001"}
                        for number in numbers
                    ]
                },
            ),
        )
    )

    with django_assert_num_queries(9):
        page_of(client, "/claims/PK-001/")


@pytest.mark.parametrize(
    "spelling", ["s-res-1-1999:2(4)", "s-res-1-1999%232(4)", "S-RES-1-1999:2(4)"]
)
def test_claims_are_found_by_the_provision_that_their_verdict_rests_on(client, spelling):
    world(2)

    page = page_of(client, f"/claims/?provision={spelling}")

    assert "XX-001" in page
    assert "XX-002" not in page


def test_a_provision_that_is_not_held_is_refused_with_the_nearest(client):
    world(1)

    page = page_of(client, "/claims/?provision=s-res-1-1999:2(5)", status=400)

    assert "s-res-1-1999:2(4)" in page
