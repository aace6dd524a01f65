"""Numbers that no column can hold are refused: a comparison would keep every row, or none."""

import pytest

from records.common.filters import Compared, Number
from tests.asking import FILTERS, asked, by_view

pytestmark = pytest.mark.django_db


def _numbers():
    for name, parameter in FILTERS:
        one = asked(name, parameter)
        number = one.of if isinstance(one, Compared) else one
        if isinstance(number, Number) and number.bounds:
            yield name, parameter, number.bounds


BOUNDED = list(_numbers())


def test_lists_ask_whole_numbers_within_the_bounds_of_their_columns():
    assert len(BOUNDED) > 100


@pytest.mark.parametrize(("name", "parameter", "bounds"), BOUNDED, ids=str)
def test_a_number_beyond_what_the_column_holds_is_refused(name, parameter, bounds):
    for number in (bounds.least - 1, bounds.most + 1):
        reply = by_view(name, **{parameter: str(number)})

        assert reply.status_code == 400
        assert f"from {bounds.least} to {bounds.most}" in reply.content.decode()
