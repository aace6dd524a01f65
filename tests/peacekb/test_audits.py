"""Each audit finds the defect that it is there for, and leaves sound records alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from peacekb.audits import articles, deriving, lacking_evidence, tasks, totals
from tests.make import content, publish_with_facts
from tests.peacekb.audited import CITED, found, mission, resolution, strength

pytestmark = pytest.mark.django_db


def test_a_record_without_words_or_source_is_found():
    publish_with_facts(content("mission", "xone", summary="", owned={}))

    assert any("mission" in one for one in lacking_evidence.summaries())
    assert any("xone" in one or "mission" in one for one in lacking_evidence.evidence())


def test_each_value_is_found_that_neither_the_record_nor_its_field_is_cited_for():
    field = {"field": "headquarters", "source": "library"}
    publish_with_facts(
        content("mission", "xone", headquarters="Made-up Town", owned={"citations": [field]}),
        content("mission", "xtwo", headquarters="Made-up Town", owned=CITED),
    )

    told = found(lacking_evidence.every_value)

    assert told
    assert not any("headquarters" in one or "xtwo" in one for one in told)


def test_a_citation_that_leads_nowhere_is_found():
    lost = {"field": "strength/1999-01-01,troops", "source": "library"}
    publish_with_facts(mission(citations=[lost]))

    assert ["names no row" in one for one in lacking_evidence.citations()] == [True]


@pytest.mark.parametrize(("stated", "defects"), [("1,200 persons", 1), ("1,300 persons", 0)])
def test_what_contradicts_must_say_another_value(stated, defects):
    path = "strength/2001-03-01,troops"
    told = {"field": path, "source": "library", "stated": stated, "stance": "contradicts"}
    publish_with_facts(mission(citations=[told]), strength=[strength("troops", 1200)])

    assert len(found(lacking_evidence.citations)) == defects


@pytest.mark.parametrize(("parts", "defects"), [(100, 0), (102, 0), (103, 1), (97, 1)])
def test_categories_that_do_not_add_up_are_found(parts, defects):
    rows = [strength("troops", parts), strength("total_uniformed", 100)]
    publish_with_facts(mission(), strength=rows)

    assert len(found(totals.strength_parts)) == defects


def test_neither_civilians_nor_the_kinds_of_police_are_counted_beside_all_uniformed():
    counts = {
        "military": 70,
        "troops": 60,
        "military_observer": 10,
        "police": 30,
        "formed_police": 20,
        "police_individual": 10,
        "civilian_national": 500,
        "total_uniformed": 100,
    }
    publish_with_facts(mission(), strength=[strength(*count) for count in counts.items()])

    assert found(totals.strength_parts) == []


@pytest.mark.parametrize(("told", "defects"), [(False, 1), (True, 0)])
def test_contributions_that_differ_from_strength_need_a_citation(told, defects):
    path = "strength/2001-03-01,total_uniformed"
    citation = {"field": path, "source": "library", "stated": "90", "stance": "contradicts"}
    gave = {"mission": "xone", "state": "aaa", "month": "2001-03-01", "persons": 90}
    publish_with_facts(
        content("state", "aaa"),
        mission(citations=[citation] if told else []),
        strength=[strength("total_uniformed", 100)],
        contributions=[gave | {"category": "total_uniformed"}],
    )

    assert len(found(totals.contributions)) == defects


def test_means_of_a_year_are_not_added_to_the_contributions_of_its_january():
    key = {"mission": "xone", "month": "2001-01-01", "category": "total_uniformed"}
    gave = key | {"state": "aaa", "persons": 90}
    publish_with_facts(
        content("state", "aaa"),
        mission(),
        strength=[key | {"deployed": 90, "basis": "reported"}],
        contributions=[gave | {"precision": one} for one in ("month", "year")],
    )

    assert found(totals.contributions) == []


@pytest.mark.parametrize(("code", "defects"), [("XONE", 0), ("XTWO", 1)])
def test_a_death_that_counts_for_a_mission_its_code_does_not_mean_is_found(code, defects):
    named = {"scheme": "psdata-fatalities", "value": "XONE"}
    died = {"casualty_id": "X-1", "mission": "xone", "mission_code": code, "date": "2001-03-01"}
    publish_with_facts(
        mission(identifiers=[named]),
        fatalities=[
            died | {"category": "military", "incident_type": "illness", "persons": 1},
        ],
    )

    assert len(found(totals.fatalities)) == defects


def test_a_mission_that_nobody_led_is_found():
    publish_with_facts(mission())

    assert found(totals.leads) == ["mission xone has no lead."]


def mandate(starts_on, ends_on, action, rank=1):
    row = {"starts_on": starts_on, "ends_on": ends_on, "rank": rank, "document": "s-res-1-2001"}
    return row | {"action": f"s-res-1-2001#xone,establish,1,{action}"}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "defects"),
    [
        ("2001-02-01", "2002-01-31", 0),
        ("2001-02-01", "2003-05-31", 0),
        ("2001-02-02", "2002-01-31", 1),
        ("2001-02-01", "2002-01-30", 1),
    ],
)
def test_a_mandate_that_no_action_begins_or_ends_is_found(starts_on, ends_on, defects):
    acted = {"mission": "xone", "action": "establish", "paragraph": "1", "rank": 1}
    acted |= {"effective_on": "2001-02-01", "until": "2002-01-31"}
    publish_with_facts(
        resolution(owned={"mandate_actions": [acted]}),
        mission(mandates=[mandate(starts_on, ends_on, "2002-01-31")]),
    )

    assert len(found(totals.mandates)) == defects


@pytest.mark.parametrize(("ends_on", "agreeing"), [("2002-01-31", 1), ("2002-01-30", 0)])
def test_the_share_of_missions_whose_mandates_follow_from_actions_is_told(ends_on, agreeing):
    acted = {"mission": "xone", "action": "establish", "paragraph": "1", "rank": 1}
    acted |= {"effective_on": "2001-02-01", "until": "2002-01-31"}
    publish_with_facts(
        resolution(owned={"mandate_actions": [acted]}),
        mission(mandates=[mandate("2001-02-01", ends_on, "2002-01-31")]),
        mission("nothing-acted-on"),
    )

    (told,) = found(deriving.mandates_derived)

    assert f"for {agreeing} of 1 missions" in told


@pytest.mark.parametrize(
    ("anchor", "told"),
    [
        ("op3-a", ["0 of 1 tasks"]),
        ("op3-b", ["1 of 1 tasks", "paragraph 3 (b): Demining (assist)"]),
        ("", ["1 of 1 tasks", "no paragraph: Demining (assist)"]),
    ],
)
def test_a_task_whose_paragraph_is_not_in_the_text_that_is_held_is_named(anchor, told):
    stated = {"mission": "xone", "coding": "read", "statement": "sets_out"}
    task = {"statement": "xone,read", "anchor": anchor, "task": "demining"}
    owned = {
        "mandate_statements": [stated],
        "mandate_tasks": [task | {"modality": "assist", "strength": "requested"}],
    }
    kind = {"key": "demining", "name": "Demining", "group": "security", "rank": 1}
    coding = {"key": "read", "name": "Read", "coder": "Ann", "method": "Made up.", "rank": 1}
    text = {"rank": 1, "kind": "operative", "anchor": "op3-a", "text": "Shall clear mines."}
    publish_with_facts(
        mission(),
        resolution(owned=owned),
        resolution("s-res-2-2001", symbol="S/RES/2 (2001)", owned=owned),
        task_types=[kind | {"definition": "Made up."}],
        mandate_codings=[coding],
        paragraphs=[text | {"document": "s-res-1-2001"}],
    )

    found_now = found(tasks.task_paragraphs)

    assert [words in one for words, one in zip(told, found_now, strict=True)] == [True] * len(told)


def test_a_verdict_without_evidence_is_found():
    publish_with_facts(
        content(
            "article", "one", owned={"sections": [{"code": "X1", "heading": "On it", "rank": 1}]}
        ),
        content("claim", "xx-001", section="one#X1", verdict="supported"),
    )

    assert found(articles.verdicts) == ["claim XX-001 is supported without evidence."]


@pytest.mark.parametrize(
    ("ranks", "told"), [([1, 2], []), ([1, 3], ["1, 3"]), ([1, None], ["none, 1"])]
)
def test_a_list_whose_items_are_not_ranked_in_a_row_is_found(ranks, told):
    topics = [f"topic-{number}" for number, _ in enumerate(ranks)]
    items = [
        {"section": "X1", "topic": topic, "list_code": "L1", "rank": rank}
        for topic, rank in zip(topics, ranks, strict=True)
    ]
    owned = {
        "sections": [{"code": "X1", "heading": "On it", "rank": 1}],
        "lists": [{"section": "X1", "code": "L1", "kind": "bulleted", "items": "topics"}],
        "section_topics": items,
    }
    publish_with_facts(
        *(content("topic", topic) for topic in topics), content("article", "one", owned=owned)
    )

    assert found(articles.lists) == [f"list L1 of section X1 has the ranks {one}." for one in told]


def test_the_command_fails_and_says_what_is_wrong():
    publish_with_facts(mission())
    told = StringIO()

    with pytest.raises(CommandError, match="defects"):
        call_command("audit", stdout=told)

    assert "mission xone has no lead." in told.getvalue()


def test_two_roles_on_one_day_are_no_handover():
    def role(name, starts_on, ends_on):
        days = {"starts_on": starts_on, "ends_on": ends_on, "source": "library"}
        return {"role": name, "actor": "organization:one"} | days

    roles = [role("lead", "2001-02-01", "2002-01-01"), role("command", "2002-01-01", "2003-01-01")]
    publish_with_facts(
        content("organization", "one"),
        content("mission", "xmis", starts_on="2001-02-01", owned={"roles": roles}),
    )

    assert found(totals.one_holder_a_day) == []


def test_the_seats_are_counted_to_the_last_day_of_each_span():
    def seat(starts_on, ends_on):
        days = {"starts_on": starts_on, "ends_on": ends_on, "source": "library"}
        return {"organization": "un-sc", "kind": "permanent"} | days

    publish_with_facts(
        content("organization", "un-sc"),
        content("state", "aaa", owned={"memberships": [seat("1946-01-17", "1946-12-31")]}),
        content("state", "bbb", owned={"memberships": [seat("1946-01-17", "1947-12-31")]}),
    )

    spans = [told.partition("Council ")[2] for told in found(totals.council_seats)]
    assert spans[:2] == [
        "from 1946-01-17 to 1946-12-31, not 11.",
        "from 1947-01-01 to 1947-12-31, not 11.",
    ]
