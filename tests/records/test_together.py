"""What is put into SQL once answers as the querysets do."""

from datetime import date
from itertools import pairwise

import pytest

from missions.mission_page import OWN_ROWS
from missions.models import Mission, MissionRole
from records.common.prepared import Instances, InstancesAmong, Tuples
from records.common.together import Together
from records.reading.beside import LINK, SOURCE, read_beside
from tests.world import of_worlds, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]


@of_worlds(3)
def test_tables_asked_together_answer_as_each_does_alone(django_assert_num_queries):
    world(3)
    asked = Together(**OWN_ROWS)
    for mission in Mission.objects.all():
        with django_assert_num_queries(1):
            answers = asked(mission.pk)
        for name, question in OWN_ROWS.items():
            alone = list(question(mission.pk))
            assert answers[name] == alone, name
            shown = [vars(one) for one in alone if hasattr(one, "pk")]
            for made, held in zip(answers[name], shown, strict=False):
                told = {key: one for key, one in vars(made).items() if key != "_state"}
                assert told.items() <= held.items()
    assert any(asked(one.pk)["hosts"] for one in Mission.objects.all())


@of_worlds(3)
def test_instances_come_in_their_order_with_the_rows_beside_them(django_assert_num_queries):
    world(3)

    def roles(mission):
        return MissionRole.objects.filter(mission=mission).select_related("actor", "source")

    asked = Instances(roles)
    for mission in Mission.objects.all():
        held = [(one, one.actor.name, one.source.slug) for one in roles(mission.pk)]
        with django_assert_num_queries(1):
            told = [(one, one.actor.name, one.source.slug) for one in asked(mission.pk)]
        assert told == held
    assert MissionRole.objects.exists()


@of_worlds(3)
def test_instances_among_keys_have_the_rows_beside_them(django_assert_num_queries):
    world(3)

    def roles(missions):
        return MissionRole.objects.filter(mission__in=missions).select_related("actor")

    asked = InstancesAmong(roles)
    keys = list(Mission.objects.values_list("pk", flat=True))
    for some in (keys, keys[:1], [-1]):
        held = [(one, one.role, one.actor.name) for one in roles(some)]
        with django_assert_num_queries(1):
            told = [(one, one.role, one.actor.name) for one in asked(some)]
        assert told == held
    with django_assert_num_queries(0):
        assert asked([]) == []
    assert MissionRole.objects.exists()


@of_worlds(3)
def test_values_are_of_the_key_and_the_days_that_were_given(django_assert_num_queries):
    world(3)

    def roles(mission, first, last):
        rows = MissionRole.objects.filter(mission=mission).overlapping(first, last)
        return rows.order_by("pk").values_list("role", "actor__name", "starts_on")

    asked = Tuples(roles)
    days = sorted({one.starts_on for one in MissionRole.objects.all() if one.starts_on})
    for mission in Mission.objects.all():
        for first, last in pairwise([date.min, *days, date.max]):
            with django_assert_num_queries(1):
                told = asked(mission.pk, first, last)
            assert told == list(roles(mission.pk, first, last))
    assert days


@of_worlds(3)
def test_of_what_stands_beside_rows_no_more_is_read_than_was_named(django_assert_num_queries):
    world(3)
    roles = MissionRole.objects.order_by("pk")

    with django_assert_num_queries(1):
        told = list(read_beside(roles, mission=LINK, source=SOURCE))
        named = [(one.note, one.mission.get_absolute_url(), one.source.is_weak) for one in told]

    assert named == [
        (one.note, one.mission.get_absolute_url(), one.source.is_weak) for one in roles
    ]
    assert {"summary", "starts_on"} <= told[0].mission.get_deferred_fields()
