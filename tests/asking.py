"""Asks the API as an analyst does, and knows every parameter of every list."""

from peacekb.api import router

VIEWS = {name: view for name, view, _ in router.registry if name != "search"}
FILTERS = [
    (name, parameter)
    for name, view in sorted(VIEWS.items())
    for parameter in view.filterset_class.base_filters
]


def answer(client, name, /, **query):
    return client.get(f"/api/v1/{name}/", query)


def keys(client, name, /, **query):
    reply = answer(client, name, **query)
    assert reply.status_code == 200, reply.json()
    return [row.get("slug") or row.get("code") or row["id"] for row in reply.json()["results"]]


def asked(name, parameter):
    found = VIEWS[name].filterset_class.base_filters[parameter]
    found.model = VIEWS[name].filterset_class._meta.model
    return found
