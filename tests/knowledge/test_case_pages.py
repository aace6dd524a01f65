import pytest

from records.writing.publishing import publish
from tests.make import article_content, content, revise
from tests.pages import in_order, page_of

pytestmark = pytest.mark.django_db


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

    with django_assert_num_queries(7):
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


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/case-studies/rescue/", 6), ("/processes/leaving/", 4)]
)
def test_a_case_and_a_process_ask_the_same_queries_however_long(
    client, path, queries, count, django_assert_num_queries
):
    numbers = range(count)
    factors = [{"topic": f"t-{n}", "effect": "helped", "claim": f"pk-00{n}"} for n in numbers]
    steps = [{"rank": n + 1, "title": f"Step {n}", "topic": f"t-{n}"} for n in numbers]
    publish(
        revise(
            *(content("topic", f"t-{n}") for n in numbers),
            *(content("mission", f"m-{n}") for n in numbers),
            article_content("one", "A1"),
            *(content("claim", f"pk-00{n}", section="one#A1") for n in numbers),
            case(missions=[f"m-{n}" for n in numbers], owned={"factors": factors}),
            content("process", "leaving", section="one#A1", owned={"steps": steps}),
        )
    )

    with django_assert_num_queries(queries):
        page_of(client, path)
