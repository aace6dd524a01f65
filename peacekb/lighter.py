"""What Django does some thousand times a page, done with less."""

import gc
import sqlite3
import threading
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from types import ModuleType
from typing import Any

from django.core.handlers.base import BaseHandler
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.template import base as nodes
from django.template import library as tags
from django.urls import ResolverMatch, URLResolver, base, get_resolver
from django.utils import html, timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import trans_real

# A page makes some ten thousand objects; looking for cycles at each seven hundred of them, as
# Python does by itself, takes a twentieth of its time.
OBJECTS_BETWEEN_LOOKS = 50_000
MOST_MOMENTS = 50_000  # days and moments kept, of some 150 bytes each
MOST_ADDRESSES = 500  # each with the patterns that were tried before it, some 10 kB
MOST_QUESTIONS, LONGEST_QUESTION = 500, 5_000  # signs
# CPython 3.11 and 3.12 keep the frames of calls in chunks of 16 kB, and give a chunk back when its
# first frame ends: what is called in a loop at the edge of one, such as rows deep within templates,
# gets memory from the system each time. That was a third of a mission's page. A frame of so many
# words has a chunk of 256 kB, in which all that it calls finds room.
ROOMY = 16_000
# Language, prefix of addresses, time zone: one to a request. Django looks them up behind a lock and
# in a context, for programs that answer many requests in one thread; ours has one at a time.
OF_A_THREAD: tuple[tuple[ModuleType, str], ...] = (
    (trans_real, "_active"),
    (base, "_prefixes"),
    (base, "_urlconfs"),
    (timezone, "_active"),
)
# What writes a value into a page: each looks for the function in its own module.
WRITERS: tuple[ModuleType, ...] = (html, nodes, tags)


def make_lighter() -> None:
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, *gc.get_threshold()[1:])
    for module, name in OF_A_THREAD:
        setattr(module, name, _of_thread(getattr(module, name)))
    sqlite3.register_converter("date", _day)
    for kind in ("datetime", "timestamp"):
        sqlite3.register_converter(kind, _moment)
    SQLiteCursorWrapper.convert_query = _marked  # type: ignore[assignment, method-assign]
    BaseHandler.resolve_request = _resolve_request  # type: ignore[assignment, method-assign]
    answering = vars(BaseHandler)["_get_response"]
    answering.__code__ = answering.__code__.replace(co_stacksize=ROOMY)
    for module in WRITERS:
        vars(module)["conditional_escape"] = _escaped
    vars(nodes)["render_value_in_context"] = _shown
    vars(html)["mark_safe"] = SafeString  # what is formatted is text, never words yet to be said


def _of_thread(held: object) -> threading.local:
    local = threading.local()
    if hasattr(held, "value"):  # a prefix was set while Django was set up
        local.value = held.value
    return local


@lru_cache(MOST_MOMENTS)
def _day(written: bytes) -> object:
    """The same days stand in thousands of rows."""
    return parse_date(written.decode())


@lru_cache(MOST_MOMENTS)
def _moment(written: bytes) -> datetime | None:
    """With its zone, as it is kept in: Django would give it to each again."""
    moment = parse_datetime(written.decode())
    return moment and moment.replace(tzinfo=UTC)


_marked_anew: Any = SQLiteCursorWrapper.convert_query


def _marked(cursor: Any, query: str, *, param_names: Any = None) -> str:
    """The question with the marks that SQLite reads: the same are asked again and again."""
    if param_names is None and len(query) <= LONGEST_QUESTION:
        return _marked_before(query)
    return _marked_anew(cursor, query, param_names=param_names)


@lru_cache(MOST_QUESTIONS)
def _marked_before(query: str) -> str:
    return _marked_anew(None, query)


_resolve_anew = BaseHandler.resolve_request


def _resolve_request(handler: Any, request: Any) -> ResolverMatch:
    """Which view answers an address: else hundreds of patterns are tried for each request."""
    if hasattr(request, "urlconf"):
        return _resolve_anew(handler, request)
    found = _led_to(get_resolver(), request.path_info, trans_real.get_language())
    request.resolver_match = found
    return found


@lru_cache(MOST_ADDRESSES)
def _led_to(site: URLResolver, path: str, language: str | None) -> ResolverMatch:
    return site.resolve(path)


_lazily_escaped = html.conditional_escape


def _escaped(value: Any) -> str:
    """Most values are text, safe or not, of which it need not be asked whether it is lazy."""
    kind = type(value)
    if kind is SafeString:
        return value
    return SafeString(escape(value)) if kind is str else _lazily_escaped(value)


_shown_by_kind = nodes.render_value_in_context


def _shown(value: Any, context: Any) -> str:
    """Most values of templates are text, or whole numbers without marks between thousands."""
    kind = type(value)
    if kind is SafeString:
        return value
    if kind is int:
        return str(value)
    if kind is str and context.autoescape:
        return SafeString(escape(value))
    return _shown_by_kind(value, context)
