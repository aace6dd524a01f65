"""What rules read in texts, and that nothing of others is changed by it."""

import pytest
from django.core.management import call_command

from legal.models import Document, DocumentLink
from legal.reading.acts import acts_in
from legal.reading.chapter_vii import acting_under
from legal.reading.citations import named_in
from peacekb.audits.reading import reading_by_rule
from records.content.facts import FactBatch
from records.models import Citation, Revision
from records.writing.publishing import publish
from tests.legal.texts import archive, council, resolution_record, xml
from tests.make import content, revise

pytestmark = pytest.mark.slow

YEARS = {242: 1967, 338: 1973, 1244: 1999, 1325: 2000}


def symbols(text, before=2000):
    return [one.symbol for one in named_in(text, YEARS, before)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resolutions 242 (1967) and 338 (1973)", ["S/RES/242 (1967)", "S/RES/338 (1973)"]),
        ("resolution 242 (1973)", []),
        ("resolution 9999 (1999)", []),
        ("paragraph 4 (1999 budget)", []),
        ("S/PRST/2002/6 and S/PRST/2002/41", ["S/PRST/2002/6", "S/PRST/2002/41"]),
        ("General Assembly resolution 1514 (XV)", ["A/RES/1514 (XV)"]),
        ("Assembly resolution 377 A (V)", ["A/RES/377 A (V)"]),
        ("resolution 1000 (ES-I)", ["A/RES/1000 (ES-I)"]),
        ("General Assembly resolutions 46/182 and 58/114", ["A/RES/46/182", "A/RES/58/114"]),
        ("document 46/182 of the Council", []),
        ("A/RES/47/20 A", ["A/RES/47/20 A"]),
    ],
)
def test_documents_are_known_by_number_and_year(text, expected):
    assert symbols(text) == expected


def test_a_text_names_no_later_resolution():
    assert symbols("resolution 1325 (2000)", before=1325) == []


def acts(text):
    return [(kind, one.symbol) for kind, one in acts_in(text, named_in(text, YEARS, 2000))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Decides to extend until 1 May the mandate set out in resolution 1244 (1999);",
            [("extends", "S/RES/1244 (1999)")],
        ),
        (
            "Decides, acting under Chapter VII, to renew the measures imposed by resolutions "
            "242 (1967) and 338 (1973), and reaffirms resolution 1244 (1999);",
            [("extends", "S/RES/242 (1967)"), ("extends", "S/RES/338 (1973)")],
        ),
        (
            "Decides to extend the mandate set out in resolution 242 (1967) and extended by "
            "resolution 338 (1973);",
            [("extends", "S/RES/242 (1967)")],
        ),
        (
            "Decides to terminate the measures imposed by paragraph 8 of resolution 242 (1967);",
            [("ends", "S/RES/242 (1967)")],
        ),
        (
            "Decides that paragraph 2 of resolution 242 (1967) shall be replaced by this:",
            [("replaces", "S/RES/242 (1967)")],
        ),
        (
            "Decides to modify the measures imposed in resolution 242 (1967) as follows:",
            [("amends", "S/RES/242 (1967)")],
        ),
        ("Recalling that resolution 242 (1967) decided to terminate the measures,", []),
        ("Decides that the measures in resolution 242 (1967) shall be terminated if so;", []),
        ("Decides to terminate the suspension of the measures in resolution 242 (1967);", []),
        ("The ceiling falls unless it decides to extend what resolution 242 (1967) set;", []),
        ("Decides to review, before lifting, the measures in resolution 242 (1967);", []),
        ("Expresses its intention to extend the mandate in resolution 242 (1967);", []),
    ],
)
def test_only_what_the_council_plainly_decides_is_an_act(text, expected):
    assert acts(text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("preambular", "Acting under Chapter VII of the Charter,", True),
        ("preambular", "Reaffirming its will, and in this respect acting under Chapter VII,", True),
        ("preambular", "Acting, therefore, under Chapter VII of the Charter,", True),
        ("preambular", "Acting under Articles 39 and 40 of the Charter,", True),
        ("operative", "Decides, under Chapter VII of the Charter, that all States shall;", True),
        ("preambular", "Recalling resolution 8 (1999), adopted under Chapter VII,", False),
        (
            "preambular",
            "Recalling resolution 8 (1999) which, acting under Chapter VII, did,",
            False,
        ),
        ("preambular", "Recalling the provisions of Chapter VIII of the Charter,", False),
        ("preambular", "Acting under Chapter VIII of the Charter,", False),
        ("annex", "Acting under Chapter VII of the Charter,", False),
    ],
)
def test_chapter_vii_counts_in_the_councils_own_voice(kind, text, said):
    assert acting_under([(kind, "pre3", text)]) == ("pre3" if said else "")


@pytest.fixture
def read(capsys, db, tmp_path):
    """The Council with resolution 8, and the text of 9 that extends and cites it."""
    council()
    publish(revise(resolution_record(8, 1999, chapter_vii="not_coded")))
    data = xml(
        preamble=["Recalling its resolution 8 (1999) and S/PRST/1999/2,"],
        operative=["Decides to extend the mandate in resolution 8 (1999) (see 8 (1999))."],
    )
    call_command("import_resolution_texts", str(archive(tmp_path / "x.tar", a=data)))
    capsys.readouterr()

    def read(*options):
        call_command("read_texts", *options)
        return capsys.readouterr().out

    return read


def links(source="sc-texts-read"):
    rows = DocumentLink.objects.filter(source__slug=source).order_by("paragraph", "kind", "pk")
    return list(rows.values_list("kind", "to_symbol", "to__slug", "paragraph", "count"))


READ = [
    ("cites", "S/RES/8 (1999)", "s-res-8-1999", "op1", 2),
    ("extends", "S/RES/8 (1999)", "s-res-8-1999", "op1", 1),
    ("cites", "S/PRST/1999/2", None, "pre1", 1),
    ("cites", "S/RES/8 (1999)", "s-res-8-1999", "pre1", 1),
]


def test_links_are_read_with_their_paragraphs(read):
    out = read()

    assert sorted(links(), key=str) == sorted(READ, key=str)
    assert "4 new, 0 changed" in out
    assert "1 texts read; links by paragraph: 3 cites, 1 extends." in out


def test_reading_again_changes_nothing(read):
    read()
    revisions = Revision.objects.count()

    assert "0 new, 0 changed" in read()
    assert Revision.objects.count() == revisions


def test_a_draft_that_failed_acts_on_nothing(read, tmp_path):
    data = xml(
        "S/2000/99",
        "draftResolution",
        outcome="veto",
        operative=["Decides to end the measures in resolution 8 (1999)."],
    )
    call_command("import_resolution_texts", str(archive(tmp_path / "y.tar", a=data)))

    read()

    found = DocumentLink.objects.filter(document__slug="s-2000-99")
    assert set(found.values_list("kind", flat=True)) == {"cites"}


def test_a_dry_run_of_the_reading_writes_nothing(read):
    assert "4 new" in read("--dry-run")
    assert links() == []


def library(*rows):
    """Publishes links of another source: (kind, symbol, paragraph, coding)."""
    facts = [
        ("s-res-9-2000", kind, None, symbol, paragraph, 1, coding)
        for kind, symbol, paragraph, coding in rows
    ]
    batch = FactBatch(DocumentLink, "other", facts)
    source = content("source", "other", name="Others", owned={"batches": [batch.summary()]})
    publish(revise(source), [batch])


def test_what_other_sources_hold_is_compared_and_stays(read):
    library(
        ("cites", "S/RES/8 (1999)", "", "by_rule"),
        ("cites", "S/RES/1 (1946)", "", "by_rule"),
        ("cites", "S/RES/2 (1946)", "", "confirmed"),
    )
    before = links("other")

    out = read()

    assert links("other") == before
    assert "1 agree, 1 only here, 2 only there" in out
    contradicting = Citation.objects.filter(stance="contradicts")
    assert list(contradicting.values_list("field", "stated", "source__slug", "open")) == [
        (
            "document_links/cites,S%2FRES%2F1 (1946),",
            "not found in the text held",
            "sc-texts-read",
            True,
        )
    ]
    assert "0 new, 0 changed" in read()


def test_a_link_that_another_source_holds_with_its_paragraph_is_not_doubled(read):
    library(("extends", "S/RES/8 (1999)", "op1", "confirmed"))

    read()

    assert [one for one in links() if one[0] == "extends"] == []
    assert len(links()) == 3


def test_what_was_confirmed_of_our_own_links_stays(read):
    read()
    batch = FactBatch(
        DocumentLink,
        "sc-texts-read",
        [("s-res-9-2000", "ends", "s-res-8-1999", "S/RES/8 (1999)", "op1", 1, "confirmed")],
    )
    source = content("source", "sc-texts-read", owned={"batches": [batch.summary()]})
    publish(revise(source), [batch])

    read()

    assert ("ends", "S/RES/8 (1999)", "s-res-8-1999", "op1", 1) in links()
    assert len(links()) == 5


@pytest.mark.parametrize(
    ("held", "text", "stated"),
    [
        ("no", "Acting under Chapter VII of the Charter,", "acting under Chapter VII"),
        ("yes", "Noting this,", "the text does not say so"),
        ("yes", "Acting under Chapter VII of the Charter,", None),
        ("not_coded", "Acting under Chapter VII of the Charter,", None),
    ],
)
def test_chapter_vii_is_compared_and_never_set(read, tmp_path, held, text, stated):
    publish(revise(resolution_record(8, 1999, chapter_vii=held)))
    data = xml("S/RES/8 (1999)", date="1999-03-01", outcome="", preamble=[text])
    call_command("import_resolution_texts", str(archive(tmp_path / "y.tar", a=data)))

    read()

    assert Document.objects.get(slug="s-res-8-1999").chapter_vii == held
    against = Citation.objects.filter(record__slug="s-res-8-1999", field="chapter_vii")
    assert list(against.values_list("stated", flat=True)) == ([stated] if stated else [])


@pytest.fixture
def charter(db):
    """The Charter with Chapter VII and two articles."""
    numbers = enumerate(("VII", "41", "51"), start=1)
    rows = [{"number": number, "rank": rank} for rank, number in numbers]
    publish(revise(content("document", "un-charter", kind="treaty", owned={"provisions": rows})))


INVOKING = [
    "Reaffirming the right of self-defence in accordance with Article 51 of the Charter,",
    "Not acting under Article 42 of the Charter, and recalling Article 97 of the Charter,",
    "Acting under Article 41 of Chapter VII of the Charter,",
]


@pytest.mark.usefixtures("charter")
def test_provisions_invoked_become_rows_with_evidence_and_are_read_once(read, tmp_path):
    data = xml("S/RES/8 (1999)", date="1999-03-01", outcome="", preamble=INVOKING)
    call_command("import_resolution_texts", str(archive(tmp_path / "y.tar", a=data)))

    out = read()

    rows = Document.objects.get(slug="s-res-8-1999").provisions_invoked
    found = rows.values_list("provision__number", "relation", "paragraph")
    assert set(found) == {("41", "acting_under", "pre3"), ("51", "recalls", "pre1")}
    cited = Citation.objects.filter(record__slug="s-res-8-1999", source__slug="sc-texts-read")
    assert set(cited.values_list("field", "locator", "stated", "stance")) == {
        ("provisions_invoked/un-charter%2341,acting_under,pre3", "pre3", "Article 41", "supports"),
        ("provisions_invoked/un-charter%2351,recalls,pre1", "pre1", "Article 51", "supports"),
    }
    assert "1 acted under, 1 recalled; 1 mentions of 97 name none that is held" in out
    assert "0 new, 0 changed" in read()


def test_the_audit_prints_how_well_rules_read(read):
    library(("cites", "S/RES/8 (1999)", "", "by_rule"), ("cites", "S/RES/1 (1946)", "", "by_rule"))

    told = list(reading_by_rule())

    assert "Cites: precision 50.0% of 2 read, recall 50.0% of 2 held." in told
    assert "Chapter VII: precision nothing of 0 read, recall nothing of 0 held." in told


def test_without_texts_there_is_nothing_to_measure(db):
    assert list(reading_by_rule()) == ["no texts are held."]
