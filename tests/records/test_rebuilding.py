"""The tables are made anew from the history, and are what they were."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from missions.models import Contribution, Mission
from records.content.canonical import contents_of
from records.content.facts import FactBatch, digest_of, held_rows
from records.models import NameEntry, Proposal, Record, RecordKind, Revision, Source
from records.models.ownership import fact_models
from records.writing.proof import problems
from records.writing.publishing import propose_again, propose_withdrawal, publish
from tests.make import content, published, revise
from tests.records.reviewing import drafted, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]


def rebuilt():
    told = StringIO()
    call_command("rebuild", stdout=told)
    return told.getvalue().splitlines()[-1]


def whole_base():
    """All records with their ids and days, and the digest of each table of each source."""
    records = {kind: contents_of(kind) for kind in RecordKind.values}
    days = list(Record.objects.order_by("pk").values_list("pk", "slug", "version", "updated_at"))
    began = list(Record.objects.order_by("pk").values_list("created_at", flat=True))
    digests = {
        (model.batch, source): digest_of(model, (row for _, row in held_rows(model, source)))
        for model in fact_models()
        for source in Source.objects.values_list("slug", flat=True)
    }
    return records, days, began, {key: one.hexdigest() for key, one in digests.items()}


def damage():
    """As a hand in the database would."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_record SET name = 'Another', version = 7")
        cursor.execute("DELETE FROM missions_contribution")
        cursor.execute("DELETE FROM missions_missionrole")
    NameEntry.objects.all().delete()


def test_what_was_damaged_is_as_it_was_published():
    before = whole_base()
    damage()
    assert list(problems()) != []

    assert rebuilt() == f"{Record.objects.count()} records are as they were last published."

    assert whole_base() == before
    assert list(problems()) == []


def test_a_base_that_is_whole_stays_as_it_is_and_the_chain_too():
    before, chain = whole_base(), list(Revision.objects.values_list("pk", "chain_hash"))
    rebuilt()
    assert (whole_base(), list(Revision.objects.values_list("pk", "chain_hash"))) == (before, chain)


def test_rows_that_a_batch_took_out_stay_out():
    removed = Contribution.objects.count()
    source = Source.objects.get(pk=Contribution.objects.values_list("source", flat=True)[0])
    held = contents_of("source", [source.slug])[source.slug]
    left = [one for one in held["owned"]["batches"] if one["table"] != "contributions"]
    none = FactBatch(Contribution, source.slug, [])
    held["owned"]["batches"] = [*left, none.summary()]
    publish(revise(held), [none])
    assert Contribution.objects.count() < removed
    before = whole_base()
    damage()
    rebuilt()
    assert whole_base() == before


def test_a_withdrawn_record_stays_withdrawn_and_one_that_came_back_is_there():
    gone, back = (published("mission", slug, name=slug) for slug in ("xgone", "xback"))
    for one in (gone, back):
        publish([propose_withdrawal(one, base_version=1, author="t", reason="made up")])
    first = Revision.objects.get(slug="xback", version=1)
    publish([propose_again(first, base_version=2, author="t", reason="back")])
    before = whole_base()
    rebuilt()
    assert whole_base() == before
    assert not Mission.objects.filter(slug="xgone").exists()
    assert Mission.objects.get(slug="xback").version == 3


def test_what_is_proposed_waits_on_and_is_not_published():
    publish(revise(content("mission", "xmis", name="Mission X", headquarters="Here")))
    proposal = drafted(person("ann"), headquarters="There")
    rebuilt()
    assert Mission.objects.get(slug="xmis").headquarters == "Here"
    assert Proposal.objects.get().pk == proposal.pk


def test_a_history_that_does_not_hold_changes_nothing(monkeypatch):
    monkeypatch.setattr("peacekb.management.commands.rebuild.problems", lambda: ["made up"])
    damage()
    with pytest.raises(CommandError, match="made up"):
        rebuilt()
    assert set(Record.objects.values_list("version", flat=True)) == {7}


def test_each_long_step_is_told():
    told = StringIO()
    call_command("rebuild", stdout=told)
    first, second, *_ = told.getvalue().splitlines()
    assert first == "Taking out what the tables hold"
    assert second == f"Writing {Record.objects.count()} records"
