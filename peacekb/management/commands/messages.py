"""Gathers every word that is to be translated, and compiles what has been."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages

from legal.models import Resolution
from peacekb.glossary import GROUPS
from records.common.filters import Ordering, StrictFilterSet
from records.reading.coverage import all_models

# Models, orders and the glossary say their words once, where no extractor finds them: these
# stand in this file while the others are gathered.
WORDS_OF_MODELS = settings.BASE_DIR / "peacekb" / "words_of_models.py"
CATALOGUE = settings.BASE_DIR / "locale" / "fr" / "LC_MESSAGES" / "django.po"
WHEN = re.compile(r'"POT-Creation-Date: .*\n')
NOT_SHOWN = (".venv/*", ".static/*", "tests/*", "benchmarks/*", "templates/admin/*")


class Command(makemessages.Command):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with words_of_models():
            super().handle(
                *args,
                **options
                | {
                    "locale": ["fr"],
                    "no_wrap": True,
                    "no_location": True,
                    "no_obsolete": True,
                    "ignore_patterns": list(NOT_SHOWN),
                },
            )
        _forget_when()
        call_command("compilemessages", locale=["fr"], ignore_patterns=list(NOT_SHOWN), verbosity=0)


def _forget_when() -> None:
    """The same words make the same file, whenever they are gathered."""
    text = CATALOGUE.read_text()
    CATALOGUE.write_text(WHEN.sub("", text))


@contextmanager
def words_of_models() -> Iterator[None]:
    lines = [f"_({word!r})\n" for word in sorted({*_of_models(), *_of_orders(), *_of_glossary()})]
    WORDS_OF_MODELS.write_text("".join(lines))
    try:
        yield
    finally:
        WORDS_OF_MODELS.unlink()


def _of_models() -> Iterator[str]:
    models: list[Any] = [*all_models(), Resolution]
    for model in models:
        named = model._meta
        yield from (str(named.verbose_name), str(named.verbose_name_plural))
        for field in (*named.fields, *named.many_to_many):
            yield str(field.verbose_name)


def _of_glossary() -> Iterator[str]:
    for _title, terms in GROUPS:
        for term in terms:
            yield from (term.words, term.meaning)


def _of_orders() -> Iterator[str]:
    waiting: list[Any] = [StrictFilterSet]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        for asked in kind.base_filters.values():
            if isinstance(asked, Ordering):
                yield from (word.replace("_", " ") for word in asked.orders)
