import pytest

from legal.chapter_seven import stated
from legal.models import PlainParagraph
from tests.make import content, publish_with_facts
from tests.pages import between, page_of, section

SAYS = "Acting under Chapter VII of the Charter of the United Nations"


def text(*lines):
    """`("pre1", words)`: kinds follow from anchors."""
    kinds = {"pre": "preambular", "op": "operative", "an": "annex"}
    return [
        PlainParagraph(kinds[anchor.rstrip("0123456789-abci")], anchor[2:], anchor, words)
        for anchor, words in lines
    ]


def test_a_preamble_speaks_for_every_operative_paragraph_after_it():
    found = stated(
        text(("pre1", "Noting,"), ("pre2", f"{SAYS},"), ("op1", "Decides"), ("op2", "x"))
    )

    assert (found.in_preamble, found.under) == ("pre2", {"op1", "op2"})


def test_a_paragraph_speaks_for_itself_and_its_points_alone():
    found = stated(
        text(
            ("op1", "Decides"),
            ("op15", f"{SAYS}:"),
            ("op15-a", "x"),
            ("op15-a-i", "x"),
            ("op16", "x"),
        )
    )

    assert found.in_preamble == ""
    assert [one.anchor for one in found.in_paragraphs] == ["op15"]
    assert found.under == {"op15", "op15-a", "op15-a-i"}


def test_paragraph_1_does_not_speak_for_paragraph_15():
    assert stated(text(("op1", SAYS), ("op15", "x"))).under == {"op1"}


@pytest.mark.parametrize(
    "words",
    [
        "Acting under Article 41 of Chapter VII of the Charter,",
        "Acting, therefore, under Chapter VII of the Charter,",
        "Determining a threat, and acting under Articles 39 and 40,",
    ],
)
def test_other_words_for_the_same_are_understood(words):
    assert stated(text(("pre1", words), ("op1", "Decides"))).under == {"op1"}


@pytest.mark.parametrize(
    "words",
    [
        "Recalling the measures under Chapter VII of the Charter,",
        "Acting on the report; recalling Chapter VII of the Charter,",
        "Acting under Chapter VI of the Charter,",
    ],
)
def test_a_mention_is_no_decision_under_it(words):
    assert stated(text(("pre1", words), ("op1", "Decides"))).under == set()


def test_what_an_annex_says_is_not_decided():
    assert stated(text(("op1", "Decides"), ("an1", SAYS))).under == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("coded", "marks"), [("yes", 1), ("no", 0), ("not_coded", 0)])
def test_the_text_is_marked_where_the_record_says_so_too(client, coded, marks):
    rows = [
        {"document": "s-res-9-1999", "rank": rank, "kind": kind, "number": number} | values
        for rank, kind, number, values in (
            (1, "preambular", "", {"anchor": "pre1", "text": f"{SAYS},"}),
            (2, "operative", "1", {"anchor": "op1", "text": "Decides."}),
        )
    ]
    publish_with_facts(
        content("document", "s-res-9-1999", chapter_vii=coded, outcome="adopted"), paragraphs=rows
    )

    page = page_of(client, "/resolutions/s-res-9-1999/")

    assert section(page, "text").count('class="para seven"') == marks
    answer = between(page, "page-head", "</header>")
    assert ('for all that it decides, as the <a href="#pre1">' in answer) is bool(marks)
