"""The server of the Model Context Protocol: tools that read, over stdio or HTTP."""

from typing import Any

import anyio
import uvicorn
from asgiref.sync import sync_to_async
from django.conf import settings
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as Described
from pydantic import BaseModel
from starlette.applications import Starlette

from peacekb.language_models.answers import Answer
from peacekb.language_models.asking import QuestionRefused, Reader, Site
from peacekb.language_models.evidence import Citation
from peacekb.language_models.tools import TOOLS, Wrong
from peacekb.language_models.words import CITING, TRAPS, WHAT
from peacekb.logs import log
from records.common.filters import unknown

LARGEST_BODY = 200_000  # bytes of one message: a text to check, escaped, is the longest
READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def _meanings(model: type[BaseModel], beyond: type[BaseModel] = BaseModel) -> str:
    """What the fields of a model mean, those of another left out."""
    fields = model.model_fields.items()
    told = [(name, one.description) for name, one in fields if name not in beyond.model_fields]
    return " ".join(f"`{name}`: {text}" for name, text in told if text)


# Said once: as a schema of each tool it was most of what a model reads at each start.
FORM = (
    f"The answers of all tools have one form. {_meanings(Answer)}",
    f"Of a citation: {_meanings(Citation)}",
    *(
        f"Of {one.name}: {_meanings(one.answers, beyond=Answer)}"
        for one in TOOLS.values()
        if one.answers is not Answer
    ),
)
INSTRUCTIONS = "\n".join([WHAT, "", *CITING, *TRAPS, *FORM])


def server(site: Site) -> Server:
    async def list_tools(
        context: ServerRequestContext, params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=DESCRIBED)

    async def call_tool(
        context: ServerRequestContext, params: CallToolRequestParams
    ) -> CallToolResult:
        # In the one thread that holds the database's connection: one question at a time.
        asked_by = Site(site.origin, _reader(context))
        return await sync_to_async(_called)(asked_by, params.name, params.arguments or {})

    return Server(
        "peacekb",
        title="PeaceKB",
        version="1",
        instructions=INSTRUCTIONS,
        website_url=site.origin,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _untitled(schema: Any) -> Any:
    """Without the titles, which say each name again: a model reads all of this at each start."""
    if isinstance(schema, list):
        return [_untitled(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: {key: _untitled(one) for key, one in value.items()}
        if name in ("properties", "$defs")
        else _untitled(value)
        for name, value in schema.items()
        if name != "title"
    }


DESCRIBED = [
    Described(
        name=one.name,
        title=one.title,
        description=one.description,
        input_schema=_untitled(one.asks.model_json_schema()),
        annotations=READS,
    )
    for one in TOOLS.values()
]


def _reader(context: ServerRequestContext) -> Reader:
    """Over HTTP the limits are those of who asks; over stdio there is one reader alone."""
    request = context.request
    if request is None:
        return Reader()
    return Reader(
        address=request.client.host if request.client else "",
        forwarded=request.headers.get("x-forwarded-for", ""),
        authorization=request.headers.get("authorization", ""),
    )


def _called(site: Site, name: str, arguments: dict) -> CallToolResult:
    if name not in TOOLS:
        return _refusal(unknown("tool", name, TOOLS))
    try:
        answer = TOOLS[name].call(site, arguments)
    except Wrong as wrong:
        return _refusal(str(wrong))
    except QuestionRefused as refused:
        return _refusal(refused.words)
    except Exception:
        log.exception("tool failed", tool=name)
        return _refusal("Something went wrong. The fault is ours, and has been noted.")
    structure = answer.model_dump(mode="json")
    # The words for people, then the whole for clients that read no structure.
    return _result(answer.words, answer.model_dump_json(), structured_content=structure)


def _refusal(text: str) -> CallToolResult:
    return _result(f"Refused. {text}", is_error=True)


def _result(*texts: str, **more: Any) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text) for text in texts], **more)


def serve_stdio(site: Site) -> None:
    async def run() -> None:
        serving = server(site)
        async with stdio_server() as (reading, writing):
            await serving.run(reading, writing, serving.create_initialization_options())

    anyio.run(run)


def serve_http(site: Site, host: str, port: int) -> None:
    # Whoever sits behind a proxy is named by X-Forwarded-For, which the limits read themselves.
    uvicorn.run(
        http_application(site),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        proxy_headers=False,
    )


def http_application(site: Site) -> Starlette:
    """Stateless: each message is answered by itself, in JSON, by whichever process it meets."""
    hosts = [form for host in settings.ALLOWED_HOSTS for form in (host, f"{host}:*")]
    origins = [f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts]
    return server(site).streamable_http_app(
        streamable_http_path="/mcp",
        json_response=True,
        stateless_http=True,
        max_request_body_size=LARGEST_BODY,
        transport_security=TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins),
    )
