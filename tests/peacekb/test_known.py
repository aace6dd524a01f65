"""Hollow answers: where a column that was asked is known for few rows, the answer says so."""

import pytest
from django.db import connection
from django.db.models import Manager
from django.test.utils import CaptureQueriesContext
from drf_spectacular.generators import SchemaGenerator

from missions.models import Mission
from peacekb.api import router
from records.common import filters
from records.filters import AsOf, Named
from records.models import Coverage, RecordKind
from records.reading.coverage import NO_VALUE
from records.reading.known import About
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, published, revise
from tests.pages import between, page_of
from tests.world import world

pytestmark = pytest.mark.django_db

VIEWS = {name: view for name, view, _ in router.registry if hasattr(view, "filterset_class")}
# What no row can be without, or what a row without it is rightly not found by.
ABOUT_NOTHING = {
    "as_of": "chooses rows by the day, and is kept in every count",
    "certainty": "says how `as_of` is meant",
    "ordering": "leaves out no row",
    "q": "a record always has a name",
    "article": "all sections of the articles are read: what none names is named by none",
    "section": "as `article`",
    "in_both_articles": "as `article`",
    "only_in": "as `article`",
    "field": "a citation without a field is about the whole record",
    "parent": "a provision without one stands at the top",
}


def filter_sets(base=AsOf):
    """Every FilterSet of a table, each once."""
    below = [one for child in base.__subclasses__() for one in [child, *filter_sets(child)]]
    return list(dict.fromkeys(one for one in below if one._meta.model))


def walked(row, path):
    """The values at the end of a path, read row by row as no query of ours does."""
    step, _, rest = path.partition("__")
    value = getattr(row, step)
    ends = value.all() if isinstance(value, Manager) else [value]
    return [found for end in ends if end for found in (walked(end, rest) if rest else [end])]


def is_known(row, path):
    has_no_end = path == "ends_on" and row.ends_precision != "unknown"
    return has_no_end or any(value not in ("", *NO_VALUE) for value in walked(row, path))


def bare_records():
    """A record of each kind, of which next to nothing is known."""
    kinds = [kind for kind in RecordKind.values if kind not in NEEDING]
    publish_all(*(content(kind, bare(kind)) for kind in kinds))


NEEDING = ("article", "claim", "process", "comparison", "case_study")  # rows of other records


def bare(kind):
    return "zzz" if kind == "state" else f"bare-{kind.replace('_', '-')}"


def publish_all(*contents):
    publish(revise(*contents))


def nobodys(one, rows, path):
    """A value that the filter reads and no row has; None where there is none."""
    if isinstance(one, Named):
        kind = "topic" if one.kind == "*" else one.kind
        return None if kind in NEEDING else f"{kind}:{bare(kind)}"
    if isinstance(one, filters.OneOf):
        held = {value for row in rows for value in walked(row, path)}
        free = [word for word in one.allowed.values if word not in held and word not in NO_VALUE]
        return next(iter(free), None)
    if isinstance(one, filters.DayFilter):
        return "2199-01-01" if one.lookup_expr == "gte" else "1801-01-01"
    if isinstance(one, filters.WholeNumber):
        return "99999"
    return "zzz" if isinstance(one, filters.Text) else None


def ask(client, path, **query):
    reply = client.get(f"/api/v1/{path}/", query)
    assert reply.status_code == 200, reply.content
    return reply.json()


def told(answer):
    """Of each field that the answer tells of: how many are known, of how many."""
    where = answer.get("searched", answer)
    return {one["field"]: (one["known"], one["of"]) for one in where.get("known", [])}


@pytest.mark.parametrize("filter_set", filter_sets(), ids=lambda one: one.__name__)
def test_every_filter_says_what_it_asks_or_why_it_asks_nothing(filter_set):
    for name in filter_set.base_filters:
        about = filter_set.about_of(name)
        assert about or name in ABOUT_NOTHING, f"{filter_set.__name__}: what is {name} about?"
        for one in about:
            one.place_in(filter_set._meta.model)  # fails on a path that leads nowhere


def test_every_hollow_question_is_told_how_many_rows_are_known(client):
    bare_records()
    asked = hollow_questions(client)
    world(2)
    asked += hollow_questions(client)

    assert asked >= 40


def hollow_questions(client):
    """Asks every list by every filter for what no row has; how often some rows are not known."""
    asked = 0
    for name, view in VIEWS.items():
        rows = list(view.queryset.all())
        for parameter, one in view.filterset_class.base_filters.items():
            for about in view.filterset_class.about_of(parameter)[:1]:
                value = nobodys(one, rows, about.paths[0])
                place = about.place_in(view.queryset.model)
                if value is None or place is None or about.where or about.none_if:
                    continue
                answer = ask(client, name, **{parameter: value})
                if answer["count"]:  # `gte` asks of a last day that has not come
                    continue
                known = sum(any(is_known(row, path) for path in about.paths) for row in rows)
                expected = {place.field: (known, len(rows))} if known < len(rows) else {}
                assert told(answer) == expected, (name, parameter)
                asked += bool(expected)
    return asked


def test_only_the_rows_that_fit_the_rest_are_counted(client):
    world(2)
    publish_all(
        content("document", "a", kind="draft", outcome="vetoed", symbol="S/1", states=["bbb"]),
        content("document", "b", kind="draft", outcome="vetoed", symbol="S/2"),
        content("document", "c", kind="draft", outcome="lacked_majority", symbol="S/3"),
    )

    answer = ask(client, "documents", outcome="vetoed", state="AAA")

    assert answer["count"] == 0
    assert answer["searched"]["known"] == [
        {
            "parameter": "state",
            "table": "documents",
            "field": "states",
            "known": 1,
            "of": 2,
            "among": "rest",
        }
    ]


def test_where_nothing_fits_the_rest_the_gaps_of_each_are_told_among_what_is_sure(client):
    world(2)
    publish_all(
        content("document", "a", kind="draft", outcome="vetoed", symbol="S/1", states=["bbb"]),
        content("document", "b", kind="draft", outcome="vetoed", symbol="S/2"),
    )

    query = {"outcome": "vetoed", "state": "AAA", "mission": "mission-alpha"}
    answer = ask(client, "documents", **query)

    assert told(answer) == {"states": (1, 2), "mandate_actions": (0, 2)}
    assert {one["among"] for one in answer["searched"]["known"]} == {"complete"}


def test_what_asks_one_relation_is_left_out_together(client):
    publish_all(content("mission", "xa"), content("mission", "xb"))

    answer = ask(client, "missions", legal_basis="none", legal_status="contested")

    known = answer["searched"]["known"]
    assert [(one["parameter"], one["known"], one["of"]) for one in known] == [
        ("legal_basis", 0, 2),
        ("legal_status", 0, 2),
    ]
    assert {one["among"] for one in known} == {"rest"}


def test_a_related_row_with_an_empty_column_makes_nothing_known(client):
    basis = {"kind": "not_established", "status": "accepted", "source": "library"}
    publish_all(
        content("source", "library"),
        content("mission", "xa", owned={"legal_bases": [basis]}),
        content("mission", "xb"),
    )

    assert told(ask(client, "missions", legal_basis="none")) == {"legal_bases": (0, 2)}
    assert told(ask(client, "missions", legal_status="contested")) == {"legal_bases": (1, 2)}


def test_an_empty_answer_where_all_is_known_says_nothing_of_it(client):
    world(2)

    answer = ask(client, "votes", position="no")

    assert answer["count"] == 0
    assert "known" not in answer["searched"]


def test_a_role_is_known_where_somebody_is_named_in_that_role(client):
    world(1)  # a mission with a lead and a contributor, and one with neither
    published("organization", "nobody")

    assert told(ask(client, "missions", lead="organization:nobody")) == {"mission_roles": (1, 2)}
    assert told(ask(client, "missions", command="organization:nobody")) == {"mission_roles": (0, 2)}


def test_what_was_not_vetoed_has_no_vetoing_state_to_know(client):
    world(1)

    assert told(ask(client, "documents", vetoed_by="AAA")) == {}
    published("document", "a", kind="draft", outcome="vetoed", symbol="S/1")
    assert told(ask(client, "documents", vetoed_by="AAA"))["vetoed_by"] == (1, 2)


CHARTER = content(
    "document",
    "charter",
    kind="treaty",
    owned={
        "provisions": [
            {"number": "VII", "rank": 1},
            {"number": "41", "rank": 2, "parent": "charter#VII"},
            {"number": "42", "rank": 3, "parent": "charter#VII"},
        ]
    },
)


def invoking(slug, *numbers):
    rows = [{"provision": f"charter#{one}", "relation": "acting_under"} for one in numbers]
    return content("document", slug, symbol=slug.upper(), owned={"provisions_invoked": rows})


def test_provisions_coded_by_chapter_do_not_pass_for_articles(client):
    publish_all(CHARTER, invoking("r-1", "VII"), invoking("r-2", "VII", "42"), invoking("r-3"))

    answer = ask(client, "resolutions", provision="charter:41")

    assert told(answer) == {
        "document_provisions": (2, 3),
        "articles_invoked": (1, 3),
        "paragraphs": (0, 3),
    }


def test_a_short_answer_on_an_article_says_for_how_many_articles_are_known(client):
    publish_all(CHARTER, invoking("r-1", "VII"), invoking("r-2", "VII", "42"), invoking("r-3"))

    by_article = ask(client, "resolutions", provision="charter:42")
    by_chapter = ask(client, "resolutions", provision="charter:VII")

    assert told(by_article)["articles_invoked"] == (1, 4)  # of all documents, the treaty among them
    assert told(by_chapter) == {"document_provisions": (2, 4)}


def test_an_answer_with_rows_names_columns_of_which_much_is_missing(client):
    publish_all(
        content("state", "aaa"),
        *(content("document", f"a-{at}", symbol=f"A/{at}", states=["aaa"]) for at in range(8)),
        *(content("document", f"b-{at}", symbol=f"B/{at}") for at in range(2)),
    )

    assert told(ask(client, "documents", state="AAA")) == {"states": (8, 10)}
    publish_all(content("document", "b-0", symbol="B/0", states=["aaa"]))
    assert told(ask(client, "documents", state="AAA")) == {}  # nine of ten will do
    assert "known" not in ask(client, "documents")


def test_asking_for_what_is_not_coded_is_no_hollow_question(client):
    world(1)

    assert told(ask(client, "documents", chapter_vii="not_coded")) == {}
    assert told(ask(client, "documents", chapter_vii="yes"))["chapter_vii"] == (0, 1)


def test_a_word_for_nothing_counts_as_no_knowledge():
    basis = {"kind": "not_established", "status": "accepted", "source": "library"}
    publish_all(
        content("source", "library"),
        content("mission", "xa", consent="not_coded", owned={"legal_bases": [basis]}),
    )

    def counted(table, field):
        one = Coverage.objects.get(table=table, field=field, period="all")
        return one.known, one.unknown, one.not_yet_coded

    assert counted("missions", "consent") == (0, 0, 1)
    assert counted("legal_bases", "kind") == (0, 1, 0)


def queries(client, path):
    client.get(path)  # what is read once a process is read before counting
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("start", ["/api/v1/documents/", "/documents/"])
def test_an_empty_answer_asks_one_query_for_each_filter_and_one_where_nothing_fits(client, start):
    sure = f"{start}?kind=treaty&outcome=vetoed"  # fits none, and is known of every document
    for number in (1, 3):
        world(number)
        plain = queries(client, sure)

        assert queries(client, f"{sure}&number=99") == plain + 1 + 1
        assert queries(client, f"{sure}&number=99&year=1850&adoption=vote") == plain + 3 + 1


@pytest.mark.parametrize("start", ["/api/v1/documents/", "/documents/"])
def test_an_answer_with_rows_asks_one_query_for_all_its_filters(client, start):
    counts = []
    for number in (1, 3):
        world(number)
        plain = queries(client, f"{start}?kind=resolution")
        one = queries(client, f"{start}?kind=resolution&year=1999")
        two = queries(client, f"{start}?kind=resolution&year=1999&adoption=vote")
        counts.append((one - plain, two - plain))

    assert counts == [(1, 1), (1, 1)]


@pytest.mark.parametrize("path", ["/documents/", "/resolutions/"])
def test_an_empty_page_says_in_words_how_many_are_known_and_leads_to_coverage(client, path):
    world(2)
    noun = path.strip("/")

    page = page_of(client, f"{path}?draft_symbol=zzz")

    assert f"Draft symbol is known for 0 of the 2 {noun} that fit the rest." in page
    assert 'href="/about/data/documents/"' in between(page, "Draft symbol is known", "</p>")


def test_a_page_with_rows_says_in_a_line_what_cannot_be_found(client):
    bare_records()
    world(2)

    page = page_of(client, "/missions/?state=AAA")

    assert "Host states are known for 2 of 5 missions; the others cannot be found this way." in page
    assert "are known for" not in page_of(client, "/missions/")


def test_what_is_counted_of_all_documents_is_not_said_of_resolutions(client):
    world(2)
    publish_all(*(content("document", f"a-{at}", kind="treaty") for at in range(2)))

    page = page_of(client, "/resolutions/?number=1")

    assert "Number is known for 2 of 4 documents; the others cannot be found this way." in page


def test_days_of_one_column_are_told_once_on_a_page(client):
    published("document", "a")

    page = page_of(client, "/documents/?adopted_on__gte=1999-01-01&adopted_on__lte=2000-01-01")

    assert (
        page.count("The day “adopted on” is known for 0 of the 1 document that fits the rest") == 1
    )


def test_the_description_of_the_api_tells_of_both():
    schema = SchemaGenerator(api_version="1").get_schema(request=None, public=True)
    answers = schema["components"]["schemas"]

    described = answers["PaginatedDocumentList"]["properties"]
    assert described["known"]["items"]["properties"].keys() == {
        "parameter",
        "table",
        "field",
        "known",
        "of",
        "among",
    }
    assert described["searched"]["properties"].keys() == {"rows", "coverage", "known"}


def test_what_a_filter_is_about_may_be_several_columns():
    either = About("legal_bases__document", "mandate_actions__document")
    place = either.place_in(Mission)

    assert (place.table, place.field) == ("missions", "legal_bases")


def test_each_role_asked_for_is_counted_among_what_fits_the_other(client):
    """Who led and who commanded are two rows: what is unknown of one is not laid to the other."""
    lead = {"role": "lead", "actor": "organization:club", "source": "library"}
    command = {"role": "command", "actor": "organization:other", "source": "library"}
    missions = {"both": [lead, command], "led": [lead], "neither": []}
    publish_with_facts(
        content("organization", "club"),
        content("organization", "other"),
        content("organization", "third"),
        *(content("mission", slug, owned={"roles": rows}) for slug, rows in missions.items()),
    )

    asked = {"lead": "club", "command": "third"}
    told = client.get("/api/v1/missions/", asked).json()["searched"]["known"]

    (of_command,) = [one for one in told if one["parameter"] == "command"]
    assert (of_command["known"], of_command["of"]) == (1, 2)
