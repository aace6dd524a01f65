"""The index of the search: it follows every publication, and says when it is behind."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import IndexVersion, SearchEntry
from knowledge.search.fulltext import index_present
from knowledge.search.query import parse
from knowledge.search.searching import Narrowing, holding, matches
from knowledge.search.version import index_up_to_date
from missions.models import TaskPeriod
from missions.tasks.following import differences
from records.models import Coverage, NameEntry, Record
from records.reading import coverage
from records.writing.publishing import propose_withdrawal, publish
from tests.asking import queries
from tests.make import article_content, content, published, revise
from tests.world import world

pytestmark = pytest.mark.slow

pages = pytest.mark.django_db


def found(text):
    keys = matches(parse(text), Narrowing()).keys
    entries = SearchEntry.objects.select_related("record").in_bulk(keys)
    return [entries[key].record.slug for key in keys]


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
def test_the_index_needs_no_more_queries_for_more_hits(client):
    counts = []
    for number in (1, 3):
        world(number)
        counts.append(queries(client, "/api/v1/search/?q=made"))

    assert counts[0] == counts[1]


@pages
@pytest.mark.plan_of_sqlite
def test_what_holds_the_words_is_found_by_its_key_and_not_among_all():
    plan = holding(parse('"made up" OR peace*')).explain()

    assert "SEARCH knowledge_searchentry USING INTEGER PRIMARY KEY" in plan
    assert "SCAN knowledge_searchentry" not in plan


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
