"""The examples of the description are taken from a base, which may lack some."""

import pytest

from peacekb.openapi.examples import Examples
from peacekb.openapi.making import made
from peacekb.openapi.recording import parameters_of
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

TYPES = {"integer": int, "number": float, "string": str, "array": list, "object": dict}


@pytest.fixture(scope="module")
def of_the_code():
    """Takes some seconds, and is the same whatever the base holds."""
    return made(Examples())


@pytest.mark.parametrize("number", [0, 1], ids=["empty", "world"])
def test_an_example_is_of_its_type_and_among_its_words_or_there_is_none(of_the_code, number):
    if number:
        world(number)
    description = of_the_code
    declared = description["components"]["parameters"]
    found = dict(parameters_of(description))

    assert found.keys() == declared.keys()
    given = {name: value for name, value in found.items() if value is not None}
    assert len(given) > len(found) / 2
    for name, value in given.items():
        schema = declared[name]["schema"]
        assert isinstance(value, TYPES[schema["type"]]), name
        for one in value if isinstance(value, list) else [value]:
            assert one not in (None, "None"), name
            assert one in schema.get("items", schema).get("enum", [one]), name
