"""Each question has filters of its own: what one is asked, another of its process never sees."""

from copy import deepcopy

import pytest

from records.common.filters import Turned
from tests.asking import VIEWS


@pytest.mark.parametrize("name", ["documents", "missions", "votes"])
def test_what_a_question_sets_on_its_filters_stays_with_it(name):
    for one in VIEWS[name].filterset_class.base_filters.values():
        mine, yours = deepcopy(one), deepcopy(one)
        mine.parent = mine.model = "mine"

        assert not hasattr(yours, "parent")
        assert mine.field is not yours.field
        if mine.method:
            assert mine.filter.f is mine
        if isinstance(one, Turned):
            assert len({id(each.of) for each in (one, mine, yours)}) == 3
        if hasattr(one, "names"):
            assert mine.names is not yours.names
