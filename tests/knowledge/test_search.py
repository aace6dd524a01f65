import pytest

from knowledge.models import SearchEntry
from knowledge.search.query import SearchQuery, SearchTerm, parse
from knowledge.search.searching import Narrowing, matches, named
from knowledge.search.snippets import hit_by, hits, snippet
from knowledge.search.suggestions import suggestion
from records.models import RecordKind
from records.models.ownership import record_model, searched_models
from records.writing.publishing import publish
from tests.make import content, published, revise
from tests.world import world


def term(*words, prefix=False):
    return SearchTerm(words, prefix)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("peace force", SearchQuery(((term("peace"),), (term("force"),)))),
        ('"peace force"', SearchQuery(((term("peace", "force"),),))),
        ("peace OR force", SearchQuery(((term("peace"), term("force")),))),
        ("peace -force", SearchQuery(((term("peace"),),), (term("force"),))),
        ("peac*", SearchQuery(((term("peac", prefix=True),),))),
        ("Peace-keeping", SearchQuery(((term("peace", "keeping"),),))),
        ("Côte d’Ivoire", SearchQuery(((term("cote"),), (term("d", "ivoire"),)))),
        ("-force", SearchQuery(())),
        ("OR peace", SearchQuery(((term("peace"),),))),
        ("peace OR", SearchQuery(((term("peace"),),))),
        ('"', SearchQuery(())),
        ("* - ( ) : ' & | ! <-> NEAR", SearchQuery(((term("near"),),))),
        ("", SearchQuery(())),
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
    assert (hit["record_kind"], hit["key"]) == ("provision", "charter-of-nowhere")


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
@pytest.mark.slow
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

    assert {row["key"] for row in searched} == {row["key"] for row in listed}


@pages
def test_documents_and_organizations_of_a_day_are_those_of_the_lists(client):
    world(3)
    for path, kind in (("documents", "document"), ("organizations", "organization")):
        for day in ("1979-01-01", "1999-10-25", "2020-01-01"):
            listed = client.get(f"/api/v1/{path}/?as_of={day}").json()["results"]
            query = f"/api/v1/search/?q=made&kind={kind}&as_of={day}"
            searched = client.get(query).json()["results"]
            assert {row["key"] for row in searched} == {row["key"] for row in listed}


@pages
def test_words_in_the_title_come_first_then_the_weight_of_the_kind():
    published("source", "in-title", name="On ceasefires")
    published("topic", "in-text", name="Truce", summary="Another word for ceasefires.")
    published("topic", "topic-in-title", name="Ceasefires")

    assert found("ceasefires") == ["topic-in-title", "in-title", "in-text"]


@pages
def test_facets_count_what_was_found():
    world(3)

    counted = matches(parse("made"), Narrowing()).facets

    assert dict(counted["kind"])["mission"] == 3
    assert dict(counted["region"]) == {"Oceania": 15}
    assert dict(counted["decade"]) == {"1980s": 6, "1990s": 9}
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
def test_a_search_is_narrowed_to_a_part_of_a_region_too(client):
    publish(
        revise(
            content("state", "aaa", region="Africa", subregion="Eastern Africa"),
            content("state", "bbb", region="Africa", subregion="Western Africa"),
            content("mission", "in-a", name="Made up there", host_states=["aaa"]),
            content("mission", "in-b", name="Made up here", host_states=["bbb"]),
        )
    )

    assert found("made", region=["Eastern Africa"], kind=["mission"]) == ["in-a"]
    reply = client.get(
        "/api/v1/search/", {"q": "made", "region": "eastern africa", "kind": "mission"}
    ).json()
    assert [one["key"] for one in reply["results"]] == ["in-a"]
    assert reply["facets"]["region"] == {"Africa": 1}


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


def marked(text, asked):
    return snippet(text, hits(text, hit_by(parse(asked))))


def test_a_snippet_marks_the_hits_and_escapes_the_rest():
    text = "x " * 300 + "<b>Consent</b> of the cônsent-givers " + "y " * 300

    piece = marked(text, "consent")

    assert "<mark>Consent</mark>&lt;/b&gt; of the <mark>cônsent</mark>-givers" in piece
    assert "<b>" not in piece
    assert piece.startswith("… ")
    assert len(piece) < 500


def test_small_words_are_marked_only_within_a_phrase():
    text = "Protection of civilians under threat of violence"

    apart, together = marked(text, "protection of civilians"), marked(text, '"threat of violence"')

    assert apart.count("<mark>") == 2
    assert "<mark>threat</mark> <mark>of</mark> <mark>violence</mark>" in together


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
