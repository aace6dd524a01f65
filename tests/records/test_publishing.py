import json

import pytest
from django.db import connection

from knowledge.models import Passage
from missions.models import Mandate, Mission, MissionRelation
from records.content.canonical import content_of
from records.content.problems import Refused, Stale
from records.models import Alias, ChainHead, Record, Revision
from records.writing import rows
from records.writing.proof import broken_links, differing_records
from records.writing.publishing import propose, propose_again, propose_withdrawal, publish
from tests.make import content, published, revise

pytestmark = pytest.mark.django_db


def mandate(starts_on, ends_on=None, rank=1, document="s-res-1"):
    row = {"starts_on": starts_on, "rank": rank, "document": document}
    return row | ({"ends_on": ends_on} if ends_on else {})


def test_a_published_record_has_its_row_its_owned_rows_and_a_revision():
    publish(
        revise(
            content("source", "library"),
            content("document", "s-res-1", owned={"citations": [{"source": "library"}]}),
            content(
                "mission",
                "xmis",
                acronym="XMIS",
                owned={
                    "mandates": [mandate("2001-02-01")],
                    "aliases": [{"text": "The X mission", "kind": "descriptive"}],
                },
            ),
        )
    )

    mission = Mission.objects.get(slug="xmis")
    assert (mission.acronym, mission.version) == ("XMIS", 1)
    assert mission.mandates.get().document.slug == "s-res-1"
    assert mission.record.aliases.get().text == "The X mission"
    revision = Revision.objects.of("mission", "xmis").get()
    assert (revision.state, revision.sequence, revision.version) == ("published", 3, 1)
    assert json.loads(revision.content) == content_of(mission.record)


def test_records_that_refer_to_each_other_are_published_together():
    successor = {"kind": "succeeded_by", "source": "library"}
    publish(
        revise(
            content("mission", "a", owned={"relations": [successor | {"successor": "b"}]}),
            content("mission", "b"),
            content("source", "library"),
        )
    )

    assert MissionRelation.objects.get().successor.slug == "b"


def test_a_reference_to_what_is_not_published_is_refused_by_name():
    with pytest.raises(Refused, match="mandates/2001-02-01/document: 's-res-9' is not published"):
        publish(
            revise(
                content(
                    "mission", "x", owned={"mandates": [mandate("2001-02-01", document="s-res-9")]}
                )
            )
        )

    assert not Record.objects.exists()
    assert not Revision.objects.exists()


def test_a_draft_is_nowhere_in_the_tables():
    from records.writing.handing_in import save_draft

    save_draft(revise(content("mission", "draft-only"))[0])

    assert not Record.objects.exists()
    assert Revision.objects.get().state == "draft"
    with pytest.raises(Refused, match="'draft-only' is not published"):
        publish(
            revise(
                content(
                    "case_study",
                    "case",
                    section="article#A1",
                    outcome_label="success",
                    missions=["draft-only"],
                )
            )
        )


def test_the_second_of_two_who_save_the_same_version_is_told_and_nothing_is_lost():
    mission = published("mission", "xmis")
    first = propose(content("mission", "xmis", note="first"), base_version=1, author="ann")
    second = propose(content("mission", "xmis", note="second"), base_version=1, author="bob")
    publish([first])

    with pytest.raises(Stale, match="ann published version 2"):
        publish([second])

    mission.refresh_from_db()
    assert (mission.note, mission.version) == ("first", 2)
    assert json.loads(second.content)["note"] == "second"


def two_mandates(*rows):
    return content("mission", "xmis", owned={"mandates": list(rows)})


def test_the_border_of_two_mandates_moves_in_one_save_and_rows_keep_their_ids():
    published("document", "s-res-1")
    early, late = mandate("2001-01-01", "2001-06-30"), mandate("2001-07-01", rank=2)
    publish(revise(two_mandates(early, late)))
    ids = dict(Mandate.objects.values_list("starts_on", "id"))

    publish(revise(two_mandates(early | {"ends_on": "2001-05-31", "rank": 2}, late | {"rank": 1})))

    assert dict(Mandate.objects.values_list("starts_on", "id")) == ids
    assert list(Mandate.objects.order_by("rank").values_list("starts_on__month", flat=True)) == [
        7,
        1,
    ]


def test_overlapping_mandates_are_refused_with_both_named():
    published("document", "s-res-1")

    with pytest.raises(Refused, match=r"2001-06-30: Another mandate is in force.*See 2001-01-01"):
        publish(
            revise(two_mandates(mandate("2001-01-01", "2001-06-30"), mandate("2001-06-30", rank=2)))
        )

    assert not Record.objects.filter(slug="xmis").exists()


def test_a_mandate_that_overlaps_an_unchanged_one_is_refused():
    published("document", "s-res-1")
    publish(revise(two_mandates(mandate("2001-01-01", "2001-06-30"))))

    with pytest.raises(Refused, match="Another mandate is in force"):
        publish(
            revise(two_mandates(mandate("2001-01-01", "2001-06-30"), mandate("2001-03-01", rank=2)))
        )


def test_two_documents_of_one_symbol_are_refused():
    with pytest.raises(
        Refused, match=r"document:b: Another document has this symbol. See document:a"
    ):
        publish(
            revise(
                content("document", "a", symbol="S/RES/9"),
                content("document", "b", symbol="S/RES/9"),
            )
        )


def test_a_document_may_keep_its_symbol_when_it_changes():
    published("document", "a", symbol="S/RES/9")

    publish(revise(content("document", "a", symbol="S/RES/9", note="changed")))

    assert Record.objects.get().version == 2


def test_a_row_may_hang_on_one_that_stays_as_it_was():
    sections = {"sections": [{"code": "X1", "heading": "One", "rank": 1}]}
    published("article", "a", owned=sections)
    passage = {"section": "X1", "paragraph": 1, "sentence": 1, "kind": "prose"}

    publish(revise(content("article", "a", owned=sections | {"passages": [passage]})))

    assert Passage.objects.get().section.code == "X1"


def test_a_row_that_hangs_on_nothing_is_refused():
    passage = {"section": "X9", "paragraph": 1, "sentence": 1, "kind": "prose"}

    with pytest.raises(Refused, match="This record has no section 'X9'"):
        published("article", "a", owned={"passages": [passage]})


def test_a_row_that_others_refer_to_cannot_go():
    published("document", "charter", owned={"provisions": [{"number": "2(4)", "rank": 1}]})
    published(
        "document",
        "s-res-1",
        owned={"provisions_invoked": [{"provision": "charter#2(4)", "relation": "recalls"}]},
    )

    with pytest.raises(
        Refused, match=r"charter, provisions/2\(4\): document provision of s-res-1 refers"
    ):
        publish(revise(content("document", "charter")))


def test_a_record_that_others_refer_to_cannot_be_withdrawn():
    published("document", "s-res-1")
    publish(revise(two_mandates(mandate("2001-01-01"))))
    record = Record.objects.get(slug="s-res-1")

    with pytest.raises(Refused, match="mandate of xmis refers to it"):
        publish([propose_withdrawal(record, base_version=1, author="ann", reason="mistake")])

    assert Record.objects.filter(slug="s-res-1").exists()


def test_a_withdrawn_record_leaves_the_tables_with_all_it_owns_and_keeps_its_slug():
    alias = {"text": "Also gone", "kind": "descriptive"}
    record = published("topic", "gone", owned={"aliases": [alias]}).record
    publish([propose_withdrawal(record, base_version=1, author="ann", reason="twice in the base")])

    assert not Record.objects.exists()
    assert not Alias.objects.exists()
    with pytest.raises(Refused, match="never given again"):
        publish([propose(content("topic", "gone"), base_version=0, author="ann")])


def test_an_earlier_revision_can_be_applied_again_even_after_withdrawal():
    record = published("topic", "back", name="As it was").record
    first = Revision.objects.get()
    publish([propose_withdrawal(record, base_version=1, author="ann", reason="by mistake")])

    publish([propose_again(first, base_version=2, author="ann", reason="undo")])

    assert Record.objects.get(slug="back").name == "As it was"
    assert list(Revision.objects.sealed().values_list("state", flat=True)) == [
        "published",
        "withdrawn",
        "published",
    ]
    assert [*broken_links(), *differing_records()] == []


def test_a_citation_that_leads_nowhere_is_refused():
    cited = {"citations": [{"source": "library", "field": "mandates/1999-10-25/force_level"}]}
    published("source", "library")

    with pytest.raises(Refused, match="'mandates/1999-10-25/force_level' leads nowhere"):
        publish(revise(content("mission", "xmis", owned=cited)))


def test_two_rows_of_one_natural_key_are_refused():
    alias = {"text": "Twice", "kind": "acronym"}

    with pytest.raises(Refused, match="aliases/Twice,en,acronym: Two rows have this key"):
        publish(revise(content("topic", "t", owned={"aliases": [alias, alias]})))


def test_the_chain_has_no_gaps_and_every_link_follows():
    for number in range(3):
        published("topic", f"t{number}")
    publish(revise(content("topic", "t1", summary="x", kind="benefit")))

    assert list(Revision.objects.sealed().values_list("sequence", flat=True)) == [1, 2, 3, 4]
    assert ChainHead.objects.get().sequence == 4
    assert [*broken_links(), *differing_records()] == []


def test_a_refused_publication_leaves_no_trace():
    published("topic", "t")
    head = ChainHead.objects.get().chain_hash

    with pytest.raises(Refused):
        publish(revise(content("topic", "u"), content("topic", "v", kind="no such kind")))

    assert ChainHead.objects.get().chain_hash == head
    assert Record.objects.count() == 1


def test_many_records_are_published_again_in_parts(monkeypatch):
    monkeypatch.setattr(rows, "AT_ONCE", 2)
    slugs = [f"t-{number}" for number in range(5)]
    publish(revise(*(content("topic", slug, name="Before") for slug in slugs)))

    publish(revise(*(content("topic", slug, name=f"After {slug}") for slug in slugs)))

    held = Record.objects.filter(slug__in=slugs).order_by("slug")
    assert [(one.name, one.version) for one in held] == [(f"After {slug}", 2) for slug in slugs]


@pytest.mark.parametrize(
    ("kind", "owned", "path"),
    [
        ("mission", {"roles": [{"role": "lead", "actor": "organization:o"}]}, "source"),
        ("mission", {"mandates": [{"rank": 1, "starts_on": "2001-01-01"}]}, "document"),
        (
            "document",
            {"mandate_actions": [{"action": "extend", "actor": "organization:o"}]},
            "effective_on",
        ),
        ("claim", {}, "section"),
    ],
)
def test_what_a_row_cannot_be_without_is_asked_for_by_name(kind, owned, path):
    published("organization", "o")

    with pytest.raises(Refused) as refused:
        publish(revise(content(kind, "one", owned=owned)))

    assert f"{path}: It needs a value." in str(refused.value)


def test_no_row_is_lost_where_one_statement_does_not_take_all(monkeypatch):
    monkeypatch.setattr(connection.features, "max_query_params", 40)
    names = [{"text": f"Name {number}", "kind": "descriptive"} for number in range(11)]
    published("topic", "one", owned={"aliases": names})

    assert Alias.objects.filter(record__slug="one").count() == 11
