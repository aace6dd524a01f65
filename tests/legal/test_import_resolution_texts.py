"""Texts into the base: what goes in, what is refused, and what waits for editors."""

import hashlib
import io
import tarfile
import zipfile

import pytest
from django.core.management import CommandError

from knowledge.models import SearchEntry
from knowledge.search.query import parse
from knowledge.search.searching import Narrowing, matches
from legal.models import Document, Paragraph, Sponsor, Subject
from records.importing import archives
from records.models import ChainHead, Citation, Revision, Source
from records.writing.publishing import publish
from tests.legal.texts import archive, contradictions, lines, plain, resolution_record, texts, xml
from tests.make import revise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_resolution_gets_its_paragraphs_with_number_and_anchor(run, tmp_path):
    run(archive(tmp_path / "x.tar", a=xml(operative=["Decides this;", "Ends that."])))

    assert texts() == [
        ("preambular", "", "formula", "The Security Council,"),
        ("preambular", "", "pre1", "Recalling its resolution 8 (1999),"),
        ("operative", "1", "op1", "Decides this;"),
        ("operative", "2", "op2", "Ends that."),
    ]


def test_a_text_is_found_by_search_though_its_record_stays_as_it_was(run, tmp_path):
    assert not matches(parse("zebras"), Narrowing()).keys

    run(lines(tmp_path / "a.jsonl", plain(text="The Security Council,\n\nCounts zebras.")))

    (key,) = matches(parse("zebras"), Narrowing()).keys
    assert SearchEntry.objects.get(pk=key).record.slug == "s-res-9-2000"


def test_sponsors_and_subjects_go_in_and_tags_of_machines_do_not(run, tmp_path):
    data = xml(
        sponsors="Alandia, Nowhere and Bosonia and Herzegovia",
        subjects=[("UNBIS Thesaurus", "TRUCES"), ("UNBIS", "water"), ("EuroVoc", "Peace")],
    )

    out = run(archive(tmp_path / "x.tar", a=data))

    assert list(Sponsor.objects.values_list("state__slug", flat=True)) == ["aaa", "bbb"]
    assert list(Subject.objects.values_list("thesaurus", "term")) == [("UNBIS", "TRUCES")]
    assert "found 'Nowhere', expected a state that the base knows" in out


def test_an_empty_value_is_filled_with_its_citation_and_a_held_one_stays(run, tmp_path):
    data = xml(date="2000-03-02", issued="2000-03-01", draft="S/2000/1", votes={"inFavour": ["A"]})

    out = run(archive(tmp_path / "x.tar", a=data))

    document = Document.objects.get(slug="s-res-9-2000")
    assert (document.draft_symbol, document.meeting) == ("S/2000/1", "S/PV.4101")
    assert document.adopted_on.isoformat() == "2000-03-01"
    assert contradictions() == [("adopted_on", "2000-03-02", True)]
    supports = Citation.objects.filter(record=document, stance="supports", source__slug="unxml")
    assert set(supports.values_list("field", "stated")) == {
        ("draft_symbol", "S/2000/1"),
        ("meeting", "S/PV.4101"),
    }
    assert "1 changed (waiting for editors)" in out


def test_totals_and_chapter_vii_are_compared(run, tmp_path):
    publish(revise(resolution_record(in_favour=3, against=0, abstaining=0, adoption="vote")))
    data = xml(chapter="Chapter VII", votes={"inFavour": ["ALANDIA", "BOSONIA"]})

    run(archive(tmp_path / "x.tar", a=data))

    assert contradictions() == [
        ("chapter_vii", "marked", True),
        ("in_favour", "in favour: 2", True),
    ]


def test_a_text_that_tells_nothing_of_its_vote_does_not_deny_chapter_vii(run, tmp_path):
    publish(revise(resolution_record(chapter_vii="yes")))

    run(lines(tmp_path / "a.jsonl", plain(text="The Security Council,\n\nCounts zebras.")))

    assert Paragraph.objects.exists()
    assert contradictions() == []


def test_a_second_import_changes_nothing(run, tmp_path):
    path = archive(
        tmp_path / "x.tar",
        a=xml(date="2000-03-02", draft="S/2000/1", sponsors="Alandia"),
        b=xml("S/PRST/2000/7", "presidentialStatement", operative=["“It notes that."]),
        c=xml("S/2000/99", "draftResolution", outcome="veto", votes={"against": ["ALANDIA"]}),
    )
    run(path)
    head, revisions = ChainHead.objects.get().sequence, Revision.objects.count()

    out = run(path)

    assert "0 new, 0 changed" in out
    assert (ChainHead.objects.get().sequence, Revision.objects.count()) == (head, revisions)


def test_a_dry_run_writes_nothing_and_tells_the_same(run, tmp_path):
    path = archive(tmp_path / "x.tar", a=xml())
    revisions = Revision.objects.count()

    out = run(path, "--dry-run")

    assert "Would be: " in out
    assert texts() == []
    assert Revision.objects.count() == revisions
    assert not Source.objects.filter(slug="unxml").exists()
    assert out.split("Would be: ")[1] == run(path).split("Done: ")[1]


def test_a_statement_becomes_a_record_with_a_summary_of_our_own(run, tmp_path):
    opening = (
        "At the 4112th meeting of the Security Council, held on 1 March 2000 in connection with "
        "the item entitled “Water”, the President of the Security Council said:"
    )
    data = xml(
        "S/PRST/2000/7",
        "presidentialStatement",
        meeting="",
        preamble=[opening],
        operative=["“It notes one thing.", "“It notes another."],
    )

    run(archive(tmp_path / "x.tar", a=data))

    one = Document.objects.get(slug="s-prst-2000-7")
    assert (one.kind, one.symbol, one.name) == (
        "presidential_statement",
        "S/PRST/2000/7",
        "S/PRST/2000/7: Water",
    )
    assert one.meeting == "S/PV.4112"
    assert one.number is None
    assert one.summary == (
        "On 1 March 2000, at its 4112th meeting, the President of the Security Council made this "
        "statement on behalf of the Council on the item “Water”. It has 2 paragraphs."
    )
    assert [one.source.slug for one in one.citations.all()] == ["unxml"]
    assert len(texts("s-prst-2000-7")) == 4


def statement(number, item, *paragraphs, subjects=()):
    opening = (
        "At the 4112th meeting of the Security Council, held on 1 March 2000 in connection with "
        f"the item entitled “{item}”, the President of the Security Council said:"
    )
    return xml(f"S/PRST/2000/{number}", "presidentialStatement", preamble=[opening],
               operative=paragraphs or ["“It notes."], subjects=subjects)  # fmt: skip


def test_a_statement_has_the_situation_and_states_of_resolutions_under_its_item(run, tmp_path):
    publish(revise(resolution_record(situation="Alandia's war", states=["aaa"])))
    under = xml(subjects=[("S/", "The situation in the north.")])

    run(archive(tmp_path / "x.tar", a=statement(7, "The situation in the north"), b=under))

    one = Document.objects.get(slug="s-prst-2000-7")
    assert one.situation == "Alandia's war"
    assert [state.slug for state in one.states.all()] == ["aaa"]


@pytest.mark.parametrize(
    ("given", "states"),
    [
        (statement(7, "The situation in Alandia"), ["aaa"]),
        (statement(7, "Wells", subjects=[("S/55", "ALANDIA--POLITICAL CONDITIONS")]), ["aaa"]),
        (statement(7, "Wells", "“Alandia digs.", "“Alandia drinks."), ["aaa"]),
        (statement(7, "Wells", "“Alandia digs.", "“They drink.", "“They rest."), []),
    ],
)
def test_without_resolutions_item_index_or_text_say_whom_it_concerns(run, tmp_path, given, states):
    run(archive(tmp_path / "x.tar", a=given))

    one = Document.objects.get(slug="s-prst-2000-7")
    assert [state.slug for state in one.states.all()] == states


def test_drafts_are_read_from_lines_of_json_as_well(run, tmp_path):
    line = {
        "symbol": "S/2000/99",
        "date": "2000-03-01",
        "meeting": "S/PV.4101",
        "outcome": "veto",
        "title": "Draft resolution [on wells in Alandia]",
        "sponsors": "Bosonia and Herzegovia",
        "votes": {"against": {"count": "01", "members": ["ALANDIA"]}},
        "paragraphs": [["operative", "1.", 0, "Decides to drink.", "Decides"]],
    }

    run(lines(tmp_path / "c.jsonl", line))

    draft = Document.objects.get(slug="s-2000-99")
    assert (draft.kind, draft.outcome) == ("draft", "vetoed")
    assert [one.slug for one in draft.vetoed_by.all()] == ["aaa"]
    assert [one.slug for one in draft.states.all()] == ["aaa"]
    assert [one.state.slug for one in draft.sponsors.all()] == ["bbb"]
    assert len(texts("s-2000-99")) == 1


def test_a_draft_not_adopted_names_who_vetoed_it(run, tmp_path):
    data = xml(
        "S/2000/99",
        "draftResolution",
        outcome="veto",
        title="Draft resolution [on water]",
        votes={"inFavour": ["X", "Y"], "against": ["ALANDIA"]},
    )

    run(archive(tmp_path / "x.tar", a=data))

    draft = Document.objects.get(slug="s-2000-99")
    assert (draft.kind, draft.outcome, draft.in_favour, draft.against) == ("draft", "vetoed", 2, 1)
    assert [one.slug for one in draft.vetoed_by.all()] == ["aaa"]
    assert draft.name == "Draft S/2000/99: water"
    assert draft.summary.endswith("2 in favour, 1 against and 0 abstaining. It was vetoed.")


def test_what_is_not_well_formed_is_recovered_and_said(run, tmp_path):
    broken = xml(operative=["Decides this."]).replace(b"</content></paragraph>", b"</paragraph>")

    out = run(archive(tmp_path / "x.tar", a=broken))

    assert texts()[-1] == ("operative", "1", "op1", "Decides this.")
    assert "1 files were not well-formed" in out


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "expected XML"),
        (b"<html/>", "expected a statement in Akoma Ntoso 3.0"),
        (xml("S/PRST/2000/7"), "expected the symbol of a resolution, not 'S/PRST/2000/7'"),
        (xml(name="report"), "as the name of the statement"),
        (b'<!DOCTYPE x [<!ENTITY y "z">]>' + xml(), "expected XML without a document type"),
        (xml(preamble=(), operative=()).replace(b"The Security Council,", b""), "paragraphs"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_alone(run, tmp_path, data, reason):
    out = run(archive(tmp_path / "x.tar", bad=data, good=xml()))

    assert f"2000/English/bad.xml: {reason}" in out or reason in out
    assert "1 refused" in out
    assert len(texts()) == 3


def test_a_document_in_another_language_is_left_out_and_is_no_fault(run, tmp_path):
    out = run(archive(tmp_path / "x.tar", french=xml(language="fra"), good=xml()))

    assert "Left out: 1 documents in other languages than English." in out
    assert "0 refused" in out
    assert len(texts()) == 3


def test_a_document_given_twice_is_refused_the_second_time(run, tmp_path):
    out = run(archive(tmp_path / "x.tar", a=xml(), b=xml(operative=["Another."])))

    assert "b.xml: expected a document not given already in 2000/English/a.xml" in out
    assert texts()[-1][3] == "Decides to remain seized of the matter."


def test_entities_are_not_expanded(run, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    data = f'<!DOCTYPE x [<!ENTITY y SYSTEM "file://{secret}">]>'.encode()

    out = run(archive(tmp_path / "x.tar", a=data + xml(operative=["&y;"]), b=xml()))

    assert "without a document type" in out
    assert not Paragraph.objects.filter(text__contains="hidden").exists()


def test_a_text_that_reads_otherwise_is_told_once_and_not_replaced(run, tmp_path):
    run(archive(tmp_path / "x.tar", a=xml(operative=["First.", "Last."])))

    later = xml(operative=["First.", "Put in.", "Last."])
    out = run(archive(tmp_path / "y.tar", a=later))

    assert "0 new, 1 changed" in out
    assert contradictions() == [("paragraphs/4/text", "Put in.", True)]
    assert texts()[-1] == ("operative", "2", "op2", "Last.")


def test_the_source_keeps_the_hash_of_the_file(run, tmp_path):
    path = archive(tmp_path / "x.tar", a=xml())
    run(path)

    source = Source.objects.get(slug="unxml")
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert dict(source.batches.values_list("table", "rows")) == {"paragraphs": 3}


def test_a_checkout_and_a_zip_are_read_as_well(run, tmp_path):
    folder = tmp_path / "checkout"
    (folder / "2000").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "2000" / "a.xml").write_bytes(xml())
    (folder / ".git" / "b.xml").write_bytes(b"broken")
    (folder / "2000" / "link.xml").symlink_to(folder / "2000" / "a.xml")
    out = run(folder)
    assert len(texts()) == 3
    assert "2000/link.xml: expected a file, not a link or device" in out

    packed = tmp_path / "x.zip"
    with zipfile.ZipFile(packed, "w") as whole:
        whole.writestr("PRST/7.xml", xml("S/PRST/2000/7", "presidentialStatement"))
    run(packed)
    assert len(texts("s-prst-2000-7")) == 3


def test_paths_out_of_the_archive_and_links_are_refused(run, tmp_path):
    path = tmp_path / "x.tar"
    with tarfile.open(path, "w") as whole:
        for name in ("../../out.xml", "/etc/out.xml", "a.xml"):
            info = tarfile.TarInfo(name)
            info.size = len(xml())
            whole.addfile(info, io.BytesIO(xml()))
        link = tarfile.TarInfo("link.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        whole.addfile(link)

    out = run(path)

    assert out.count("expected a path within the archive") == 2
    assert "link.xml: expected a file, not a link or device" in out
    assert len(texts()) == 3


def test_a_link_in_a_zip_is_refused(run, tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as whole:
        link = zipfile.ZipInfo("link.xml")
        link.external_attr = 0o120777 << 16
        whole.writestr(link, "/etc/passwd")
        whole.writestr("a.xml", xml())

    out = run(path)

    assert "link.xml: expected a file, not a link or device" in out
    assert len(texts()) == 3


@pytest.mark.parametrize(
    ("name", "most"), [("MOST_ENTRIES", 1), ("MOST_TOTAL", 1000), ("MOST_IN_FILE", 10)]
)
def test_an_archive_is_bounded(run, tmp_path, monkeypatch, name, most):
    monkeypatch.setattr(archives, name, most)

    with pytest.raises(CommandError):
        run(archive(tmp_path / "x.tar", a=xml(), b=xml("S/PRST/2000/7", "presidentialStatement")))

    assert not Paragraph.objects.exists()


def test_what_is_no_archive_is_refused_as_a_whole(run, tmp_path):
    path = tmp_path / "x.tar"
    path.write_bytes(b"no archive at all")

    with pytest.raises(CommandError, match="that can be read"):
        run(path)
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "nothing.tar")
