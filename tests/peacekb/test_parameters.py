"""Every parameter of every list, with each operator, bears on the answer or is refused."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legal.filters import OfProvision, OfSymbol
from legal.models import Provision
from records.common.filters import (
    Compared,
    Contains,
    DayFilter,
    Decade,
    Empty,
    Held,
    MonthFilter,
    Number,
    OnDay,
    OneOf,
    Ordering,
    Text,
    Turned,
    YesNo,
    held_words,
)
from records.common.held_in import HeldIn
from records.models import Record, RecordKind
from records.named import Keys, Named
from tests.asking import VIEWS, answer, asked, by_view
from tests.world import world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]

NO_SUCH_WORD = "zzqq-nothing"


def parameters(name):
    return [(one, asked(name, one)) for one in VIEWS[name].filterset_class.base_filters]


def value_for(one):
    """A value that the filter reads, as an analyst would give it."""
    match one:
        case Empty():
            return "yes"
        case Contains() | Text():
            return "alpha"
        case Compared():
            return "2000-01" if isinstance(one.of, MonthFilter) else value_for(one.of)
        case Turned():
            return value_for(one.of)
        case Ordering():
            word = one.default
            return word[1:] if word.startswith("-") else f"-{word}"
        case Keys():
            first = one.model._default_manager.order_by("pk").first()
            return first.slug if first else "alpha"
        case Decade():
            return "1990s"
        case OneOf():
            return next(iter(one.labels))
        case Named():
            kinds = one.kinds() or RecordKind.values
            record = Record.objects.filter(record_kind__in=kinds).order_by("pk").first()
            return f"{record.record_kind}:{record.slug}" if one.kind == "*" else record.slug
        case Held():
            return (held_words(one.model, one.columns) or ["word"])[0].partition(",")[0]
        case OfSymbol():
            return "S/RES/1 (1999)"
        case OfProvision():
            provision = Provision.objects.order_by("pk").first()
            return f"{provision.document.slug}:{provision.number}"
        case YesNo():
            return "yes"
        case DayFilter() | OnDay():
            return "2000-01-01"
        case MonthFilter():
            return "2000-01"
        case HeldIn():
            return "2000"
        case Number():
            return str(max(1, one.bounds.least) if one.bounds else 1)
    return "perhaps"  # certainty


def sql(name, **query):
    """Of the rows alone: neither their columns nor the account tell whether they were narrowed."""
    with CaptureQueriesContext(connection) as asking:
        reply = by_view(name, fields="key", meta="none", **query)
    return reply, {one["sql"] for one in asking}


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_parameter_changes_what_is_asked_of_the_base_or_is_refused(name):
    world()
    sql(name)  # what is read once a process is read before
    plain, on_day = sql(name)[1], sql(name, as_of="2000-01-01")[1]
    for parameter, one in parameters(name):
        beside = {"as_of": "2000-01-01"} if parameter == "certainty" else {}
        value = value_for(one)
        reply, asking = sql(name, **beside | {parameter: value})

        if reply.status_code == 400:
            assert parameter == "as_of", (parameter, value)
            assert parameter in json.loads(reply.content)["errors"]
        else:
            assert reply.status_code == 200, (parameter, value)
            assert asking != (on_day if beside else plain), f"{parameter}={value} does nothing."


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_word_that_nothing_bears_is_refused_where_any_is_known(client, name):
    world()
    for parameter, one in parameters(name):
        of = one.of if isinstance(one, Turned) else one
        if isinstance(one, Empty | Contains):
            continue
        if not isinstance(of, OneOf | Held | Named | OfSymbol | OfProvision):
            continue
        reply = answer(client, name, **{parameter: NO_SUCH_WORD})

        if isinstance(of, Held) and not held_words(of.model, of.columns):
            assert reply.status_code == 200, parameter
        else:
            assert reply.status_code == 400, parameter
            assert NO_SUCH_WORD in reply.json()["errors"][parameter][0]
