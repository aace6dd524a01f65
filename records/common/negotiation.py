"""Which format an answer has: by its suffix or by `Accept`, and in words where there is none."""

from collections.abc import Iterable
from typing import Any

from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from records.common.formats import PARQUET, packed


class Negotiation(DefaultContentNegotiation):
    def select_renderer(
        self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        held = list(renderers)
        suffixes = [one.format for one in held]
        if format_suffix and format_suffix not in suffixes:
            raise _not_had(f"'{format_suffix[:20]}'", suffixes)
        try:
            # A suffix says all: what a program sends as Accept by habit does not count beside it.
            if format_suffix:
                chosen = held[suffixes.index(format_suffix)]
                found = chosen, chosen.media_type
            else:
                found = super().select_renderer(request, held)
        except exceptions.NotAcceptable as error:
            raise _not_had("what Accept names", suffixes) from error
        if found[0].format == PARQUET.suffix and not packed.is_there():
            text = "This server has no library for Parquet (the extra `parquet`). Take .csv."
            raise exceptions.NotAcceptable(text)
        return found


def _not_had(what: str, suffixes: list[str]) -> exceptions.NotAcceptable:
    return exceptions.NotAcceptable(
        f"This answer is not to be had as {what}. Formats: {', '.join(suffixes)}."
    )
