"""An agent's client, the SDK's own (PyPI: mcp), lists and calls every tool: over stdio, then over HTTP.

    python3 agent.py target/quick/hearsay
"""

import asyncio
import re
import subprocess
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

program = sys.argv[1]


async def ask(session):
    await session.initialize()
    tools = (await session.list_tools()).tools
    print("tools:", ", ".join(sorted(tool.name for tool in tools)))
    found = await call(session, "search", words="trawler")
    event = found["rows"][0]["id"]
    await call(session, "get_event", id=event)
    await call(session, "who_said", speaker="Petra Holm", limit=2)
    await call(session, "get_article", id="herald-1")
    await call(session, "explain", article="herald-1", words="killed")
    await call(session, "extract", text="Police arrested four men in Tolm on Monday, Petra Holm said.")


async def call(session, name, **arguments):
    result = await session.call_tool(name, arguments)
    structured = getattr(result, "structured_content", None) or getattr(result, "structuredContent", None)
    is_error = getattr(result, "is_error", None) or getattr(result, "isError", None)
    assert not is_error and "untrusted" in structured, (name, result)
    print(f"{name}: {len(str(structured))} characters")
    return structured


async def main():
    server = StdioServerParameters(command=program, args=["mcp", "--example"])
    async with stdio_client(server) as (read, write):
        async with ClientSession(read, write) as session:
            await ask(session)
    serving = subprocess.Popen([program, "serve", "--example", "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
    try:
        base = re.search(r"http://\S+?(?=/)(?:/[^/ ]*)?", serving.stderr.readline()).group(0).rstrip("/")
        try:
            from mcp.client.streamable_http import streamable_http_client as http_client
        except ImportError:
            from mcp.client.streamable_http import streamablehttp_client as http_client
        async with http_client(f"{base}/mcp") as streams:
            async with ClientSession(streams[0], streams[1]) as session:
                await ask(session)
    finally:
        serving.terminate()


asyncio.run(main())
