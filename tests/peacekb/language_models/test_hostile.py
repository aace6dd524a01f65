"""Whatever is given to a tool is answered or refused in words, and never breaks it."""

import json
from urllib.parse import unquote

import pytest

from peacekb.language_models.asking import Site
from peacekb.language_models.server import _called
from peacekb.language_models.tools import TOOLS
from tests.pages import HOSTILE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]

FITTING = {
    "check_claim": {"text": "MALPHA"},
    "search": {"words": "MALPHA"},
    "record": {"name": "MALPHA"},
    "mandate_in_force": {"mission": "MALPHA"},
    "votes": {"state": "AAA"},
    "clock": {},
    "paragraph": {"phrase": "Made-up words"},
    "query": {"list": "votes"},
    "describe_list": {"list": "votes"},
}
WRONG_TYPES = [None, 1, -1, 1.5, float("nan"), True, [], ["a"], {}, {"a": {"b": "c"}}]
TEXTS = [unquote(text) for text in HOSTILE] + [
    "",
    " ",
    "a" * 10_000,
    "\ud800",
    "é" * 300,
    '"',
    "\0",
]
ARGUMENTS = [
    (name, argument) for name, tool in TOOLS.items() for argument in tool.asks.model_fields
]


def told(name, arguments):
    result = _called(Site(), name, arguments)
    text = result.content[0].text
    assert "The fault is ours" not in text
    assert "Something went wrong" not in text
    if result.is_error:
        assert text.startswith("Refused. ")
        assert len(text) < 3_000
    else:
        json.dumps(result.structured_content, allow_nan=False).encode()
    return result


def test_each_tool_has_arguments_that_fit():
    assert list(FITTING) == list(TOOLS)
    for name, arguments in FITTING.items():
        assert not told(name, arguments).is_error


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_a_hostile_value_is_answered_or_refused_in_words(name, argument):
    for value in [*WRONG_TYPES, *TEXTS]:
        told(name, FITTING[name] | {argument: value})


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_a_value_of_another_type_is_refused(name, argument):
    schema = json.dumps(TOOLS[name].asks.model_json_schema()["properties"][argument])
    for value in (1.5, True, ["a"], {"a": {"b": "c"}}):
        assert told(name, FITTING[name] | {argument: value}).is_error, (value, schema)


@pytest.mark.parametrize("name", TOOLS)
def test_an_argument_that_a_tool_has_not_is_refused(name):
    for key in ("drafts", "__class__", "site", "a" * 10_000, "", "\0", "reader"):
        result = told(name, FITTING[name] | {key: "yes"})
        assert result.is_error
        assert "There is " in result.content[0].text


@pytest.mark.parametrize("value", [*WRONG_TYPES, *TEXTS])
def test_a_hostile_filter_is_answered_or_refused_in_words(value):
    for list_name in ("votes", "missions", "paragraphs"):
        for name in ("document", "mission", "search", "ordering", "fields", "expand", "as_of"):
            told("query", {"list": list_name, "filters": {name: value}})
    told("query", {"list": "votes", "filters": value})


@pytest.mark.parametrize("name", [text for text in TEXTS if text.strip()])
def test_a_filter_of_a_hostile_name_is_refused(name):
    assert told("query", {"list": "votes", "filters": {name: "yes"}}).is_error
