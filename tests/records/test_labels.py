import pytest

from legal.models import Document, DocumentProvision
from missions.models import Mandate, MandateTask, Mission, MissionRole
from organizations.models import Organization
from records.models import Alias
from records.reading.labels import (
    columns_of,
    give_names,
    label_of,
    parts_of,
    record_columns,
    tables_of,
)
from tests.make import content, published


def said(model, name, row):
    return [part.text for part in parts_of(model, name, row)]


@pytest.mark.parametrize(
    ("model", "name", "row", "words"),
    [
        (Mission, "type", {"type": "air_campaign"}, ["Air campaign"]),
        (Mission, "consent", {}, ["Not coded"]),
        (Mission, "acronym", {"acronym": "XMIS"}, ["XMIS"]),
        (Mission, "acronym", {}, []),
        (Mission, "never_deployed", {"never_deployed": True}, ["yes"]),
        (Mission, "never_deployed", {}, ["no"]),
        (Mission, "host_states", {"host_states": ["aaa", "bbb"]}, ["aaa", "bbb"]),
        (Mission, "latitude", {"latitude": "-8.56"}, ["-8.56"]),
        (Document, "organ", {"organ": "un-sc"}, ["un-sc"]),
        (Document, "year", {"year": 1999}, ["1999"]),
        (MissionRole, "actor", {"actor": "party:band"}, ["band"]),
        (DocumentProvision, "provision", {"provision": "charter#2(4)"}, ["charter, 2(4)"]),
        (MandateTask, "task", {"task": "human_rights"}, ["human rights"]),
        (MandateTask, "statement", {"statement": "xmis,read"}, ["xmis,read"]),
        (Mission, "forgotten", {"forgotten": "as it stood"}, ["as it stood"]),
        (None, "anything", {"anything": 5}, ["5"]),
    ],
)
def test_a_value_is_told_in_words(model, name, row, words):
    assert said(model, name, row) == words


@pytest.mark.parametrize(
    ("model", "name", "row", "words"),
    [
        (Mandate, "starts_on", {"starts_on": "1999-10-25"}, ["25 October 1999"]),
        (
            Mandate,
            "ends_on",
            {"ends_on": "1999-10-31", "ends_precision": "month"},
            ["October 1999"],
        ),
        (Mandate, "ends_on", {"ends_precision": "unknown"}, ["not known"]),
        (Mandate, "ends_on", {}, []),
        (Alias, "starts_on", {"starts_precision": "unknown"}, []),
        (Organization, "adopted_on", {}, []),
        (
            Organization,
            "adopted_on",
            {"adopted_on": "2007-01-01", "adopted_precision": "year"},
            ["2007"],
        ),
        (Document, "signed_on", {"signed_on": "1945-06-26"}, ["26 June 1945"]),
    ],
)
def test_a_day_is_told_by_its_precision(model, name, row, words):
    assert said(model, name, row) == words


def test_a_precision_and_a_flag_that_is_not_set_are_no_columns_of_their_own():
    row = {"starts_on": "1999-10-01", "starts_precision": "month", "rank": 3}

    columns = columns_of(Mandate, row)

    named = {one.label: [part.text for part in one.parts] for one in columns}
    assert named == {"Starts on": ["October 1999"], "Rank": ["3"], "Chapter": ["Not specified"]}


def test_labels_are_those_of_the_model_and_readable_for_what_it_does_not_know():
    assert label_of(Document, "chapter_vii") == "Chapter VII"
    assert label_of(Document, "signed_on") == "Opened for signature"
    assert label_of(Document, "long_gone") == "Long gone"


def test_a_reference_leads_to_its_record():
    (part,) = parts_of(DocumentProvision, "provision", {"provision": "charter#2(4)"})

    assert part.address == "/documents/charter/"


@pytest.mark.django_db
def test_names_stand_for_slugs_where_the_record_is_published(django_assert_num_queries):
    published("state", "aaa", name="Aland")
    published("document", "charter", name="The Charter")
    hosts = parts_of(Mission, "host_states", {"host_states": ["aaa", "zzz"]})
    provision = parts_of(DocumentProvision, "provision", {"provision": "charter#2(4)"})

    with django_assert_num_queries(1):
        give_names([hosts], provision)

    assert [part.text for part in hosts] == ["Aland", "zzz"]
    assert provision[0].text == "The Charter, 2(4)"


def test_without_references_the_database_is_not_asked():
    parts = parts_of(Mission, "acronym", {"acronym": "XMIS"})

    give_names(parts)  # pytest-django refuses any query here

    assert parts[0].text == "XMIS"


def test_a_content_becomes_columns_and_tables_with_its_own_kind_first():
    aliases = [{"text": "Old", "language": "en", "kind": "former_name"}]
    mandates = [{"starts_on": "1999-10-25", "document": "s-res-1", "rank": 1, "roe_note": "Yes"}]
    mandates.append({"starts_on": "2000-10-25", "document": "s-res-1", "rank": 2})
    owned = {"aliases": aliases, "mandates": mandates, "forgotten": [{"old_name": "x"}]}
    one = content("mission", "xmis", acronym="XMIS", summary="Said above", owned=owned)

    labels = [column.label for column in record_columns(one)]
    assert "Acronym" in labels
    assert not {"Name", "Summary", "Slug", "Owned"} & set(labels)

    tables = tables_of(one)
    assert [table.title for table in tables] == ["Mandates", "Aliases", "Forgotten"]
    own = tables[0]
    notes = [row[own.labels.index("Note on rules of engagement")] for row in own.rows]
    assert [[part.text for part in parts] for parts in notes] == [["Yes"], []]
    assert (tables[2].labels, tables[2].rows[0][0][0].text) == (["Old name"], "x")
