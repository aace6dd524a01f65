"""The addresses of every type of page, each for the records on which most hangs."""

from collections.abc import Iterator

from django.db import models
from django.urls import get_resolver

from records.common.addresses import FOLDERS
from records.common.drawing.figure import EMBEDS
from records.models.ownership import record_model


def own_pages() -> Iterator[str]:
    """The pages whose address names nothing: lists, and what lies across records."""
    yield from (route for route in routes() if "<" not in route)


def routes() -> Iterator[str]:
    """Patterns of addresses of pages, without the API and the admin, which have limits of their
    own, and without figures of pages to embed."""
    for pattern in get_resolver().url_patterns:
        own = pattern.url_patterns if hasattr(pattern, "url_patterns") else [pattern]
        if not str(pattern.pattern).startswith(("api/", "admin/", EMBEDS)):
            yield from (f"/{one.pattern}" for one in own if f"/{one.pattern}".endswith("/"))


def pages_of_records() -> Iterator[str]:
    for kind in FOLDERS:
        for record in largest(record_model(kind)):
            yield record.get_absolute_url()


def parts_of_records() -> Iterator[str]:
    """Pages below that of a record, such as its figures and its history."""
    below = [route.split("/<str:slug>/") for route in routes() if route.count("<") == 1]
    for page in pages_of_records():
        yield f"/history{page}"
        for folder, *rest in below:
            if rest and rest[0] and page.startswith(f"{folder}/"):
                yield page + rest[0]


def largest(model: type[models.Model]) -> list:
    """Of each table whose rows hang on such records, the one with the most."""
    found = set()
    for relation in model._meta.related_objects:
        if relation.one_to_one:
            continue
        path = relation.field.name
        of = relation.related_model._default_manager.filter(**{f"{path}__in": model.objects.all()})
        counted = of.order_by().values_list(path).annotate(rows=models.Count("pk"))
        found |= {key for key, _ in counted.order_by("-rows", path)[:1]}
    return list(model._default_manager.filter(pk__in=found))
