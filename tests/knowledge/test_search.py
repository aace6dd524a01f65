from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import IndexVersion, SearchEntry
from knowledge.search.fulltext import index_present
from knowledge.search.query import Query, Term, parse
from knowledge.search.searching import Narrowing, matches, named
from knowledge.search.snippets import snippet
from knowledge.search.suggestions import suggestion
from knowledge.search.version import index_up_to_date
from missions.models import TaskPeriod
from missions.tasks.following import differences
from records.models import Coverage, NameEntry, Record, RecordKind
from records.models.ownership import record_model, searched_models
from records.reading import coverage
from records.writing.publishing import propose_withdrawal, publish
from tests.make import article_content, content, published, revise
from tests.world import world


def term(*words, prefix=False):
    return Term(words, prefix)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("peace force", Query(((term("peace"),), (term("force"),)))),
        ('"peace force"', Query(((term("peace", "force"),),))),
        ("peace OR force", Query(((term("peace"), term("force")),))),
        ("peace -force", Query(((term("peace"),),), (term("force"),))),
        ("peac*", Query(((term("peac", prefix=True),),))),
        ("Peace-keeping", Query(((term("peace", "keeping"),),))),
        ("Côte d’Ivoire", Query(((term("cote"),), (term("d", "ivoire"),)))),
        ("-force", Query(())),
        ("OR peace", Query(((term("peace"),),))),
        ("peace OR", Query(((term("peace"),),))),
        ('"', Query(())),
        ("* - ( ) : ' & | ! <-> NEAR", Query(((term("near"),),))),
        ("", Query(())),
    ],
)
def test_a_search_is_read_as_people_mean_it(text, query):
    assert parse(text) == query


pages = pytest.mark.django_db


def found(text, **narrowing):
    keys = matches(parse(text), Narrowing(**narrowing)).keys
    entries = SearchEntry.objects.select_related("record").in_bulk(keys)
    return [entries[key].record.slug for key in keys]


def topics(**texts):
    publish(revise(*(content("topic", slug, name=text) for slug, text in texts.items())))


@pages
@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("consent", {"a", "b"}),
        ("CONSENT", {"a", "b"}),
        ("consent force", {"b"}),
        ("force consent", {"b"}),
        ('"consent force"', set()),
        ('"consent and force"', {"b"}),
        ("consent -force", {"a"}),
        ("ivoire OR force", {"b", "c", "d"}),
        ("cote", {"c"}),
        ("Côte d'Ivoire", {"c"}),
        ("for*", {"b", "d"}),
        ("forc", set()),
        ("peacekeep*", {"d"}),
        ("straße", {"e"}),
        ("strasse", {"e"}),
        ("peacekeeping", {"d"}),
        ("-force", set()),
        ("мир", {"f"}),
        ("1e5 OR 0x1f", {"g"}),
        ("2.5", {"g"}),
        ("nothing of this", set()),
    ],
)
def test_both_databases_find_the_same_records(text, slugs):
    topics(
        a="Consent of the parties",
        b="Consent and force",
        c="Côte d’Ivoire",
        d="Forces of peacekeeping",
        e="Straße des Friedens",
        f="Мир во всём мире",
        g="Values 1e5, 0x1f and 2.5",
    )

    assert set(found(text)) == slugs


@pages
def test_both_databases_answer_in_one_order_by_meaning():
    """Name, title phrase, title, then what the words are worth in the text, then the latest."""
    old, new = {"adopted_on": "1990-05-01"}, {"adopted_on": "2000-05-01"}
    publish(
        revise(
            content("topic", "e-long", name="Zeal", summary="A safe area. " * 9),
            content("topic", "z-named", name="Safe area"),
            content("topic", "y-phrase", name="The safe area of the north"),
            content("topic", "x-title", name="Area that is safe"),
            content("topic", "d-often", name="Abc", summary="A safe area, safe again, an area."),
            content("document", "c-old", name="A paper", summary="In a safe area.", **old),
            content("document", "b-new", name="A paper", summary="In a safe area.", **new),
        )
    )

    keys = matches(parse("safe area"), Narrowing(), named("safe area")).keys

    entries = SearchEntry.objects.select_related("record").in_bulk(keys)
    slugs = [entries[key].record.slug for key in keys]
    assert slugs == ["z-named", "y-phrase", "x-title", "e-long", "d-often", "b-new", "c-old"]


@pages
@pytest.mark.parametrize("asked", ["veto", "vetoes", "vetoed", "VETOES", "Vetoing"])
def test_simple_english_endings_meet(asked):
    topics(a="A veto", b="Two vetoes", c="It was vetoed", d="Vetting")

    assert set(found(asked)) == {"a", "b", "c"}


@pages
@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("mandated", {"a"}),
        ("mandat", set()),
        ("parties", {"b"}),
        ("planned", {"b"}),
        ("UNOPS", {"c"}),
        ("unop", set()),
        ("AIDS", {"d"}),
        ("aid", {"e"}),
        ("Honduras", {"f"}),
        ("Leon", set()),
        ('"mandate of"', {"a"}),
        ('"mandates of"', set()),
        ("mandates*", set()),
    ],
)
def test_endings_lose_no_name_and_no_phrase(asked, slugs):
    topics(
        a="The mandate of a force",
        b="A party to the plan",
        c="UNOPS",
        d="AIDS",
        e="Food aid",
        f="Honduras and Sierra Leone",
    )

    assert set(found(asked)) == slugs


@pages
def test_one_letter_and_a_star_is_a_word():
    topics(a="Sum", b="Plan s")

    assert found("s*") == ["b"]


@pages
@pytest.mark.parametrize(
    "asked", ["Article 51", "art. 51", "Charter 51", "Article 51 of the Charter"]
)
def test_an_article_of_a_treaty_is_a_result_of_its_own(client, asked):
    provisions = [{"number": "51", "rank": 1, "heading": "Self-defence"}]
    own = {"kind": "treaty", "name": "Charter of Nowhere", "owned": {"provisions": provisions}}
    published("document", "charter-of-nowhere", **own)

    reply = client.get("/search/", {"q": asked})

    assert reply.headers["Location"] == "/documents/charter-of-nowhere/#provision-51"
    (hit,) = client.get("/api/v1/search/?q=self-defence").json()["results"]
    assert hit["page"] == "/documents/charter-of-nowhere/#provision-51"
    assert (hit["record_kind"], hit["slug"]) == ("provision", "charter-of-nowhere")


@pages
def test_words_of_owned_rows_that_say_so_lead_to_their_record():
    world()

    assert found("founding") == ["org-alpha"]


def test_every_searched_column_is_a_column():
    for kind in RecordKind.values:
        model = record_model(kind)
        for column in model.searched_columns:
            assert model._meta.get_field(column)
        for rows in searched_models(kind):
            for column in (rows.searched.record, *rows.searched.columns):
                assert rows._meta.get_field(column)


@pages
@pytest.mark.parametrize("day", ["1989-06-01", "2000-01-01", "2001-06-15", "2004-01-01"])
@pytest.mark.parametrize("certainty", ["certain", "perhaps", "any"])
@pytest.mark.parametrize("kind", ["mission", "conflict"])
def test_a_day_in_search_means_what_it_means_in_lists(client, day, certainty, kind):
    """Of every sort of period: whole, open, begun or ended by year, or on a day not known."""
    ends = [
        {"ends_on": "2001-12-31", "ends_precision": "year"},
        {"ends_precision": "unknown"},
        {},
    ]
    starts = [
        {"starts_on": "2001-01-01", "starts_precision": "year"},
        {"starts_on": None, "starts_precision": "unknown"},
        {"starts_on": "1990-01-01"},
    ]
    publish(
        revise(
            *(
                content(kind, f"p-{a}-{b}", name=f"Periodical {a} {b}", **start | end)
                for a, start in enumerate(starts)
                for b, end in enumerate(ends)
            )
        )
    )
    asked = {"as_of": day, "certainty": certainty}

    listed = client.get(f"/api/v1/{kind}s/", asked).json()["results"]
    searched = client.get("/api/v1/search/", asked | {"q": "periodical"}).json()["results"]

    assert {row["slug"] for row in searched} == {row["slug"] for row in listed}


@pages
def test_documents_and_organizations_of_a_day_are_those_of_the_lists(client):
    world(3)
    for path, kind in (("documents", "document"), ("organizations", "organization")):
        for day in ("1979-01-01", "1999-10-25", "2020-01-01"):
            listed = client.get(f"/api/v1/{path}/?as_of={day}").json()["results"]
            query = f"/api/v1/search/?q=made&kind={kind}&as_of={day}"
            searched = client.get(query).json()["results"]
            assert {row["slug"] for row in searched} == {row["slug"] for row in listed}


@pages
def test_a_certainty_without_a_day_is_refused(client):
    assert client.get("/api/v1/search/?q=a&certainty=any").status_code == 400


@pages
def test_the_index_is_asked_once(client):
    world()
    with CaptureQueriesContext(connection) as asked:
        client.get("/api/v1/search/?q=made")

    matching = [one["sql"] for one in asked if "made" in one["sql"] and "FROM" in one["sql"]]
    entries = [sql for sql in matching if "knowledge_searchentry" in sql]
    assert len(entries) == 1


@pages
def test_the_base_says_when_another_code_wrote_its_index():
    world()
    assert index_up_to_date(None, ["default"]) == []
    before = set(NameEntry.objects.values_list("record", "anchor", "key"))
    IndexVersion.objects.update(fingerprint="of old")
    SearchEntry.objects.all().delete()
    NameEntry.objects.all().delete()
    Coverage.objects.all().delete()
    TaskPeriod.objects.all().delete()

    (warning,) = index_up_to_date(None, ["default"])
    assert "manage.py reindex" in warning.hint
    call_command("reindex", stdout=StringIO())

    assert index_up_to_date(None, ["default"]) == []
    assert list(coverage.differences()) == []
    assert list(differences()) == []
    assert TaskPeriod.objects.exists()
    assert set(NameEntry.objects.values_list("record", "anchor", "key")) == before
    assert found("alpha")


@pages
def test_words_in_the_title_come_first_then_the_weight_of_the_kind():
    published("source", "in-title", name="On ceasefires")
    published("topic", "in-text", name="Truce", summary="Another word for ceasefires.")
    published("topic", "topic-in-title", name="Ceasefires")

    assert found("ceasefires") == ["topic-in-title", "in-title", "in-text"]


@pages
def test_the_index_follows_every_publication():
    topic = published("topic", "t", name="Before")
    publish(revise(content("topic", "t", name="After")))
    assert (found("before"), found("after")) == ([], ["t"])

    record = Record.objects.get(pk=topic.pk)
    publish([propose_withdrawal(record, base_version=2, author="x", reason="y")])
    assert found("after") == []
    assert not SearchEntry.objects.exists()


@pages
def test_the_database_keeps_its_index_even_for_rows_changed_by_hand():
    published("topic", "t", name="Before")
    SearchEntry.objects.update(words="changed", title_words="changed")

    assert (found("before"), found("changed")) == ([], ["t"])


@pages
def test_facets_count_what_was_found():
    world(3)

    counted = matches(parse("made"), Narrowing()).facets

    assert dict(counted["kind"])["mission"] == 3
    assert dict(counted["region"]) == {"Oceania": 15}
    assert dict(counted["decade"]) == {"1980s": 3, "1990s": 9}
    assert counted["verdict"] == [("disputed", 3)]


@pages
@pytest.mark.parametrize(
    ("narrowing", "slugs"),
    [
        ({"kind": ["mission"]}, ["mission-alpha"]),
        ({"organization": ["org-alpha"], "kind": ["document"]}, ["s-res-1-1999"]),
        ({"decade": ["1980s"]}, ["org-alpha"]),
        ({"region": ["Oceania"], "kind": ["conflict"]}, ["conflict-alpha"]),
        ({"region": ["Africa"]}, []),
        ({"organization": ["org"]}, []),
    ],
)
def test_a_search_can_be_narrowed(narrowing, slugs):
    world()

    assert found("alpha", **narrowing) == slugs


@pages
@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("MALPHA", {"mission-alpha"}),
        ("m-alpha", {"mission-alpha"}),
        ("S/RES/1(1999)", {"s-res-1-1999"}),
        ("resolution 1", {"s-res-1-1999"}),
        ("the Alpha League", {"org-alpha"}),
        ("AAA", {"aaa"}),
        ("XX-001", {"xx-001"}),
        ("xx 001", {"xx-001"}),
        ("nobody", set()),
    ],
)
def test_a_name_in_any_spelling_leads_to_its_record(text, slugs):
    world()

    assert {one.record.slug for one in named(text)} == slugs


@pages
def test_a_name_of_several_has_all_of_them():
    alias = {"aliases": [{"text": "UN mission in Nowhere", "kind": "descriptive"}]}
    for slug in ("a", "b", "c"):
        published("mission", slug, owned=alias)

    assert [one.record.slug for one in named("un mission IN nowhere")] == ["a", "b", "c"]


def test_a_snippet_marks_the_hits_and_escapes_the_rest():
    text = "x " * 300 + "<b>Consent</b> of the cônsent-givers " + "y " * 300

    piece = snippet(text, parse("consent"))

    assert "<mark>Consent</mark>&lt;/b&gt; of the <mark>cônsent</mark>-givers" in piece
    assert "<b>" not in piece
    assert piece.startswith("… ")
    assert len(piece) < 500


@pages
def test_a_misspelling_gets_the_nearest_word_there_is():
    topics(a="Peacekeeping", b="Enforcement")

    assert suggestion(parse("peacekeping enforcment")) == "peacekeeping enforcement"
    assert suggestion(parse("peacekeeping")) is None


@pages
@pytest.mark.parametrize("asked", ["UN", "en", "V", "Rep", "UNSCR 1244", "seldom", "1244", "xyzzy"])
def test_no_word_is_replaced_that_is_short_or_a_number_or_stands_somewhere(asked):
    topics(a="Run", b="End", c="Creep", d="Solemn 1245")
    published("topic", "e", name="Other", summary="It is seldom so.")

    assert suggestion(parse(asked)) is None


@pages
def test_one_symbol_goes_straight_to_its_record_and_a_word_does_not(client):
    world()

    assert client.get("/search/?q=MALPHA").headers["Location"] == "/missions/mission-alpha/"
    assert client.get("/search/?q=MALPHA&words=yes").status_code == 200
    assert client.get("/search/?q=alpha").status_code == 200


@pages
def test_the_search_page_marks_hits_and_says_what_was_searched(client):
    world()

    assert b"<mark>claimed</mark>" in client.get("/search/?q=claimed").content
    nothing = client.get("/search/?q=zzzzz").content.decode()
    assert "Nothing holds these words" in nothing
    assert "Names, other names, codes" in nothing


HOSTILE = [
    "'",
    '"',
    '"unclosed',
    "a" * 200,
    "a " * 100,
    "* * *",
    "-",
    "- -a",
    "OR OR OR",
    "AND",
    "NOT a",
    "NEAR(a b)",
    "title_words : a",
    "{words} : a",
    "a:b",
    "a^2",
    "(a",
    "a)",
    "a & b | !c",
    "a <-> b",
    "a:*",
    "'; DROP TABLE records_record; --",
    "%",
    "_",
    "\\",
    "\\'",
    "\u202e\u200b\ufeff",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "ﬁ ligature",
    "İstanbul",
    "a\tb\nc",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "${7*7}",
    "..",
    "../../etc/passwd",
    "0",
    "-0",
    "1e999",
    "NaN",
    "null",
    "true",
]


@pages
@pytest.mark.parametrize("path", ["/search/", "/api/v1/search/"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_search_breaks_anything(client, path, text):
    world()

    reply = client.get(path, {"q": text, "words": "yes"})

    assert reply.status_code in (200, 400)
    if reply.status_code == 200 and path.startswith("/api"):
        assert reply.json()["count"] < SearchEntry.objects.count()


@pages
def test_the_index_needs_no_more_queries_for_more_hits(client, django_assert_num_queries):
    world(1)
    with CaptureQueriesContext(connection) as one:
        client.get("/api/v1/search/?q=made")
    world_of_three = world(3)
    assert world_of_three
    with CaptureQueriesContext(connection) as three:
        client.get("/api/v1/search/?q=made")

    assert len(one) == len(three)


@pages
def test_an_index_that_is_missing_is_reported():
    assert index_present(None, ["default"]) == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP INDEX knowledge_search_shown")
        else:
            cursor.execute("ALTER TABLE knowledge_searchentry DROP COLUMN vector")

    (error,) = index_present(None, ["default"])

    assert error.id == "knowledge.E001"


@pages
def test_what_is_indexed_is_composed():
    published("topic", "t", name="Co\u0302te", summary="E\u0301lite")

    entry = SearchEntry.objects.get()

    assert (entry.title, entry.text) == ("C\u00f4te", "\u00c9lite")
    assert NameEntry.objects.get(via="name").text == "C\u00f4te"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["mission", "document", "conflict", "claim"])
def test_an_entry_follows_a_state_that_is_renamed(kind):
    published("state", "aaa", name="Oldland", region="Africa")
    held = {
        "mission": {"host_states": ["aaa"]},
        "document": {"states": ["aaa"]},
        "conflict": {"states": ["aaa"]},
        "claim": {
            "section": "a#A6",
            "owned": {"mentions": [{"record": "state:aaa", "role": "topic"}]},
        },
    }
    publish(revise(article_content("a", "A6")))
    record = published(kind, "pk-001", **held[kind])
    publish(revise(content("state", "aaa", name="Newland", region="Asia")))

    entry = SearchEntry.objects.get(record=record.pk, anchor="")
    assert "newland" in entry.words.split() and "oldland" not in entry.words.split()
    assert entry.regions == "|Asia|"
