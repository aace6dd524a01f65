"""The chain seals every column of a revision, below the triggers too."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from records.models import ChainHead, Revision
from records.writing.chain import SEALED, link
from records.writing.proof import broken_links, problems
from records.writing.publishing import publish
from tests.below import below_the_triggers
from tests.make import content, published, revise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OUTSIDE = {"id", "proposal", "attempt"}  # the database keeps the last two empty in the chain
COLUMNS = [one for one in Revision._meta.concrete_fields if one.name not in OUTSIDE]


def _another(column: models.Field, value):
    if column.name == "state":
        return "withdrawn"
    if column.choices:
        return next(one for one, _ in column.flatchoices if one != value)
    if isinstance(value, str):
        return "0" * 64 if column.max_length == 64 else f"{value} x"
    if isinstance(column, models.DateTimeField):
        return value + timedelta(microseconds=1)
    return value + 100


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_an_altered_column_of_any_revision_is_found(column):
    for slug in ("a", "b"):
        published("topic", slug)
        publish(revise(content("topic", slug, references="again")))

    for revision in Revision.objects.sealed():
        altered = {column.name: _another(column, getattr(revision, column.name))}
        with below_the_triggers():
            Revision.objects.filter(pk=revision.pk).update(**altered)
        assert list(broken_links()), f"revision {revision.sequence}"
        with below_the_triggers():
            Revision.objects.filter(pk=revision.pk).update(
                **{column.name: getattr(revision, column.name)}
            )
        assert not list(broken_links())


def test_every_column_is_sealed_by_the_link_or_by_a_hash_in_it():
    assert {column.name for column in COLUMNS} == {*SEALED, "content", "chain_hash"}


def test_the_last_revision_cut_off_with_the_head_set_back_is_found_in_the_tables():
    published("topic", "a")
    _cut_after_publishing("b")

    assert list(broken_links()) == []
    assert "topic b is in the tables without a published revision." in list(problems())


def test_a_cut_tail_is_found_by_the_head_that_was_published(capsys):
    published("topic", "a")
    published("topic", "b")
    call_command("head")
    head = capsys.readouterr().out.strip()
    published("topic", "c")
    call_command("verify_history", head=head)
    _cut(to=1)

    found = list(problems(head))

    assert any("does not pass through revision 2" in one for one in found)


def test_a_chain_written_anew_is_found_by_the_head_that_was_published():
    """Whoever holds the database can forge an author and seal all again; not what is outside."""
    published("topic", "a")
    head = ChainHead.objects.get()
    with below_the_triggers():
        revision = Revision.objects.get()
        revision.author = "somebody else"
        revision.chain_hash = link("0" * 64, revision)
        revision.save()
    ChainHead.objects.update(chain_hash=revision.chain_hash)

    assert list(problems()) == []
    assert len(list(problems(f"{head.sequence} {head.chain_hash}"))) == 1


@pytest.mark.parametrize("head", ["7", "abc", "1 xyz", f"1 {'g' * 64}"])
def test_a_head_of_another_form_is_refused_in_words(head):
    with pytest.raises(CommandError, match="--head wants a number and a hash"):
        call_command("verify_history", head=head)


def test_problems_are_counted_in_good_grammar(capsys):
    published("topic", "a")
    ChainHead.objects.all().delete()
    with pytest.raises(CommandError, match=r"^1 problem found\.$"):
        call_command("verify_history")
    published_rows = Revision.objects.all()
    published_rows.delete()
    with pytest.raises(CommandError, match=r"^1 problem found\.$"):
        call_command("verify_history")
    assert "topic a is in the tables without a published revision." in capsys.readouterr().err


def _cut_after_publishing(slug: str) -> None:
    published("topic", slug)
    _cut(to=Revision.objects.sealed().count() - 1)


def _cut(to: int) -> None:
    Revision.objects.filter(sequence__gt=to).delete()
    last = Revision.objects.get(sequence=to)
    ChainHead.objects.update(sequence=to, chain_hash=last.chain_hash)
