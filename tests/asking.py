"""Asks the API as an analyst does, and knows every parameter of every list."""

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from peacekb.api import router
from records.common.filters import Turned
from records.models import RecordKind
from records.reading.known import WORTH_SAYING
from records.writing.publishing import publish
from tests.make import content, revise

VIEWS = {name: view for name, view, _ in router.registry if name != "search"}
FILTERS = [
    (name, parameter)
    for name, view in sorted(VIEWS.items())
    for parameter in view.filterset_class.base_filters
]


def answer(client, name, /, **query):
    return client.get(f"/api/v1/{name}/", query)


def by_view(name, /, **query):
    """What the view of a list alone answers: all that stands around it stands around every view,
    and costs more than most refusals."""
    view = VIEWS[name].as_view({"get": "list"}, basename=name)
    reply = view(RequestFactory().get(f"/api/v1/{name}/", query))
    return reply.render() if hasattr(reply, "render") else reply


def keys(client, name, /, **query):
    reply = answer(client, name, **query)
    assert reply.status_code == 200, reply.json()
    return [row["key"] for row in reply.json()["results"]]


def asked(name, parameter):
    found = VIEWS[name].filterset_class.base_filters[parameter]
    found.model = VIEWS[name].filterset_class._meta.model
    if isinstance(found, Turned):
        found.of.model = found.model
    return found


def bare_records():
    """A record of each kind, of which next to nothing is known."""
    kinds = [kind for kind in RecordKind.values if kind not in NEEDING]
    publish_all(*(content(kind, bare(kind)) for kind in kinds))


NEEDING = ("article", "claim", "process", "comparison", "case_study")  # rows of other records


def bare(kind):
    return "zzz" if kind == "state" else f"bare-{kind.replace('_', '-')}"


def publish_all(*contents):
    publish(revise(*contents))


def ask(client, path, **query):
    reply = client.get(f"/api/v1/{path}/", query)
    assert reply.status_code == 200, reply.content
    return reply.json()


def columns(answer):
    """What the account says of each column asked."""
    return answer["meta"]["coverage"]["columns"]


def told(answer):
    """Of each field that the account warns of: how many are known, of how many."""
    warned = {one["parameter"] for one in answer["meta"]["holes"] if one["kind"] == "unknown"}
    least = WORTH_SAYING if answer["count"] else 1
    found = [one for one in columns(answer) if one["known"] < least * one["of"]]
    assert {one["parameter"] for one in found} == warned
    return {one["field"]: (one["known"], one["of"]) for one in found}


def known_until(answer):
    """The last day that is held, where a later one was asked for."""
    horizon = answer["meta"]["horizon"]
    return horizon["last"] if horizon["asked_beyond"] else None


CHARTER = content(
    "document",
    "charter",
    kind="treaty",
    owned={
        "provisions": [
            {"number": "VII", "rank": 1},
            {"number": "41", "rank": 2, "parent": "charter#VII"},
            {"number": "42", "rank": 3, "parent": "charter#VII"},
        ]
    },
)


def invoking(slug, *numbers):
    rows = [{"provision": f"charter#{one}", "relation": "acting_under"} for one in numbers]
    return content("document", slug, symbol=slug.upper(), owned={"provisions_invoked": rows})


def queries(client, path):
    client.get(path)  # what is read once a process is read before counting
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
