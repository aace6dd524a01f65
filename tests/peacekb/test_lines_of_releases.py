"""What the columns of a release can be asked, they answer as the list does."""

from random import randrange

import pytest
from django.test import override_settings

from peacekb.releases.making import make_release
from tests.asking import VIEWS, answer
from tests.peacekb.released import asked_of, lines_of
from tests.peacekb.test_parameters import parameters, value_for
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


@pytest.fixture(scope="module")
def of_two_worlds(shared_base, tmp_path_factory):
    world(2)
    with override_settings(RELEASES=tmp_path_factory.mktemp("releases")):
        return make_release("2026.11", with_parquet=False)


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_the_line_answers_what_the_list_answers(client, of_two_worlds, settings, name, rounds):
    """Every parameter that is said of the file finds in it the rows that the list finds.

    A third of them, chosen anew, in every run.
    """
    release = of_two_worlds
    settings.RELEASES = release.folder.parent
    rows = lines_of(release, f"ndjson/{name}.ndjson.gz")
    said, parts = 0, rounds(3, 1)
    for parameter, one in [*parameters(name)][randrange(parts) :: parts]:
        value = value_of(rows, parameter, one)
        query = {parameter: value}
        reply = answer(client, name, release="2026.11", **query)
        if reply.status_code == 400:
            continue
        told = reply.json()
        if parameter in told["not_asked"]:
            assert " WHERE " not in told["sqlite"]
            continue
        said += 1
        keys_alone = {"page_size": 1000, "fields": "key", "meta": "none"}
        found = answer(client, name, **keys_alone, **query).json()["results"]
        keys = [key for (key, *_) in asked_of(release, told["sqlite"])]
        assert keys == sorted(row["key"] for row in found), (parameter, value, told["sqlite"])
    assert said or parts > 1, "No parameter of the list can be asked of its file."


def value_of(rows, parameter, one):
    """One that a row has or, where none would be found by it, one that fits the type."""
    column = parameter.partition("__")[0]
    held = [row[column] for row in rows if isinstance(row.get(column), str | int | float)]
    if not held or parameter.endswith("isnull"):
        return value_for(one)
    return str(held[0]).lower() if isinstance(held[0], bool) else str(held[0])
