"""What is put into SQL once answers as the querysets do."""

import pytest

from missions.mission_page import OWN_ROWS
from missions.models import Mission, MissionRole
from records.common.prepared import Instances
from records.common.together import Together
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
