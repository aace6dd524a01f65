"""Plain texts of 1946 to 1999, and converted XML by lines, into the base."""

import pytest
from django.core.management import CommandError, call_command

from legal.models import Paragraph, Subject
from tests.legal.texts import archive, contradictions, lines, plain, texts, xml

pytestmark = pytest.mark.django_db


SCAN = """Resolution 9 (2000)
of 1 March 2000

The Security Council,

Recalling the letter contained in document S/10352 46
and also the letter of the Secretary-
General,
Noting another matter,

Acting wider than before,

1. Decides that printed lines which are broken at the
end of the column are joined;

(a) In every part of the
text;

2, Ends.

Adopted at the 4101st meeting
by 9 votes to none.

46 See Official Records of the Security Council.
"""


def test_a_scanned_text_is_cut_into_paragraphs(run, tmp_path):
    run(lines(tmp_path / "cr.jsonl.gz", plain(text=SCAN)))

    assert [row[1:] for row in texts()] == [
        ("", "formula", "The Security Council,"),
        (
            "",
            "pre1",
            "Recalling the letter contained in document S/10352 46 and also the letter of the "
            "Secretary-General,",
        ),
        ("", "pre2", "Noting another matter,"),
        ("", "pre3", "Acting wider than before,"),
        (
            "1",
            "op1",
            "Decides that printed lines which are broken at the end of the column are joined;",
        ),
        ("1(a)", "op1-a", "In every part of the text;"),
        ("2", "op2", "Ends."),
    ]
    assert {row.source.slug for row in Paragraph.objects.select_related("source")} == {"cr-unsc"}


def test_a_text_of_another_resolution_is_refused(run, tmp_path):
    wrong = plain(text="Resolution 8 (1999)\n\nThe Security Council,\n\nDecides all.")
    right = plain(8, 1999, "The Security Council,\n\nDecides all.", encoding="cp1252")

    with pytest.raises(CommandError, match="no row could be read"):
        run(lines(tmp_path / "a.jsonl.gz", wrong, right))


def test_the_first_text_of_a_document_stays(run, tmp_path):
    run(archive(tmp_path / "x.tar", a=xml()))
    page = plain(text="The Security Council,\n\nDecides all otherwise.", encoding="utf-8")

    out = run(lines(tmp_path / "b.jsonl.gz", page))

    assert "1 documents keep the text that they have from another source" in out
    assert texts()[-1][3] == "Decides to remain seized of the matter."
    assert contradictions() == []


def test_lines_of_converted_xml_give_what_the_archive_lacks(run, tmp_path):
    line = {
        "number": 9,
        "symbol": "S/RES/9 (2000)",
        "date": "2000-03-01",
        "votes": {"inFavour": {"count": "001", "members": ["ALANDIA"]}},
        "subjects": {"UNBIS": ["TRUCES", "water"]},
        "sponsors": "Alandia",
        "paragraphs": [
            ["formula", None, 0, "The Security Council,"],
            ["preamble", None, 0, "Noting this,", "Noting"],
            ["operative", "1.", 0, "Decides that.", "Decides"],
        ],
    }

    run(lines(tmp_path / "c.jsonl.gz", line, line | {"paragraphs": "none"}))

    assert [row[2] for row in texts()] == ["formula", "pre1", "op1"]
    assert list(Subject.objects.values_list("term", flat=True)) == ["TRUCES"]


@pytest.mark.parametrize("text", ["[]", "{", '{"symbol": 1}', "[" * 100_000])
def test_lines_that_are_no_objects_are_refused(run, tmp_path, text):
    path = tmp_path / "a.jsonl"
    path.write_text(text)

    with pytest.raises(CommandError, match="no JSON object with number and symbol"):
        run(path)


def test_without_a_council_the_import_says_what_to_do_first(tmp_path):
    with pytest.raises(CommandError, match="load the fixtures first"):
        call_command("import_resolution_texts", str(archive(tmp_path / "x.tar", a=xml())))
