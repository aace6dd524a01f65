"""One resolver of names: search, lists, filters, forms and the crosswalk read them alike."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User

from knowledge.search.searching import named
from legal.models import Document
from organizations.models import State
from records.common.text import nearest
from records.content.problems import Refused
from records.models import Alias, Record
from records.reading.names import called, record_called
from records.writing.publishing import publish
from tests.knowledge.spellings import NAMES, SYMBOLS
from tests.make import content, published, revise

pytestmark = pytest.mark.django_db


def alias(text, kind="descriptive", language="en"):
    return {"text": text, "kind": kind, "language": language, "starts_precision": "unknown"}


def resolution(organ, number, year, session="", **values):
    symbol = f"S/RES/{number} ({year})" if organ == "un-sc" else f"A/RES/{number} ({session})"
    letter = "s" if organ == "un-sc" else "a"
    slug = f"{letter}-res-{number}-{session.lower() or year}"
    own = {"organ": organ, "number": number, "year": year, "session": session, "symbol": symbol}
    return content("document", slug, name=symbol, **own | values)


def state(code, name, *aliases, **values):
    owned = {"aliases": [alias(text) for text in aliases]}
    return content("state", code, name=name, owned=owned, **values)


@pytest.fixture(scope="module")
def library(shared_base):
    """What the spellings mean, and what they could be taken for."""
    publish(
        revise(
            content("organization", "un-sc", name="Security Council"),
            content("organization", "un-ga", name="General Assembly"),
            resolution(
                "un-sc",
                1244,
                1999,
                meeting="S/PV.4011",
                draft_symbol="S/1999/661",
                owned={"identifiers": [{"scheme": "undl-document", "value": "274488"}]},
            ),
            resolution("un-sc", 425, 1978, draft_symbol="S/12610"),
            resolution("un-sc", 194, 1964),
            resolution("un-ga", 194, 1948, "III"),
            resolution("un-ga", 377, 1950, "V"),
            content(
                "document",
                "a-res-60-1",
                symbol="A/RES/60/1",
                organ="un-ga",
                number=1,
                year=2005,
                session="60",
            ),
            content(
                "document",
                "un-charter",
                kind="treaty",
                name="Charter of the United Nations",
                owned={
                    "aliases": [alias("UN Charter")],
                    "provisions": [
                        {"number": "VII", "rank": 1, "heading": "Threats to the peace"},
                        {"number": "39", "rank": 2, "heading": "Finding of a threat"},
                        {"number": "51", "rank": 3, "heading": "Self-defence"},
                    ],
                },
            ),
            content("mission", "unosom-i", acronym="UNOSOM I"),
            content("mission", "unosom-ii", acronym="UNOSOM II"),
            content("mission", "unef-i", acronym="UNEF"),
            content(
                "mission",
                "afisma",
                acronym="AFISMA",
                owned={"aliases": [alias("MISMA", "acronym", "fr")]},
            ),
            state("gmb", "Gambia"),
            state("kna", "Saint Kitts and Nevis"),
            state("nld", "Netherlands"),
            state("caf", "Central African Republic"),
            state("bih", "Bosnia and Herzegovina"),
            state("cod", "Democratic Republic of the Congo", "Zaire"),
            state("cog", "Congo"),
            state("deu", "Germany", "Federal Republic of Germany", "Alemania"),
            state("kor", "Republic of Korea"),
            state("irn", "Iran (Islamic Republic of)"),
            state("civ", "Côte d’Ivoire"),
            state("tur", "Türkiye", "Turkey"),
            state("xkx", "Kosovo", "Косово", "科索沃"),
            state("som", "Somalia", "الصومال", "Сомали", "Somalie"),
        )
    )


def test_a_spelling_leads_to_its_record_or_offers_it(library):
    """All in one: the base is dear and the spellings are many."""
    lost = [
        (text, slug)
        for text, slug in [*SYMBOLS, *NAMES]
        if slug not in {one.record.slug for one in named(text)}
    ]

    assert lost == []
    assert len(SYMBOLS) + len(NAMES) >= 94


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("194", ["s-res-194-1964", "a-res-194-iii"]),
        ("Resolution 194", ["s-res-194-1964", "a-res-194-iii"]),
        ("resolution 194 (1948)", ["a-res-194-iii"]),
        ("S/RES/195", []),
        ("S/12611", []),
        ("UNOSOM 3", []),
        ("12", []),
        ("", []),
        ("\u200b\ufeff", []),
        ("the", []),
    ],
)
def test_what_a_text_may_mean_is_told_in_order_and_nothing_else(library, text, slugs):
    assert [one.record.slug for one in named(text)] == slugs


def test_a_wrong_year_or_a_misread_sign_is_a_guess(library):
    for text in ("S/RES/1244 (1998)", "Resolution I244", "S/RES/1244/Corr.1"):
        assert [one.is_guess for one in named(text)] == [True], text


def test_a_guess_and_a_bare_number_are_offered_and_a_symbol_leads(client, library):
    assert client.get("/search/", {"q": "UN SCR 1244"}).status_code == 302
    for text in ("1244", "S/RES/1244 (1998)"):
        reply = client.get("/search/", {"q": text})
        assert b"/resolutions/s-res-1244-1999/" in reply.content


@pytest.mark.walk
@pytest.mark.parametrize(
    "text", ["Cote", "CÔTE", "cote d'ivoire", "Côte d’Ivoire", "ivoire", "CIV"]
)
@pytest.mark.parametrize("path", ["/api/v1/states/", "/states/"])
def test_every_list_reads_names_without_accents_case_and_apostrophes(client, library, path, text):
    reply = client.get(path, {"q": text})

    assert "Côte d’Ivoire" in reply.content.decode()
    assert "Türkiye" not in reply.content.decode()


@pytest.mark.parametrize("text", ["CÔTE", "cote d'ivoire", "Côte", "CIV"])
@pytest.mark.parametrize("model", [State, Record, Alias])
def test_the_search_boxes_of_forms_read_names_as_lists_do(rf, library, model, text):
    request = rf.get("/")
    request.user = User(is_superuser=True)
    box = admin.site.get_model_admin(model)

    rows, _ = box.get_search_results(request, model._default_manager.all(), text)

    found = {getattr(row, "slug", None) or row.record.slug for row in rows}
    assert found == (set() if model is Alias else {"civ"})


def test_every_search_box_of_the_admin_can_be_asked(rf, library):
    request = rf.get("/")
    request.user = User(is_superuser=True)
    for model, box in admin.site._registry.items():
        if box.search_fields and hasattr(box, "list_per_page"):
            rows, _ = box.get_search_results(request, model._default_manager.all(), "Côte d’Ivoire")
            assert rows.count() >= 0, model


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("mission=UNOSOM 2", None),
        ("mission=unosom-ii", None),
        ("document=1244", None),
        ("document=S/RES/1244 (1999)", None),
        ("document=194", "'194' may mean 's-res-194-1964' or 'a-res-194-iii'."),
        ("document=S/RES/1244 (1998)", "Did you mean 's-res-1244-1999'?"),
        ("document=s-res-9999-2026", "There is no document 's-res-9999-2026'."),
    ],
)
def test_a_filter_that_wants_a_key_takes_a_name_that_means_one(client, library, query, told):
    name, _, value = query.partition("=")

    reply = client.get("/api/v1/mandates/", {name: value})

    assert reply.status_code == (400 if told else 200)
    if told:
        assert told in reply.json()["detail"]
    if value.endswith("2026"):
        assert "Did you mean" not in reply.json()["detail"]


def test_a_misspelt_state_is_offered_by_its_code(client, library):
    reply = client.get("/api/v1/missions/", {"host_state": "Trkiye"})

    assert "Did you mean 'TUR'?" in reply.json()["detail"]
    assert "Did you mean" not in client.get("/api/v1/missions/?host_state=ZZ").json()["detail"]


@pytest.mark.parametrize(
    "query", ["meeting=s pv 4011", "draft_symbol=S/1999/0661", "symbol=UNSCR 1244", "q=1244"]
)
def test_documents_are_found_by_their_papers(client, library, query):
    name, _, value = query.partition("=")

    rows = client.get("/api/v1/documents/", {name: value}).json()["results"]

    assert [row["key"] for row in rows] == ["s-res-1244-1999"]


@pytest.mark.parametrize(
    "symbol", ["S/RES/1244(1999)", "s/res/01244 (1999)", "S\u2215RES\u22151244 (1999)"]
)
def test_two_documents_cannot_share_a_symbol_under_two_spellings(library, symbol):
    with pytest.raises(Refused, match="Another document has this symbol"):
        published("document", "again", symbol=symbol)
    with pytest.raises(Refused, match="Another document has this symbol"):
        publish(
            revise(
                content("document", "one", symbol="S/1/Rev.1"),
                content("document", "two", symbol="S/1/Rev. 1"),
            )
        )
    assert not Document.objects.filter(slug__in=["again", "one", "two"]).exists()


def test_names_follow_what_is_published(library):
    published("topic", "t", name="Before")
    assert called("before")
    publish(revise(content("topic", "t", name="After")))
    assert not called("before")
    assert called("after")


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("id", "adopted_on__gte"),
        ("persons__gte", "page"),
        ("expand", "ends_on__gte"),
        ("host", "without_authority"),
        ("RU", "nru"),
        ("s-res-9999-2026", "s-res-1399-2002"),
        ("un", "run"),
    ],
)
def test_nothing_is_suggested_where_nothing_is_near(word, known):
    assert nearest(word, [known]) is None


def test_what_is_called_so_comes_before_what_has_it_for_an_acronym():
    publish(
        revise(
            content("organization", "x-one", name="Xorg"),
            content("organization", "x-two", name="Another body", acronym="XORG"),
        )
    )

    assert record_called("organization", "Xorg").slug == "x-one"
