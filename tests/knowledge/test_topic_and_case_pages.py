import pytest

from records.publishing import publish
from tests.make import article_content, content, revise

pytestmark = pytest.mark.django_db

LISTS = ["topics", "articles", "claims", "case-studies", "comparisons", "processes"]


def page_of(client, path):
    reply = client.get(path)
    assert reply.status_code == 200
    return reply.content.decode()


def in_order(text, *parts):
    at = 0
    for part in parts:
        at = text.find(part, at) + 1
        if not at:
            return False
    return True


def one_of_each(number):
    """A row for every list, with what the row shows."""
    section = f"article-{number}#A1"
    named = [{"section": "A1", "topic": f"t-{number}"}]
    return [
        content("topic", f"t-{number}"),
        content("mission", f"m-{number}"),
        content("conflict", f"c-{number}"),
        article_content(f"article-{number}", "A1", section_topics=named),
        content("claim", f"pk-00{number}", section=section),
        content(
            "case_study",
            f"case-{number}",
            section=section,
            missions=[f"m-{number}"],
            conflict=f"c-{number}",
        ),
        content(
            "comparison",
            f"comparison-{number}",
            left_topic=f"t-{number}",
            right_topic=f"t-{number}",
            owned={"rows": [{"rank": 1, "criterion": "Aim", "left": "This", "right": "That"}]},
        ),
        content(
            "process",
            f"process-{number}",
            section=section,
            owned={"steps": [{"rank": 1, "title": "Begin"}]},
        ),
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("folder", "queries"),
    [("topics", 4), ("articles", 6), ("case-studies", 3), ("comparisons", 3), ("processes", 3)],
)
def test_a_list_asks_the_same_queries_however_many_rows(
    client, folder, queries, count, django_assert_num_queries
):
    publish(revise(*(one for number in range(count) for one in one_of_each(number))))

    with django_assert_num_queries(queries):
        page_of(client, f"/{folder}/")


@pytest.mark.parametrize("folder", LISTS)
def test_a_filter_that_is_misspelt_is_refused_without_rows(client, folder):
    publish(revise(*one_of_each(1)))

    reply = client.get(f"/{folder}/?artcle=one")

    assert reply.status_code == 400
    assert "There is no parameter" in reply.content.decode()
    assert reply.context_data["page"].object_list.count() == 0


@pytest.mark.parametrize("folder", LISTS)
def test_a_list_of_what_holds_for_no_period_takes_a_day_and_says_so(client, folder):
    publish(revise(*one_of_each(1)))

    page = page_of(client, f"/{folder}/?as_of=1999-10-25")

    assert "nothing here depends on the day" in page
    assert len(page.split("?as_of=1999-10-25")) > 2


@pytest.mark.parametrize("folder", LISTS)
def test_an_empty_list_says_so(client, folder):
    page = page_of(client, f"/{folder}/")

    assert " matches." in page


@pytest.mark.parametrize(
    ("kind", "from_owner", "from_target"),
    [
        ("leads_to", "Leads to", "Follows from"),
        ("hinders", "Hinders", "Hindered by"),
        ("part_of", "Part of", "Has as its parts"),
        ("distinguished_from", "To be told from", "To be told from"),
    ],
)
def test_a_relation_between_topics_reads_rightly_from_both_ends(
    client, kind, from_owner, from_target
):
    publish(
        revise(
            content("topic", "owner", owned={"relations": [{"kind": kind, "target": "target"}]}),
            content("topic", "target"),
        )
    )

    owner, target = page_of(client, "/topics/owner/"), page_of(client, "/topics/target/")

    assert in_order(owner, f"<dt>{from_owner}</dt>", 'href="/topics/target/"')
    assert in_order(target, f"<dt>{from_target}</dt>", 'href="/topics/owner/"')


def test_a_topic_names_the_sections_that_treat_it_and_its_place_in_their_lists(client):
    publish(
        revise(
            content("topic", "consent"),
            article_content(
                "one",
                "A5",
                lists=[{"section": "A5", "code": "L4", "kind": "bulleted", "items": "challenges"}],
                section_topics=[
                    {"section": "A5", "topic": "consent", "list_code": "L4", "rank": 3}
                ],
            ),
        )
    )

    page = page_of(client, "/topics/consent/")

    assert '<a href="/articles/one/#A5">A5 Heading A5</a>' in page
    assert "item 3 of the list L4 of challenges" in page


def test_a_topic_shows_where_it_is_compared_and_of_what_process_it_is_a_step(client):
    step = {"rank": 2, "title": "Ask the parties", "topic": "consent"}
    publish(
        revise(
            content("topic", "consent"),
            content("topic", "force"),
            article_content("one", "A5"),
            content("process", "leaving", section="one#A5", owned={"steps": [step]}),
            content("comparison", "two-ways", left_topic="force", right_topic="consent"),
        )
    )

    page = page_of(client, "/topics/consent/")

    assert 'href="/comparisons/two-ways/"' in page
    assert "Ask the parties" in page
    assert "(step 2)" in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_topic_asks_the_same_queries_whatever_hangs_on_it(
    client, count, django_assert_num_queries
):
    numbers = range(count)
    publish(
        revise(
            content(
                "topic",
                "consent",
                owned={"relations": [{"kind": "hinders", "target": f"t-{n}"} for n in numbers]},
            ),
            *(one for n in numbers for one in one_of_each(n)),
            *(
                article_content(
                    f"other-{n}", "B1", section_topics=[{"section": "B1", "topic": "consent"}]
                )
                for n in numbers
            ),
            *(
                content("comparison", f"x-{n}", left_topic="consent", right_topic=f"t-{n}")
                for n in numbers
            ),
            *(
                content(
                    "process",
                    f"p-{n}",
                    section=f"other-{n}#B1",
                    owned={"steps": [{"rank": 1, "title": "Ask", "topic": "consent"}]},
                )
                for n in numbers
            ),
        )
    )

    with django_assert_num_queries(14):
        page_of(client, "/topics/consent/")


def case(**values):
    return content("case_study", "rescue", section="one#A1", **values)


def test_a_case_study_gives_its_label_to_the_article(client):
    publish(revise(article_content("one", "A1"), case(outcome_label="difficulty")))

    assert "The article counts this case as <strong>difficulty</strong>" in page_of(
        client, "/case-studies/rescue/"
    )


def test_the_factors_of_a_case_stand_by_effect_each_with_its_claim(client):
    factors = [
        {"topic": "money", "effect": "hindered", "claim": "pk-001"},
        {"topic": "consent", "effect": "helped"},
    ]
    publish(
        revise(
            content("topic", "money"),
            content("topic", "consent"),
            article_content("one", "A1"),
            content("claim", "pk-001", section="one#A1", summary="Money was short."),
            case(owned={"factors": factors}),
        )
    )

    page = page_of(client, "/case-studies/rescue/")

    assert in_order(
        page, "<h3>Helped</h3>", "/topics/consent/", "Tied to no claim", "<h3>Hindered</h3>"
    )
    assert in_order(page, "/topics/money/", "PK-001", "Money was short.")


def test_a_day_chooses_the_missions_of_a_case_and_marks_the_uncertain(client):
    ended = {"starts_on": "1990-01-01", "ends_on": "1995-01-01"}
    unsure = {"starts_on": "1990-01-01", "ends_precision": "unknown"}
    lasting = {"starts_on": "1990-01-01"}
    publish(
        revise(
            content("mission", "ended", name="The ended one", **ended),
            content("mission", "unsure", name="The unsure one", **unsure),
            content("mission", "lasting", name="The lasting one", **lasting),
            article_content("one", "A1"),
            case(missions=["ended", "lasting", "unsure"]),
        )
    )

    page = page_of(client, "/case-studies/rescue/?as_of=2000-01-01")

    assert "The ended one" not in page
    assert 'The unsure one</a> <span class="badge perhaps">perhaps</span>' in page
    assert 'The lasting one</a> <span class="badge perhaps">' not in page
    assert "3 missions in all" in page
    assert "The ended one" in page_of(client, "/case-studies/rescue/")


def test_a_case_leads_to_other_cases_of_its_conflict_or_missions(client):
    publish(
        revise(
            content("conflict", "war"),
            content("mission", "xmis"),
            article_content("one", "A1", "A2"),
            case(conflict="war", missions=["xmis"]),
            content("case_study", "same-war", section="one#A2", conflict="war"),
            content("case_study", "same-mission", section="one#A2", missions=["xmis"]),
            content("case_study", "elsewhere", section="one#A2"),
        )
    )

    page = page_of(client, "/case-studies/rescue/")

    assert 'href="/case-studies/same-war/"' in page
    assert 'href="/case-studies/same-mission/"' in page
    assert "/case-studies/elsewhere/" not in page
    assert '<li><a href="/case-studies/rescue/">' not in page


def test_a_comparison_sets_both_sides_beside_each_other_with_what_they_rest_on(client):
    row = {
        "rank": 1,
        "criterion": "Aim",
        "left": "To hold the peace",
        "right": "To make it",
        "documents": ["report"],
        "provisions": ["pact#2(7)"],
    }
    publish(
        revise(
            content("topic", "holding"),
            content("topic", "making"),
            content("document", "report", name="A report", kind="report"),
            content(
                "document",
                "pact",
                name="A pact",
                kind="treaty",
                owned={"provisions": [{"number": "2(7)", "rank": 1}]},
            ),
            content(
                "comparison",
                "two-ways",
                left_topic="holding",
                right_topic="making",
                note="Read from EN-045",
                owned={"rows": [row]},
            ),
        )
    )

    page = page_of(client, "/comparisons/two-ways/")

    assert in_order(page, "/topics/holding/", "/topics/making/", "Aim", "To hold", "To make it")
    assert '<a href="/documents/report/">A report</a>' in page
    assert '<a href="/documents/pact/#provision-2-7">2(7)</a>' in page
    assert 'Read from <a href="/claims/EN-045/">EN-045</a>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_comparison_asks_the_same_queries_however_long(client, count, django_assert_num_queries):
    rows = [
        {
            "rank": number + 1,
            "criterion": f"Criterion {number}",
            "left": "This",
            "right": "That",
            "documents": [f"d-{number}"],
            "provisions": [f"d-{number}#1"],
        }
        for number in range(count)
    ]
    publish(
        revise(
            *(
                content(
                    "document",
                    f"d-{number}",
                    owned={"provisions": [{"number": "1", "rank": 1}]},
                )
                for number in range(count)
            ),
            content("topic", "a"),
            content("topic", "b"),
            content("comparison", "x", left_topic="a", right_topic="b", owned={"rows": rows}),
        )
    )

    with django_assert_num_queries(11):
        page_of(client, "/comparisons/x/")


@pytest.mark.parametrize(("ordered", "element"), [(True, "ol"), (False, "ul")])
def test_steps_are_numbered_only_where_they_follow_one_another(client, ordered, element):
    steps = [
        {"rank": 2, "title": "Then this", "summary": "Slowly.", "topic": "consent"},
        {"rank": 1, "title": "First this"},
    ]
    publish(
        revise(
            content("topic", "consent"),
            article_content("one", "A1"),
            content(
                "process",
                "leaving",
                section="one#A1",
                ordered=ordered,
                note="No order in practice",
                owned={"steps": steps},
            ),
        )
    )

    page = page_of(client, "/processes/leaving/")

    assert in_order(page, f'<{element} class="steps">', "First this", "Then this", f"</{element}>")
    assert in_order(page, "Then this", "/topics/consent/", "Slowly.")
    assert "No order in practice" in page
