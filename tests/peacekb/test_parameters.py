"""Every parameter of every list bears on the answer, or is refused in words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legal.filters import OfProvision, OfSymbol
from legal.models import Provision
from records.common.filters import (
    DayFilter,
    Decade,
    Held,
    MonthFilter,
    OneOf,
    Ordering,
    Text,
    WholeNumber,
    YesNo,
    held_words,
)
from records.common.held_in import HeldIn
from records.filters import Named
from records.models import Record
from tests.asking import FILTERS, answer, asked
from tests.world import world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.no_cover,
    pytest.mark.usefixtures("on_a_world"),
]

NO_SUCH_WORD = "zzqq-nothing"


def value_for(name, parameter):
    """A value that the parameter reads, as an analyst would give it."""
    one = asked(name, parameter)
    match one:
        case Ordering():
            word = one.default
            return word[1:] if word.startswith("-") else f"-{word}"
        case Decade():
            return "1990s"
        case OneOf():
            return one.allowed.values[0]
        case Named():
            kinds = {} if one.kind == "*" else {"record_kind": one.kind}
            record = Record.objects.filter(**kinds).order_by("pk").first()
            return f"{record.record_kind}:{record.slug}" if one.kind == "*" else record.slug
        case Held():
            return (held_words(one.model, one.columns) or ["word"])[0]
        case OfSymbol():
            return "S/RES/1 (1999)"
        case OfProvision():
            provision = Provision.objects.order_by("pk").first()
            return f"{provision.document.slug}:{provision.number}"
        case YesNo():
            return "yes"
        case DayFilter():
            return "2000-01-01"
        case MonthFilter():
            return "2000-01"
        case HeldIn():
            return "2000"
        case WholeNumber():
            return "1"
        case Text():
            return "alpha"
    assert parameter == "certainty", f"Say in this test what {parameter} of {name} reads."
    return "perhaps"


@pytest.mark.parametrize(("name", "parameter"), FILTERS)
def test_a_parameter_changes_what_is_asked_of_the_base_or_is_refused(client, name, parameter):
    world()
    beside = {"as_of": "2000-01-01"} if parameter == "certainty" else {}
    answer(client, name)  # what is read once a process is read before
    with CaptureQueriesContext(connection) as without:
        answer(client, name, **beside)
    with CaptureQueriesContext(connection) as asking:
        reply = answer(client, name, **beside | {parameter: value_for(name, parameter)})

    if reply.status_code == 400:
        assert parameter in reply.json()["errors"]
        assert parameter == "as_of", reply.json()
    else:
        assert reply.status_code == 200
        assert {one["sql"] for one in asking} != {one["sql"] for one in without}


WORDED = [
    (name, parameter)
    for name, parameter in FILTERS
    if isinstance(asked(name, parameter), (OneOf, Held, Named, OfSymbol, OfProvision))
]


@pytest.mark.parametrize(("name", "parameter"), WORDED)
def test_a_word_that_nothing_bears_is_refused_where_any_is_known(client, name, parameter):
    world()
    one = asked(name, parameter)
    reply = answer(client, name, **{parameter: NO_SUCH_WORD})

    if isinstance(one, Held) and not held_words(one.model, one.columns):
        assert reply.json()["count"] == 0
    else:
        assert reply.status_code == 400
        assert NO_SUCH_WORD in reply.json()["errors"][parameter][0]
