"""Calls tools as a client of the SDK does, within the process."""

from asgiref.sync import async_to_sync
from mcp import Client

from peacekb.language_models.asking import Site
from peacekb.language_models.server import server

ORIGIN = "http://localhost:8000"


async def _call(name, arguments):
    async with Client(server(Site())) as client:
        return await client.call_tool(name, arguments)


def called(name, /, **arguments):
    """The whole result: `is_error`, `content` and `structured_content`."""
    return async_to_sync(_call)(name, arguments)


def ask(name, /, **arguments):
    """The structured answer of a tool that answers."""
    result = called(name, **arguments)
    assert not result.is_error, result.content[0].text
    return result.structured_content


def refusal(name, /, **arguments):
    result = called(name, **arguments)
    assert result.is_error, result.structured_content
    return result.content[0].text


def places(answer):
    """Every address of the site that an answer gives to cite or to look at."""
    named = [*answer["pages"], *answer["nearest"], *answer["citations"]]
    return {one["address"].removeprefix(ORIGIN).partition("#")[0] for one in named}
