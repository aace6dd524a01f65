"""Answers: our renderer and the framework's; coverage as it is kept, and counted anew."""

from django.db import transaction
from django.test import Client
from rest_framework.renderers import JSONRenderer

from benchmarks.side_by_side import compare
from records.common.rendering import JSON
from records.models import Coverage
from records.reading.coverage import all_models, count

ROWS = Client(headers={"host": "localhost"}).get("/api/v1/votes/?page_size=1000").json()


def counted_anew() -> None:
    with transaction.atomic():
        count(all_models())
        transaction.set_rollback(True)


compare("1,000 votes as JSON", lambda: JSON().render(ROWS), lambda: JSONRenderer().render(ROWS))
compare("coverage of every table", lambda: list(Coverage.objects.all()), counted_anew)
