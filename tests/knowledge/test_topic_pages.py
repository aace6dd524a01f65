import pytest

from records.common.keeping import until_published
from records.writing.publishing import publish
from tests.asking import VIEWS
from tests.make import article_content, content, revise
from tests.pages import in_order, page_of

pytestmark = pytest.mark.django_db

LISTS = ["topics", "articles", "claims", "case-studies", "comparisons", "processes"]


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
    [("topics", 6), ("articles", 9), ("case-studies", 5), ("comparisons", 5), ("processes", 5)],
)
def test_a_list_asks_the_same_queries_however_many_rows(
    client, folder, queries, count, django_assert_num_queries
):
    publish(revise(*(one for number in range(count) for one in one_of_each(number))))

    facets = VIEWS[folder].filterset_class.facets
    until_published.forget()
    with django_assert_num_queries(queries + len(facets) + bool(facets)):
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
    assert "/?as_of=1999-10-25" in page  # links to records keep the day
    assert f'/api/v1/{folder}/"' in page  # the API refuses it, since it would change nothing


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

    with django_assert_num_queries(10):
        page_of(client, "/topics/consent/")
