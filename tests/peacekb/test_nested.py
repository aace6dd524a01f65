"""What stands within the rows of a list can be had flat."""

from collections import Counter

import pytest
from rest_framework.serializers import ListSerializer

from peacekb.api import router
from records.models import CoverageSource
from records.models.evidence import Batch
from tests.asking import VIEWS, ask
from tests.world import of_worlds, world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]

NESTED_ONLY = {
    Batch: "counts and digests that seal the rows of a source: the rows have tables of their own",
    CoverageSource: "an account of whole tables, which every answer gives of its own rows",
}


def within(serializer):
    """(name, serializer of the rows) of what is nested, at any depth."""
    for name, field in serializer.fields.items():
        if isinstance(field, ListSerializer):
            yield name, field.child
            yield from within(field.child)


def nested():
    """(list, name within its rows, model)"""
    for listed, view, _ in router.registry:
        both = {getattr(view, "detail_serializer_class", None), view.serializer_class} - {None}
        for serializer in both if listed != "search" else ():
            for name, rows in within(serializer()):
                yield listed, name, rows.Meta.model


def of_model():
    """Lists by their model; of records there may be two, of all and of some."""
    return {view.queryset.model: name for name, view in VIEWS.items()}


def test_all_that_is_nested_has_a_table_of_its_own_or_a_reason():
    found = list(nested())
    flat = of_model().keys() | NESTED_ONLY.keys()

    assert len(found) > 40
    assert [one for one in found if one[2] not in flat] == []
    assert NESTED_ONLY.keys() <= {model for _, _, model in found}
    assert not NESTED_ONLY.keys() & of_model().keys()


@of_worlds(2)
def test_a_table_has_the_rows_that_stand_within_all_records_and_no_others(client):
    world(2)
    within_records, found = Counter(), list(nested())
    for listed in VIEWS.keys() - {"resolutions", "coverage"}:  # documents once; what is derived
        names = {name: model for one, name, model in found if one == listed}
        for row in ask(client, listed, page_size=100)["results"] if names else ():
            one = ask(client, f"{listed}/{row['key']}")
            within_records.update({(name, names[name]): len(one.get(name, ())) for name in names})

    flat = of_model()
    for (name, model), number in within_records.items():
        if model in flat and not name.endswith("_from"):  # what it leads to may not be held
            assert 0 < number == ask(client, flat[model])["count"], (name, model)
